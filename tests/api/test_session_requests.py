"""Extra visits: asked for, offered at once, held, granted as a small release, or declined."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from scheduler.actor import system_actor
from scheduler.clock import CHINA, stopped_at
from scheduler.database import Database
from scheduler.ids import AssociationId
from scheduler.models.accounts import Role
from scheduler.models.associations import Association, RequestPolicy
from scheduler.models.requests import SessionRequest
from scheduler.operations.rounds import offer_what_is_free
from scheduler.publishing.cautions import WORDINGS
from scheduler.requests.commands import OptionChoice
from scheduler.requests.renewing import expire_holds, left_to_look_at
from scheduler.requests.service import choose
from solver.problem import Scheme
from tests.api.conftest import Cities, ClientOf
from tests.at_once import at_once
from tests.builders import an_account
from tests.published import publish_visits
from tests.scheduler.spreadsheets.files import filled
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
def _before_the_term() -> Iterator[None]:
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


def test_free_options_at_once_without_private_data(published: Published) -> None:
    request = ask(published.neighbour, published)
    assert request["state"] == "offered"
    (option,) = request["options"]
    assert (option["fit"], option["visits"][0]["supervisor_id"]) == ("free", published.b)
    assert (option["cost"], option["moves"]) == (None, None)


def test_near_misses_when_nothing_is_free(published: Published, client_of: ClientOf) -> None:
    request = ask(published.neighbour, published, supervisor_id=published.a)
    fits = {option["fit"] for option in request["options"]}
    assert fits == {"other_hours", "other_person", "group", "moves_another"}
    seen = client_of(Role.PLANNER).get(f"/api/v1/session-requests/{request['id']}").json()
    (moving,) = [option for option in seen["options"] if option["fit"] == "moves_another"]
    assert moving["moves"][0]["from_date"] == TUESDAY.isoformat()


def test_the_planner_grants_and_a_release_follows(published: Published, client_of: ClientOf) -> None:
    request = ask(published.neighbour, published)
    granted = act(client_of(Role.PLANNER), request, "approve", option=0)
    assert (granted.status_code, granted.json()["state"]) == (200, "approved"), granted.text
    assert granted.json()["release_id"]
    nothing_left = ask(published.station, published)
    assert all(option["fit"] != "free" for option in nothing_left["options"])


def test_an_option_that_moves_another_visit_is_granted_whole(published: Published, client_of: ClientOf) -> None:
    request = ask(published.neighbour, published, supervisor_id=published.a)
    (number,) = [option["number"] for option in request["options"] if option["fit"] == "moves_another"]
    assert act(client_of(Role.PLANNER), request, "approve", option=number).json()["state"] == "approved"


def test_an_option_that_moves_two_visits_is_granted_whole(
    database: Database, cities: Cities, client_of: ClientOf
) -> None:
    """Only A may come, on Tuesday morning; the visit there has only the afternoon, and what is there another day."""
    city = cities.first
    wednesday = TUESDAY + dt.timedelta(days=1)
    with database.unit_of_work() as db:
        small = a_small_term(db, city.association)
        first, second = (
            an_engagement(db, small.term, small.stations[0], Scheme.ROVING, visits=1, first_date=TUESDAY, end_date=end)
            for end in (wednesday, wednesday + dt.timedelta(days=1))
        )
        a = small.supervisors[0].id
        publish_visits(db, small, [(first, 0, TUESDAY, "08:30", a), (second, 0, TUESDAY, "13:30", a)])
        city.accounts[Role.STATION] = an_account(db, city.association, Role.STATION, station_id=small.stations[1].id)
    station = client_of(Role.STATION)
    request = ask(station, Published(small.term.id, station, station, station, a, a), supervisor_id=a)
    assert [option["moves"] for option in request["options"]] == [None] * len(request["options"])
    planner = client_of(Role.PLANNER)
    seen = planner.get(f"/api/v1/session-requests/{request['id']}").json()
    two = [option for option in seen["options"] if option["fit"] == "moves_two"]
    assert {(move["from_start"], move["to_start"]) for move in two[0]["moves"]} >= {("08:30", "13:30")}
    granted = act(planner, seen, "approve", option=two[0]["number"])
    assert (granted.status_code, granted.json()["state"]) == (200, "approved"), granted.text


def test_what_a_release_frees_is_offered_again(published: Published, client_of: ClientOf, database: Database) -> None:
    """The neighbour asks when only A is wished for, who is taken; then A's visit goes away."""
    planner = client_of(Role.PLANNER)
    request = ask(published.neighbour, published, supervisor_id=published.a)
    assert all(option["fit"] != "free" for option in request["options"])
    release = planner.get(f"/api/v1/terms/{published.term_id}/releases").json()["items"][0]["id"]
    new = {"name": "取消一次", "origin": "release", "origin_id": release}
    draft = planner.post(f"/api/v1/terms/{published.term_id}/drafts", json=new).json()["draft"]
    (date,) = planner.get("/api/v1/dates", params={"term_id": published.term_id}).json()["items"]
    headers = {"If-Match": f'"{draft["version"]}"'}
    edited = planner.post(
        f"/api/v1/drafts/{draft['id']}/edits", json={"kind": "drop", "key": date["key"]}, headers=headers
    )
    asked = {"acknowledged_warnings": list(WORDINGS)}
    later = BEFORE + dt.timedelta(minutes=5)
    with stopped_at(later):
        headers = {"If-Match": edited.headers["ETag"]}
        assert planner.post(f"/api/v1/drafts/{draft['id']}/release", json=asked, headers=headers).status_code == 201
    with stopped_at(later + dt.timedelta(minutes=1)):
        offer_what_is_free(database, lambda: False)
        offer_what_is_free(database, lambda: False)
    options = published.neighbour.get(f"/api/v1/session-requests/{request['id']}").json()["options"]
    assert {option["fit"] for option in options} == {"free"}
    told = published.neighbour.get("/api/v1/reminders").json()
    assert [row["subject_key"] for row in told] == [request["id"]]


def test_requests_are_looked_at_one_after_the_other_and_others_write_in_between(
    published: Published, database: Database
) -> None:
    for _ in range(2):
        ask(published.neighbour, published)
    left = []
    with database.unit_of_work() as db:
        for row in db.exec(select(SessionRequest)):
            row.looked_at = None

    def is_over() -> bool:
        with database.unit_of_work() as db:
            left.append(len(left_to_look_at(db, today=BEFORE.date())))
        return False

    offer_what_is_free(database, is_over)
    assert left == [2, 1]


def test_joining_a_neighbour(published: Published, client_of: ClientOf) -> None:
    request = ask(published.neighbour, published, supervisor_id=published.a)
    (number,) = [option["number"] for option in request["options"] if option["fit"] == "group"]
    assert act(client_of(Role.PLANNER), request, "approve", option=number).json()["state"] == "approved"


def test_of_two_stations_that_choose_one_half_day_at_once_one_has_it_held(
    published: Published, database: Database, cities: Cities
) -> None:
    actor = system_actor(AssociationId(cities.first.association.id))
    two = [ask(published.neighbour, published, supervisor_id=published.b) for _ in range(2)]

    def choosing(request: dict[str, Any]) -> Callable[[Session], object]:
        choice = OptionChoice(ranking=[0])
        return lambda db: choose(
            db,
            actor=actor,
            request_id=request["id"],
            choice=choice,
            version=request["version"],
            moment=BEFORE,
            today=BEFORE.date(),
        )

    assert at_once(database, *map(choosing, two)) == ["done", "option-taken"]


def test_two_approvals_of_one_slot_one_wins(published: Published, client_of: ClientOf) -> None:
    planner = client_of(Role.PLANNER)
    first, second = (ask(published.neighbour, published) for _ in range(2))
    assert act(planner, first, "approve", option=0).status_code == 200
    answer = act(planner, second, "approve", option=0)
    assert (answer.status_code, answer.json()["code"]) == (409, "option-taken")
    fresh = [option["fit"] for option in answer.json()["facts"]["options"]]
    assert fresh
    assert "free" not in fresh
    assert planner.get(f"/api/v1/session-requests/{second['id']}").json()["state"] == "offered"


def test_a_hold_keeps_it_free_until_it_expires(published: Published, database: Database) -> None:
    request = ask(published.neighbour, published)
    held = act(published.neighbour, request, "choice", ranking=[0]).json()
    assert held["state"] == "held"
    other = ask(published.station, published, first_date="2026-10-13")
    assert all(option["fit"] != "free" for option in other["options"])
    with stopped_at(BEFORE + dt.timedelta(hours=49)) as _, database.unit_of_work() as db:
        assert expire_holds(db, moment=BEFORE + dt.timedelta(hours=49)) == 1
    assert published.neighbour.get(f"/api/v1/session-requests/{request['id']}").json()["state"] == "expired"


def test_what_is_held_for_one_station_cannot_be_chosen_by_another(published: Published) -> None:
    first, second = ask(published.neighbour, published), ask(published.neighbour, published)
    assert act(published.neighbour, first, "choice", ranking=[0]).json()["state"] == "held"
    refused = act(published.neighbour, second, "choice", ranking=[0])
    assert (refused.status_code, refused.json()["code"]) == (409, "option-taken")
    fresh = refused.json()["facts"]["options"]
    assert fresh
    assert all(option["fit"] != "free" and not option.keys() & {"cost", "moves"} for option in fresh)


def test_a_hold_that_moves_another_visit_keeps_both_places(published: Published) -> None:
    """While A is held for the neighbour on Tuesday morning, the visit that moves for it is where it will be."""
    request = ask(published.neighbour, published, supervisor_id=published.a)
    (number,) = [option["number"] for option in request["options"] if option["fit"] == "moves_another"]
    assert act(published.neighbour, request, "choice", ranking=[number]).json()["state"] == "held"
    other = ask(published.station, published, supervisor_id=published.a)
    assert all(option["fit"] != "free" for option in other["options"])


def test_granted_at_once_within_the_allowance(published: Published, policy: Any) -> None:
    policy(RequestPolicy.AUTOMATIC)
    request = ask(published.neighbour, published)
    assert act(published.neighbour, request, "choice", ranking=[0]).json()["state"] == "approved"
    many = ask(published.neighbour, published, visits=2, half_days=[], end_date="2026-10-24")
    assert act(published.neighbour, many, "choice", ranking=[0]).json()["state"] == "held"


def test_the_supervisor_first(published: Published, policy: Any) -> None:
    policy(RequestPolicy.SUPERVISOR_FIRST)
    request = ask(
        published.neighbour, published, half_days=["3-morning"], end_date="2026-10-16", supervisor_id=published.a
    )
    held = act(published.neighbour, request, "choice", ranking=[0]).json()
    assert held["awaits_supervisor_id"] == published.a
    assert act(published.supervisor, held, "hold-answer", agreed=True).json()["state"] == "approved"


def test_declined_and_withdrawn(published: Published, client_of: ClientOf) -> None:
    request = ask(published.neighbour, published)
    assert act(published.neighbour, request, "decline", reason="不").status_code == 403
    declined = act(client_of(Role.PLANNER), request, "decline", reason="本季额度已用完").json()
    assert (declined["state"], declined["decision"]) == ("declined", "本季额度已用完")
    assert act(published.neighbour, declined, "withdraw").json()["state"] == "withdrawn"


def test_each_sees_their_own(published: Published, client_of: ClientOf, cities: Cities) -> None:
    request = ask(published.neighbour, published)
    for stranger in (published.station, published.supervisor, client_of(Role.PLANNER, cities.second)):
        assert stranger.get(f"/api/v1/session-requests/{request['id']}").status_code == 404
        assert stranger.get("/api/v1/session-requests").json()["total"] == 0
    assert client_of(Role.PLANNER).get("/api/v1/session-requests", params={"is_open": True}).json()["total"] == 1


def test_a_period_that_is_over(published: Published) -> None:
    body = {"topic": "个案督导", "first_date": "2026-10-01", "end_date": "2026-10-09"}
    answer = published.station.post(f"/api/v1/terms/{published.term_id}/session-requests", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "period-over")


def test_planned_together_and_approved_by_the_release_that_has_them(published: Published, client_of: ClientOf) -> None:
    planner = client_of(Role.PLANNER)
    requests = [
        ask(published.neighbour, published),
        ask(published.station, published, half_days=[], end_date="2026-10-16"),
    ]
    ids = [request["id"] for request in requests]
    planning = planner.post("/api/v1/session-requests/plan-together", json={"request_ids": ids}).json()
    assert [row["state"] for row in planning] == ["planning", "planning"]
    release = planner.get(f"/api/v1/terms/{published.term_id}/releases").json()["items"][0]["id"]
    new = {"name": "加场", "origin": "release", "origin_id": release}
    draft = planner.post(f"/api/v1/terms/{published.term_id}/drafts", json=new).json()["draft"]
    add = {
        "kind": "add",
        "key": f"visit-{planning[0]['engagement_id']}-0",
        "slot": {"date": TUESDAY.isoformat(), "start": "08:30"},
        "supervisors": [published.b],
    }
    version = {"If-Match": f'"{draft["version"]}"'}
    edited = planner.post(f"/api/v1/drafts/{draft['id']}/edits", json=add, headers=version)
    assert edited.status_code == 200, edited.text
    asked = {"acknowledged_warnings": list(WORDINGS)}
    headers = {"If-Match": edited.headers["ETag"]}
    assert planner.post(f"/api/v1/drafts/{draft['id']}/release", json=asked, headers=headers).status_code == 201
    states = [planner.get(f"/api/v1/session-requests/{id_}").json()["state"] for id_ in ids]
    assert states == ["approved", "planning"]
    left = planner.get(f"/api/v1/session-requests/{ids[1]}").json()
    assert act(planner, left, "give-up-planning").json()["state"] == "waiting"


def test_requests_from_a_sheet_get_their_options_in_the_background(
    published: Published, client_of: ClientOf, database: Database
) -> None:
    planner, part = client_of(Role.PLANNER), {"term_id": published.term_id}
    path = "/api/v1/lists/session-requests"
    template = planner.get(f"{path}/template", params=part).content
    name = published.neighbour.get("/api/v1/stations").json()["items"][0]["name"]
    asked = {
        "社工站": name,
        "主题": "小组督导",
        "最早日期": f"{MONDAY}",
        "最晚日期": f"{MONDAY + dt.timedelta(days=11)}",
    }
    files = {"file": ("申请.xlsx", filled(template, asked))}
    assert planner.post(f"{path}/imports", files=files, params=part).json()["created"] == 1
    offer_what_is_free(database, lambda: False)
    (request,) = published.neighbour.get("/api/v1/session-requests").json()["items"]
    assert (request["state"], bool(request["options"])) == ("offered", True)
