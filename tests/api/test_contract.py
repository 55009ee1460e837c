"""Whatever is sent, the API answers what its OpenAPI document says: no 500, no other status, type or shape."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.app import create_app
from scheduler.database import Database, open_database, sqlite_url
from scheduler.models.accounts import Role
from scheduler.settings import Settings
from tests.api.cities import City, a_city
from tests.api.conftest import sign_in_as
from tests.api.rights import ALL_ROWS, Making
from tests.builders import an_account
from tests.databases import Databases

EXAMPLES = 5
"""Of each endpoint; more find more: the number to raise when hunting."""
ELSEWHERE = r"/runs/\{run_id\}/events$|^/ready$|/imports$"
"""Streams, the answer that the service is not ready (503), and files: they have tests of their own."""
NOWHERE = Settings(database_url=sqlite_url(Path("nowhere.sqlite")), requests_per_minute=10**6)
DOCUMENT: dict[str, Any] = create_app(NOWHERE, open_database(NOWHERE.database)).openapi()
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT).exclude(path_regex=ELSEWHERE)
REAL = ALL_ROWS.keys() - {"token_id"}
"""Tokens are of systems only, and the account asked about is a planner's."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def database(databases: Databases) -> Iterator[Database]:
    """One for all endpoints: they may leave in it what they like."""
    url = databases.fresh("sqlite")
    database = open_database(url)
    yield database
    database.close()
    databases.remove(url)


@pytest.fixture(scope="module")
def app(database: Database) -> FastAPI:
    url = database.url.render_as_string(hide_password=False)
    return create_app(Settings(database_url=url, requests_per_minute=10**6), database)


@pytest.fixture(scope="module")
def city(database: Database) -> City:
    with database.unit_of_work() as db:
        return a_city(db, an_account(db, None, Role.PLATFORM_ADMIN))


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def planner(client: TestClient, app: FastAPI, database: Database, city: City) -> TestClient:
    """Signed in anew: an endpoint before may have ended it."""
    sign_in_as(client, database, city.accounts[Role.PLANNER], app.state.settings)
    return client


@pytest.fixture(scope="module")
def rows(database: Database, city: City) -> "Rows":
    return Rows(database, city)


class Rows:
    """Keys of real rows for the parameters of paths, each made when it is first asked for."""

    def __init__(self, database: Database, city: City) -> None:
        self._database, self._city = database, city
        self._made: dict[str, str] = {}

    def real(self, names: dict[str, Any]) -> dict[str, Any]:
        """The parameters with a real row's key wherever there is a maker of such rows."""
        with self._database.unit_of_work() as db:
            making = Making(db, self._city, self._city.accounts[Role.PLANNER], self._made)
            return {name: making[name] if name in REAL else value for name, value in names.items()}


@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_the_answer_is_a_documented_one(case: schemathesis.Case, planner: TestClient, rows: Rows) -> None:
    if case.path_parameters:
        case.path_parameters = rows.real(dict(case.path_parameters))
    asked = case.as_transport_kwargs()
    asked.pop("cookies", None)
    response = planner.request(**asked, follow_redirects=False)
    case.validate_response(response, checks=CHECKS)
