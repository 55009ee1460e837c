"""Extra visits: asked for, offered at once, granted as a small release, planned together, or declined."""

import datetime as dt

from scheduler.database import Database
from scheduler.models.accounts import Role
from scheduler.publishing.cautions import WORDINGS
from solver.problem import Scheme
from tests.api.conftest import Cities, ClientOf
from tests.api.requesting import TUESDAY, Published, act, ask, before_the_term, policy, published
from tests.builders import an_account
from tests.published import publish_visits
from tests.term_builders import a_small_term, an_engagement

__all__ = ["before_the_term", "policy", "published"]


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


def test_joining_a_neighbour(published: Published, client_of: ClientOf) -> None:
    request = ask(published.neighbour, published, supervisor_id=published.a)
    (number,) = [option["number"] for option in request["options"] if option["fit"] == "group"]
    assert act(client_of(Role.PLANNER), request, "approve", option=number).json()["state"] == "approved"


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
