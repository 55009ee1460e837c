"""The verdict on what a child hands over, by the rules alone: nothing is stored because the search says so."""

from typing import Final

from solver.plan import Plan
from solver.reading import read_plan, read_problem
from solver.rules import verify

FORCED_RULE: Final = "H12"
"""What a lock or the frozen part forces is shown, not refused: see `solver.solving`."""


def judge(problem_text: str, plan_text: str) -> tuple[Plan, str | None]:
    """The plan, and what is wrong with it when the rules, independent of the search, find anything."""
    problem, plan = read_problem(problem_text), read_plan(plan_text)
    verdict = verify(problem, plan)
    broken = [violation for violation in verdict.violations if violation.rule != FORCED_RULE]
    if broken:
        return plan, f"{len(broken)} violations, the first: {broken[0]}"
    if plan.cost != verdict.cost:
        return plan, f"the plan says it costs {plan.cost}, but it costs {verdict.cost}"
    return plan, None
