"""Bring a database to a revision, in one transaction: all of it or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from scheduler.database import Database, stated_plainly

HEAD: Final = "head"
EMPTY: Final = "base"
_LOCK: Final = 0x647564616F
"""Whoever migrates a PostgreSQL holds this advisory lock; a SQLite has one writer anyway."""


class BrokenReferencesError(Exception):
    """A migration left rows that refer to rows which are no more; nothing was changed."""


@cache
def newest() -> str:
    """The revision that this version of the software works with."""
    return str(ScriptDirectory.from_config(configuration()).get_current_head())


def current(database: Database) -> str | None:
    """The revision that the database is at; None for an empty one. Raises StorageError."""
    with stated_plainly(), database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(database: Database, target: str = HEAD) -> None:
    """Bring the database to `target`: HEAD, EMPTY (which drops every table) or a revision; up or down as needed.

    Raises StorageError, BrokenReferencesError, and Alembic's CommandError for a database of a newer software.
    """
    with changing_tables(database) as connection:
        bring(connection, target)


def bring(connection: Connection, target: str) -> None:
    """As `migrate`, within the transaction of `changing_tables`."""
    config = configuration(connection)
    if _is_older(target, MigrationContext.configure(connection).get_current_revision()):
        command.downgrade(config, target)
    else:
        command.upgrade(config, target)


@contextmanager
def changing_tables(database: Database) -> Iterator[Connection]:
    """A transaction in which tables may be changed, by one process at a time; undone when the block fails.

    Raises StorageError, and BrokenReferencesError when rows are left that refer to nothing.
    """
    with stated_plainly(), _without_references(database) as connection, connection.begin():
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield connection
        if database.is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
            raise BrokenReferencesError(f"{len(broken)} rows, the first in table {broken[0][0]}")


def configuration(connection: Connection | None = None, **drafting: Any) -> Config:
    """Alembic's configuration: the scripts of this package, a connection, and options for drafting a migration."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["drafting"] = drafting
    return config


def _is_older(target: str, present: str | None) -> bool:
    if target in (EMPTY, HEAD) or present is None:
        return target == EMPTY
    scripts = ScriptDirectory.from_config(configuration())
    return target != present and target in {script.revision for script in scripts.iterate_revisions(present, EMPTY)}


@contextmanager
def _without_references(database: Database) -> Iterator[Connection]:
    """A connection; on SQLite without the checking of references, since changing a table there drops and refills it."""
    with database.engine.connect() as connection:
        if not database.is_sqlite:
            yield connection
            return
        driver = connection.connection.dbapi_connection
        assert driver is not None  # noqa: S101 - it is connected
        # Within a transaction SQLite would ignore this without a word.
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            yield connection
        finally:
            connection.rollback()
            driver.execute("PRAGMA foreign_keys = ON")
