"""Lists as files through HTTP: down, up, tried, faulty rows, and files that are none."""

from typing import Any
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from scheduler.database import Database
from scheduler.models.accounts import Role
from tests.api.cities import Cities, ClientOf
from tests.builders import a_term
from tests.scheduler.spreadsheets.files import opened, rows_of, saved

API = "/api/v1"


@pytest.fixture
def planner(client_of: ClientOf) -> TestClient:
    return client_of(Role.PLANNER)


def upload(client: TestClient, content: bytes, kind: str = "stations", **params: Any) -> Response:
    return client.post(f"{API}/lists/{kind}/imports", files={"file": ("名单.xlsx", content)}, params=params)


def test_a_list_goes_out_is_changed_tried_and_taken_in(planner: TestClient, cities: Cities) -> None:
    exported = planner.get(f"{API}/lists/stations/export")
    assert exported.headers["content-type"].endswith("spreadsheetml.sheet")
    assert "社工站清单-20" in unquote(exported.headers["content-disposition"])
    assert [row["编码"] for row in rows_of(exported.content)] == [cities.first.station.code]
    page = opened(exported.content)
    page["G2"] = "七"
    tried = upload(planner, saved(page), dry_run=True)
    assert tried.status_code == 201
    result = tried.json()
    assert (result["applied"], result["fault_count"], result["faulty_rows"]) == (False, 1, 1)
    fault = result["faults"][0]
    assert (fault["cell"], fault["code"], fault["message"]) == ("G2", "not-whole", "应为整数，现为“七”")
    faulty = planner.get(f"{API}/list-imports/{result['id']}/faulty-rows")
    corrected = opened(faulty.content)
    corrected["G2"] = 7
    taken = upload(planner, saved(corrected)).json()
    assert (taken["applied"], taken["changed"], taken["faults"]) == (True, 1, [])
    assert planner.get(f"{API}/stations/{cities.first.station.id}").json()["staff"] == 7
    listed = planner.get(f"{API}/list-imports", params={"kind": "stations"}).json()
    assert [item["id"] for item in listed["items"]] == [taken["id"], result["id"]]
    in_english = planner.get(f"{API}/list-imports/{result['id']}", headers={"Accept-Language": "en"}).json()
    assert in_english["faults"][0]["message"] == "should be a whole number, not '七'"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_no_workbook_is_refused_in_words(planner: TestClient) -> None:
    answer = upload(planner, b"code,name\n1,2\n")
    assert (answer.status_code, answer.json()["faults"][0]["code"]) == (422, "not-xlsx")
    assert "另存为" in answer.json()["faults"][0]["message"]
    assert planner.get(f"{API}/list-imports").json()["total"] == 0


def test_availability_goes_out_and_in_for_a_term(planner: TestClient, cities: Cities, database: Database) -> None:
    with database.unit_of_work() as db:
        term = a_term(db, cities.first.association)
        others = a_term(db, cities.second.association)
    page = opened(planner.get(f"{API}/lists/availability/template", params={"term_id": term.id}).content)
    page["C2"] = "不可"
    assert upload(planner, saved(page), "availability", term_id=term.id).json()["applied"]
    said = planner.get(f"{API}/terms/{term.id}/availability").json()[0]
    assert said["weekly"] == {"1-morning": "unavailable"}
    assert upload(planner, saved(page), "availability", term_id=others.id).status_code == 404
    assert upload(planner, saved(page), "availability").json()["faults"][0]["place"] == "term_id"
