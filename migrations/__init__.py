"""The migrations of the database, by Alembic: from any release of this software to the next, and back."""
