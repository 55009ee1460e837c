"""Visits recorded by the panel, confirmed by the station, seen by those who may."""

import datetime as dt
from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient

from scheduler.clock import CHINA, stopped_at
from scheduler.database import Database
from scheduler.models.accounts import Role
from tests.api.conftest import Cities, ClientOf
from tests.builders import a_station, a_supervisor
from tests.published import a_visit
from tests.release_builders import a_release

VISITED = dt.date(2026, 10, 13)
REPORT = {
    "outcome": "done",
    "hours": 3,
    "workers_present": 4,
    "step": "survey",
    "work": "需求调研问卷",
    "advice": [{"text": "补充入户访谈", "due_on": "2026-11-01"}],
}


@dataclass(frozen=True)
class Published:
    """A visit on VISITED by the first city's supervisor and a colleague, and one by the colleague alone elsewhere."""

    key: str
    others_key: str
    colleague_id: str


@pytest.fixture
def published(database: Database, cities: Cities) -> Published:
    city = cities.first
    with database.unit_of_work() as db:
        colleague = a_supervisor(db, city.association)
        elsewhere = a_station(db, city.association, county="海宁市")
        release = a_release(db, city.association)
        own = a_visit(db, release, city.station, [city.supervisor, colleague], VISITED)
        other = a_visit(db, release, elsewhere, [colleague], VISITED)
        return Published(own.key, other.key, colleague.id)


@pytest.fixture(autouse=True)
def _on_the_evening() -> object:
    with stopped_at(dt.datetime.combine(VISITED, dt.time(19), tzinfo=CHINA)):
        yield


def recorded(client: TestClient, key: str, **changed: object) -> dict[str, object]:
    answer = client.post(f"/api/v1/visits/{key}/record", json=REPORT | changed)
    assert answer.status_code == 201, answer.text
    body: dict[str, object] = answer.json()
    return body


def test_the_panel_records_and_the_station_confirms(client_of: ClientOf, published: Published) -> None:
    row = recorded(client_of(Role.SUPERVISOR), published.key)
    assert len(row["supervisors"]) == 2  # type: ignore[arg-type]
    assert all(person["name"] for person in row["supervisors"])  # type: ignore[attr-defined]
    assert row["station_name"]
    station = client_of(Role.STATION)
    answer = station.post(
        f"/api/v1/records/{row['id']}/answer", json={"agreed": True}, headers={"If-Match": f'"{row["version"]}"'}
    )
    assert (answer.status_code, answer.json()["confirmation"]) == (200, "confirmed")


def test_a_correction_asks_the_station_again_and_renews_open_advice(client_of: ClientOf, published: Published) -> None:
    supervisor, station = client_of(Role.SUPERVISOR), client_of(Role.STATION)
    row = recorded(supervisor, published.key)
    station.post(
        f"/api/v1/records/{row['id']}/answer",
        json={"agreed": False, "comment": "只来了两小时"},
        headers={"If-Match": '"1"'},
    )
    corrected = supervisor.put(
        f"/api/v1/records/{row['id']}", json=REPORT | {"hours": 2, "advice": []}, headers={"If-Match": '"2"'}
    )
    assert (corrected.json()["hours"], corrected.json()["confirmation"]) == (2, "open")
    assert station.get("/api/v1/advice").json() == []


def test_two_corrections_at_once_one_wins(client_of: ClientOf, published: Published) -> None:
    supervisor = client_of(Role.SUPERVISOR)
    row = recorded(supervisor, published.key)
    for hours, status in ((2, 200), (1, 409)):
        answer = supervisor.put(
            f"/api/v1/records/{row['id']}", json=REPORT | {"hours": hours}, headers={"If-Match": '"1"'}
        )
        assert answer.status_code == status
    assert answer.json()["facts"]["row"]["hours"] == 2


def test_only_the_panel_and_the_planner_record(client_of: ClientOf, published: Published) -> None:
    assert client_of(Role.STATION).post(f"/api/v1/visits/{published.key}/record", json=REPORT).status_code == 403
    assert (
        client_of(Role.SUPERVISOR).post(f"/api/v1/visits/{published.others_key}/record", json=REPORT).status_code == 404
    )
    assert client_of(Role.PLANNER).post(f"/api/v1/visits/{published.others_key}/record", json=REPORT).status_code == 201


def test_another_city_finds_nothing(client_of: ClientOf, cities: Cities, published: Published) -> None:
    row = recorded(client_of(Role.SUPERVISOR), published.key)
    stranger = client_of(Role.PLANNER, cities.second)
    assert stranger.post(f"/api/v1/visits/{published.others_key}/record", json=REPORT).status_code == 404
    assert stranger.get(f"/api/v1/records/{row['id']}").status_code == 404
    assert stranger.get("/api/v1/records").json()["total"] == 0


def test_each_sees_their_own(client_of: ClientOf, published: Published) -> None:
    planner = client_of(Role.PLANNER)
    recorded(planner, published.key)
    recorded(planner, published.others_key)
    seen = {
        role: client_of(role).get("/api/v1/records").json()["total"]
        for role in (Role.PLANNER, Role.HEAD, Role.SUPERVISOR, Role.STATION, Role.COUNTY_VIEWER)
    }
    assert seen == {Role.PLANNER: 2, Role.HEAD: 2, Role.SUPERVISOR: 1, Role.STATION: 1, Role.COUNTY_VIEWER: 1}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"hours": 0}, "faulty-input"),
        ({"outcome": "missed"}, "faulty-input"),
        ({"supervisors": ["nobody"]}, "not-on-panel"),
    ],
)
def test_a_report_that_makes_no_sense(
    client_of: ClientOf, published: Published, changed: dict[str, object], code: str
) -> None:
    answer = client_of(Role.SUPERVISOR).post(f"/api/v1/visits/{published.key}/record", json=REPORT | changed)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_a_visit_ahead_can_only_be_cancelled(client_of: ClientOf, published: Published) -> None:
    supervisor = client_of(Role.SUPERVISOR)
    with stopped_at(dt.datetime.combine(VISITED, dt.time(7), tzinfo=CHINA) - dt.timedelta(days=1)):
        early = supervisor.post(f"/api/v1/visits/{published.key}/record", json=REPORT)
        assert (early.status_code, early.json()["code"]) == (409, "visit-ahead")
        assert (
            recorded(supervisor, published.key, outcome="cancelled", hours=0, advice=[], work="台风")["outcome"]
            == "cancelled"
        )


def test_a_visit_is_recorded_once(client_of: ClientOf, published: Published) -> None:
    row = recorded(client_of(Role.SUPERVISOR), published.key)
    again = client_of(Role.PLANNER).post(f"/api/v1/visits/{published.key}/record", json=REPORT)
    assert (again.status_code, again.json()["facts"]["record_id"]) == (409, row["id"])


def test_what_is_unrecorded(client_of: ClientOf, published: Published) -> None:
    recorded(client_of(Role.PLANNER), published.key)
    assert [row["key"] for row in client_of(Role.PLANNER).get("/api/v1/visits/unrecorded").json()] == [
        published.others_key
    ]
    assert client_of(Role.SUPERVISOR).get("/api/v1/visits/unrecorded").json() == []
    assert client_of(Role.STATION).get("/api/v1/visits/unrecorded").json() == []


def test_advice_is_open_until_it_is_closed(client_of: ClientOf, published: Published) -> None:
    recorded(client_of(Role.SUPERVISOR), published.key)
    station = client_of(Role.STATION)
    (advice,) = station.get("/api/v1/advice", params={"is_open": True}).json()
    closed = station.post(
        f"/api/v1/advice/{advice['id']}/close",
        json={"comment": "已补充"},
        headers={"If-Match": f'"{advice["version"]}"'},
    )
    assert closed.json()["closed_on"] == VISITED.isoformat()
    assert station.get("/api/v1/advice", params={"is_open": True}).json() == []
