"""The typed rows of the exchange files: the tiny problem and a plan come back from their files unchanged."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from solver.plan import Plan
from solver.problem import Engagement, Problem, Supervisor
from tests.solver.builders import engagement, supervisor, tiny_problem

LOCKS = [{"engagement": "pair-s1", "index": 0, "slot": 4}, {"class": "values-1", "index": 0, "venue": "r1"}]


def test_a_problem_comes_back_from_its_file() -> None:
    problem = Problem.model_validate(tiny_problem(locks=LOCKS))
    again = Problem.model_validate(json.loads(problem.to_json()))
    assert again == problem
    assert [type(lock).__name__ for lock in again.locks] == ["VisitLock", "SessionLock"]


def test_a_plan_comes_back_from_its_file() -> None:
    rows = {
        "visits": [{"engagement": "e", "index": 0, "slot": 4, "supervisors": ["v1"]}],
        "sessions": [{"class": "c", "index": 0, "slot": 4, "venue": "r", "lecturer": "v2"}],
        "trainees": {"t": "k"},
        "cost": {"total": 3, "by_name": {"travel": 3}},
        "bound": 2,
        "status": "feasible",
        "seconds": 0.5,
        "unscheduled": [{"class": "c", "index": 1, "reasons": [], "remedies": []}],
    }
    plan = Plan.model_validate(rows)
    assert Plan.model_validate(json.loads(plan.to_json())) == plan


def test_a_changed_copy_leaves_the_original() -> None:
    problem = Problem.model_validate(tiny_problem())
    assert problem.changed(engagements=[]).engagements == []
    assert problem.engagements


@pytest.mark.parametrize(
    "changes",
    [{"visits": 0}, {"panel": 0}, {"visits": True}, {"visits": "2"}, {"first": -1}, {"scheme": "tour"}, {"colour": 1}],
)
def test_rows_are_strict(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Engagement.model_validate(engagement("e", "roving", "s1") | changes)


def test_a_row_cannot_be_written_over() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Supervisor.model_validate(supervisor(1)).max_pairs = 9  # type: ignore[misc]
