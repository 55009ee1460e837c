"""Whole camps: planned within limits, the same again when the limit is a count, and the first one at once."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.camp.compiling import compile_camp
from solver.camp.ctt import read_ctt
from solver.camp.enrolment import first_cohorts
from solver.camp.first import first_camp
from solver.camp.planning import CampLimits, plan_camp
from solver.camp.translation import solution_text, to_problem
from tests.solver.camp.camps import camp_cost, judged, random_camp
from tests.solver.camp.competition import TINY, Lecture, lectures_of, ud2


def _timetables(names: list[str], placed: list[Lecture]) -> Iterator[list[Lecture]]:
    """Every way to go on that breaks no rule; lectures of one course in the order of their periods."""
    if len(placed) == len(names):
        yield placed
        return
    ctt = read_ctt(TINY)
    course = names[len(placed)]
    friends = {other for group in [*ctt.curricula.values(), ["maths", "art"]] if course in group for other in group}
    for room, day, period in itertools.product(ctt.rooms, range(ctt.days), range(ctt.periods_per_day)):
        here = [row for row in placed if row[2:] == (day, period)]
        late = all(row[2:] < (day, period) for row in placed if row[0] == course)
        clear = not any(row[0] in friends or row[1] == room for row in here)
        if late and clear and (course, day, period) not in ctt.unavailable:
            yield from _timetables(names, [*placed, (course, room, day, period)])


def test_a_tiny_timetable_is_planned_as_well_as_can_be() -> None:
    ctt = read_ctt(TINY)
    camp = plan_camp(to_problem(ctt), limits=CampLimits(million_moves=1, workers=2, seed=1))
    assert ud2(TINY, lectures_of(solution_text(ctt, camp.sessions))) == camp.cost
    names = [course.id for course in ctt.courses.values() for _ in range(course.lectures)]
    assert camp.cost == min(ud2(TINY, rows) for rows in _timetables(names, []))


@pytest.mark.parametrize("workers", [1, 3])
def test_a_counted_limit_gives_the_same_camp_again(workers: int) -> None:
    problem, visits = random_camp(11)
    limits = CampLimits(million_moves=1, workers=workers, seed=5)
    assert plan_camp(problem, visits=visits, limits=limits) == plan_camp(problem, visits=visits, limits=limits)


def test_better_camps_are_told_and_the_last_is_the_answer() -> None:
    problem, visits = random_camp(11)
    told: list[int] = []
    limits = CampLimits(million_moves=2, seed=1)
    camp = plan_camp(problem, visits=visits, limits=limits, on_better=lambda plan: told.append(plan.cost))
    assert told == sorted(set(told), reverse=True)
    assert camp_cost(judged(problem, visits, camp)) == camp.cost == told[-1]


def test_planning_stops_when_asked() -> None:
    problem, visits = random_camp(11)
    camp = plan_camp(problem, visits=visits, limits=CampLimits(seconds=3600), should_stop=lambda: True)
    assert judged(problem, visits, camp).is_feasible


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 100_000))
def test_a_first_camp_keeps_every_rule(seed: int) -> None:
    problem, visits = random_camp(seed)
    camp = first_camp(problem, seed, visits)
    verdict = judged(problem, visits, camp)
    assert verdict.is_feasible
    assert camp_cost(verdict) == camp.cost


@given(
    st.lists(st.lists(st.integers(0, 2), min_size=1, unique=True), max_size=8),
    st.lists(st.integers(0, 4), min_size=3, max_size=3),
)
@settings(deadline=None)
def test_nobody_is_left_out_while_cohorts_have_room(choices: list[list[int]], sizes: list[int]) -> None:
    problem, _ = random_camp(3)
    names = [f"k{i}" for i in range(3)]
    trainees = [{"id": f"t{i}", "station": "s1", "cohorts": [names[k] for k in row]} for i, row in enumerate(choices)]
    document = problem.model_dump(mode="json", by_alias=True) | {
        "trainees": trainees,
        "cohorts": [{"id": name, "name": name, "max_size": size} for name, size in zip(names, sizes, strict=True)],
        "classes": [],
    }
    view = compile_camp(type(problem).model_validate(document))
    chosen = first_cohorts(view, {})
    possible = any(all(assigned.count(k) <= sizes[k] for k in range(3)) for assigned in itertools.product(*choices))
    assert all(k < 0 or k in row for k, row in zip(chosen, choices, strict=True))
    assert all(chosen.count(k) <= sizes[k] for k in range(3))
    assert not possible or -1 not in chosen
