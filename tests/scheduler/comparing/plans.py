"""Plans of any sense, of the tiny problem and of the same term with other half-days, to compare."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from scheduler.comparing.comparison import Side
from solver.plan import Plan
from solver.problem import Problem
from solver.reading import read_problem
from tests.solver.builders import SLOTS, tiny_problem

TINY = read_problem(tiny_problem())


def without_first_day() -> Problem:
    """The tiny term less its first date, so that every slot has another number."""
    raw = tiny_problem(slots=SLOTS[2:], meetings=[{"id": "quarterly", "slot": 13, "stations": ["s1"]}])
    for row in raw["stations"] + raw["venues"] + raw["classes"]:
        row["closed"] = []
    for row in raw["supervisors"]:
        row["unavailable"] = row["disliked"] = []
    for row in raw["engagements"]:
        row |= {"first": 0, "last": len(SLOTS) - 3}
    return read_problem(raw)


SHORTER = without_first_day()
people = st.sampled_from([row.id for row in TINY.supervisors])


@st.composite
def plans(draw: Callable[[Any], Any], problem: Problem = TINY) -> Plan:
    """Any visits and course sessions that are due, at any time, by anybody."""
    slot = st.integers(0, len(problem.slots) - 1)
    visits = [
        {
            "engagement": engagement.id,
            "index": index,
            "slot": draw(slot),
            "supervisors": draw(st.lists(people, min_size=1, max_size=2, unique=True)),
        }
        for engagement in problem.engagements
        for index in range(engagement.visits)
        if draw(st.booleans())
    ]
    sessions = [
        {
            "class": camp_class.id,
            "index": index,
            "slot": draw(slot),
            "venue": draw(st.sampled_from(["r1", "r2"])),
            "lecturer": draw(people),
        }
        for camp_class in problem.classes
        for index in range(camp_class.sessions)
        if draw(st.booleans())
    ]
    trainees = {row.id: draw(st.sampled_from(row.cohorts)) for row in problem.trainees}
    return Plan.model_validate({"visits": visits, "sessions": sessions, "trainees": trainees})


@st.composite
def sides(draw: Callable[[Any], Any]) -> Side:
    problem = draw(st.sampled_from([TINY, SHORTER]))
    return Side(problem, draw(plans(problem)))
