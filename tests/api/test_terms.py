"""From an empty term to one that may run, through HTTP; two planners at one rule; messages in the language asked."""

import pytest
from fastapi.testclient import TestClient

from scheduler.models.accounts import Role
from tests.api.cities import Cities, ClientOf

API = "/api/v1"


@pytest.fixture
def planner(client_of: ClientOf) -> TestClient:
    return client_of(Role.PLANNER)


def make_term(planner: TestClient, quarter: str) -> dict[str, object]:
    answer = planner.post(f"{API}/terms", json={"quarter": quarter})
    assert answer.status_code == 201, answer.text
    term: dict[str, object] = answer.json()
    assert answer.headers["ETag"] == f'"{term["version"]}"'
    return term


def test_from_nothing_to_a_term_that_may_run(planner: TestClient, cities: Cities) -> None:
    term = make_term(planner, "2026Q4")
    path = f"{API}/terms/{term['id']}"
    assert term["provisional"] is False
    before = planner.get(f"{path}/check").json()
    assert {finding["code"] for finding in before["findings"]} >= {"no-engagements"}
    rule = planner.post(f"{path}/demand/rules", json={"scheme": "pair", "visits": 3, "min_gap_days": 14})
    assert rule.status_code == 201
    station = cities.first.station
    exception = {"visits": 5, "reason": "新站长"}
    assert planner.put(f"{path}/demand/{station.id}/pair", json=exception).status_code == 200
    page = planner.get(f"{path}/demand").json()
    [due] = page["items"][0]["schemes"]
    assert (due["by_rule"], due["visits"], due["exception"]["reason"]) == (3, 5, "新站长")
    assert (page["total"], page["visits"]) == (1, {"pair": 5})
    assert planner.get(f"{path}/demand", params={"offset": 1}).json() == {
        "items": [],
        "total": 1,
        "visits": {"pair": 5},
    }
    assert planner.get(f"{path}/demand", params={"has_exception": False}).json()["total"] == 0
    assert planner.get(f"{path}/demand", params={"name": station.name[1:]}).json()["total"] == 1
    assert len(planner.get(f"{path}/demand/changes").json()["made"]) == 1
    assert len(planner.post(f"{path}/demand/apply").json()["made"]) == 1
    [engagement] = planner.get(f"{path}/engagements").json()["items"]
    assert (engagement["visits"], engagement["source"]) == (5, "policy")
    after = planner.get(f"{path}/check").json()
    assert after["may_run"]
    assert [finding["code"] for finding in after["findings"]] == ["availability-missing"]
    standing = planner.get(path).json()["standing"]
    assert (standing["visits_due"], standing["rules"], standing["exceptions"]) == (5, 1, 1)


def test_of_two_planners_at_one_rule_the_second_is_told(planner: TestClient) -> None:
    term = make_term(planner, "2026Q4")
    rule = planner.post(f"{API}/terms/{term['id']}/demand/rules", json={"scheme": "roving", "visits": 1}).json()
    place, seen = f"{API}/demand-rules/{rule['id']}", {"If-Match": f'"{rule["version"]}"'}
    assert planner.put(place, json={"visits": 2}, headers=seen).status_code == 200
    late = planner.put(place, json={"visits": 3}, headers=seen)
    assert (late.status_code, late.json()["code"]) == (409, "changed-meanwhile")
    assert late.json()["facts"]["row"]["visits"] == 2
    assert planner.put(place, json={"visits": 3}).status_code == 428


def test_senseless_wishes_are_answered_in_the_language_asked_for(planner: TestClient) -> None:
    term = make_term(planner, "2027Q1")
    assert term["provisional"] is True
    wrong = {"scheme": "pair", "visits": 3, "min_gap_days": 14, "ideal_gap_days": 7}
    path = f"{API}/terms/{term['id']}/demand/rules"
    for language, word in (("zh", "理想间隔"), ("en", "ideal_gap_days")):
        answer = planner.post(path, json=wrong, headers={"Accept-Language": language})
        assert answer.status_code == 422
        assert word in answer.json()["faults"][0]["message"]


def test_half_days_are_looked_at_before_they_are_changed(planner: TestClient) -> None:
    term = make_term(planner, "2026Q4")
    path = f"{API}/terms/{term['id']}/slots"
    off = {"exceptions": [{"date": "2026-11-11", "half": "morning", "worked": False}]}
    preview = planner.post(f"{path}/preview", json=off).json()
    assert [slot["date"] for slot in preview["removed"]] == ["2026-11-11"]
    count = len(planner.get(path).json())
    assert planner.post(path, json=off, headers={"If-Match": '"1"'}).status_code == 200
    assert len(planner.get(path).json()) == count - 1


def test_a_quarter_is_made_once(planner: TestClient) -> None:
    make_term(planner, "2026Q4")
    again = planner.post(f"{API}/terms", json={"quarter": "2026Q4"})
    assert (again.status_code, again.json()["code"]) == (409, "terms-overlap")
