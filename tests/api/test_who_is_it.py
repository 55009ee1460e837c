"""From a request to its actor: cookies, CSRF tokens, bearer tokens and their scopes."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from scheduler.database import Database
from scheduler.models.accounts import Role
from tests.api.cities import Cities, ClientOf


def test_every_role_reads_its_association(cities: Cities, client_of: ClientOf) -> None:
    for city in (cities.first, cities.second):
        for role in set(Role) - {Role.PLATFORM_ADMIN}:
            assert client_of(role, city).get("/api/v1/association").json()["id"] == city.association.id


def test_knowing_who_it_is_costs_one_query(cities: Cities, client_of: ClientOf, database: Database) -> None:
    """`/me` itself reads the association with another one."""
    for role in (Role.PLANNER, Role.SYSTEM):
        client = client_of(role)
        client.get("/api/v1/me")  # notes the first use of a token
        queries: list[str] = []
        with heard(database, queries):
            client.get("/api/v1/me")
        assert len([query for query in queries if query.startswith("SELECT")]) == 2


@contextmanager
def heard(database: Database, queries: list[str]) -> Iterator[None]:
    def hear(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        queries.append(statement)

    event.listen(database.engine, "before_cursor_execute", hear)
    yield
    event.remove(database.engine, "before_cursor_execute", hear)
