"""Random small problems and plans that keep every hard rule, for testing the bound."""

import itertools
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from solver.plan import Plan
from solver.problem import CourseSession, Problem, Visit
from solver.rules import verify
from tests.solver.builders import SLOTS, camp_class, engagement, station, supervisor, tiny_problem

SLOT_COUNT = 16
QUARTER_DAYS = [
    {"date": date, "start": start, "end": end}
    for date in ("2026-10-12", "2026-10-14", "2026-10-19", "2026-10-27")
    for start, end in (("08:30", "10:00"), ("10:30", "12:00"), ("13:30", "15:00"), ("15:30", "17:00"))
]


@st.composite
def small_problems(draw: st.DrawFn) -> Problem:
    """Up to three engagements of any kind, three supervisors and one class, on sixteen slots, two or four a day."""
    some_slots = st.lists(st.integers(0, SLOT_COUNT - 1), max_size=5, unique=True).map(sorted)
    people = [
        supervisor(
            number,
            lon=draw(st.sampled_from([120.7, 120.8, 121.3])),
            unavailable=draw(some_slots),
            disliked=draw(some_slots),
            fields=draw(st.sampled_from([[], ["elderly"], ["elderly", "children"]])),
            max_per_day=draw(st.integers(1, 4)),
            max_per_week=draw(st.integers(1, 3)),
            max_per_term=draw(st.integers(1, 8)),
            max_pairs=draw(st.integers(0, 2)),
            target=draw(st.none() | st.integers(0, 5)),
        )
        for number in (1, 2, 3)
    ]
    rows: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 3))):
        scheme = draw(st.sampled_from(["pair", "roving", "resident", "evaluation"]))
        row = engagement(
            f"e{number}",
            scheme,
            draw(st.sampled_from(["s1", "s2"])),
            visits=draw(st.integers(1, 3)),
            panel=draw(st.integers(1, 3 if scheme == "evaluation" else 1)),
            fields=draw(st.sampled_from([[], ["elderly"], ["elderly", "children"]])),
            min_gap_days=draw(st.sampled_from([0, 2, 7])),
            ideal_gap_days=draw(st.sampled_from([None, 5, 14])),
            avoid=draw(st.sampled_from([[], ["v1"]])),
            keep=draw(st.sampled_from([[], ["v2"]])) if scheme == "pair" else [],
            priority=draw(st.integers(0, 2)),
        )
        if scheme != "pair":
            row |= {
                "same_supervisors": draw(st.booleans()),
                "not_paired": draw(st.booleans()),
                "same_weekday": draw(st.booleans()),
            }
            row["distinct"] = not row["same_supervisors"] and draw(st.booleans())
        rows.append(row)
    classes = [camp_class("c1", ["new-1"])] if draw(st.booleans()) else []
    return Problem.model_validate(
        tiny_problem(
            stations=[station(1, closed=draw(some_slots)), station(2), station(3)],
            supervisors=people,
            engagements=rows,
            classes=classes,
            meetings=[],
            slots=draw(st.sampled_from([SLOTS, QUARTER_DAYS])),
            travel={"road_factor": 1.3, "kmh": 40, "overrides": draw(st.sampled_from([[], [["s1", "s2", 0]]]))},
        )
    )


@st.composite
def lawful_plans(draw: st.DrawFn, problem: Problem) -> Plan:
    """A plan within every hard rule: random visits and course sessions, those that break a rule left out again."""
    plan = empty_plan(problem)
    for row in problem.engagements:
        for index in range(row.visits):
            team = draw(st.permutations([person.id for person in problem.supervisors]))[: row.panel]
            visit = Visit(engagement=row.id, index=index, slot=draw(st.integers(0, SLOT_COUNT - 1)), supervisors=team)
            plan = _if_lawful(problem, plan, plan.model_copy(update={"visits": [*plan.visits, visit]}))
    for course in problem.classes:
        for index in range(course.sessions):
            session = CourseSession.model_validate(
                {
                    "class": course.id,
                    "index": index,
                    "slot": draw(st.integers(0, SLOT_COUNT - 1)),
                    "venue": draw(st.sampled_from(problem.venues)).id,
                    "lecturer": draw(st.sampled_from(course.lecturers)),
                }
            )
            plan = _if_lawful(problem, plan, plan.model_copy(update={"sessions": [*plan.sessions, session]}))
    return plan


def _if_lawful(problem: Problem, old: Plan, new: Plan) -> Plan:
    return new if verify(problem, new).is_feasible else old


def empty_plan(problem: Problem) -> Plan:
    """Nothing planned; every trainee in the cohort listed last for them (they fit)."""
    cohorts = {"t1": "new-1", "t2": "new-1", "t3": "new-2"}
    return Plan.model_validate({"format": "dudao-plan/1", "trainees": cohorts})


def replanning(problem: Problem, published: Plan, frozen_until: int) -> Problem:
    """The problem with this plan as its baseline, everything before a slot frozen."""
    raw = problem.model_dump(mode="json", by_alias=True) | {
        "baseline": {
            "visits": [row.model_dump(mode="json", by_alias=True) for row in published.visits],
            "sessions": [row.model_dump(mode="json", by_alias=True) for row in published.sessions],
        },
        "frozen_until": frozen_until,
    }
    raw["slots"] = [{"date": s["date"], "start": s["start"][:5], "end": s["end"][:5]} for s in raw["slots"]]
    return Problem.model_validate(raw)


def all_plans(problem: Problem, slots: range) -> Iterator[Plan]:
    """Every plan of a problem whose visits have panels of one and lie in `slots`, lawful or not."""
    choices = [
        [
            None,
            *(
                Visit(engagement=row.id, index=index, slot=slot, supervisors=[person.id])
                for slot in slots
                for person in problem.supervisors
            ),
        ]
        for row in problem.engagements
        for index in range(row.visits)
    ]
    empty = empty_plan(problem)
    for visits in itertools.product(*choices):
        yield empty.model_copy(update={"visits": [visit for visit in visits if visit is not None]})
