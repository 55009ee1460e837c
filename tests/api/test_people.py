"""The list through HTTP: what each role sees of it, how it is changed, availability until its deadline, absences."""

import datetime as dt
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from scheduler.clock import stopped_at
from scheduler.database import Database
from scheduler.models.accounts import Role
from scheduler.models.terms import Term
from tests.api.cities import COUNTY, Cities, ClientOf
from tests.api.rights.people import DAYS, STATION, SUPERVISOR
from tests.builders import a_station, a_supervisor, a_term, a_venue

API = "/api/v1"
DEADLINE = dt.datetime(2026, 9, 15, 10, tzinfo=dt.UTC)


@pytest.fixture
def planner(client_of: ClientOf) -> TestClient:
    return client_of(Role.PLANNER)


@pytest.fixture
def term(database: Database, cities: Cities) -> Term:
    with database.unit_of_work() as db:
        return a_term(db, cities.first.association, availability_deadline=DEADLINE)


def codes(answer: Response) -> dict[str, str]:
    return {fault["place"]: fault["code"] for fault in answer.json()["faults"]}


def test_a_station_is_made_changed_archived_and_restored(planner: TestClient) -> None:
    made = planner.post(f"{API}/stations", json=STATION | {"fields": ["为老服务", " 为老服务 ", "社区治理"]})
    assert made.json()["fields"] == ["为老服务", "社区治理"]
    address = f"{API}/stations/{made.json()['id']}"
    assert planner.put(address, json=STATION).status_code == 428
    changed = planner.put(address, json=STATION | {"rating": 4}, headers={"If-Match": made.headers["etag"]})
    assert (changed.json()["rating"], changed.json()["fields"], changed.headers["etag"]) == (4, [], '"2"')
    stale = planner.put(address, json=STATION, headers={"If-Match": made.headers["etag"]})
    assert stale.json()["facts"]["row"]["rating"] == 4
    assert planner.post(f"{API}/stations", json=STATION).json()["code"] == "taken"
    planner.post(f"{address}/archive", headers={"If-Match": '"2"'})
    assert made.json()["id"] not in planner.get(f"{API}/stations").text
    assert made.json()["id"] in planner.get(f"{API}/stations", params={"archived": True}).text
    restored = planner.post(f"{address}/restore", headers={"If-Match": '"3"'})
    assert (restored.json()["archived_at"], restored.json()["version"]) == (None, 4)


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({"staff": 1}, {"body.duty": "more-than-staff", "body.present": "more-than-staff"}),
        ({"present": 1}, {"body.present": "less-than-duty"}),
        ({"lat": 91, "rating": 6}, {"body.lat": "out-of-range", "body.rating": "out-of-range"}),
        ({"closed_weekly": ["8-morning"]}, {"body.closed_weekly.0": "bad-format"}),
        ({"fields": ["养老、助残"]}, {"body.fields.0": "bad-format"}),
        ({"code": "", "stars": 3}, {"body.code": "too-short", "body.stars": "unknown-key"}),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_station_without_sense_is_refused_with_every_fault(
    planner: TestClient, given: dict[str, Any], faults: dict[str, str]
) -> None:
    answer = planner.post(f"{API}/stations", json=STATION | given)
    assert (answer.status_code, codes(answer)) == (422, faults)


def test_stations_are_searched_filtered_and_paged(planner: TestClient, cities: Cities, database: Database) -> None:
    with database.unit_of_work() as db:
        home = cities.first.association
        a_station(db, home, code="A1", county="海宁市", rating=3, operator="禾风社工", fields=["为老服务"])
        a_station(db, home, code="A2", county="海宁市", fields=["社区治理", "为老服务"])
        a_station(db, home, code="A3", county="海宁市", name="50%_街道")

    def found(**wanted: Any) -> list[str]:
        answer = planner.get(f"{API}/stations", params=wanted).json()
        return [item["code"] for item in answer["items"]]

    assert found(county="海宁市") == ["A1", "A2", "A3"]
    assert found(field="为老服务") == ["A1", "A2"]
    assert found(county="海宁市", rating=3) == ["A1"]
    assert found(county="海宁市", rating=0) == ["A2", "A3"]
    assert found(search="禾风") == ["A1"]
    assert found(search="%_") == ["A3"]
    assert found(search="a2") == ["A2"]
    paged = planner.get(f"{API}/stations", params={"offset": 1, "limit": 1, "county": "海宁市"}).json()
    assert ([item["code"] for item in paged["items"]], paged["total"]) == (["A2"], 3)
    choices = planner.get(f"{API}/stations/choices").json()
    assert (choices["counties"], choices["operators"]) == ([COUNTY, "海宁市"], ["禾风社工"])


def test_each_role_sees_its_part_of_the_stations(client_of: ClientOf, cities: Cities, database: Database) -> None:
    with database.unit_of_work() as db:
        a_station(db, cities.first.association, code="elsewhere", county="海宁市", operator="禾风社工", rating=5)

    def seen_by(role: Role, **wanted: Any) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = client_of(role).get(f"{API}/stations", params=wanted).json()["items"]
        return items

    assert len(seen_by(Role.PLANNER)) == len(seen_by(Role.SUPERVISOR)) == 2
    for role in (Role.STATION, Role.COUNTY_VIEWER):
        assert [item["id"] for item in seen_by(role)] == [cities.first.station.id]
        assert "rating" in seen_by(role)[0]
    assert all("address" in item and "rating" not in item for item in seen_by(Role.SUPERVISOR))
    # What is not shown cannot be found out by asking for it.
    assert len(seen_by(Role.SUPERVISOR, rating=5)) == 2


def test_a_search_does_not_tell_a_supervisor_what_is_hidden(
    client_of: ClientOf, cities: Cities, database: Database
) -> None:
    with database.unit_of_work() as db:
        a_station(db, cities.first.association, operator="禾风社工")
    for role, total in ((Role.PLANNER, 1), (Role.SUPERVISOR, 0)):
        assert client_of(role).get(f"{API}/stations", params={"search": "禾风"}).json()["total"] == total


def test_a_supervisor_is_made_and_found(planner: TestClient) -> None:
    made = planner.post(f"{API}/supervisors", json=SUPERVISOR | {"roles": ["pair", "lecture"], "employer": "嘉大"})
    assert made.status_code == 201
    for wanted in ({"role": "lecture"}, {"search": "嘉大"}, {"employer": "嘉大"}):
        items = planner.get(f"{API}/supervisors", params=wanted).json()["items"]
        assert [item["code"] for item in items] == ["N1"]
    faulty = planner.post(f"{API}/supervisors", json=SUPERVISOR | {"roles": ["boss"], "target": 40, "email": "no"})
    assert codes(faulty) == {
        "body.roles.0": "unknown-word",
        "body.target": "more-than-most",
        "body.email": "bad-format",
    }
    assert "邮箱地址" in faulty.text
    assert "应符合" not in faulty.text


def test_supervisors_see_themselves_and_stations_only_whom_to_ask_for(
    client_of: ClientOf, cities: Cities, database: Database
) -> None:
    with database.unit_of_work() as db:
        other = a_supervisor(db, cities.first.association, phone="13800000000", employer="嘉大")
    own = cities.first.supervisor.id
    items = client_of(Role.SUPERVISOR).get(f"{API}/supervisors").json()["items"]
    assert [item["id"] for item in items] == [own]
    assert client_of(Role.SUPERVISOR).get(f"{API}/supervisors/{other.id}").status_code == 404
    known = client_of(Role.STATION).get(f"{API}/supervisors/{other.id}").json()
    assert known["name"] == other.name
    assert known.keys().isdisjoint({"phone", "email", "lat", "lon", "employer", "target"})
    assert client_of(Role.STATION).get(f"{API}/supervisors", params={"search": "嘉大"}).json()["total"] == 0
    assert client_of(Role.PLANNER).get(f"{API}/supervisors/{other.id}").json()["phone"] == "13800000000"


def test_availability_is_given_until_the_deadline_and_by_the_planner_after_it(
    client_of: ClientOf, planner: TestClient, cities: Cities, term: Term
) -> None:
    address = f"{API}/terms/{term.id}/supervisors/{cities.first.supervisor.id}/availability"
    supervisor = client_of(Role.SUPERVISOR)
    said = {
        "weekly": {"1-morning": "unavailable", "2-morning": "free"},
        "exceptions": {"2026-10-12-morning": "free"},
        "wishes": "周三最好",
    }
    with stopped_at(DEADLINE - dt.timedelta(minutes=1)):
        empty = supervisor.get(address)
        assert (empty.headers["etag"], empty.json()["weekly"]) == ('"0"', {})
        saved = supervisor.put(address, json=said, headers={"If-Match": '"0"'})
        assert (saved.headers["etag"], saved.json()["weekly"]) == ('"1"', {"1-morning": "unavailable"})
        assert supervisor.put(address, json=said, headers={"If-Match": '"0"'}).status_code == 409
        assert supervisor.post(f"{address}/submit").json()["submitted_at"] is not None
    with stopped_at(DEADLINE):
        late = supervisor.put(address, json=said, headers={"If-Match": '"2"'})
        assert (late.status_code, late.json()["code"]) == (409, "deadline-passed")
        assert late.json()["facts"]["deadline"] == "2026-09-15 18:00"
        assert supervisor.post(f"{address}/reopen").status_code == 409
        assert planner.put(address, json=said | {"wishes": ""}, headers={"If-Match": '"2"'}).status_code == 200


def test_availability_has_sense(planner: TestClient, cities: Cities, term: Term) -> None:
    address = f"{API}/terms/{term.id}/supervisors/{cities.first.supervisor.id}/availability"

    def refused(**said: Any) -> dict[str, str]:
        return codes(planner.put(address, json=said, headers={"If-Match": '"0"'}))

    assert refused(exceptions={"2027-01-01-morning": "free", "2026-12-31-morning": "free"}) == {
        "exceptions.2027-01-01-morning": "outside-term"
    }
    assert refused(exceptions={"2026-10-39-morning": "free"}) == {"body.exceptions": "no-such-day"}
    assert set(refused(weekly={"0-morning": "free"}).values()) == {"bad-format"}
    assert set(refused(weekly={"1-morning": "maybe"}).values()) == {"unknown-word"}


def test_the_office_sees_who_has_not_submitted(
    planner: TestClient, cities: Cities, database: Database, term: Term
) -> None:
    with database.unit_of_work() as db:
        silent = a_supervisor(db, cities.first.association)
        a_supervisor(db, cities.first.association, archived_at=DEADLINE)
    own = cities.first.supervisor
    planner.post(f"{API}/terms/{term.id}/supervisors/{own.id}/availability/submit")
    listed = {given["supervisor_id"]: given for given in planner.get(f"{API}/terms/{term.id}/availability").json()}
    assert set(listed) == {own.id, silent.id}
    assert (listed[silent.id]["version"], listed[silent.id]["submitted_at"]) == (0, None)
    waiting = planner.get(f"{API}/terms/{term.id}/availability", params={"submitted": False}).json()
    assert [given["supervisor_id"] for given in waiting] == [silent.id]


def test_a_supervisor_reports_leave_of_ones_own_and_to_come(
    client_of: ClientOf, planner: TestClient, cities: Cities, database: Database
) -> None:
    with database.unit_of_work() as db:
        other = a_supervisor(db, cities.first.association)
    supervisor = client_of(Role.SUPERVISOR)
    reported = supervisor.post(f"{API}/leaves", json=DAYS | {"reason": "手术"})
    assert reported.json()["supervisor_id"] == cities.first.supervisor.id
    assert supervisor.post(f"{API}/leaves", json=DAYS | {"supervisor_id": other.id}).status_code == 404
    past = {"first_date": "2026-01-05", "last_date": "2026-01-05"}
    assert codes(supervisor.post(f"{API}/leaves", json=past)) == {"last_date": "already-over"}
    assert planner.post(f"{API}/leaves", json=past | {"supervisor_id": other.id}).status_code == 201
    assert codes(planner.post(f"{API}/leaves", json=past)) == {"supervisor_id": "missing"}
    assert supervisor.get(f"{API}/leaves").json()["total"] == 1
    assert planner.get(f"{API}/leaves", params={"until": "2026-01-05"}).json()["total"] == 1
    address = f"{API}/leaves/{reported.json()['id']}/withdraw"
    assert supervisor.post(address, headers={"If-Match": '"1"'}).json()["state"] == "withdrawn"
    assert supervisor.post(address, headers={"If-Match": '"2"'}).json()["code"] == "wrong-state"


@pytest.mark.parametrize(
    ("period", "fault"),
    [
        ({"first_date": "2098-10-09", "last_date": "2098-10-08"}, "period-backwards"),
        (
            {"first_date": "2098-10-08", "first_half": "afternoon", "last_date": "2098-10-08", "last_half": "morning"},
            "period-backwards",
        ),
        ({"first_date": "2096-10-08", "last_date": "2098-10-08"}, "period-too-long"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_period_runs_forwards(client_of: ClientOf, period: dict[str, str], fault: str) -> None:
    answer = client_of(Role.SUPERVISOR).post(f"{API}/leaves", json=period)
    assert codes(answer) == {"body.last_half": fault}


def test_a_station_closes_itself_and_the_planner_anything(
    client_of: ClientOf, planner: TestClient, cities: Cities, database: Database
) -> None:
    with database.unit_of_work() as db:
        venue = a_venue(db, cities.first.association)
        other = a_station(db, cities.first.association)
    station = client_of(Role.STATION)
    closed = station.post(f"{API}/closures", json=DAYS)
    assert closed.json()["station_id"] == cities.first.station.id
    assert station.post(f"{API}/closures", json=DAYS | {"station_id": other.id}).status_code == 404
    assert station.post(f"{API}/closures", json=DAYS | {"venue_id": venue.id}).status_code == 403
    of_venue = planner.post(f"{API}/closures", json=DAYS | {"venue_id": venue.id}).json()
    both = DAYS | {"venue_id": venue.id, "station_id": other.id}
    assert codes(planner.post(f"{API}/closures", json=both)) == {"body.venue_id": "station-or-venue"}
    assert codes(planner.post(f"{API}/closures", json=DAYS)) == {"station_id": "missing"}
    assert (station.get(f"{API}/closures").json()["total"], planner.get(f"{API}/closures").json()["total"]) == (1, 2)
    assert station.delete(f"{API}/closures/{of_venue['id']}").status_code == 404
    assert station.delete(f"{API}/closures/{closed.json()['id']}").status_code == 204
