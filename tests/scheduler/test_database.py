"""Reading never writes, a unit of work is all or nothing, writers do not overtake one another, zones survive."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from scheduler.database import Database, open_database
from scheduler.storage_errors import DatabaseGoneError, DatabaseUrlFaultyError


@pytest.fixture
def counter(database: Database) -> Database:
    with database.unit_of_work() as db:
        db.execute(text("CREATE TABLE counter (value INTEGER NOT NULL)"))
        db.execute(text("INSERT INTO counter VALUES (0)"))
    return database


def value(counter: Database) -> int:
    with counter.reading() as db:
        return int(db.execute(text("SELECT value FROM counter")).scalar_one())


def test_a_unit_of_work_is_kept_whole(counter: Database) -> None:
    with counter.unit_of_work() as db:
        db.execute(text("UPDATE counter SET value = 7"))
    assert value(counter) == 7


def test_an_error_undoes_all_of_it(counter: Database) -> None:
    def fail_half_way() -> None:
        with counter.unit_of_work() as db:
            db.execute(text("UPDATE counter SET value = 7"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert value(counter) == 0


def test_reading_refuses_to_write_and_writing_works_again_after_it(counter: Database) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)read-?\s?only"), counter.reading() as db:
        db.execute(text("UPDATE counter SET value = 7"))
    with counter.unit_of_work() as db:
        db.execute(text("UPDATE counter SET value = value + 1"))
    assert value(counter) == 1


def test_a_reader_sees_one_state(counter: Database) -> None:
    with counter.reading() as db:
        before = db.execute(text("SELECT value FROM counter")).scalar_one()
        with counter.unit_of_work() as other:
            other.execute(text("UPDATE counter SET value = 7"))
        assert db.execute(text("SELECT value FROM counter")).scalar_one() == before


def test_no_update_is_lost(counter: Database) -> None:
    """What was read under a lock is still true when it is written, whoever else writes meanwhile."""
    lock = "" if counter.is_sqlite else " FOR UPDATE"

    def count_up(_: int) -> None:
        with counter.unit_of_work() as db:
            seen = db.execute(text("SELECT value FROM counter" + lock)).scalar_one()  # noqa: S608 - our own words
            db.execute(text("UPDATE counter SET value = :next"), {"next": seen + 1})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count_up, range(80)))
    assert value(counter) == 80


def test_references_are_enforced(database: Database) -> None:
    with database.unit_of_work() as db:
        db.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
        db.execute(text("CREATE TABLE child (id INTEGER REFERENCES parent (id))"))
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"), database.unit_of_work() as db:
        db.execute(text("INSERT INTO child VALUES (1)"))


@pytest.mark.parametrize("url", ["", "mysql://u@h/n", "sqlite://", "sqlite:///:memory:", "postgresql://host"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(DatabaseUrlFaultyError):
        open_database(url)


def test_a_missing_database_is_gone() -> None:
    database = open_database("sqlite:////no/such/folder/file.sqlite")
    with pytest.raises(DatabaseGoneError), database.reading() as db:
        db.execute(text("SELECT 1"))
