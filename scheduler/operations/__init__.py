"""Running a deployment: backups that fit both databases, and what its operator is told."""
