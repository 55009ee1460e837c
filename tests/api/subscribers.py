"""A supervisor with published visits, and the address at which a calendar program finds them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from scheduler.clock import stopped_at
from scheduler.database import Database
from scheduler.feeds.recording import record_release
from scheduler.models.accounts import Role
from scheduler.models.people import Supervisor
from scheduler.models.terms import Term
from scheduler.planning.keys import visit_key
from tests.api.conftest import Cities, ClientOf
from tests.builders import a_term
from tests.release_builders import PUBLISHED, a_release, an_event

KEYS = [visit_key(f"{number:032x}", 0) for number in range(4)]
TITLE = "“1+1”结对 新嘉街道（第{number}次）"


@dataclass
class Subscriber:
    """A supervisor with two published visits, and a calendar program that has the feed's address."""

    owner: TestClient
    program: TestClient
    feed: dict[str, Any]
    path: str
    database: Database
    term_id: str
    supervisor: Supervisor

    def fetch(self, method: str = "GET", **headers: str) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.program.request(method, self.path, headers={"Accept-Encoding": "identity", **named})

    def publish(self, *days: int) -> None:
        publish(self.database, self.term_id, self.supervisor, *days)


def publish(database: Database, term_id: str, supervisor: Supervisor, *days: int) -> None:
    """A release in which visit number n is on the n-th of these days of October."""
    with database.unit_of_work() as db:
        term = db.get_one(Term, term_id)
        release = a_release(db, term=term)
        for number, day in enumerate(days):
            if day:
                date, title = dt.date(2026, 10, day), TITLE.format(number=number)
                an_event(db, release, key=KEYS[number], date=date, supervisors=(supervisor,), title=title)
        record_release(db, release)


@pytest.fixture
def subscriber(app: FastAPI, database: Database, cities: Cities, client_of: ClientOf) -> Subscriber:
    city = cities.first
    with database.unit_of_work() as db:
        term_id = a_term(db, city.association).id
    publish(database, term_id, city.supervisor, 8, 9)
    owner = client_of(Role.SUPERVISOR)
    with stopped_at(PUBLISHED - dt.timedelta(days=1)):
        issued = owner.post("/api/v1/feeds", json={"kind": "supervisor", "subject_id": city.supervisor.id})
    assert issued.status_code == 201, issued.text
    link = issued.json()["subscription"]["https_url"]
    path = link.removeprefix("http://127.0.0.1:8000")
    feed = issued.json()["feed"]
    return Subscriber(owner, TestClient(app), feed, path, database, term_id, city.supervisor)
