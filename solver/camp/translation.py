"""A competition timetable as a `dudao-problem/1`, and a plan of it back in the competition's solution format.

Under the weights given here a plan that schedules everything costs what the competition's cost UD2 says.
"""

import datetime as dt
from collections.abc import Iterable

from solver.camp.ctt import Course, Ctt
from solver.ids import ClassId, CohortId, SupervisorId, VenueId
from solver.problem import (
    PROBLEM_FORMAT,
    CampClass,
    Cohort,
    CourseSession,
    Form,
    Problem,
    Slot,
    Supervisor,
    Travel,
    Venue,
    Weights,
)

FIRST_MONDAY = dt.date(2026, 9, 7)
"""The competition knows no dates; any Monday serves."""
DAY_STARTS_MINUTE = 8 * 60
LONGEST_PERIOD_MINUTES = 60
LAST_MINUTE = 24 * 60 - 1
LAT, LON = 30.75, 120.75
"""All rooms and homes lie at one place: the competition knows no travel."""
UD2 = Weights(unscheduled_session=10_000, seats=1, min_days=5, isolated=2, venue_stability=1)


def to_problem(ctt: Ctt) -> Problem:
    """Courses become classes, curricula cohorts without trainees, teachers lecturers, rooms venues, periods slots."""
    slots = _slots(ctt)
    teachers = dict.fromkeys(course.teacher for course in ctt.courses.values())
    return Problem(
        format=PROBLEM_FORMAT,
        name=ctt.name,
        slots=slots,
        travel=Travel(road_factor=1, kmh=40),
        stations=[],
        supervisors=[_lecturer(teacher, len(slots)) for teacher in teachers],
        engagements=[],
        venues=[Venue(id=VenueId(room), name=room, seats=seats, lat=LAT, lon=LON) for room, seats in ctt.rooms.items()],
        cohorts=[Cohort(id=CohortId(curriculum), name=curriculum) for curriculum in ctt.curricula],
        classes=[_class(course, ctt) for course in ctt.courses.values()],
        weights=UD2,
    )


def solution_text(ctt: Ctt, sessions: Iterable[CourseSession]) -> str:
    """The competition's solution file: a line `course room day period` for every course session, in time order."""
    rows = sorted((*divmod(x.slot, ctt.periods_per_day), x.class_id, x.venue) for x in sessions)
    return "".join(f"{course} {room} {day} {period}\n" for day, period, course, room in rows)


def _slots(ctt: Ctt) -> list[Slot]:
    width = min(LONGEST_PERIOD_MINUTES, (LAST_MINUTE - DAY_STARTS_MINUTE) // ctt.periods_per_day)

    def clock(period: int) -> dt.time:
        return dt.time(*divmod(DAY_STARTS_MINUTE + period * width, 60))

    return [
        Slot(date=FIRST_MONDAY + dt.timedelta(days=day), start=clock(period), end=clock(period + 1))
        for day in range(ctt.days)
        for period in range(ctt.periods_per_day)
    ]


def _lecturer(teacher: str, n_slots: int) -> Supervisor:
    return Supervisor(
        id=SupervisorId(teacher),
        name=teacher,
        roles=["lecture"],
        max_per_day=n_slots,
        max_per_week=n_slots,
        max_per_term=n_slots,
        max_pairs=0,
        lat=LAT,
        lon=LON,
    )


def _class(course: Course, ctt: Ctt) -> CampClass:
    return CampClass(
        id=ClassId(course.id),
        title=course.id,
        form=Form.COURSE,
        cohorts=[CohortId(curriculum) for curriculum, courses in ctt.curricula.items() if course.id in courses],
        sessions=course.lectures,
        lecturers=[SupervisorId(course.teacher)],
        min_days=course.min_days,
        closed=sorted(day * ctt.periods_per_day + period for id_, day, period in ctt.unavailable if id_ == course.id),
        students=course.students,
    )
