"""Why, through HTTP: alternatives of what is planned; of what is left out, facts, sentences and ways out."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from scheduler.clock import stopped_at
from scheduler.database import Database
from scheduler.models.accounts import Role
from scheduler.models.associations import Association
from scheduler.models.people import Availability, Mark
from tests.api.cities import Cities, ClientOf
from tests.scheduler.drafts.terms import DueTerm, a_draft, a_due_term, plan_all
from tests.term_builders import a_small_term

API = "/api/v1"


@pytest.fixture(autouse=True)
def _before_the_term() -> Iterator[None]:
    with stopped_at(dt.datetime(2026, 10, 1, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def planner(client_of: ClientOf) -> TestClient:
    return client_of(Role.PLANNER)


@pytest.fixture
def due(database: Database, cities: Cities) -> DueTerm:
    with database.unit_of_work() as db:
        return a_due_term(db, a_small_term(db, db.get(Association, cities.first.association.id)))


def told(planner: TestClient, path: str) -> Any:
    """The answer in Chinese and English; no key stands where people read."""
    for language in ("zh", "en"):
        answer = planner.get(f"{API}{path}", headers={"Accept-Language": language})
        assert answer.status_code == 200, answer.text
        sentences = re.findall(r'"(?:message|title)":"([^"]*)"', answer.text)
        assert sentences
        assert not any(re.search(r"[0-9a-f]{32}", sentence) for sentence in sentences), sentences
    return planner.get(f"{API}{path}").json()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_planned_has_ranked_alternatives(planner: TestClient, due: DueTerm, database: Database) -> None:
    with database.unit_of_work() as db:
        draft = a_draft(db, due)
        plan_all(db, due, draft)
    for key in (due.pair_key(1), due.evaluation_key, due.course_key()):
        found = told(planner, f"/drafts/{draft.id}/why/{key}")
        assert found["present"] is not None
        assert found["clash"] == []
        costs = [way["cost"] for way in found["alternatives"]]
        assert costs
        assert costs == sorted(costs)
        for way in found["alternatives"]:
            assert sum(part["amount"] for part in way["by_name"]) == way["cost"]
    series = told(planner, f"/drafts/{draft.id}/why/{due.pair_key()}")["series"]
    assert {len(way["rows"]) for way in series} == {2}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_left_out_says_what_clashes_and_the_ways_out(
    planner: TestClient, due: DueTerm, database: Database, cities: Cities
) -> None:
    away = {due.people[0], cities.first.supervisor.id}
    with database.unit_of_work() as db:
        own = {"association_id": due.city.association.id, "term_id": due.city.term.id}
        weekly = {f"{day}-{half}": Mark.UNAVAILABLE for day in range(1, 6) for half in ("morning", "afternoon")}
        db.add_all(Availability(**own, supervisor_id=person, weekly=weekly) for person in away)
        db.flush()
        draft = a_draft(db, due)
    found = told(planner, f"/drafts/{draft.id}/why/{due.evaluation_key}")
    assert found["present"] is None
    assert [fact["code"] for fact in found["clash"]] == ["unavailable"]
    assert set(found["clash"][0]["about"]) == away
    assert found["is_smallest"]
    assert "free-person" in found["ways_out"][0]["codes"]
    clashes = told(planner, f"/terms/{due.city.term.id}/clashes")
    assert [clash["engagement_id"] for clash in clashes] == [due.evaluation.id]
    assert {fact["code"] for fact in clashes[0]["facts"]} == {"panel", "availability"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_key_of_nothing_is_answered_so(planner: TestClient, due: DueTerm, database: Database) -> None:
    with database.unit_of_work() as db:
        draft = a_draft(db, due)
    for key in ("nonsense", due.pair_key(7)):
        assert planner.get(f"{API}/drafts/{draft.id}/why/{key}").json()["code"] == "subject-not-due"
