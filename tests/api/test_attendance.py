"""Attendance: the list, the code on the wall, and the hours of the year."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from scheduler.clock import CHINA, stopped_at
from scheduler.database import Database
from scheduler.models.accounts import Role
from scheduler.models.camp import Cohort, Course, Track
from tests.api.conftest import Cities, ClientOf
from tests.builders import a_station, a_term, a_trainee, a_venue
from tests.published import a_course_session
from tests.release_builders import a_release

HELD = dt.date(2026, 10, 13)


@dataclass(frozen=True)
class Held:
    """A course session on HELD, taught by the first city's supervisor, for two trainees of two stations."""

    path: str
    own: str
    own_code: str
    other: str


@pytest.fixture
def held(database: Database, cities: Cities) -> Held:
    city = cities.first
    with database.unit_of_work() as db:
        own = a_trainee(db, city.station)
        other = a_trainee(db, a_station(db, city.association, county="海宁市"))
        term = a_term(db, city.association)
        track = Track(association_id=city.association.id, name="新人班")
        course = Course(association_id=city.association.id, title="个案工作", course_sessions=1, hours=3.5)
        db.add_all([track, course])
        db.flush()
        cohort = Cohort(association_id=city.association.id, term_id=term.id, track_id=track.id, name="一班")
        db.add(cohort)
        db.flush()
        release = a_release(db, term=term, plan={"trainees": {own.id: cohort.id, other.id: cohort.id}})
        event = a_course_session(db, release, course, cohort, city.supervisor, a_venue(db, city.association), HELD)
        return Held(f"/api/v1/course-sessions/{event.key}", own.id, own.code, other.id)


@pytest.fixture(autouse=True)
def _during_it() -> Iterator[None]:
    with stopped_at(dt.datetime.combine(HELD, dt.time(9), tzinfo=CHINA)):
        yield


def test_the_lecturer_keeps_the_list(held: Held, client_of: ClientOf) -> None:
    body = {"present": {held.own: True, held.other: False}}
    answer = client_of(Role.SUPERVISOR).put(f"{held.path}/attendance", json=body)
    assert {row["trainee_id"]: row["hours"] for row in answer.json()["attendees"]} == {held.own: 3.5, held.other: 0}


def test_a_station_sees_its_own_trainees_only(held: Held, client_of: ClientOf, cities: Cities) -> None:
    assert [
        row["trainee_id"] for row in client_of(Role.STATION).get(f"{held.path}/attendance").json()["attendees"]
    ] == [held.own]
    assert client_of(Role.STATION).put(f"{held.path}/attendance", json={"present": {held.own: True}}).status_code == 403
    assert client_of(Role.PLANNER, cities.second).get(f"{held.path}/attendance").status_code == 404


def test_signing_in_by_the_code_on_the_wall(held: Held, client_of: ClientOf) -> None:
    shown = client_of(Role.SUPERVISOR).post(f"{held.path}/sign-in-code").json()
    secret = shown["link"].partition("#")[2]
    anybody = client_of(Role.STATION)
    for _ in range(2):
        signed_in = anybody.post("/api/v1/attend", json={"secret": secret, "trainee_code": held.own_code})
        assert (signed_in.status_code, signed_in.json()["hours"]) == (200, 3.5)
    unknown = anybody.post("/api/v1/attend", json={"secret": secret, "trainee_code": "W0"})
    assert unknown.json()["code"] == "not-enrolled"
    with stopped_at(dt.datetime.combine(HELD, dt.time(13), tzinfo=CHINA)):
        late = anybody.post("/api/v1/attend", json={"secret": secret, "trainee_code": held.own_code})
        assert (late.status_code, late.json()["code"]) == (410, "sign-in-code-invalid")


def test_whoever_scans_too_early_is_told_when_it_opens(held: Held, client_of: ClientOf) -> None:
    with stopped_at(dt.datetime.combine(HELD, dt.time(6), tzinfo=CHINA)):
        secret = client_of(Role.PLANNER).post(f"{held.path}/sign-in-code").json()["link"].partition("#")[2]
        early = client_of(Role.STATION).post("/api/v1/attend", json={"secret": secret, "trainee_code": held.own_code})
    assert (early.status_code, early.json()["code"]) == (409, "sign-in-not-open")
    assert early.json()["facts"]["opens_at"] in early.json()["title"]


def test_no_attendance_before_the_day(held: Held, client_of: ClientOf) -> None:
    with stopped_at(dt.datetime.combine(HELD, dt.time(9), tzinfo=CHINA) - dt.timedelta(days=1)):
        answer = client_of(Role.PLANNER).put(f"{held.path}/attendance", json={"present": {held.own: True}})
    assert (answer.status_code, answer.json()["code"]) == (409, "course-session-ahead")


def test_hours_of_the_year(held: Held, client_of: ClientOf) -> None:
    client_of(Role.PLANNER).put(f"{held.path}/attendance", json={"present": {held.own: True, held.other: True}})
    planner = client_of(Role.PLANNER).get("/api/v1/training-hours", params={"year": 2026}).json()
    assert sorted((row["trainee_id"], row["hours"], row["course_sessions"]) for row in planner) == sorted(
        [(held.own, 3.5, 1), (held.other, 3.5, 1)]
    )
    for role in (Role.STATION, Role.COUNTY_VIEWER):
        rows = client_of(role).get("/api/v1/training-hours", params={"year": 2026}).json()
        assert [row["trainee_id"] for row in rows] == [held.own]
    assert {row["hours"] for row in client_of(Role.PLANNER).get("/api/v1/training-hours?year=2025").json()} == {0}


def test_a_projected_code_lives_for_minutes(held: Held, client_of: ClientOf) -> None:
    shown = client_of(Role.SUPERVISOR).post(f"{held.path}/sign-in-code", json={"minutes": 10}).json()
    assert shown["qr_svg"].startswith("<svg")
    assert "viewBox" in shown["qr_svg"]
    secret = shown["link"].partition("#")[2]
    with stopped_at(dt.datetime.combine(HELD, dt.time(9, 11), tzinfo=CHINA)):
        late = client_of(Role.STATION).post("/api/v1/attend", json={"secret": secret, "trainee_code": held.own_code})
    assert late.json()["code"] == "sign-in-code-invalid"
