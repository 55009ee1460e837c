"""A small published term of the first city, and stations that ask for extra visits in it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient

from scheduler.clock import CHINA, stopped_at
from scheduler.database import Database
from scheduler.models.accounts import Role
from scheduler.models.associations import Association, RequestPolicy
from solver.problem import Scheme
from tests.api.conftest import Cities, ClientOf
from tests.builders import an_account
from tests.published import publish_visits
from tests.term_builders import MONDAY, a_small_term, an_engagement

BEFORE = dt.datetime(2026, 10, 9, 9, tzinfo=CHINA)
TUESDAY = MONDAY + dt.timedelta(days=1)


@dataclass(frozen=True)
class Published:
    """The first city's small term, in which its supervisor A is with station 0 on Tuesday morning, by release 1."""

    term_id: str
    station: TestClient
    neighbour: TestClient
    supervisor: TestClient
    a: str
    b: str


@pytest.fixture
def published(database: Database, cities: Cities, client_of: ClientOf) -> Published:
    city = cities.first
    with stopped_at(BEFORE), database.unit_of_work() as db:
        small = a_small_term(db, city.association)
        for row in [city.supervisor]:
            row.archived_at = BEFORE
            db.add(row)
        due = an_engagement(db, small.term, small.stations[0], Scheme.ROVING, visits=1)
        a, b = (person.id for person in small.supervisors)
        publish_visits(db, small, [(due, 0, TUESDAY, "08:30", a)])
        accounts = [an_account(db, city.association, Role.STATION, station_id=station.id) for station in small.stations]
        person = an_account(db, city.association, Role.SUPERVISOR, supervisor_id=a)
    clients = []
    for account in (*accounts, person):
        city.accounts[account.role] = account
        clients.append(client_of(account.role))
    return Published(small.term.id, *clients, a, b)


@pytest.fixture(autouse=True)
def before_the_term() -> Iterator[None]:
    with stopped_at(BEFORE):
        yield


@pytest.fixture
def policy(database: Database, cities: Cities) -> Any:
    def change(policy: RequestPolicy) -> None:
        with database.unit_of_work() as db:
            association = db.get_one(Association, cities.first.association.id)
            association.request_policy = policy
            db.add(association)

    return change


def ask(client: TestClient, published: Published, **changed: object) -> dict[str, Any]:
    body = {
        "topic": "个案督导",
        "first_date": TUESDAY.isoformat(),
        "end_date": (TUESDAY + dt.timedelta(days=1)).isoformat(),
        "half_days": ["2-morning"],
    }
    answer = client.post(f"/api/v1/terms/{published.term_id}/session-requests", json=body | changed)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def act(client: TestClient, request: dict[str, Any], verb: str, **body: object) -> Any:
    return client.post(
        f"/api/v1/session-requests/{request['id']}/{verb}",
        json=body,
        headers={"If-Match": f'"{request["version"]}"'},
    )
