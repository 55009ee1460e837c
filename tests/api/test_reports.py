"""Monthly reports: filled in by the station, counted by the system, answered by the county."""

import datetime as dt
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from scheduler.clock import CHINA, stopped_at
from scheduler.database import Database
from scheduler.models.accounts import Role
from tests.api.conftest import Cities, ClientOf
from tests.builders import a_station
from tests.published import a_visit
from tests.release_builders import a_release

FILLED = {
    "staff": 5,
    "licensed": 4,
    "volunteers": 30,
    "floor_area": 180,
    "people_in_need": 120,
    "people_visited": 118,
    "projects": {"survey": 1},
}


@pytest.fixture
def path(database: Database, cities: Cities) -> str:
    """The report of October of the first city's station, which had two visits planned."""
    city = cities.first
    with database.unit_of_work() as db:
        release = a_release(db, city.association)
        a_station(db, city.association, county="海宁市")
        for day in (13, 31):
            a_visit(db, release, city.station, [city.supervisor], dt.date(2026, 10, day))
        a_visit(db, release, city.station, [city.supervisor], dt.date(2026, 11, 2))
    return f"/api/v1/stations/{city.station.id}/months/2026-10/report"


@pytest.fixture(autouse=True)
def _early_in_november() -> Iterator[None]:
    with stopped_at(dt.datetime(2026, 11, 4, 9, tzinfo=CHINA)):
        yield


def put(client: TestClient, path: str, version: int, **changed: object) -> int:
    return client.put(path, json=FILLED | changed, headers={"If-Match": f'"{version}"'}).status_code


def post(client: TestClient, path: str, version: int, **body: object) -> int:
    return client.post(path, json=body or None, headers={"If-Match": f'"{version}"'}).status_code


def test_the_way_of_a_report(path: str, client_of: ClientOf) -> None:
    station, county = client_of(Role.STATION), client_of(Role.COUNTY_VIEWER)
    assert station.get(path).headers["ETag"] == '"0"'
    assert put(station, path, 0) == 200
    assert post(station, f"{path}/submit", 1) == 200
    assert put(station, path, 2) == 409
    assert post(county, f"{path}/answer", 2, approved=False, comment="走访人数请核对") == 200
    assert put(station, path, 3, people_visited=120) == 200
    assert post(station, f"{path}/submit", 4) == 200
    assert post(county, f"{path}/answer", 5, approved=True) == 200
    read = county.get(path).json()
    assert (read["report"]["state"], read["report"]["people_visited"]) == ("approved", 120)


def test_the_system_counts_and_compares(path: str, client_of: ClientOf) -> None:
    station = client_of(Role.STATION)
    put(station, path, 0)
    read = station.get(path).json()
    assert read["figures"]["schemes"]["pair"]["planned"] == 2
    assert read["shortfalls"] == {"staff": 1, "floor_area": 20}


def test_figures_stay_as_submitted(path: str, database: Database, cities: Cities, client_of: ClientOf) -> None:
    station = client_of(Role.STATION)
    put(station, path, 0)
    post(station, f"{path}/submit", 1)
    client_of(Role.PLANNER).patch("/api/v1/standard", json={"staff": 5}, headers={"If-Match": '"0"'})
    with database.unit_of_work() as db:
        a_visit(db, a_release(db, cities.first.association), cities.first.station, [], dt.date(2026, 10, 9))
    read = station.get(path).json()
    assert read["figures"]["planned"] == 2
    assert read["shortfalls"] == {"floor_area": 20}


def test_late_ones_are_known(path: str, client_of: ClientOf) -> None:
    county = client_of(Role.COUNTY_VIEWER)
    (in_time,) = county.get("/api/v1/months/2026-10/reports").json()
    assert (in_time["due_on"], in_time["is_late"]) == ("2026-11-05", False)
    with stopped_at(dt.datetime(2026, 11, 6, 0, 1, tzinfo=CHINA)):
        (late,) = county.get("/api/v1/months/2026-10/reports").json()
        assert late["is_late"]
    assert len(client_of(Role.PLANNER).get("/api/v1/months/2026-10/reports").json()) == 2


def test_who_may(path: str, client_of: ClientOf, cities: Cities) -> None:
    assert put(client_of(Role.COUNTY_VIEWER), path, 0) == 403
    assert put(client_of(Role.SUPERVISOR), path, 0) == 403
    assert put(client_of(Role.STATION, cities.second), path, 0) == 404
    put(client_of(Role.STATION), path, 0)
    post(client_of(Role.STATION), f"{path}/submit", 1)
    assert post(client_of(Role.STATION), f"{path}/answer", 2, approved=True) == 403


@pytest.mark.parametrize("changed", [{"licensed": 6}, {"people_visited": 121}, {"projects": {"party": 1}}])
def test_what_makes_no_sense(path: str, client_of: ClientOf, changed: dict[str, object]) -> None:
    assert put(client_of(Role.STATION), path, 0, **changed) == 422


def test_two_fill_in_at_once_one_wins(path: str, client_of: ClientOf) -> None:
    assert [put(client_of(Role.STATION), path, 0), put(client_of(Role.PLANNER), path, 0)] == [200, 409]


def test_no_month_ahead(path: str, client_of: ClientOf) -> None:
    assert put(client_of(Role.STATION), path.replace("2026-10", "2026-12"), 0) == 409
    assert client_of(Role.STATION).get(path.replace("2026-10", "2026-13")).status_code == 422
