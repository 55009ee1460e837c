"""The plain CP-SAT model states the same problem as the rules: what it proves best costs what the verdict says."""

from typing import Any

import pytest

from benchmarks.excerpt import excerpt, without_camp
from benchmarks.monolith import Monolith
from samples.sample import SampleOptions, make_sample
from solver.problem import Problem
from solver.reading import read_problem
from solver.rules import verify
from tests.solver.builders import tiny_problem


def with_engagements(*ids: str, **changes: Any) -> Problem:
    problem = without_camp(read_problem(tiny_problem(**changes)))
    return problem.changed(engagements=[row for row in problem.engagements if row.id in ids])


@pytest.mark.parametrize(
    "ids",
    [("pair-s1",), ("pair-s2", "eval-s3"), ("rove-s1", "pair-s1"), ("chief-s1", "eval-s3"), ("rove-s1", "chief-s1")],
)
def test_a_proven_best_plan_keeps_the_rules_and_costs_what_the_verdict_says(ids: tuple[str, ...]) -> None:
    problem = with_engagements(*ids)
    plan, bound = Monolith(problem).solve(20, 2, 1)
    assert plan is not None
    verdict = verify(problem, plan)
    assert verdict.is_feasible
    assert verdict.cost.total == bound


def test_what_it_does_not_model_is_refused() -> None:
    with pytest.raises(ValueError, match="no training camp"):
        Monolith(read_problem(tiny_problem()))


@pytest.mark.parametrize("count", [1, 4, 12])
def test_an_excerpt_is_a_problem_that_makes_sense(count: int) -> None:
    part = excerpt(make_sample(SampleOptions()), count)
    assert len(part.stations) == count
    assert read_problem(part.to_json()) == part
