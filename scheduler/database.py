"""The database, SQLite or PostgreSQL: one way to read, one unit of work to write, and its failures in plain words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionLeftError
from sqlmodel import Session

from scheduler.storage_errors import (
    DatabaseBusyError,
    DatabaseFullError,
    DatabaseGoneError,
    DatabaseUrlFaultyError,
    StorageError,
)

BUSY_SECONDS: Final = 10
"""How long a writer of SQLite waits for the writer before it, and anybody for a connection of the pool."""
CONNECT_SECONDS: Final = 5
CONNECTIONS: Final = 40
"""At most so many per process: as many as the threads in which the web framework serves."""

_SQLITE_ERRORS: Final[dict[str, type[StorageError]]] = {
    "SQLITE_FULL": DatabaseFullError,
    "SQLITE_BUSY": DatabaseBusyError,
    "SQLITE_LOCKED": DatabaseBusyError,
    "SQLITE_CANTOPEN": DatabaseGoneError,
    "SQLITE_IOERR": DatabaseGoneError,
    "SQLITE_READONLY_": DatabaseGoneError,
    "SQLITE_NOTADB": DatabaseGoneError,
    "SQLITE_CORRUPT": DatabaseGoneError,
}
"""By the start of the result code, https://sqlite.org/rescode.html; plain SQLITE_READONLY is a write while reading."""
_POSTGRESQL_ERRORS: Final[dict[str, type[StorageError]]] = {
    "53100": DatabaseFullError,
    "53": DatabaseBusyError,
    "40001": DatabaseBusyError,
    "40P01": DatabaseBusyError,
    "55P03": DatabaseBusyError,
    "57014": DatabaseBusyError,
    "08": DatabaseGoneError,
    "57P": DatabaseGoneError,
    "58": DatabaseGoneError,
    "3D000": DatabaseGoneError,
    "28": DatabaseGoneError,
}
"""By the start of the SQLSTATE, PostgreSQL manual, appendix A; the longest start counts."""


class Database:
    """One database and its pool of connections; to be closed at the end of the process or test."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._readers = engine.execution_options(**_reading_options(engine))
        self._writers = engine.execution_options(writes=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of SQLite, with one writer at a time and one serving process."""
        return self.engine.dialect.name == "sqlite"

    @property
    def url(self) -> URL:
        """Where it is; printed, it hides the password."""
        return self.engine.url

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A database session on one consistent state, in which writing is refused. Raises StorageError."""
        with stated_plainly(), Session(self._readers, expire_on_commit=False, autoflush=False) as db:
            yield db

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """A database session that is committed at the end, or rolled back when an error leaves the block.

        On SQLite it waits for the writer before it, so what it reads cannot be overtaken; on PostgreSQL rows are locked
        by those who load them. Raises StorageError.
        """
        with stated_plainly(), Session(self._writers, expire_on_commit=False) as db, db.begin():
            yield db

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def open_database(url: str, *, connections: int = CONNECTIONS) -> Database:
    """The database at `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`; nothing is connected to yet.

    Raises DatabaseUrlFaultyError.
    """
    place = parse_url(url)
    if place.drivername == "sqlite":
        engine = create_engine(
            place,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=BUSY_SECONDS,
            # The driver's own way of beginning transactions is too late and too weak: _begin_sqlite does it.
            connect_args={"isolation_level": None, "timeout": BUSY_SECONDS},
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(
            place,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=BUSY_SECONDS,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": CONNECT_SECONDS,
                "options": "-c timezone=UTC",
                "application_name": "dudao",
            },
        )
    return Database(engine)


def parse_url(url: str) -> URL:
    """The address with the driver we use. Raises DatabaseUrlFaultyError when it is for another kind of database."""
    try:
        place = make_url(url)
    except ArgumentError:
        raise DatabaseUrlFaultyError from None
    if place.drivername in {"postgresql", "postgres", "postgresql+psycopg"} and place.database:
        return place.set(drivername="postgresql+psycopg")
    if place.drivername == "sqlite" and place.database and place.database != ":memory:":
        return place
    raise DatabaseUrlFaultyError


def sqlite_url(file: Path) -> str:
    """The address of a file of SQLite."""
    return f"sqlite:///{file.resolve()}"


def _reading_options(engine: Engine) -> dict[str, Any]:
    if engine.dialect.name == "sqlite":
        return {"writes": False}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Settings that SQLite forgets with each connection; only the write-ahead log stays with the file."""
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Begin for writing at once unless asked for reading: a reader that turns writer would overwrite what it missed."""
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def stated_plainly() -> Iterator[None]:
    """Raise a StorageError in place of an error of the database that is nobody's mistake in the code."""
    try:
        yield
    except SQLAlchemyError as error:
        plain = storage_error(error)
        if plain is None:
            raise
        raise plain from error


def storage_error(error: SQLAlchemyError) -> StorageError | None:
    """What is wrong with the storage: full, gone or busy; None when the error means something else."""
    if isinstance(error, NoConnectionLeftError):
        return DatabaseBusyError()
    if not isinstance(error, DBAPIError):
        return None
    if isinstance(error.orig, sqlite3.Error):
        # Errors that the driver itself makes carry no code.
        return _by_start(_SQLITE_ERRORS, getattr(error.orig, "sqlite_errorname", ""))
    if isinstance(error.orig, psycopg.Error):
        if error.orig.sqlstate is not None:
            return _by_start(_POSTGRESQL_ERRORS, error.orig.sqlstate)
        return DatabaseGoneError() if isinstance(error.orig, psycopg.OperationalError) else None
    return None


def _by_start(kinds: dict[str, type[StorageError]], code: str) -> StorageError | None:
    for length in range(len(code), 0, -1):
        if kind := kinds.get(code[:length]):
            return kind()
    return None
