"""Models and migrations agree, up and down, on empty and filled databases, and nothing is ever half done."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import IntegrityError

from migrations.running import BrokenReferencesError, changing_tables, current, migrate, newest
from scheduler.database import Database
from scheduler.models import metadata
from tests.filling import fill

EMPTY = "base"


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def counts(database: Database) -> dict[str, int]:
    with database.engine.connect() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


def test_models_and_migrations_agree(empty: Database) -> None:
    migrate(empty)
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_up_down_and_up_again(empty: Database) -> None:
    assert current(empty) is None
    migrate(empty)
    assert current(empty) == newest()
    assert tables(empty) == set(metadata.tables)
    migrate(empty, EMPTY)
    assert (current(empty), tables(empty)) == (None, set())
    migrate(empty)
    assert tables(empty) == set(metadata.tables)


def test_down_and_up_with_rows(empty: Database) -> None:
    migrate(empty)
    with empty.engine.begin() as connection:
        fill(connection, metadata)
    migrate(empty)
    assert set(counts(empty).values()) == {3}
    migrate(empty, EMPTY)
    migrate(empty)
    assert set(counts(empty).values()) == {0}


def test_changing_a_table_keeps_what_refers_to_it(empty: Database) -> None:
    """SQLite drops the table and fills a new one: without care, rows that refer to it would be deleted with it."""
    migrate(empty)
    with empty.engine.begin() as connection:
        fill(connection, metadata)
    before = counts(empty)
    with changing_tables(empty) as connection:
        alter = Operations(MigrationContext.configure(connection, opts={"target_metadata": metadata}))
        with alter.batch_alter_table("association", recreate="auto") as batch:
            batch.alter_column("name", nullable=True)
    assert counts(empty) == before
    with pytest.raises(Exception, match=r"(?i)foreign key"), empty.unit_of_work() as db:
        db.execute(text("DELETE FROM association"))


def test_a_change_that_fails_leaves_nothing(empty: Database) -> None:
    migrate(empty)
    before = tables(empty)

    def fail_half_way() -> None:
        with changing_tables(empty) as connection:
            connection.execute(text("CREATE TABLE half (id INTEGER)"))
            connection.execute(text("DROP TABLE audit_entry"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert tables(empty) == before


def test_a_change_that_breaks_references_is_refused(empty: Database) -> None:
    migrate(empty)
    with empty.engine.begin() as connection:
        fill(connection, metadata)
    refusal = BrokenReferencesError if empty.is_sqlite else IntegrityError
    with pytest.raises(refusal), changing_tables(empty) as connection:
        connection.execute(text("DELETE FROM association"))
    assert set(counts(empty).values()) == {3}
