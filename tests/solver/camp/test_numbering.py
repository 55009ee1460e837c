"""Course sessions are numbered in the order of time, and nothing else changes by it."""

import random

import pytest

from solver.camp.numbering import numbered_in_time
from solver.camp.planning import CampLimits, plan_camp
from solver.plan import Plan
from solver.problem import CourseSession
from solver.rules import verify
from tests.solver.camp.camps import camp_cost, judged, random_camp, replanned

LIMITS = CampLimits(million_moves=1, seed=3)


def _slots_by_class(sessions: list[CourseSession]) -> dict[str, list[int]]:
    by_index = sorted(sessions, key=lambda row: row.index)
    return {row.class_id: [one.slot for one in by_index if one.class_id == row.class_id] for row in sessions}


@pytest.mark.parametrize("seed", range(6))
def test_a_new_camp_is_numbered_in_the_order_of_time(seed: int) -> None:
    problem, visits = random_camp(seed)
    camp = plan_camp(problem, visits=visits, limits=LIMITS)
    assert all(slots == sorted(slots) for slots in _slots_by_class(camp.sessions).values())
    assert camp_cost(judged(problem, visits, camp)) == camp.cost


@pytest.mark.parametrize("seed", range(6))
def test_what_locks_and_the_baseline_name_keeps_its_number(seed: int) -> None:
    problem, visits = random_camp(seed)
    camp = plan_camp(problem, visits=visits, limits=LIMITS)
    half = [row for row in camp.sessions if row.index % 2]
    later = replanned(problem, visits, half, seed)
    mixed = _renumbered(camp.sessions, random.Random(seed))
    after = numbered_in_time(later, mixed)
    kept = {(row.class_id, row.index) for row in half}
    assert [row for row in mixed if (row.class_id, row.index) in kept] == sorted(
        (row for row in after if (row.class_id, row.index) in kept), key=mixed.index
    )
    costs = [verify(later, Plan(sessions=rows, trainees=camp.trainees)).cost for rows in (mixed, after)]
    assert costs[0] == costs[1]


def _renumbered(sessions: list[CourseSession], rng: random.Random) -> list[CourseSession]:
    """The same places under indices in any order."""
    indices = {row.class_id: [one.index for one in sessions if one.class_id == row.class_id] for row in sessions}
    for row in indices.values():
        rng.shuffle(row)
    return [row.model_copy(update={"index": indices[row.class_id].pop()}) for row in sessions]
