"""A full disk, a database that is gone or busy: said clearly, nothing half done, and well again afterwards."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import psycopg
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from api.app import create_app
from scheduler.database import Database, open_database, storage_error
from scheduler.models import metadata
from scheduler.models.accounts import Role
from scheduler.storage_errors import DatabaseBusyError, DatabaseFullError, DatabaseGoneError, StorageError
from tests.api.conftest import Cities, ClientOf, a_city, settings_for, sign_in_as
from tests.builders import an_account

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ADDRESS = "/api/v1/association"


def change(client: TestClient, name: str) -> httpx2.Response:
    version = client.get(ADDRESS).headers["ETag"]
    return client.patch(ADDRESS, json={"name": name}, headers={"If-Match": version})


@contextmanager
def with_pragma(database: Database, pragma: str) -> Iterator[None]:
    """All connections of the database have it within the block."""

    def set_it(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    event.listen(database.engine, "connect", set_it)
    database.engine.dispose()
    yield
    event.remove(database.engine, "connect", set_it)
    database.engine.dispose()


def pages_of(database: Database) -> int:
    with database.engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())


@on_sqlite
def test_a_full_disk_refuses_changes_and_still_reads(client_of: ClientOf, database: Database) -> None:
    planner = client_of(Role.PLANNER)
    before = planner.get(ADDRESS).json()["name"]
    with with_pragma(database, f"max_page_count = {pages_of(database)}"):
        # Every change leaves an audit entry: what room there is in the last pages is soon used up.
        answers = [change(planner, f"{number:0200}") for number in range(60)]
        refused = answers[-1]
        assert (refused.status_code, refused.json()["code"]) == (507, "database-full")
        assert refused.headers["Retry-After"]
        assert "磁盘" in refused.json()["title"]
        kept = [n for n, answer in enumerate(answers) if answer.status_code == 200]
        assert planner.get(ADDRESS).json()["name"] == (f"{kept[-1]:0200}" if kept else before)
        assert planner.get("/ready").json()["checks"]["database"] == "ok"
    assert change(planner, "又有空间了").status_code == 200
    assert planner.get(ADDRESS).json()["name"] == "又有空间了"


@on_sqlite
def test_a_writer_that_does_not_end_is_waited_for_only_so_long(client_of: ClientOf, database: Database) -> None:
    planner = client_of(Role.PLANNER)
    with with_pragma(database, "busy_timeout = 20"):
        with database.unit_of_work() as db:
            db.execute(text("SELECT 1"))
            refused = change(planner, "等不到")
        assert (refused.status_code, refused.json()["code"]) == (503, "database-busy")
        assert change(planner, "轮到了").status_code == 200


@on_sqlite
def test_a_file_that_is_no_database_any_more(client_of: ClientOf, database: Database, database_url: str) -> None:
    planner = client_of(Role.PLANNER)
    file = Path(database_url.removeprefix("sqlite:///"))
    database.engine.dispose()
    whole = file.read_bytes()
    file.write_bytes(b"no database" * 1000)
    answer = planner.get(ADDRESS)
    assert (answer.status_code, answer.json()["code"]) == (503, "database-gone")
    file.write_bytes(whole)
    assert planner.get(ADDRESS).status_code == 200


@pytest.fixture
def own_server() -> Iterator["tuple[Callable[[], None], Callable[[], None], str]"]:
    """A PostgreSQL of this test alone: how to stop it, to start it, and its address."""
    if sys.platform == "win32":
        pytest.skip("the tests' PostgreSQL is started the POSIX way")
    from tests.postgresql import PostgresServer

    server = PostgresServer.lay()
    server.start()
    yield server.stop, server.start, server.url("postgres")
    server.remove()


def test_a_database_server_that_stops_and_comes_back(
    own_server: "tuple[Callable[[], None], Callable[[], None], str]",
) -> None:
    stop, start, url = own_server
    database = open_database(url)
    settings = settings_for(database)
    metadata.create_all(database.engine)
    with database.unit_of_work() as db:
        city = a_city(db, an_account(db, None, Role.PLATFORM_ADMIN))
    planner = TestClient(create_app(settings, database))
    sign_in_as(planner, database, city.accounts[Role.PLANNER], settings)
    assert change(planner, "之前").status_code == 200
    stop()
    for answer in (planner.get(ADDRESS), planner.patch(ADDRESS, json={}, headers={"If-Match": '"1"'})):
        assert (answer.status_code, answer.json()["code"]) == (503, "database-gone")
    assert planner.get("/health").status_code == 200
    assert planner.get("/ready").json()["checks"]["database"] == "database-gone"
    start()
    assert planner.get(ADDRESS).json()["name"] == "之前"
    assert change(planner, "之后").status_code == 200
    database.close()


def test_a_connection_lost_in_the_midst_of_work_keeps_nothing(
    database: Database, client_of: ClientOf, cities: Cities
) -> None:
    if database.is_sqlite:
        pytest.skip("a file has no connections to lose")

    def lose_it() -> None:
        with database.unit_of_work() as db:
            row = db.merge(cities.first.association)
            row.name = "半途"
            db.flush()
            with psycopg.connect(database.url.set(drivername="postgresql").render_as_string(False)) as other:
                other.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )

    with pytest.raises(DatabaseGoneError):
        lose_it()
    assert client_of(Role.PLANNER).get(ADDRESS).json()["name"] != "半途"


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (psycopg.errors.DiskFull(), DatabaseFullError),
        (psycopg.errors.DeadlockDetected(), DatabaseBusyError),
        (psycopg.errors.TooManyConnections(), DatabaseBusyError),
        (psycopg.errors.AdminShutdown(), DatabaseGoneError),
        (psycopg.errors.UniqueViolation(), None),
        (sqlite3.OperationalError("no such table"), None),
    ],
)
def test_what_the_drivers_errors_mean(error: Exception, meaning: type[StorageError] | None) -> None:
    found = storage_error(OperationalError("", {}, error))
    assert (None if found is None else type(found)) is meaning
