"""Every endpoint for every role, for the other association, for nobody, and for tokens without the scope."""

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from api.app import create_app
from api.authentication import CSRF_HEADER, SAFE_METHODS
from scheduler.accounts.scopes import Scope
from scheduler.database import Database, open_database
from scheduler.models.accounts import Role
from scheduler.settings import Settings
from tests.api.cities import Cities, City, ClientOf
from tests.api.conftest import settings_for
from tests.api.rights import ALL_RIGHTS, PUBLIC, Making, Right
from tests.databases import ON_BOTH, Databases

PREFIX = "/api/v1"
METHODS = {"get", "put", "post", "delete", "patch", "head"}
NOT_OURS = {"GET /health", "GET /ready", "GET /metrics"}
"""Without rows and roles: tested with the operations."""
STALE = 999
"""No row has this version; a conflict tells the row as it is, so who may not change it is refused before."""
WALKED = [pytest.param(name, right, id=name) for name, right in ALL_RIGHTS.items() if right is not PUBLIC]


@pytest.fixture(scope="module", params=ON_BOTH)
def database(databases: Databases, request: pytest.FixtureRequest) -> Iterator[Database]:
    """One of each kind for all endpoints, since each is asked about cities of its own."""
    url = databases.fresh(request.param)
    database = open_database(url)
    yield database
    database.close()
    databases.remove(url)


@pytest.fixture(scope="module")
def settings(database: Database) -> Settings:
    return settings_for(database)


@pytest.fixture(scope="module")
def app(database: Database, settings: Settings) -> FastAPI:
    return create_app(settings, database)


def test_every_endpoint_is_declared(app: FastAPI) -> None:
    there = {
        f"{method.upper()} {path.removeprefix(PREFIX)}"
        for path, item in app.openapi()["paths"].items()
        for method in set(item) & METHODS
    }
    assert there - NOT_OURS == set(ALL_RIGHTS)


@pytest.mark.parametrize(("name", "right"), WALKED)
def test_each_role_may_what_it_may_and_nothing_else(
    name: str, right: Right, cities: Cities, client_of: ClientOf, database: Database
) -> None:
    for role in Role:
        may = role in right.roles
        answer = asked(client_of(role), name, right, cities.first, role, database, version=1 if may else STALE)
        if may:
            assert answer.status_code < 400 or answer.status_code in {409, 410}, (role, answer.text)
        else:
            assert answer.status_code in {403, 404}, (role, answer.text)


@pytest.mark.parametrize(("name", "right"), WALKED)
def test_nothing_crosses_to_the_other_association(
    name: str, right: Right, cities: Cities, client_of: ClientOf, database: Database
) -> None:
    for role in set(Role) - {Role.PLATFORM_ADMIN}:
        stranger = client_of(role, cities.second)
        named: dict[str, str] = {}
        answer = asked(stranger, name, right, cities.first, role, database, named)
        if named:
            refused = {403, 404} if any(f"{{{row}}}" in name for row in named) else {403, 404, 409, 422}
            assert answer.status_code in refused, (role, named, answer.text)
        if not right.shared:
            told = [key for key in keys_of(cities.first) if key in answer.text and key not in str(answer.request.url)]
            assert not told or answer.status_code == 404, (role, told, answer.text)


@pytest.mark.parametrize(("name", "right"), WALKED)
def test_nobody_and_no_other_site_and_no_narrow_token_gets_in(
    name: str, right: Right, cities: Cities, client: TestClient, client_of: ClientOf, database: Database
) -> None:
    assert asked(client, name, right, cities.first, Role.PLANNER, database).json()["code"] == "not-signed-in"
    is_safe = name.split()[0] in SAFE_METHODS
    if not is_safe:
        forged = client_of(Role.PLANNER)
        forged.headers.pop(CSRF_HEADER)
        assert asked(forged, name, right, cities.first, Role.PLANNER, database).json()["code"] == "csrf-token"
    if not right.by_any_token:
        narrow = client_of(Role.SYSTEM, scopes=(Scope.WRITE if is_safe else Scope.READ,))
        assert asked(narrow, name, right, cities.first, Role.SYSTEM, database).json()["code"] == "scope-missing"


def asked(
    client: TestClient,
    name: str,
    right: Right,
    city: City,
    role: Role,
    database: Database,
    named: dict[str, str] | None = None,
    version: int = 1,
) -> Response:
    """The answer to a whole request about fresh rows of the city; `named` is told which rows it names."""
    method, path = name.split()
    with database.unit_of_work() as db:
        making = Making(db, city, city.accounts[role], {} if named is None else named, right.rows)
        parameters = {part: making[part] for part in re.findall(r"{(\w+)}", path)}
        sent = {
            kind: content(making) if callable(content) else content
            for kind in ("json", "params", "files")
            if (content := getattr(right, kind)) is not None
        }
    headers = {} if method in SAFE_METHODS else {"If-Match": f'"{version}"'}
    url = (PREFIX + path).format(**parameters)
    return client.request(method, url, headers=headers, follow_redirects=False, **sent)


def keys_of(city: City) -> list[str]:
    people = [account.id for role, account in city.accounts.items() if role != Role.PLATFORM_ADMIN]
    return [city.association.id, city.station.id, city.supervisor.id, *people]
