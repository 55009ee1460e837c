"""The whole API on a real database, two cities in it, and a really signed-in client for every role of either.

def test_a_planner_reads_it(cities, client_of):
    assert client_of(Role.PLANNER).get("/api/v1/association").json()["name"] == cities.first.association.name
    assert client_of(Role.PLANNER, cities.second).get(f"/api/v1/stations/{cities.first.station.id}").status_code == 404
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.authentication import CSRF_HEADER, cookie_name
from scheduler.accounts.scopes import Scope
from scheduler.accounts.signing_in import open_sign_in
from scheduler.accounts.tokens import NewToken, issue_token
from scheduler.actor import system_actor
from scheduler.clock import now
from scheduler.database import Database
from scheduler.ids import AssociationId
from scheduler.models.accounts import Account, Role
from scheduler.settings import Settings
from tests.api.cities import Cities, City, ClientOf, a_city
from tests.builders import an_account
from tests.databases import database, database_url, databases, db

__all__ = ["Cities", "City", "ClientOf", "database", "database_url", "databases", "db"]

LASTS = dt.timedelta(days=14)


@pytest.fixture
def settings(database: Database) -> Settings:
    return settings_for(database)


def settings_for(database: Database) -> Settings:
    """As a deployment's, with this database."""
    url = database.url.render_as_string(hide_password=False)
    return Settings(database_url=url)


@pytest.fixture
def app(database: Database, settings: Settings) -> FastAPI:
    return create_app(settings, database)


@pytest.fixture
def cities(database: Database) -> Cities:
    with database.unit_of_work() as db:
        administrator = an_account(db, None, Role.PLATFORM_ADMIN)
        return Cities(a_city(db, administrator), a_city(db, administrator))


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """Somebody who is not signed in."""
    with TestClient(app) as client:
        yield client


@pytest.fixture
def client_of(app: FastAPI, database: Database, settings: Settings, cities: Cities) -> Iterator[ClientOf]:
    """Gives a client signed in with this role, in the first city unless told; a system has a token of all scopes."""
    with ExitStack() as opened:
        running = opened.enter_context(TestClient(app))

        def client_of(role: Role, city: City | None = None, *, scopes: tuple[Scope, ...] = tuple(Scope)) -> TestClient:
            client = TestClient(app)
            client.portal = running.portal  # one event loop for all of them, and not one for each request
            account = (city or cities.first).accounts[role]
            if role == Role.SYSTEM:
                client.headers["Authorization"] = f"Bearer {a_token(database, account, scopes)}"
            else:
                sign_in_as(client, database, account, settings)
            return client

        yield client_of


def sign_in_as(client: TestClient, database: Database, account: Account, settings: Settings) -> None:
    """As the sign-in endpoint does once the password is found right, which takes its time."""
    with database.unit_of_work() as db:
        opened = open_sign_in(db, account, client="tests", lasts=LASTS)
    client.cookies.set(cookie_name(settings), opened.secret)
    client.headers[CSRF_HEADER] = opened.sign_in.csrf_token


def a_token(database: Database, account: Account, scopes: tuple[Scope, ...]) -> str:
    """A bearer token of a system's account."""
    asked = NewToken(name="tests", scopes=list(scopes), expires_at=now() + LASTS)
    with database.unit_of_work() as db:
        actor = system_actor(AssociationId(account.association_id or ""))
        return issue_token(db, actor=actor, account_id=account.id, asked=asked).secret
