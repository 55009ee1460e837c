"""Plans, good and broken, of random tiny problems, with the verdict of an independent checker written by others."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from solver.plan import Plan
from solver.problem import Problem
from solver.rules import RULES, verify
from solver.wording import Lang

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "data" / "judged_plans.json").read_text("utf-8"))


@pytest.mark.parametrize("number", range(len(CASES)))
def test_the_verdict_is_that_of_the_independent_checker(number: int) -> None:
    case = CASES[number]
    problem, plan = (Problem.model_validate(case["problem"]), Plan.model_validate(case["plan"]))
    judged = verify(problem, plan)
    assert Counter(violation.rule for violation in judged.violations) == case["rules"]
    assert judged.cost.by_name == case["cost"]
    assert judged.cost.total == sum(case["cost"].values())


def test_every_violation_can_be_said_in_both_languages() -> None:
    said = set()
    for case in CASES:
        for violation in verify(Problem.model_validate(case["problem"]), Plan.model_validate(case["plan"])).violations:
            assert all(violation.message(lang) for lang in Lang)
            said.add(violation.code)
    assert said == {check.code for rule in RULES for check in rule.checks}
