"""The parts of a replan: prices of changes from very dear to free, and the plans between them."""

import pytest

from scheduler.comparing.comparison import Comparison, Side
from scheduler.default_weights import DEFAULT_WEIGHTS
from scheduler.replanning.disturbance import disturbance
from scheduler.replanning.frontier import Found, Label, frontier
from scheduler.replanning.steps import FIRST_FACTORS, MOST_PARTS, Point, at_factor, next_factor, next_part
from solver.plan import Plan
from solver.problem import Baseline, Problem
from solver.reading import read_plan, read_problem
from solver.rules import verify
from solver.solving import Limits, solve
from tests.solver.builders import SLOTS, engagement, station, supervisor

PARAMETERS = {"seconds": None, "rounds": 30, "budget_rows": None}


def problem() -> Problem:
    """Four stations with a roving visit each; one of two supervisors falls ill after the plan was published."""
    raw = {
        "format": "dudao-problem/1",
        "slots": SLOTS,
        "travel": {"road_factor": 1.3, "kmh": 40},
        "stations": [station(n) for n in range(4)],
        "supervisors": [supervisor(n, max_per_week=3) for n in range(2)],
        "engagements": [engagement(f"r{n}", "roving", f"s{n}") for n in range(4)],
        "weights": DEFAULT_WEIGHTS.model_dump(),
    }
    found = read_problem(raw)
    visits = solve(found, Limits(seconds=None, rounds=30)).visits
    ill = visits[0].supervisors[0]
    people = [
        row.model_copy(update={"unavailable": list(range(len(SLOTS)))}) if row.id == ill else row
        for row in found.supervisors
    ]
    return found.changed(supervisors=people, baseline=Baseline(visits=visits))


@pytest.fixture(scope="module")
def solved(kernels: None) -> tuple[Problem, list[Plan]]:
    """A problem to mend, and the plans of all its parts."""
    asked, done = problem(), list[Plan]()
    while (part := next_part(asked.to_json(), PARAMETERS, done)) is not None:
        start = None if part.start is None else read_plan(part.start)
        assert part.rounds is not None
        done.append(solve(read_problem(part.problem), Limits(None, part.rounds), start=start))
        assert len(done) <= MOST_PARTS
    return asked, done


def found(asked: Problem, plans: list[Plan]) -> list[Found]:
    assert asked.baseline is not None
    before = Side(asked, Plan(visits=asked.baseline.visits))
    return [Found(n, Comparison(before, Side(asked, plan)), plan.bound, 0.0) for n, plan in enumerate(plans)]


def test_every_part_keeps_the_rules_and_the_first_changes_least(solved: tuple[Problem, list[Plan]]) -> None:
    asked, plans = solved
    assert len(plans) >= len(FIRST_FACTORS)
    assert all(verify(asked, plan).is_feasible for plan in plans)
    assert asked.baseline is not None
    ill = {row.id for row in asked.supervisors if row.unavailable}
    forced = sum(not ill.isdisjoint(visit.supervisors) for visit in asked.baseline.visits)
    assert disturbance(asked, plans[0]).rows == forced
    assert len(plans[0].visits) == len(asked.engagements)


def test_the_frontier_goes_from_fewest_changes_to_lowest_costs(solved: tuple[Problem, list[Plan]]) -> None:
    asked, plans = solved
    chosen = frontier(found(asked, plans))
    assert chosen[0][0] is Label.FEWEST
    rows, quality = ([getattr(plan, name) for _, plan in chosen] for name in ("rows", "quality"))
    assert rows == sorted(set(rows))
    assert quality == sorted(set(quality), reverse=True)
    assert quality[-1] == min(plan.quality for plan in found(asked, plans))


def test_asked_again_the_same_parts_come(solved: tuple[Problem, list[Plan]]) -> None:
    asked, plans = solved
    for count in range(len(plans)):
        first, second = (next_part(asked.to_json(), PARAMETERS, plans[:count]) for _ in range(2))
        assert first == second


def test_dear_changes_make_leaving_out_dear_with_them() -> None:
    weights = at_factor(problem(), 64.0).weights
    assert (weights.moved, weights.reassigned, weights.unscheduled_visit) == (7680, 12800, 128000)
    assert (weights.travel, weights.load) == (1, 40)
    free = at_factor(problem(), 0.0).weights
    assert (free.moved, free.reassigned, free.unscheduled_visit) == (0, 0, 2000)


def test_further_prices_are_tried_in_the_widest_gap() -> None:
    points = [Point(64.0, 2), Point(1.0, 5), Point(0.0, 40)]
    assert next_factor(points, None) == 0.25
    assert next_factor([*points, Point(0.25, 30)], None) == 0.5
    assert next_factor([*points, Point(0.25, 30), Point(0.5, 8)], None) is None


def test_a_budget_draws_the_next_price_to_itself() -> None:
    points = [Point(64.0, 2), Point(1.0, 12), Point(0.0, 40)]
    assert next_factor(points, 8) == 8.0
    assert next_factor([*points, Point(8.0, 10)], 8) == pytest.approx(22.6, abs=0.1)


def test_nothing_further_is_tried_between_neighbours() -> None:
    assert next_factor([Point(64.0, 2), Point(1.0, 3), Point(0.0, 3)], None) is None
