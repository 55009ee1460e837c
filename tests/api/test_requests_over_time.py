"""Extra visits while time passes: options held, taken by others, freed by releases, and looked at again."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlmodel import Session, select

from scheduler.actor import system_actor
from scheduler.clock import stopped_at
from scheduler.database import Database
from scheduler.ids import AssociationId
from scheduler.models.accounts import Role
from scheduler.models.associations import RequestPolicy
from scheduler.models.requests import SessionRequest
from scheduler.operations.rounds import offer_what_is_free
from scheduler.publishing.cautions import WORDINGS
from scheduler.requests.commands import OptionChoice
from scheduler.requests.renewing import expire_holds, left_to_look_at
from scheduler.requests.service import choose
from tests.api.conftest import Cities, ClientOf
from tests.api.requesting import BEFORE, Published, act, ask, before_the_term, policy, published
from tests.at_once import at_once
from tests.scheduler.spreadsheets.files import filled
from tests.term_builders import MONDAY

__all__ = ["before_the_term", "policy", "published"]


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
