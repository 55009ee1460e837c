"""Migrations run on both databases, on empty ones."""

from collections.abc import Iterator

import pytest

from scheduler.database import Database, open_database
from tests.databases import ON_BOTH, Databases, databases

__all__ = ["databases"]


@pytest.fixture(params=ON_BOTH)
def empty(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """A database without tables."""
    url = databases.fresh(request.param, empty=True)
    database = open_database(url)
    yield database
    database.close()
    databases.remove(url)
