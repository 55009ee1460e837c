"""Real databases for the tests: fixtures that run a test on SQLite and again on PostgreSQL, each with fresh tables."""

import os
import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlmodel import Session

from scheduler.database import Database, open_database, sqlite_url
from scheduler.models import metadata
from scheduler.running.queue import lay_job_tables

if TYPE_CHECKING:
    from tests.postgresql import PostgresServer

NEEDS_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the tests' PostgreSQL is started the POSIX way")
ON_BOTH = [pytest.param("sqlite", id="sqlite"), pytest.param("postgresql", id="postgresql", marks=NEEDS_POSIX)]


class Databases:
    """Gives out databases: with all tables, copied from a template, or empty."""

    def __init__(self, own: Path, shared: Path, kept: ExitStack) -> None:
        """`own` is a folder of this process, `shared` one of all processes of the test run."""
        self._own, self._shared, self._kept = own, shared, kept

    def fresh(self, engine: str, *, empty: bool = False) -> str:
        """The address of a new database with all tables, or with none."""
        if engine == "sqlite":
            file = self._own / f"{uuid.uuid4().hex}.sqlite"
            if not empty:
                shutil.copyfile(self._sqlite_template, file)
            return sqlite_url(file)
        name = f"test_{uuid.uuid4().hex}"
        template = "template0" if empty else self._postgresql_template
        with self._administration as admin:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self._server.url(name)

    def remove(self, url: str) -> None:
        """Remove a database given out before."""
        if url.startswith("sqlite"):
            for file in self._own.glob(f"{Path(url.removeprefix('sqlite:///')).name}*"):
                file.unlink()
            return
        with self._administration as admin:
            admin.execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")

    @cached_property
    def _sqlite_template(self) -> Path:
        file = self._own / "template.sqlite"
        create_tables(sqlite_url(file))
        return file

    @cached_property
    def _server(self) -> "PostgresServer":
        from tests.postgresql import shared_server

        return self._kept.enter_context(shared_server(self._shared))

    @property
    def _administration(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self._server.url("postgres"), autocommit=True)

    @cached_property
    def _postgresql_template(self) -> str:
        from tests.postgresql import alone

        with alone(self._shared / "postgresql.template"):
            with self._administration as admin:
                if admin.execute("SELECT 1 FROM pg_database WHERE datname = 'template_dudao'").fetchone():
                    return "template_dudao"
                admin.execute("CREATE DATABASE template_draft TEMPLATE template0")
            create_tables(self._server.url("template_draft"))
            with self._administration as admin:
                admin.execute("ALTER DATABASE template_draft RENAME TO template_dudao")
        return "template_dudao"


def create_tables(url: str) -> None:
    """Lay all tables, ours and the job system's, in an empty database."""
    database = open_database(url)
    with database.engine.begin() as connection:
        metadata.create_all(connection)
    lay_job_tables(database)
    database.close()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """The databases of this process."""
    own = tmp_path_factory.mktemp("databases")
    base = tmp_path_factory.getbasetemp()
    with ExitStack() as kept:
        yield Databases(own, base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base, kept)


@pytest.fixture(params=ON_BOTH)
def database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """The address of a fresh database with all tables; the test runs once on SQLite and once on PostgreSQL."""
    url = databases.fresh(request.param)
    yield url
    databases.remove(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh database with all tables; the test runs once on SQLite and once on PostgreSQL."""
    database = open_database(database_url)
    yield database
    database.close()


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """One unit of work on a fresh database, for tests of services; on SQLite no other can write meanwhile."""
    with database.unit_of_work() as db:
        yield db
