"""From a draft to a release and back through HTTP, as the pages do it."""

import datetime as dt
from typing import Any

import pytest
from fastapi.testclient import TestClient

from scheduler.clock import CHINA, stopped_at
from scheduler.database import Database
from scheduler.models.accounts import Role
from solver.reading import read_plan, read_problem
from solver.rules import verify
from tests.api.cities import Cities, ClientOf
from tests.scheduler.drafts.terms import DueTerm, a_due_term
from tests.term_builders import MONDAY, a_small_term

V1 = "/api/v1"


@pytest.fixture(autouse=True)
def _before_the_term() -> Any:
    with stopped_at(dt.datetime.combine(MONDAY - dt.timedelta(days=30), dt.time(12), CHINA)):
        yield


@pytest.fixture
def due(database: Database, cities: Cities) -> DueTerm:
    with database.unit_of_work() as db:
        return a_due_term(db, a_small_term(db, cities.first.association))


class Draft:
    """A draft in the hands of somebody who sends what they saw."""

    def __init__(self, client: TestClient, due: DueTerm, **new: Any) -> None:
        self.client, self.due = client, due
        made = client.post(f"{V1}/terms/{due.city.term.id}/drafts", json={"name": "草案", **new})
        assert made.status_code == 201, made.text
        self.id = made.json()["draft"]["id"]
        assert made.headers["Location"] == self.path()
        self.etag = made.headers["ETag"]

    def path(self, part: str = "") -> str:
        return f"{V1}/drafts/{self.id}{part}"

    def post(self, part: str, content: Any = None, expected: int = 200) -> Any:
        answer = self.client.post(self.path(part), json=content, headers={"If-Match": self.etag})
        assert answer.status_code == expected, answer.text
        self.etag = answer.headers.get("ETag", self.etag)
        return answer.json()

    def get(self, part: str = "", **params: Any) -> Any:
        answer = self.client.get(self.path(part), params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def add(self, key: str, slot: int, people: list[str], venue_id: str | None = None) -> Any:
        asked = {"kind": "add", "key": key, "slot": at(self.due, slot), "supervisors": people, "venue_id": venue_id}
        return self.post("/edits", asked)


def at(due: DueTerm, slot: int) -> dict[str, str]:
    return {"date": due.slots[slot].date.isoformat(), "start": due.slots[slot].start}


def filled(client: TestClient, due: DueTerm) -> Draft:
    draft = Draft(client, due)
    first, second = due.people
    draft.add(due.pair_key(0), 0, [first])
    draft.add(due.pair_key(1), 6, [first])
    draft.add(due.evaluation_key, 4, [first, second])
    draft.add(due.course_key(0), 8, [second], due.venues[0].id)
    draft.add(due.course_key(1), 12, [second], due.venues[0].id)
    return draft


def test_the_way_of_a_draft_to_a_release_and_its_notices(
    due: DueTerm, client_of: ClientOf, database: Database, cities: Cities
) -> None:
    planner = client_of(Role.PLANNER)
    draft = filled(planner, due)
    move = {"kind": "move", "key": due.pair_key(0), "slot": at(due, 4)}
    preview = draft.post("/edits/preview", move)
    assert {row["code"] for row in preview["broken"]} == {"two-places", "gap-too-short"}
    assert preview["cost"]["before"] != preview["cost"]["after"]
    done = draft.post("/edits", move)
    assert [row["message"] for row in done["broken"]] == [row["message"] for row in preview["broken"]]
    blocked = draft.post("/release", {}, expected=409)
    assert blocked["code"] == "rules-broken"
    check = draft.get("/release-check")
    assert (check["is_publishable"], len(check["violations"]), check["warnings"]) == (False, 2, [])
    draft.post("/undo")
    assert draft.get("/edits")["redo_number"] == 6
    assert draft.get("/release-check")["is_publishable"]
    foretold = draft.get("/notices", comment="第一版")
    release = draft.post("/release", {"comment": "第一版"}, expected=201)
    notices = planner.get(f"{V1}/notices", params={"release_id": release["id"]}).json()["items"]
    assert {row["party_id"] for row in foretold} == {row["party_id"] for row in notices}
    assert all(row["title"].endswith("（第 1 版）") and row["body"].startswith("第一版\n【新增】") for row in foretold)
    assert (release["number"], release["change_count"]) == (1, 5)
    draft.etag = f'"{draft.get()["version"]}"'

    events = draft.get("/events")["items"]
    assert [event["key"] for event in events][:2] == [due.pair_key(0), due.evaluation_key]
    board = draft.get("/board")
    hours = [(day["date"], start) for day in board["days"] for start, _ in day["hours"]]
    assert [(event["key"], *hours[event["slot"]]) for event in board["events"]] == [
        (event["key"], event["date"], event["start"]) for event in events
    ]
    plainly = planner.get(draft.path("/board"), headers={"Accept-Encoding": "identity"})
    assert ("content-encoding" in plainly.headers, plainly.json()) == (False, board)
    assert (board["left_out"], {row["id"] for row in board["supervisors"]} >= set(due.people)) == (0, True)
    draft.post("/edits", {"kind": "drop", "key": due.pair_key(1)})
    assert [row["key"] for row in draft.get("/unscheduled")["items"]] == [due.pair_key(1)]
    refused = draft.post("/release", {}, expected=409)
    assert refused["facts"]["warnings"][0]["code"] == "visits-left-out"
    second = draft.post("/release", {"acknowledged_warnings": ["visits-left-out"]}, expected=201)
    changes = planner.get(f"{V1}/releases/{second['id']}/changes").json()["items"]
    assert [(change["key"], change["kind"]) for change in changes] == [(due.pair_key(1), "cancelled")]
    refs = {"before": f"release:{release['id']}", "after": f"draft:{draft.id}"}
    compared = planner.get(f"{V1}/comparisons", params=refs).json()
    assert compared["counts"]["visit"]["cancelled"] == 1
    assert [change["key"] for change in compared["changes"]] == [due.pair_key(1)]
    assert {row["id"] for row in compared["touched"]} == {due.people[0], due.city.stations[0].id}
    told = planner.get(f"{V1}/notices", params={"release_id": second["id"], "acknowledged": False}).json()
    assert {row["party_id"] for row in told["items"]} == {due.people[0], due.city.stations[0].id}
    restored = planner.post(f"{V1}/releases/{release['id']}/restore", json={"current_release_id": second["id"]}).json()
    assert (restored["number"], restored["restored_from_id"]) == (3, release["id"])
    assert [row["number"] for row in planner.get(f"{V1}/terms/{due.city.term.id}/releases").json()["items"]] == [
        3,
        2,
        1,
    ]


def test_two_planners_see_each_others_version(due: DueTerm, client_of: ClientOf) -> None:
    mine = Draft(client_of(Role.PLANNER), due)
    seen = mine.etag
    mine.add(due.pair_key(0), 0, due.people[:1])
    drop = {"kind": "drop", "key": due.pair_key(0)}
    late = mine.client.post(mine.path("/edits"), json=drop, headers={"If-Match": seen})
    assert (late.status_code, late.json()["code"]) == (409, "changed-meanwhile")
    assert late.json()["facts"]["row"]["version"] == 2
    without = mine.client.post(mine.path("/edits"), json=drop)
    assert (without.status_code, without.json()["code"]) == (428, "version-missing")


def test_the_plan_and_its_problem_are_exchange_files(due: DueTerm, client_of: ClientOf) -> None:
    draft = filled(client_of(Role.PLANNER), due)
    draft.post("/edits", {"kind": "lock", "key": due.pair_key(0), "parts": ["slot", "people"]})
    problem, plan = read_problem(draft.get("/problem")), read_plan(draft.get("/plan"))
    verdict = verify(problem, plan)
    assert verdict.is_feasible
    assert len(problem.locks) == 1
    assert verdict.cost.total == draft.get()["cost"]["total"]


def test_the_head_approves_through_http(due: DueTerm, client_of: ClientOf, database: Database, cities: Cities) -> None:
    planner, head = client_of(Role.PLANNER), client_of(Role.HEAD)
    association = planner.get(f"{V1}/association")
    planner.patch(f"{V1}/association", json={"head_approves": True}, headers={"If-Match": association.headers["ETag"]})
    draft = filled(planner, due)
    assert draft.post("/release", {}, expected=409)["code"] == "approval-missing"
    assert draft.get("/release-check")["needs_approval"]
    decision = head.post(draft.path("/decisions"), json={"approved": True}, headers={"If-Match": draft.etag})
    assert decision.status_code == 201
    assert draft.post("/release", {}, expected=201)["approved_by"] == cities.first.accounts[Role.HEAD].id


def test_a_senseless_edit_says_what_it_lacks(due: DueTerm, client_of: ClientOf) -> None:
    draft = Draft(client_of(Role.PLANNER), due)
    refused = draft.post("/edits", {"kind": "move", "key": due.pair_key(0)}, expected=422)
    assert [fault["code"] for fault in refused["faults"]] == ["edit-incomplete"]
    assert draft.post("/edits", {"kind": "drop", "key": "nonsense"}, expected=422)["code"] == "subject-not-due"


def test_one_acknowledges_on_the_phone(due: DueTerm, client_of: ClientOf, database: Database, cities: Cities) -> None:
    planner, supervisor = client_of(Role.PLANNER), client_of(Role.SUPERVISOR)
    person = cities.first.supervisor.id
    draft = Draft(planner, due)
    draft.post("/refresh")
    draft.add(due.pair_key(0), 0, [person])
    draft.post("/release", {"acknowledged_warnings": ["visits-left-out", "course-sessions-left-out"]}, expected=201)
    dates = supervisor.get(f"{V1}/dates").json()
    assert [event["key"] for event in dates["items"]] == [due.pair_key(0)]
    (notice,) = supervisor.get(f"{V1}/notices").json()["items"]
    assert notice["change_kinds"] == {"new": 1}
    whole = supervisor.post(f"{V1}/notices/{notice['id']}/acknowledge").json()
    assert whole["acknowledged_by"] == cities.first.accounts[Role.SUPERVISOR].name
    assert whole["changes"][0]["after"]["date"] == MONDAY.isoformat()
    assert supervisor.get(f"{V1}/notices", params={"acknowledged": False}).json()["total"] == 0


def test_a_text_that_no_database_takes_is_no_failure_of_the_service(due: DueTerm, client_of: ClientOf) -> None:
    draft = Draft(client_of(Role.PLANNER), due)
    named = draft.client.patch(draft.path(), json={"name": "一\u0000二"}, headers={"If-Match": draft.etag})
    assert named.status_code in {200, 422}
    assert draft.client.get(f"{V1}/drafts/%00").status_code in {404, 422}
    assert draft.client.get(f"{V1}/dates", params={"scheme": "\x00"}).status_code in {200, 422}
