"""The parts of a replan: the same problem at several prices of changes, from very dear to free.

With changes very dear the search finds the fewest that are needed; with changes free, the best plan there is. Each part
begins from the plan of the one with dearer changes. Up to two more prices are tried where the plans found so far lie
furthest apart, or, with a budget, where it lies between two of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from scheduler.models.runs import RunKind
from scheduler.replanning.disturbance import CHANGE_PRICES, disturbance
from scheduler.running.kinds import KINDS, Part
from solver.plan import Plan
from solver.problem import LARGEST_WEIGHT, Problem, Weights

FIRST_FACTORS: Final = (64.0, 1.0, 0.0)
MOST_PARTS: Final = 5
STEP_TO_FREE: Final = 16
"""Between a price and none lies a quarter of it: the mean of 1 and 1/16, taken by products."""
LEFT_OUT_PRICES: Final = ("unscheduled_visit", "unscheduled_session")


@dataclass(frozen=True, slots=True)
class Point:
    """A solved part: its factor on the prices of changes, and how many published rows its plan changes."""

    factor: float
    rows: int


def next_part(text: str, parameters: Mapping[str, Any], done: Sequence[Plan]) -> Part | None:
    """The next price to solve at; None when nothing is left to be found between the plans there are."""
    problem = Problem.model_validate_json(text, by_alias=True, by_name=False)
    budget: int | None = parameters.get("budget_rows")
    points = points_of(problem, done, budget)
    factor = next_factor(points, budget)
    if factor is None:
        return None
    return Part(
        problem=at_factor(problem, factor).to_json(),
        label=f"×{factor:g}",
        seconds=_share(parameters.get("seconds")),
        rounds=_whole_share(parameters.get("rounds")),
        start=_start(points, done, factor),
    )


def points_of(problem: Problem, done: Sequence[Plan], budget: int | None) -> list[Point]:
    """The solved parts in order; their factors follow from the plans, as they did when they were chosen."""
    points: list[Point] = []
    for plan in done:
        factor = next_factor(points, budget)
        assert factor is not None  # noqa: S101 - it was solved, so it was chosen
        points.append(Point(factor, disturbance(problem, plan).rows))
    return points


def next_factor(points: Sequence[Point], budget: int | None) -> float | None:
    """The factor on the prices of changes to try next."""
    if len(points) < len(FIRST_FACTORS):
        return FIRST_FACTORS[len(points)]
    if len(points) >= MOST_PARTS:
        return None
    ordered = sorted(points, key=lambda point: -point.factor)
    gaps = [(dear, cheap) for dear, cheap in pairwise(ordered) if cheap.rows - dear.rows > 1]
    if budget is not None:
        gaps = [(dear, cheap) for dear, cheap in gaps if dear.rows <= budget < cheap.rows] or gaps
    if not gaps:
        return None
    dear, cheap = max(gaps, key=lambda gap: gap[1].rows - gap[0].rows)
    return float((dear.factor * (cheap.factor or dear.factor / STEP_TO_FREE)) ** 0.5)


def at_factor(problem: Problem, factor: float) -> Problem:
    """The problem with the prices of changes multiplied.

    Where changes are dearer than usual, leaving something out becomes dearer with them: it never saves a change.
    """
    prices = problem.weights.model_dump()
    for name in CHANGE_PRICES:
        prices[name] = _price(prices[name] * factor)
    for name in LEFT_OUT_PRICES:
        prices[name] = _price(prices[name] * max(1.0, factor))
    return problem.changed(weights=Weights(**prices))


def _price(amount: float) -> int:
    return min(LARGEST_WEIGHT, round(amount))


def _start(points: Sequence[Point], done: Sequence[Plan], factor: float) -> str | None:
    """The plan with the next dearer changes; it is near the published one."""
    dearer = [(point.factor, plan) for point, plan in zip(points, done, strict=True) if point.factor > factor]
    return min(dearer, key=lambda entry: entry[0])[1].to_json() if dearer else None


def _share(seconds: float | None) -> float | None:
    return None if seconds is None else max(1.0, seconds / MOST_PARTS)


def _whole_share(rounds: int | None) -> int | None:
    return None if rounds is None else max(1, rounds // MOST_PARTS)


KINDS[RunKind.REPLAN] = next_part
