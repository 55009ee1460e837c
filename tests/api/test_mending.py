"""After a leave or a typhoon: what falls is found, with ways to keep it, and mended by one small release."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient

from scheduler.clock import CHINA, stopped_at
from scheduler.database import Database
from scheduler.models.accounts import Role
from solver.problem import Scheme
from tests.api.conftest import Cities, ClientOf
from tests.published import publish_visits
from tests.term_builders import MONDAY, a_small_term, an_engagement

BEFORE = dt.datetime(2026, 10, 9, 9, tzinfo=CHINA)
TUESDAY, FRIDAY = MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=4)


@dataclass(frozen=True)
class Published:
    """A pair of two visits by A at station 0, and a roving visit by A at station 1, all published."""

    term: str
    a: str
    b: str
    stations: list[str]


@pytest.fixture(autouse=True)
def _before_the_term() -> Iterator[None]:
    with stopped_at(BEFORE):
        yield


@pytest.fixture
def published(database: Database, cities: Cities) -> Published:
    city = cities.first
    with database.unit_of_work() as db:
        small = a_small_term(db, city.association)
        city.supervisor.archived_at = BEFORE
        db.add(city.supervisor)
        a, b = (person.id for person in small.supervisors)
        pair = an_engagement(db, small.term, small.stations[0], Scheme.PAIR, visits=2)
        roving = an_engagement(db, small.term, small.stations[1], Scheme.ROVING, visits=1)
        publish_visits(
            db,
            small,
            [
                (pair, 0, TUESDAY, "08:30", a),
                (pair, 1, TUESDAY + dt.timedelta(days=7), "08:30", a),
                (roving, 0, TUESDAY, "13:30", a),
            ],
        )
    return Published(small.term.id, a, b, [station.id for station in small.stations])


@pytest.fixture
def planner(client_of: ClientOf) -> TestClient:
    return client_of(Role.PLANNER)


def away_on_tuesday(planner: TestClient, published: Published) -> None:
    leave = {
        "supervisor_id": published.a,
        "first_date": TUESDAY.isoformat(),
        "last_date": TUESDAY.isoformat(),
        "reason": "病假",
    }
    assert planner.post("/api/v1/leaves", json=leave).status_code == 201


def damage(planner: TestClient, published: Published) -> dict[str, Any]:
    found: dict[str, Any] = planner.get(f"/api/v1/terms/{published.term}/damage").json()
    return found


def mend(planner: TestClient, published: Published, release: str, choices: dict[str, Any]) -> Any:
    """Choices by key: a proposal, or None to drop it."""
    chosen = [{"key": key, "kept_as": way and kept_as(way)} for key, way in choices.items()]
    return planner.post(f"/api/v1/terms/{published.term}/mend", json={"release_id": release, "choices": chosen})


def kept_as(way: dict[str, Any]) -> dict[str, Any]:
    """A proposal, as what is asked for."""
    return {
        "date": way["date"],
        "start": way["start"],
        "supervisor_ids": [person["id"] for person in way["supervisors"]],
        "moves": [{name: move[name] for name in ("key", "to_date", "to_start")} for move in way["moves"]],
    }


def test_nothing_falls_without_a_reason(planner: TestClient, published: Published) -> None:
    assert damage(planner, published)["fallen"] == []


def test_a_leave_lists_what_it_hits_with_ways_out(planner: TestClient, published: Published) -> None:
    away_on_tuesday(planner, published)
    pair, roving = damage(planner, published)["fallen"]
    assert {way["remedy"] for way in pair["proposals"]} == {"other_day"}
    assert {way["remedy"] for way in roving["proposals"]} == {"other_day", "stand_in", "other_day_and_person"}
    assert all(way["date"] != TUESDAY.isoformat() for way in pair["proposals"])
    assert pair["reasons"]


@pytest.mark.parametrize("remedy", ["other_day", "stand_in", "other_day_and_person"])
def test_mended_by_one_small_release(planner: TestClient, published: Published, remedy: str) -> None:
    away_on_tuesday(planner, published)
    found = damage(planner, published)
    pair, roving = found["fallen"]
    chosen = next(way for way in roving["proposals"] if way["remedy"] == remedy)
    choices = {pair["key"]: pair["proposals"][0], roving["key"]: chosen}
    mended = mend(planner, published, found["release_id"], choices)
    assert mended.status_code == 201, mended.text
    assert mended.json()["number"] == 2
    assert damage(planner, published)["fallen"] == []
    events = planner.get(f"/api/v1/releases/{mended.json()['release_id']}/events").json()["items"]
    (event,) = [event for event in events if event["key"] == roving["key"]]
    assert (event["date"], event["start"], event["supervisors"]) == tuple(
        chosen[name] for name in ("date", "start", "supervisors")
    )


def test_all_that_falls_is_mended_together_and_once(planner: TestClient, published: Published) -> None:
    away_on_tuesday(planner, published)
    found = damage(planner, published)
    pair, roving = found["fallen"]
    part = mend(planner, published, found["release_id"], {pair["key"]: pair["proposals"][0]})
    assert (part.status_code, part.json()["facts"]["keys"]) == (422, [roving["key"]])
    both = {pair["key"]: None, roving["key"]: None}
    assert mend(planner, published, found["release_id"], both).status_code == 201
    assert mend(planner, published, found["release_id"], both).status_code == 409


def test_proposals_in_each_other_s_way_are_refused_with_the_reason(planner: TestClient, published: Published) -> None:
    """Both visits of A's are put on the same half-day."""
    away_on_tuesday(planner, published)
    found = damage(planner, published)
    pair, roving = found["fallen"]
    same = {(way["date"], way["start"]): way for way in pair["proposals"]}
    one, other = next(
        (way, same[when])
        for way in roving["proposals"]
        if way["supervisors"][0]["id"] == published.a and (when := (way["date"], way["start"])) in same
    )
    refused = mend(planner, published, found["release_id"], {pair["key"]: other, roving["key"]: one})
    assert (refused.status_code, refused.json()["code"]) == (409, "proposal-gone")
    assert refused.json()["facts"]["findings"]


def test_a_choice_that_leaves_it_as_it_is_is_refused(planner: TestClient, published: Published) -> None:
    away_on_tuesday(planner, published)
    found = damage(planner, published)
    pair, roving = found["fallen"]
    unchanged = {"date": TUESDAY.isoformat(), "start": "08:30", "supervisors": [{"id": published.a}], "moves": []}
    refused = mend(planner, published, found["release_id"], {pair["key"]: unchanged, roving["key"]: None})
    assert (refused.status_code, refused.json()["code"]) == (409, "proposal-gone")
    assert refused.json()["facts"]["findings"]


def test_what_can_take_place_again_is_not_moved(planner: TestClient, published: Published) -> None:
    """The leave is taken back after the planner looked."""
    away_on_tuesday(planner, published)
    found = damage(planner, published)
    (leave,) = planner.get("/api/v1/leaves").json()["items"]
    version = {"If-Match": f'"{leave["version"]}"'}
    assert planner.post(f"/api/v1/leaves/{leave['id']}/withdraw", headers=version).is_success
    choices = {row["key"]: row["proposals"][0] for row in found["fallen"]}
    refused = mend(planner, published, found["release_id"], choices)
    assert (refused.status_code, refused.json()["code"]) == (409, "proposal-gone")
    assert len(refused.json()["facts"]["findings"]) == 2


def test_another_way_than_those_proposed_is_taken_when_it_keeps_every_rule(
    planner: TestClient, published: Published
) -> None:
    away_on_tuesday(planner, published)
    found = damage(planner, published)
    pair, roving = found["fallen"]
    stranger = roving["proposals"][0] | {"supervisors": [{"id": "nobody"}]}
    unknown = mend(planner, published, found["release_id"], {pair["key"]: None, roving["key"]: stranger})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "person-unknown")
    own = {"date": FRIDAY.isoformat(), "start": "13:30", "supervisors": [{"id": published.b}], "moves": []}
    assert mend(planner, published, found["release_id"], {pair["key"]: None, roving["key"]: own}).status_code == 201


def test_a_typhoon_over_a_county(planner: TestClient, published: Published, client_of: ClientOf) -> None:
    typhoon = {
        "name": "台风",
        "first_date": TUESDAY.isoformat(),
        "last_date": FRIDAY.isoformat(),
        "counties": ["南湖区"],
    }
    path = f"/api/v1/terms/{published.term}/incidents"
    assert client_of(Role.SUPERVISOR).post(path, json=typhoon).status_code == 403
    declared = planner.post(path, json=typhoon).json()
    assert len(declared["closure_ids"]) == 3
    fallen = declared["damage"]["fallen"]
    assert len(fallen) == 2
    assert not [
        way for row in fallen for way in row["proposals"] if TUESDAY.isoformat() <= way["date"] <= FRIDAY.isoformat()
    ]
    assert planner.post(path, json=typhoon | {"counties": []}).status_code == 422
