"""After a change: a supervisor falls ill, plans are offered, one is chosen and published; through HTTP."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from scheduler.database import Database
from scheduler.models.accounts import Role
from scheduler.models.associations import Association
from scheduler.models.terms import Term
from scheduler.running.worker import start_jobs
from scheduler.settings import Settings
from solver.problem import Scheme
from tests.api.cities import Cities, ClientOf
from tests.scheduler.running.conftest import eventually
from tests.term_builders import SmallTerm, a_small_term, an_engagement

API = "/api/v1"


@pytest.fixture
def planner(client_of: ClientOf) -> TestClient:
    return client_of(Role.PLANNER)


@pytest.fixture
def city(database: Database, cities: Cities) -> SmallTerm:
    """A term long to come, with three roving visits and two pairs due."""
    import datetime as dt

    with database.unit_of_work() as db:
        association = db.get(Association, cities.first.association.id)
        city = a_small_term(db, association, first_date=dt.date(2098, 10, 13), end_date=dt.date(2098, 10, 27))
        for number, station in enumerate(city.stations):
            an_engagement(db, city.term, station)
            an_engagement(db, city.term, station, Scheme.ROVING, visits=1 + number)
        return city


def run_of(planner: TestClient, path: str, asked: dict[str, Any], **headers: str) -> dict[str, Any]:
    answer = planner.post(f"{API}{path}", json=asked, headers=headers)
    assert answer.status_code == 202, answer.text
    address = answer.headers["Location"]
    run: dict[str, Any] = eventually(
        lambda: planner.get(address).json(), lambda run: run["state"] in {"completed", "failed"}
    )
    assert run["state"] == "completed", run
    return run


def published(planner: TestClient, term: Term, origin: dict[str, Any]) -> str:
    """A draft made of a run, published; the key of the release."""
    draft = planner.post(f"{API}/terms/{term.id}/drafts", json={"name": "草案", **origin})
    assert draft.status_code == 201, draft.text
    body = draft.json()
    body = body.get("draft", body)
    release = planner.post(
        f"{API}/drafts/{body['id']}/release",
        json={"acknowledged_warnings": ["visits-left-out", "changes-soon"], "provisional_override": True},
        headers={"If-Match": f'"{body["version"]}"'},
    )
    assert release.status_code == 201, release.text
    key: str = release.json()["id"]
    return key


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_from_an_illness_to_a_new_release(
    planner: TestClient, city: SmallTerm, database: Database, settings: Settings
) -> None:
    jobs = start_jobs(settings, database)
    try:
        run = run_of(planner, f"/terms/{city.term.id}/runs", {"rounds": 20})
        first = published(planner, city.term, {"origin": "run", "origin_id": run["id"]})
        ill = city.supervisors[0].id
        leave = {"supervisor_id": ill, "first_date": "2098-10-13", "last_date": "2098-10-27", "reason": "病假"}
        asked = {"rounds": 100, "changes": {"leaves": [leave]}, "budget": {"rows": 5}}
        replan = run_of(planner, f"/releases/{first}/replans", asked, **{"Idempotency-Key": "one"})
        again = planner.post(f"{API}/releases/{first}/replans", json=asked, headers={"Idempotency-Key": "one"})
        assert again.json()["id"] == replan["id"]
        assert len(planner.get(f"{API}/leaves").json()["items"]) == 1

        frontier = planner.get(f"{API}/runs/{replan['id']}/frontier").json()
        assert [plan["label"] for plan in frontier["plans"]][:1] == ["fewest"]
        for plan in frontier["plans"]:
            assert plan["violations"] == 0
            assert plan["rows"] >= 1
            assert plan["is_within_budget"] == (plan["rows"] <= 5)
            assert {row["kind"] for row in plan["touched"]} <= {"supervisor", "station"}
            assert frontier["bound"] <= plan["cost"]["after"]
            later = [change["after"] for change in plan["changes"] if change["after"] is not None]
            assert all(ill not in {person["id"] for person in after["supervisors"]} for after in later)
        chosen = frontier["plans"][0]["part"]
        second = published(planner, city.term, {"origin": "replan", "origin_id": replan["id"], "part": chosen})
        assert second != first
        old = planner.post(f"{API}/releases/{first}/replans", json={"rounds": 5})
        assert (old.status_code, old.json()["code"]) == (409, "wrong-state")
    finally:
        jobs.stop()
