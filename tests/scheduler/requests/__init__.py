"""Session requests, without a database."""
