"""The service is tested on both databases."""

from tests.databases import database, database_url, databases, db

__all__ = ["database", "database_url", "databases", "db"]
