"""Options that move other visits: every one keeps the rules and costs what they say, and none that exists is missed."""

import random
from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest

from scheduler.requests.displacing import displacements
from scheduler.requests.options import Fit
from scheduler.requests.wish import GRANTED, Wish, engagement_for
from solver.ids import StationId, SupervisorId
from solver.plan import Plan
from solver.problem import Problem, Scheme, Visit
from solver.reading import read_problem
from solver.rules import verify
from tests.solver.builders import SLOTS, engagement, station, supervisor, tiny_problem

EVERY_SLOT = frozenset(range(len(SLOTS)))


def a_problem(engagements: list[dict[str, Any]], people: list[dict[str, Any]], **given: Any) -> Problem:
    """Three stations and no camp."""
    nothing: dict[str, Any] = {"meetings": [], "venues": [], "cohorts": [], "trainees": [], "classes": []}
    stations = [station(number) for number in (1, 2, 3)]
    travel = {"road_factor": 1.3, "kmh": 40, "overrides": []}
    given = (
        nothing | {"stations": stations, "travel": travel, "supervisors": people, "engagements": engagements} | given
    )
    return read_problem(tiny_problem(**given))


def a_wish(slots: frozenset[int], visits: int = 1, **given: Any) -> Wish:
    return Wish(StationId("s3"), Scheme.ROVING, visits, slots, **given)


def visit(engagement: str, index: int, slot: int, *people: str) -> Visit:
    return Visit.model_validate({"engagement": engagement, "index": index, "slot": slot, "supervisors": list(people)})


def with_wish(problem: Problem, wish: Wish) -> Problem:
    return problem.changed(engagements=[*problem.engagements, engagement_for(wish)])


def granted(plan: Plan, slots: tuple[int, ...], person: str, moved: Mapping[tuple[str, int], int]) -> Plan:
    kept = [
        row.model_copy(update={"slot": moved[key]}) if (key := (row.engagement, row.index)) in moved else row
        for row in plan.visits
    ]
    return plan.model_copy(
        update={"visits": [*kept, *(visit(GRANTED, index, slot, person) for index, slot in enumerate(slots))]}
    )


def test_one_visit_makes_room_by_pushing_another_away() -> None:
    problem = a_problem(
        [
            engagement("a", "roving", "s1", first=2, last=3),
            engagement("b", "roving", "s2", first=3, last=5),
        ],
        [supervisor(1, max_per_day=2)],
    )
    plan = Plan(visits=[visit("a", 0, 2, "v1"), visit("b", 0, 3, "v1")])
    best, *_ = displacements(problem, plan, a_wish(frozenset({2})), EVERY_SLOT)
    assert best.option.fit is Fit.MOVES_TWO
    assert {(move.was.engagement, move.becomes.slot) for move in best.moves} in (
        {("a", 3), ("b", 4)},
        {("a", 3), ("b", 5)},
    )
    assert displacements(problem, plan, a_wish(frozenset({2})), EVERY_SLOT - {4, 5}) == []


def test_two_visits_make_room_side_by_side() -> None:
    people = [supervisor(1), supervisor(2, roles=["pair"])]
    problem = a_problem([engagement("a", "roving", "s1"), engagement("b", "pair", "s3", candidates=["v2"])], people)
    plan = Plan(visits=[visit("a", 0, 2, "v1"), visit("b", 0, 2, "v2")])
    best, *_ = displacements(problem, plan, a_wish(frozenset({2})), EVERY_SLOT)
    assert {move.was.engagement for move in best.moves} == {"a", "b"}


def test_a_series_is_met_whole() -> None:
    problem = a_problem([engagement("a", "roving", "s1")], [supervisor(1)])
    plan = Plan(visits=[visit("a", 0, 2, "v1")])
    (best, *_) = displacements(problem, plan, a_wish(frozenset({2, 8, 9}), 2, min_gap_days=7), EVERY_SLOT)
    assert best.option.visits[0].slot == 2
    assert len(best.option.visits) == 2


def test_what_is_locked_or_over_stays() -> None:
    due, people = [engagement("a", "roving", "s1")], [supervisor(1)]
    lock = {"engagement": "a", "index": 0, "slot": 2, "supervisors": ["v1"]}
    problem, locked = a_problem(due, people), a_problem(due, people, locks=[lock])
    plan = Plan(visits=[visit("a", 0, 2, "v1")])
    wish = a_wish(frozenset({2}))
    assert displacements(problem, plan, wish, EVERY_SLOT)
    assert displacements(locked, plan, wish, EVERY_SLOT) == []
    assert displacements(problem, plan, wish, EVERY_SLOT - {2}) == []


@pytest.mark.parametrize("seed", range(6))
def test_agrees_with_trying_everything(seed: int) -> None:
    chance = random.Random(seed)
    problem, plan = _random_plan(chance)
    wish = a_wish(frozenset(chance.sample(range(16), 2)))
    found = displacements(problem, plan, wish, EVERY_SLOT, count=50)
    wider, before = with_wish(problem, wish), verify(problem, plan).cost.total
    for way in found:
        moved = {(str(move.was.engagement), move.was.index): move.becomes.slot for move in way.moves}
        person, slots = way.option.visits[0].supervisor, tuple(one.slot for one in way.option.visits)
        verdict = verify(wider, granted(plan, slots, person, moved))
        assert verdict.is_feasible
        assert verdict.cost.total - before == way.option.cost == sum(way.option.cost_by_name.values())
    ones = {(way.option.visits[0].slot, way.option.visits[0].supervisor) for way in found if len(way.moves) == 1}
    assert ones == set(_every_single_move(problem, wider, plan, wish))
    kinds = [(len(way.moves), way.option.cost) for way in found]
    assert kinds == sorted(kinds)


def _random_plan(chance: random.Random) -> tuple[Problem, Plan]:
    """Ten series of one visit and one of two, planned one after another wherever the rules let them."""
    engagements = [
        engagement(
            f"e{number}", "roving", f"s{chance.randint(1, 3)}", first=chance.randint(0, 6), last=chance.randint(7, 15)
        )
        for number in range(10)
    ]
    engagements.append(engagement("p", "pair", "s1", visits=2, min_gap_days=7, ideal_gap_days=14))
    problem = a_problem(engagements, [supervisor(number, max_per_week=3) for number in (1, 2)])
    plan = Plan()
    for row in problem.engagements:
        person = chance.choice(["v1", "v2"])
        for index in range(row.visits):
            slots = chance.sample(range(16), 16)
            for slot in slots:
                tried = plan.model_copy(update={"visits": [*plan.visits, visit(row.id, index, slot, person)]})
                if verify(problem, tried).is_feasible:
                    plan = tried
                    break
    return problem, plan


def _every_single_move(problem: Problem, wider: Problem, plan: Plan, wish: Wish) -> list[tuple[int, SupervisorId]]:
    """Every half-day and person for which nothing is free as it is, and something is when one visit moves."""
    found = []
    for slot, person in product(sorted(wish.slots), [row.id for row in problem.supervisors]):
        if verify(wider, granted(plan, (slot,), person, {})).is_feasible:
            continue
        moves = product(plan.visits, range(16))
        if any(
            verify(wider, granted(plan, (slot,), person, {(row.engagement, row.index): elsewhere})).is_feasible
            for row, elsewhere in moves
            if row.slot != elsewhere
        ):
            found.append((slot, person))
    return found
