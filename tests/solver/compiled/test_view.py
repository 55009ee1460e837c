"""The arrays that the search reads say what the plain code says: travel, eligibility, pins, what was published."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.compiled.kernel import NONE
from solver.compiled.view import compile_view
from solver.problem import Problem
from solver.rules.register import Register
from solver.travel import TravelTimes, places
from tests.solver.builders import engagement, station, supervisor, tiny_problem

LATITUDES = st.floats(-90, 90) | st.sampled_from([30.75, 30.750001, 30.76, -90.0, 90.0])
LONGITUDES = st.floats(-180, 180) | st.sampled_from([120.75, 120.7500001, -180.0, 180.0])
FIELDS = ["elderly", "children", "disability", "migrants"]
PEOPLE = ["v1", "v2", "v3"]


def problem_of(**parts: Any) -> Problem:
    return Problem.model_validate(tiny_problem(**parts))


def somewhere(draw: st.DrawFn) -> dict[str, float]:
    return {"lat": draw(LATITUDES), "lon": draw(LONGITUDES)}


@st.composite
def scattered(draw: st.DrawFn) -> Problem:
    """The tiny problem with its places anywhere on earth."""
    names = st.sampled_from(["v1", "v2", "v3", "s1", "s2", "s3", "r1"])
    return problem_of(
        stations=[station(number, **somewhere(draw)) for number in (1, 2, 3)],
        supervisors=[supervisor(number, **somewhere(draw)) for number in (1, 2, 3)],
        travel={
            "road_factor": draw(st.floats(0.1, 100)),
            "kmh": draw(st.floats(1, 2000)),
            "overrides": draw(st.lists(st.tuples(names, names, st.integers(0, 100_000)), max_size=4)),
        },
    )


@settings(deadline=None)
@given(scattered())
def test_travel_is_that_of_the_plain_code_to_the_minute(problem: Problem) -> None:
    times, everywhere = TravelTimes(problem.travel), list(places(problem))
    plain = [[times.minutes(a, b) for b in everywhere] for a in everywhere]
    assert compile_view(problem).minutes.tolist() == plain


def test_trips_of_whole_minutes_are_not_rounded_up() -> None:
    """Along a meridian one degree is 111.195 km: with this speed each hundredth of a degree is one minute, nearly."""
    kmh = 2 * np.pi * 6371.0088 / 360 * 0.01 * 60
    rows = [station(number, lat=30 + number * 0.01, lon=120.0) for number in range(1, 60)]
    problem = problem_of(
        stations=rows, travel={"road_factor": 1.0, "kmh": kmh}, engagements=[], meetings=[], trainees=[], classes=[]
    )
    times, everywhere = TravelTimes(problem.travel), list(places(problem))
    plain = [[times.minutes(a, b) for b in everywhere] for a in everywhere]
    assert compile_view(problem).minutes.tolist() == plain


@st.composite
def choosy(draw: st.DrawFn) -> Problem:
    """Engagements with random wishes and people with random roles, employers and fields."""
    some_people = st.lists(st.sampled_from(PEOPLE), unique=True)
    some_fields = st.lists(st.sampled_from(FIELDS), max_size=4)
    agencies = st.sampled_from([None, "agency1", "agency2", "elsewhere"])
    schemes = ["pair", "roving", "resident", "evaluation", "chief"]
    return problem_of(
        stations=[station(number, operator=draw(agencies)) for number in (1, 2, 3)],
        supervisors=[
            supervisor(
                number,
                roles=draw(st.lists(st.sampled_from([*schemes, "lecture"]), unique=True)),
                employer=draw(agencies),
                fields=draw(some_fields),
            )
            for number in (1, 2, 3)
        ],
        engagements=[
            engagement(
                f"e{number}",
                draw(st.sampled_from(schemes)),
                draw(st.sampled_from(["s1", "s2", "s3"])),
                fields=draw(some_fields),
                keep=draw(some_people),
                avoid=draw(some_people),
                candidates=draw(some_people),
                exclude=draw(some_people),
            )
            for number in range(3)
        ],
        classes=[],
    )


@settings(deadline=None)
@given(choosy())
def test_who_may_serve_and_what_they_bring(problem: Problem) -> None:
    e, register = compile_view(problem).engagements, Register(problem)
    for number, row in enumerate(problem.engagements):
        span = slice(e.candidate_first[number], e.candidate_first[number + 1])
        listed = [problem.supervisors[idx] for idx in e.candidate[span]]
        assert {person.id for person in listed} == {
            person.id for person in problem.supervisors if register.is_eligible(row, person.id)
        }
        assert len(set(e.candidate[span].tolist())) == len(listed)
        wanted = set(row.fields)
        assert int(e.wanted_fields[number]).bit_count() == len(wanted)
        for person, brings, kept, avoided in zip(listed, e.brings[span], e.kept[span], e.avoided[span], strict=True):
            missing = int(e.wanted_fields[number]) & ~int(brings)
            assert missing.bit_count() == len(wanted - set(person.fields))
            assert (kept, avoided) == (person.id in row.keep, person.id in row.avoid)


def test_pins_and_the_frozen_part() -> None:
    old = [
        {"engagement": "pair-s1", "index": 0, "slot": 1, "supervisors": ["v1"]},
        {"engagement": "pair-s1", "index": 1, "slot": 6, "supervisors": ["gone"]},
        {"engagement": "eval-s3", "index": 0, "slot": 7, "supervisors": ["v2", "v1"]},
        {"engagement": "not-due", "index": 0, "slot": 9, "supervisors": ["v1"]},
    ]
    locks = [
        {"engagement": "pair-s1", "index": 2, "supervisors": ["v1"]},
        {"engagement": "rove-s1", "index": 1, "slot": 8},
    ]
    problem = problem_of(baseline={"visits": old, "sessions": []}, frozen_until=3, locks=locks)
    view = compile_view(problem)
    first = {row.id: int(view.engagements.visit_first[idx]) for idx, row in enumerate(problem.engagements)}
    pair, rove, panel = first["pair-s1"], first["rove-s1"], first["eval-s3"]
    visits = view.visits

    def people(row: Any) -> list[int]:
        return [int(person) for person in row if person != NONE]

    assert (visits.pin_slot[pair], people(visits.pin_panel[pair]), visits.is_frozen[pair]) == (1, [0], 1)
    assert (visits.pin_slot[pair + 1], people(visits.pin_panel[pair + 1])) == (NONE, [])
    assert (visits.base_slot[pair + 1], people(visits.base_panel[pair + 1])) == (6, [len(problem.supervisors)])
    assert (visits.pin_slot[pair + 2], people(visits.pin_panel[pair + 2])) == (NONE, [0])
    assert (visits.pin_slot[rove + 1], people(visits.pin_panel[rove + 1])) == (8, [])
    assert (visits.base_slot[panel], sorted(people(visits.base_panel[panel]))) == (7, [0, 1])
    plain = {row.id: bool(flag) for row, flag in zip(problem.engagements, view.engagements.is_plain, strict=True)}
    assert plain == {"pair-s1": False, "pair-s2": True, "rove-s1": False, "eval-s3": False, "chief-s1": True}
    assert view.engagements.first.min() == 3


def test_meetings_and_closing_block() -> None:
    view = compile_view(problem_of())
    assert np.flatnonzero(view.stations.blocked[0]).tolist() == [3, 15]
    assert [np.flatnonzero(row).tolist() for row in view.people.blocked] == [[0, 15], [15], []]


def test_the_calendar() -> None:
    calendar = compile_view(problem_of()).calendar
    assert calendar.ordinal.tolist() == [0, 0, 2, 2, 7, 7, 9, 9, 14, 14, 16, 16, 21, 21, 23, 23]
    assert calendar.week.tolist() == [0] * 4 + [1] * 4 + [2] * 4 + [3] * 4
    assert calendar.beat.tolist() == [0, 1, 2, 3] * 4
    assert calendar.day_first.tolist() == list(range(0, 17, 2))
