"""The bound is never above a plan's cost, whatever the prices, and meets it where nothing is left out of it."""

from unittest.mock import patch

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from solver.bounds import lower_bound
from solver.bounds.floor import floors, free_prices, make_prices
from solver.bounds.money import SCALE, whole_cost
from solver.bounds.program import program_prices
from solver.bounds.regions import homes
from solver.bounds.relaxation import compile_relaxation, scaled_weights
from solver.bounds.scratch import make_scratch
from solver.bounds.sharing import shared_limits, shared_prices
from solver.compiled.view import compile_view
from solver.plan import Plan
from solver.problem import LARGEST_PRIORITY, LARGEST_WEIGHT, Problem
from solver.rules import verify
from tests.solver.bounds.small_terms import all_plans, empty_plan, lawful_plans, replanning, small_problems
from tests.solver.builders import engagement, supervisor, tiny_problem

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def cost_of(problem: Problem, plan: Plan) -> int:
    verdict = verify(problem, plan)
    assert verdict.is_feasible, verdict.violations
    return verdict.cost.total


def total_under_random_prices(problem: Problem, seed: int, dearest: int, near_stations: int = 288) -> int:
    view = compile_view(problem)
    with patch("solver.bounds.relaxation.NEAR_STATIONS", near_stations):
        relaxation = compile_relaxation(problem, view)
    random = np.random.default_rng(seed)
    stop = random.integers(-dearest // 4, dearest + 1, relaxation.is_open.shape)
    limits = shared_limits(view, relaxation)
    share, shared_total = shared_prices(relaxation, limits, -random.uniform(0, 100, len(limits.limit)))
    toll = random.integers(-dearest // 4, dearest // 4 + 1, len(problem.supervisors))
    prices = make_prices(view, relaxation, stop, share, shared_total, toll)
    imbalance = np.zeros(relaxation.is_open.shape, dtype=np.int32)
    return floors(scaled_weights(view), relaxation, make_scratch(view, relaxation), prices, imbalance).total


@SLOW
@given(data=st.data(), seed=st.integers(0, 1000), dearest=st.sampled_from([0, 50 * SCALE, 3000 * SCALE]))
def test_no_prices_put_the_bound_above_a_plan(data: st.DataObject, seed: int, dearest: int) -> None:
    problem = data.draw(small_problems())
    plan = data.draw(lawful_plans(problem))
    assert total_under_random_prices(problem, seed, dearest) <= SCALE * cost_of(problem, plan)


@SLOW
@given(data=st.data(), seed=st.integers(0, 1000), near_stations=st.integers(0, 1))
def test_nor_when_most_stations_are_far(data: st.DataObject, seed: int, near_stations: int) -> None:
    problem = data.draw(small_problems())
    plan = data.draw(lawful_plans(problem))
    for dearest in (0, 50 * SCALE, 500 * SCALE):
        assert total_under_random_prices(problem, seed, dearest, near_stations) <= SCALE * cost_of(problem, plan)


@SLOW
@given(data=st.data(), seed=st.integers(0, 1000))
def test_nor_above_a_plan_made_anew(data: st.DataObject, seed: int) -> None:
    problem = data.draw(small_problems())
    published = data.draw(lawful_plans(problem))
    assume(published.visits or published.sessions)
    again = replanning(problem, published, data.draw(st.integers(0, 8)))
    kept = cost_of(again, published)
    assert total_under_random_prices(again, seed, 300 * SCALE) <= SCALE * kept
    other = data.draw(lawful_plans(again))
    if verify(again, other).is_feasible:
        assert total_under_random_prices(again, seed, 300 * SCALE) <= SCALE * cost_of(again, other)


@settings(SLOW, max_examples=15)
@given(problem=small_problems())
def test_bound_of_the_program_is_below_every_plan_of_a_tiny_problem(problem: Problem) -> None:
    slots = range(4)
    rows = [row.model_copy(update={"visits": 1, "panel": 1, "last": 3}) for row in problem.engagements[:2]]
    tiny = problem.changed(engagements=rows, classes=[])
    verdicts = (verify(tiny, plan) for plan in all_plans(tiny, slots))
    cheapest = min(verdict.cost.total for verdict in verdicts if verdict.is_feasible)
    assert lower_bound(tiny, seconds=0.05).value <= cheapest


def lonely(**changes: object) -> Problem:
    """One supervisor, one pairing of three visits: nothing is left out of the bound."""
    parts = {
        "supervisors": [supervisor(1, target=5, disliked=[0, 1, 2])],
        "engagements": [
            engagement(
                "e", "pair", "s2", visits=3, fields=["casework"], min_gap_days=7, ideal_gap_days=10, avoid=["v1"]
            )
        ],
        "classes": [],
        "meetings": [],
        "travel": {"road_factor": 1.3, "kmh": 40},
    }
    return Problem.model_validate(tiny_problem(**(parts | changes)))


def test_bound_is_the_cost_of_the_best_plan_when_there_is_nothing_to_share() -> None:
    problem = lonely()
    plans = (
        Plan.model_validate(
            empty_plan(problem).model_dump()
            | {
                "visits": [
                    {"engagement": "e", "index": index, "slot": slot, "supervisors": ["v1"]}
                    for index, slot in enumerate((a, b, c))
                ]
            }
        )
        for a in range(16)
        for b in range(a + 1, 16)
        for c in range(b + 1, 16)
    )
    verdicts = [verify(problem, plan) for plan in plans]
    best = min(verdict.cost.total for verdict in verdicts if verdict.is_feasible)
    assert lower_bound(problem, seconds=1).value == best


def test_visits_nobody_may_make_cost_their_full_price() -> None:
    problem = lonely(supervisors=[supervisor(1, roles=["lecture"], target=None)])
    assert lower_bound(problem, seconds=0.1).value == 3 * 2000


def test_bound_is_silent_when_sums_could_overflow() -> None:
    weights = dict.fromkeys(tiny_problem()["weights"], LARGEST_WEIGHT)
    visit = engagement("e", "pair", "s2", visits=3, priority=LARGEST_PRIORITY)
    assert lower_bound(lonely(weights=weights, engagements=[visit]), seconds=0.1).value == 0


def test_stops_at_once_when_asked() -> None:
    heard: list[int] = []
    bound = lower_bound(lonely(), seconds=60, should_stop=lambda: True, on_better=heard.append)
    assert bound.value == max(heard, default=0)


def test_every_greater_bound_is_told_and_the_parts_add_up() -> None:
    heard: list[int] = []
    bound = lower_bound(Problem.model_validate(tiny_problem()), seconds=0.5, on_better=heard.append)
    assert heard == sorted(set(heard))
    assert bound.value == heard[-1] == whole_cost(sum(bound.parts.values()))


def test_program_prices_help() -> None:
    problem = Problem.model_validate(tiny_problem())
    view = compile_view(problem)
    relaxation = compile_relaxation(problem, view)
    imbalance = np.zeros(relaxation.is_open.shape, dtype=np.int32)
    scratch = make_scratch(view, relaxation)
    better = program_prices(view, relaxation, homes(problem), lambda: 5.0)
    assert better is not None
    units = scaled_weights(view)
    free = floors(units, relaxation, scratch, free_prices(view, relaxation), imbalance).total
    assert floors(units, relaxation, scratch, better, imbalance).total > free
