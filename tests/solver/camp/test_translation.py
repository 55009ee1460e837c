"""Competition timetables as problems: the same conflicts, and the same cost."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.camp.ctt import read_ctt
from solver.camp.translation import solution_text, to_problem
from solver.ids import ClassId, SupervisorId, VenueId
from solver.plan import Plan
from solver.problem import CourseSession, Problem
from solver.reading import read_problem
from solver.rules import verify
from tests.solver.camp.competition import TINY, lectures_of, timetables, ud2


def _sessions(problem: Problem, slots: list[int], venues: list[int]) -> list[CourseSession]:
    rows = [(row, index) for row in problem.classes for index in range(row.sessions)]
    return [
        CourseSession(
            class_id=ClassId(row.id),
            index=index,
            slot=slot,
            venue=VenueId(problem.venues[venue].id),
            lecturer=SupervisorId(row.lecturers[0]),
        )
        for (row, index), slot, venue in zip(rows, slots, venues, strict=True)
    ]


@settings(deadline=None)
@given(timetables())
def test_a_translated_file_is_a_sound_problem(text: str) -> None:
    problem = to_problem(read_ctt(text))
    assert read_problem(problem.to_json()) == problem


@settings(deadline=None)
@given(timetables(), st.data())
def test_a_plan_costs_what_ud2_says(text: str, data: st.DataObject) -> None:
    ctt = read_ctt(text)
    problem = to_problem(ctt)
    n_sessions = sum(row.sessions for row in problem.classes)
    slots = data.draw(st.permutations(range(max(n_sessions, len(problem.slots)))))[:n_sessions]
    slots = [slot % len(problem.slots) for slot in slots]
    venues = data.draw(st.lists(st.integers(0, len(problem.venues) - 1), min_size=n_sessions, max_size=n_sessions))
    sessions = _sessions(problem, slots, venues)
    verdict = verify(problem, Plan(sessions=sessions))
    assert (verdict.cost.total == ud2(text, lectures_of(solution_text(ctt, sessions)))) or not verdict.is_feasible


def test_the_cost_by_hand() -> None:
    ctt = read_ctt(TINY)
    sessions = _sessions(to_problem(ctt), [1, 2, 4, 0, 3, 5, 2], [0, 0, 1, 0, 0, 0, 1])
    cost = verify(to_problem(ctt), Plan(sessions=sessions)).cost
    assert cost.by_name == {"seats": 10 + 25, "min_days": 5, "isolated": 2 * 4, "venue_stability": 1}


def test_the_solution_file_has_a_line_for_every_course_session() -> None:
    ctt = read_ctt(TINY)
    text = solution_text(ctt, _sessions(to_problem(ctt), [1, 2, 4, 0, 3, 5, 2], [0, 0, 1, 0, 0, 0, 1]))
    assert text.splitlines() == [
        "physics hall 0 0",
        "maths hall 0 1",
        "maths hall 0 2",
        "music lab 0 2",
        "physics hall 1 0",
        "maths lab 1 1",
        "art hall 1 2",
    ]


@pytest.mark.parametrize(("session", "slot"), [(0, 0), (6, 5)])
def test_an_unavailable_period_breaks_a_rule(session: int, slot: int) -> None:
    ctt = read_ctt(TINY)
    slots = [1, 2, 4, 0, 3, 5, 2]
    slots[session] = slot
    verdict = verify(to_problem(ctt), Plan(sessions=_sessions(to_problem(ctt), slots, [0, 0, 1, 0, 0, 0, 1])))
    assert not verdict.is_feasible


def test_the_problem_survives_its_file() -> None:
    problem = to_problem(read_ctt(TINY))
    assert Problem.model_validate_json(json.dumps(json.loads(problem.to_json()))) == problem
