"""Runs through HTTP: asked for, followed, steered and read, by those who may and by nobody else."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi.testclient import TestClient

from scheduler.accounts.scopes import Scope
from scheduler.database import Database
from scheduler.models.accounts import Role
from scheduler.models.terms import Term
from scheduler.running.worker import start_jobs
from scheduler.settings import Settings
from solver.reading import read_plan, read_problem
from solver.rules import verify
from tests.api.conftest import Cities, ClientOf
from tests.scheduler.running.conftest import eventually
from tests.solver.builders import tiny_problem
from tests.term_builders import a_small_term, an_engagement

QUICK = {"rounds": 20}


@pytest.fixture
def settings(database: Database) -> Settings:
    return Settings(
        database_url=database.url.render_as_string(False),
        run_workers=2,
        queue_length=2,
    )


@pytest.fixture
def planner(client_of: ClientOf) -> TestClient:
    return client_of(Role.PLANNER)


@pytest.fixture
def term(database: Database, cities: Cities) -> Term:
    with database.unit_of_work() as db:
        small = a_small_term(db, cities.first.association)
        an_engagement(db, small.term, small.stations[0])
        return small.term


@contextmanager
def working(settings: Settings, database: Database) -> Iterator[None]:
    jobs = start_jobs(settings, database)
    try:
        yield
    finally:
        jobs.stop()


def solve(client: TestClient, problem: Any = None, *, key: str | None = None, **asked: Any) -> Any:
    headers = {} if key is None else {"Idempotency-Key": key}
    content = json.dumps(tiny_problem() if problem is None else problem)
    return client.post("/api/v1/solve", content=content, params=asked or QUICK, headers=headers)


def events_of(text: str) -> list[dict[str, Any]]:
    """The events in a stream's text: `event`, `id`, and `data` as it was before it was written."""
    found = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.partition(": ") for line in block.splitlines() if not line.startswith(":")]
        fields = {name: value for name, _, value in lines}
        if "data" in fields:
            found.append(fields | {"data": json.loads(fields["data"])})
    return found


def test_a_term_is_planned(
    planner: TestClient, client_of: ClientOf, term: Term, settings: Settings, database: Database
) -> None:
    asked = planner.post(f"/api/v1/terms/{term.id}/runs", json=QUICK)
    assert asked.status_code == 202, asked.text
    run = asked.json()
    assert asked.headers["Location"] == f"/api/v1/runs/{run['id']}"
    assert (run["state"], run["kind"], run["term_id"]) == ("queued", "term", term.id)
    assert planner.get(f"{asked.headers['Location']}/plan").status_code == 404
    with working(settings, database):
        stream = planner.get(f"{asked.headers['Location']}/events")
    assert stream.headers["content-type"].startswith("text/event-stream")
    events = events_of(stream.text)
    assert [int(event["id"]) for event in events] == list(range(1, len(events) + 1))
    assert {event["event"] for event in events[:-1]} == {"progress"}
    assert (events[-1]["event"], events[-1]["data"]["state"]) == ("end", "completed")
    done = planner.get(asked.headers["Location"]).json()
    assert done["state"] == "completed"
    assert done["progress"] == events[-1]["data"]
    plan = planner.get(f"{asked.headers['Location']}/plan").json()
    assert [visit["index"] for visit in plan["visits"]] == [0, 1]
    assert plan["cost"] == events[-1]["data"]["cost"]
    listed = client_of(Role.HEAD).get(f"/api/v1/terms/{term.id}/runs", params={"state": "completed"}).json()
    assert [row["id"] for row in listed["items"]] == [run["id"]]

    # Whoever was cut off gets the rest, and whoever got the last one is told that it was the last.
    for last, rest in ((2, events[2:]), (len(events), events[-1:])):
        again = planner.get(f"{asked.headers['Location']}/events", headers={"Last-Event-ID": str(last)})
        assert events_of(again.text) == rest


def test_a_system_solves_a_problem_of_its_own(client_of: ClientOf, settings: Settings, database: Database) -> None:
    system = client_of(Role.SYSTEM, scopes=(Scope.SOLVE,))
    asked = solve(system, seconds=600, seed=7, workers=1)
    assert asked.status_code == 202, asked.text
    where = asked.headers["Location"]
    with working(settings, database):
        eventually(lambda: system.get(f"{where}/plan").status_code == 200)
        assert system.post(f"{where}/finish").json()["state"] == "finishing"
        run = eventually(lambda: system.get(where).json(), lambda run: run["ended_at"])
    assert (run["state"], run["failure"]) == ("completed", None)
    assert run["parameters"] == {"seconds": 600, "rounds": None, "workers": 1, "seed": 7}
    plan = read_plan(system.get(f"{where}/plan").content)
    assert verify(read_problem(tiny_problem()), plan).cost == plan.cost
    assert system.get(f"{where}/plans").json()[0]["is_result"]
    planner = client_of(Role.PLANNER)
    assert planner.get(where).status_code == 200
    assert solve(client_of(Role.SYSTEM, scopes=(Scope.READ,))).json()["code"] == "scope-missing"


def test_a_faulty_problem_is_refused_with_every_fault(planner: TestClient) -> None:
    problem = tiny_problem()
    problem["stations"][0]["staff"] = -1
    problem["engagements"][0]["station"] = "{nowhere}"
    answer = solve(planner, problem)
    assert answer.status_code == 422
    faults = {fault["place"]: fault for fault in answer.json()["faults"]}
    assert {"stations[0].staff", "engagements[0].station"} <= faults.keys()
    assert "{nowhere}" in faults["engagements[0].station"]["message"]
    assert solve(planner, "not a problem").json()["faults"][0]["code"] == "not-an-object"
    too_much = planner.post(
        "/api/v1/solve", content=json.dumps(tiny_problem()), params={"seconds": 7200, "workers": 99}
    )
    assert {fault["place"] for fault in too_much.json()["faults"]} == {"seconds", "workers"}


def test_the_same_request_gives_the_same_run(planner: TestClient, client_of: ClientOf, cities: Cities) -> None:
    first = solve(planner, key="monday").json()
    assert solve(planner, key="monday").json()["id"] == first["id"]
    assert solve(planner, key="tuesday").json()["id"] != first["id"]
    other = solve(planner, key="monday", rounds=21)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency-key-reused")
    assert solve(client_of(Role.PLANNER, cities.second), key="monday").status_code == 429  # another's key: a new run


def test_a_full_queue_refuses_and_has_room_again(planner: TestClient) -> None:
    waiting = [solve(planner).json() for _ in range(2)]
    full = solve(planner)
    assert (full.status_code, full.json()["code"], full.json()["facts"]) == (429, "run-queue-full", {"waiting": 2})
    assert int(full.headers["Retry-After"]) > 0
    assert planner.post(f"/api/v1/runs/{waiting[0]['id']}/cancel").json()["state"] == "cancelled"
    assert solve(planner).status_code == 202


def test_what_is_over_cannot_be_steered(planner: TestClient) -> None:
    where = f"/api/v1/runs/{solve(planner).json()['id']}"
    assert planner.post(f"{where}/finish").json()["code"] == "wrong-state"  # it has not begun
    assert planner.post(f"{where}/cancel").status_code == 200
    assert planner.post(f"{where}/cancel").json()["state"] == "cancelled"
    assert planner.post(f"{where}/finish").status_code == 409
    assert planner.get(f"{where}/plan").json()["code"] == "run-has-no-plan"
    assert [event["event"] for event in events_of(planner.get(f"{where}/events").text)] == ["progress", "end"]


def test_runs_are_for_planners_and_nothing_of_another_city_is_seen(
    planner: TestClient, client_of: ClientOf, cities: Cities, term: Term
) -> None:
    run = planner.post(f"/api/v1/terms/{term.id}/runs", json={}).json()
    reads = [f"/api/v1/runs/{run['id']}{rest}" for rest in ("", "/plan", "/plans", "/events")]
    steers = [f"/api/v1/runs/{run['id']}/{verb}" for verb in ("finish", "cancel")]
    for client in (client_of(Role.PLANNER, cities.second), client_of(Role.STATION), client_of(Role.SYSTEM)):
        assert {client.get(path).status_code for path in reads} == {404}
        assert {client.post(path).status_code for path in steers} == {404}
    assert client_of(Role.HEAD).get(reads[0]).status_code == 200
    assert client_of(Role.HEAD).post(steers[1]).status_code == 403
    assert client_of(Role.PLANNER, cities.second).get(f"/api/v1/terms/{term.id}/runs").status_code == 404
    assert client_of(Role.SUPERVISOR).get(f"/api/v1/terms/{term.id}/runs").status_code == 403
    assert solve(client_of(Role.STATION)).status_code == 403
    assert client_of(Role.HEAD).post(f"/api/v1/terms/{term.id}/runs", json={}).status_code == 403
