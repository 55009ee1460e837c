from typing import Any

from solver.problem import Problem
from tests.solver.builders import camp_class, engagement, station, supervisor
from tests.solver.rules.judging import broken, held, problem_of, visit

ROOMS = [
    {"id": "r1", "name": "教室1", "lat": 30.75, "lon": 120.76, "seats": 30, "features": ["projector"]},
    {"id": "r2", "name": "教室2", "lat": 30.75, "lon": 120.76, "seats": 20, "closed": [8]},
]
COHORTS = [{"id": "k1", "name": "一班", "max_size": 1}, {"id": "k2", "name": "二班"}]


def camp(*classes: dict[str, Any], **parts: Any) -> Problem:
    return problem_of(venues=ROOMS, cohorts=COHORTS, classes=list(classes), **parts)


def test_h0_course_sessions_too() -> None:
    problem = camp(camp_class("c", ["k1"]))
    assert broken(problem, held("c", 1, 4)) == []
    assert broken(problem, held("c", 2, 4)) == [("H0", "not-asked-for")]
    assert broken(problem, held("c", 0, 4), held("c", 0, 8)) == [("H0", "planned-twice")]
    assert broken(problem, held("c", 0, 16)) == [("H0", "unknown-slot")]
    assert broken(problem, held("c", 0, 4, venue="r9")) == [("H0", "unknown-venue")]
    assert broken(problem, held("c", 0, 4, lecturer="v9")) == [("H0", "unknown-supervisor")]


def test_t1_different_slots() -> None:
    problem = camp(camp_class("c", []), supervisors=[supervisor(1, max_per_day=3)])
    assert broken(problem, held("c", 0, 4), held("c", 1, 5)) == []
    twice = broken(problem, held("c", 0, 4), held("c", 1, 4, venue="r2"))
    assert twice == [("H3", "two-places"), ("T1", "same-slot")]


def test_t2_one_able_and_available_lecturer() -> None:
    people = [supervisor(1), supervisor(2, unavailable=[8]), supervisor(3)]
    problem = camp(camp_class("c", ["k1"]), supervisors=people)
    assert broken(problem, held("c", 0, 4, lecturer="v2"), held("c", 1, 9, lecturer="v2")) == []
    assert broken(problem, held("c", 0, 8, lecturer="v2")) == [("T2", "lecturer-unavailable")]
    assert broken(problem, held("c", 0, 4, lecturer="v3")) == [("T2", "not-lecturer")]
    changes = broken(problem, held("c", 0, 4, lecturer="v1"), held("c", 1, 9, lecturer="v2"))
    assert changes == [("T2", "lecturer-changes")]


def test_t3_the_venue_is_open_equipped_and_holds_one() -> None:
    problem = camp(camp_class("c", ["k1"], features=["projector"]), camp_class("d", ["k2"], closed=[6]))
    assert broken(problem, held("c", 0, 8), held("d", 0, 9, lecturer="v2")) == []
    assert broken(problem, held("c", 0, 4, venue="r2")) == [("T3", "venue-unfit")]
    assert broken(problem, held("d", 0, 8, venue="r2")) == [("T3", "venue-unfit")]
    assert broken(problem, held("c", 0, 8, venue="r2")) == [("T3", "venue-unfit")]
    assert broken(problem, held("d", 0, 6)) == [("T3", "class-closed")]
    assert broken(problem, held("c", 0, 8), held("d", 0, 8, lecturer="v2")) == [("T3", "venue-busy")]


def test_t4_a_cohort_in_one_place() -> None:
    problem = camp(camp_class("c", ["k1"]), camp_class("d", ["k1", "k2"]))
    assert broken(problem, held("c", 0, 4), held("d", 0, 5, venue="r2", lecturer="v2")) == []
    assert broken(problem, held("c", 0, 4), held("d", 0, 4, venue="r2", lecturer="v2")) == [("T4", "cohort-busy")]


def test_t5_after_what_comes_before() -> None:
    problem = camp(camp_class("c", ["k1"]), camp_class("d", ["k2"], after=["c"]))
    first = held("c", 0, 4), held("c", 1, 9)
    assert broken(problem, *first, held("d", 0, 10, lecturer="v2")) == []
    assert broken(problem, *first, held("d", 0, 9, venue="r2", lecturer="v2")) == [("T5", "too-early")]
    assert broken(problem, held("d", 0, 4)) == []


def test_t6_everyone_in_one_allowed_cohort_of_bearable_size() -> None:
    trainees = [{"id": f"t{i}", "station": "s1", "cohorts": ["k1", "k2"]} for i in (1, 2)]
    trainees.append({"id": "t3", "station": "s1", "cohorts": ["k2"]})
    problem = camp(trainees=trainees)
    fine = {"t1": "k1", "t2": "k2", "t3": "k2"}
    assert broken(problem, trainees=fine) == []
    assert broken(problem, trainees=fine | {"t2": "k1"}) == [("T6", "cohort-too-big")]
    assert broken(problem, trainees=fine | {"t3": "k1"}) == [("T6", "cohort-not-allowed")]
    assert broken(problem, trainees=fine | {"t9": "k1"}) == [("T6", "cohort-not-allowed")]
    assert broken(problem, trainees={"t1": "k1", "t3": "k2"}) == [("T6", "without-cohort")]


def test_t7_duty_always_and_presence_when_visited_even_as_attendee() -> None:
    trainees = [{"id": f"t{i}", "station": "s1", "cohorts": ["k2"]} for i in range(3)]
    everyone = {t["id"]: "k2" for t in trainees}
    chief = engagement("e", "chief", "s2", attendees=["s1"])

    def of(staff: int) -> Problem:
        stations = [station(1, staff=staff, duty=2, present=3), station(2), station(3)]
        return camp(camp_class("c", ["k2"]), trainees=trainees, stations=stations, engagements=[chief])

    rows = held("c", 0, 4), visit("e", 0, 4, "v2")
    assert broken(of(6), *rows, trainees=everyone) == []
    assert broken(of(5), *rows, trainees=everyone) == [("T7", "visited-short-staffed")]
    assert broken(of(5), held("c", 0, 4), visit("e", 0, 5, "v2"), trainees=everyone) == []
    assert broken(of(4), *rows, trainees=everyone) == [("T7", "duty-not-kept")]
