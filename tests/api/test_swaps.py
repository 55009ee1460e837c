"""Swaps: proposed, agreed, approved; refused at once when a rule stands against them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient

from scheduler.clock import CHINA, stopped_at
from scheduler.database import Database
from scheduler.models.accounts import Role
from scheduler.models.associations import Association, SwapPolicy
from scheduler.models.people import Availability
from scheduler.planning.keys import visit_key
from solver.problem import Scheme
from tests.api.conftest import Cities, ClientOf
from tests.builders import a_supervisor, an_account
from tests.published import publish_visits
from tests.term_builders import MONDAY, a_small_term, an_engagement

BEFORE = dt.datetime(2026, 10, 9, 9, tzinfo=CHINA)
TUESDAY, THURSDAY = MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=3)


@dataclass(frozen=True)
class Published:
    """A roving visit by A on Tuesday morning, one by B on Thursday; A is paired with station 0 besides."""

    path: str
    a: TestClient
    b: TestClient
    a_id: str
    b_id: str
    by_a: str
    by_b: str
    pair: str


@pytest.fixture(autouse=True)
def _before_the_term() -> Iterator[None]:
    with stopped_at(BEFORE):
        yield


@pytest.fixture
def published(database: Database, cities: Cities, client_of: ClientOf) -> Published:
    city = cities.first
    with database.unit_of_work() as db:
        small = a_small_term(db, city.association)
        a, b = (person.id for person in small.supervisors)
        by_a = an_engagement(db, small.term, small.stations[1], Scheme.ROVING, visits=1)
        by_b = an_engagement(db, small.term, small.stations[0], Scheme.ROVING, visits=1)
        pair = an_engagement(db, small.term, small.stations[0], Scheme.PAIR, visits=2)
        publish_visits(
            db,
            small,
            [
                (by_a, 0, TUESDAY, "08:30", a),
                (by_b, 0, THURSDAY, "08:30", b),
                (pair, 0, MONDAY, "08:30", a),
                (pair, 1, MONDAY + dt.timedelta(days=7), "08:30", a),
            ],
        )
        accounts = [an_account(db, city.association, Role.SUPERVISOR, supervisor_id=person) for person in (a, b)]
    clients = []
    for account in accounts:
        city.accounts[Role.SUPERVISOR] = account
        clients.append(client_of(Role.SUPERVISOR))
    keys = [visit_key(row.id, 0) for row in (by_a, by_b, pair)]
    return Published(f"/api/v1/terms/{small.term.id}/swaps", *clients, a, b, *keys)


def propose(published: Published, **changed: object) -> Any:
    body = {"partner_id": published.b_id, "gives_key": published.by_a, "takes_key": published.by_b}
    return published.a.post(published.path, json=body | changed)


def say(client: TestClient, swap: dict[str, Any], verb: str, **body: object) -> Any:
    headers = {"If-Match": f'"{swap["version"]}"'}
    return client.post(f"/api/v1/swaps/{swap['id']}/{verb}", json=body or None, headers=headers)


def test_the_way_of_a_swap(published: Published, client_of: ClientOf) -> None:
    planner = client_of(Role.PLANNER)
    swap = propose(published).json()
    assert say(planner, swap, "decision", agreed=True).status_code == 409
    agreed = say(published.b, swap, "answer", agreed=True).json()
    approved = say(planner, agreed, "decision", agreed=True)
    assert (approved.status_code, approved.json()["state"]) == (200, "approved"), approved.text
    dates = {
        row["key"]: [person["id"] for person in row["supervisors"]]
        for row in published.a.get("/api/v1/dates").json()["items"]
    }
    assert dates[published.by_b] == [published.a_id]
    assert published.by_a not in dates


def test_a_leave_that_nobody_mended_is_in_nobodys_way(published: Published, client_of: ClientOf) -> None:
    """A cannot make the pair's first visit any more; the swap of two other visits is published all the same."""
    planner = client_of(Role.PLANNER)
    agreed = say(published.b, propose(published).json(), "answer", agreed=True).json()
    leave_on(planner, published.a_id, MONDAY)
    approved = say(planner, agreed, "decision", agreed=True)
    assert (approved.status_code, approved.json()["state"]) == (200, "approved"), approved.text


def test_a_leave_on_the_day_one_would_take_over_is(published: Published, client_of: ClientOf) -> None:
    planner = client_of(Role.PLANNER)
    agreed = say(published.b, propose(published).json(), "answer", agreed=True).json()
    leave_on(planner, published.a_id, THURSDAY)
    assert say(planner, agreed, "decision", agreed=True).json()["code"] == "swap-breaks-rules"


def leave_on(planner: TestClient, supervisor: str, day: dt.date) -> None:
    leave = {"supervisor_id": supervisor, "first_date": f"{day}", "last_date": f"{day}", "reason": "病假"}
    assert planner.post("/api/v1/leaves", json=leave).status_code == 201


def test_whom_one_could_swap_with_and_what_it_does(published: Published) -> None:
    """B can take A's visit, or give the one on Thursday for it; of a pair's series no visit is given away."""
    offers = f"{published.path}/offers"
    found = published.a.get(offers, params={"gives_key": published.by_a}).json()
    assert {offer["takes"] and offer["takes"]["key"] for offer in found} == {None, published.by_b}
    assert [offer["cost"] for offer in found] == sorted(offer["cost"] for offer in found)
    assert published.a.get(offers, params={"gives_key": published.pair}).json() == []
    assert published.a.get(offers, params={"gives_key": published.by_b}).json()["code"] == "not-your-visit"
    body = {"partner_id": published.b_id, "gives_key": published.by_a, "takes_key": published.by_b}
    tried = published.a.post(f"{published.path}/effects", json=body).json()
    (exchange,) = [offer for offer in found if offer["takes"]]
    assert exchange["partner"]["id"] == published.b_id
    assert (tried["breaks"], tried["cost"], tried["cost_by_name"]) == ([], exchange["cost"], exchange["cost_by_name"])
    torn = published.a.post(f"{published.path}/effects", json=body | {"gives_key": published.pair}).json()
    assert torn["breaks"]


def test_a_swap_says_its_visits_to_both(published: Published) -> None:
    swap = propose(published).json()
    (seen,) = published.b.get("/api/v1/swaps").json()
    assert (seen["gives"]["key"], seen["takes"]["date"]) == (published.by_a, THURSDAY.isoformat())
    effects = published.b.get(f"/api/v1/swaps/{swap['id']}/effects").json()
    assert effects["breaks"] == []


def test_where_the_policy_is_automatic_agreeing_publishes(
    published: Published, database: Database, cities: Cities
) -> None:
    with database.unit_of_work() as db:
        db.get_one(Association, cities.first.association.id).swap_policy = SwapPolicy.AUTOMATIC
    agreed = say(published.b, propose(published).json(), "answer", agreed=True)
    assert (agreed.status_code, agreed.json()["state"]) == (200, "approved"), agreed.text
    assert agreed.json()["release_id"]


def test_a_series_by_one_person_cannot_be_torn(published: Published) -> None:
    refused = propose(published, gives_key=published.pair)
    assert (refused.status_code, refused.json()["code"]) == (409, "swap-breaks-rules")
    assert refused.json()["facts"]["findings"]


def test_nobody_gives_what_is_not_theirs(published: Published) -> None:
    assert propose(published, gives_key=published.by_b).json()["code"] == "not-your-visit"


def test_the_partner_must_be_free(published: Published, database: Database, cities: Cities) -> None:
    with database.unit_of_work() as db:
        db.add(
            Availability(
                association_id=cities.first.association.id,
                term_id=published.path.split("/")[4],
                supervisor_id=published.b_id,
                weekly={"2-morning": "unavailable"},
            )
        )
    assert propose(published).json()["code"] == "swap-breaks-rules"


def test_only_the_two_and_the_office_see_it(published: Published, client_of: ClientOf, cities: Cities) -> None:
    swap = propose(published).json()
    assert [len(client.get("/api/v1/swaps").json()) for client in (published.a, published.b, client_of(Role.HEAD))] == [
        1,
        1,
        1,
    ]
    assert say(client_of(Role.PLANNER, cities.second), swap, "decision", agreed=True).status_code == 404
    assert client_of(Role.STATION).get("/api/v1/swaps").status_code == 403
    assert say(published.b, swap, "withdraw").status_code == 403
    assert say(published.a, swap, "withdraw").json()["state"] == "withdrawn"


def test_a_supervisor_sees_the_names_of_colleagues_only(
    cities: Cities, client_of: ClientOf, database: Database
) -> None:
    with database.unit_of_work() as db:
        other = a_supervisor(db, cities.first.association)
    found = client_of(Role.SUPERVISOR).get("/api/v1/swaps/colleagues").json()
    assert found == [{"id": other.id, "name": other.name}]
