from typing import Any

import pytest

from tests.solver.builders import SLOTS, camp_class, engagement, station, supervisor
from tests.solver.rules.judging import broken, held, problem_of, visit

ROOM = {"id": "r1", "name": "教室", "lat": 30.75, "lon": 120.8, "seats": 30}
TOURS = [engagement(f"e{i}", "roving", f"s{i}") for i in (1, 2, 3)]


def with_one(**changes: Any) -> Any:
    return problem_of(
        supervisors=[supervisor(1, **changes)],
        engagements=TOURS,
        venues=[ROOM],
        classes=[camp_class("c", [], lecturers=["v1"])],
        meetings=[{"id": "m", "slot": 15, "stations": [], "supervisors": ["v1"]}],
    )


def test_h3_visits_course_sessions_and_meetings_take_the_slot() -> None:
    problem = with_one()
    assert broken(problem, visit("e1", 0, 4, "v1"), visit("e2", 0, 6, "v1"), held("c", 0, 8)) == []
    assert broken(problem, visit("e1", 0, 4, "v1"), held("c", 0, 4)) == [("H3", "two-places")]
    assert broken(problem, visit("e1", 0, 15, "v1")) == [("H3", "two-places")]


def test_h3_counts_once_for_each_person_and_slot() -> None:
    rows = [visit(f"e{i}", 0, 4, "v1") for i in (1, 2, 3)]
    assert broken(with_one(max_per_day=3), *rows) == [("H3", "two-places")]


@pytest.mark.parametrize(
    ("cap", "slots", "code"),
    [("max_per_day", (4, 5), "too-many-a-day"), ("max_per_week", (4, 6), "too-many-a-week")],
)
def test_h5_caps_by_date_and_week(cap: str, slots: tuple[int, int], code: str) -> None:
    rows = [visit("e1", 0, slots[0], "v1"), held("c", 0, slots[1])]
    assert broken(with_one(**{cap: 2}), *rows) == []
    assert broken(with_one(**{cap: 1}), *rows) == [("H5", code)]


def test_h5_cap_of_the_term_and_meetings_do_not_count() -> None:
    rows = [visit("e1", 0, 0, "v1"), visit("e2", 0, 4, "v1"), held("c", 0, 8)]
    assert broken(with_one(max_per_term=3), *rows) == []
    assert broken(with_one(max_per_term=2), *rows) == [("H5", "too-many-a-term")]


def test_h5_a_week_is_an_iso_week() -> None:
    rows = [visit("e1", 0, 2, "v1"), visit("e2", 0, 4, "v1")]
    assert broken(with_one(max_per_week=1), *rows) == []


@pytest.mark.parametrize(("minutes", "codes"), [(120, []), (121, [("H11", "too-far")])])
def test_h11_the_way_fits_the_pause(minutes: int, codes: list[tuple[str, str]]) -> None:
    travel = {"road_factor": 1.3, "kmh": 40, "overrides": [["s1", "s2", minutes]]}
    problem = problem_of(supervisors=[supervisor(1)], engagements=TOURS, travel=travel)
    assert broken(problem, visit("e1", 0, 4, "v1"), visit("e2", 0, 5, "v1")) == codes


def test_h11_an_override_holds_one_way_only() -> None:
    travel = {"road_factor": 1.3, "kmh": 40, "overrides": [["s2", "s1", 999]]}
    problem = problem_of(supervisors=[supervisor(1)], engagements=TOURS, travel=travel)
    assert broken(problem, visit("e1", 0, 4, "v1"), visit("e2", 0, 5, "v1")) == []


def test_h11_looks_at_neighbouring_stops_only() -> None:
    fine = [{"date": SLOTS[0]["date"], "start": f"{h:02}:00", "end": f"{h + 1:02}:00"} for h in (8, 9, 10)]
    near = [station(i, lon=120.75) for i in (1, 2, 3)]
    travel = {"road_factor": 1.3, "kmh": 40, "overrides": [["s1", "s3", 30]]}
    due = [engagement(f"e{i}", "roving", f"s{i}", last=2) for i in (1, 2, 3)]
    people = [supervisor(1, max_per_day=3)]
    problem = problem_of(slots=fine, stations=near, travel=travel, engagements=due, supervisors=people)
    first, last = visit("e1", 0, 0, "v1"), visit("e3", 0, 2, "v1")
    assert broken(problem, first, visit("e2", 0, 1, "v1"), last) == []
    assert broken(problem, first, last) == []
    assert broken(problem, first, visit("e3", 0, 1, "v1")) == [("H11", "too-far")]
