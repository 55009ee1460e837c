"""A camp in the making: where every course session is, and the tallies by which a change is priced quickly.

Dimensions as in `solver.camp.layout`, W weeks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from solver.camp.tables import Table, column, numbered, pack, unpacked
from solver.camp.view import CampView
from solver.compiled.kernel import BLOCKED, FREE, NONE, Flags, Ints
from solver.ids import CohortId, TraineeId
from solver.problem import CourseSession, Problem, Visit

(
    SLOT,  # [S]: NONE when parked, which is to say left out
    VENUE,  # [S]
    LECTURER,  # [C]: chosen whether or not a course session is planned
    TRAINEE_COHORT,  # [P]
    VENUE_AT,  # [R, T]: the course session there, or NONE; likewise COHORT_AT [K, T] and LECTURER_AT [V, T]
    COHORT_AT,
    LECTURER_AT,
    COHORT_BUSY,  # [K, D]: the slots of a date in which the cohort is busy, as bits, the first slot the lowest
    STOPS,  # [V, T]: the place a person is at, visits included; FREE or BLOCKED otherwise
    PER_DAY,  # [V, D] stops, likewise PER_WEEK [V, W] and PER_TERM [V]
    PER_WEEK,
    PER_TERM,
    VISITED,  # [N, T]: a visit is hosted or attended
    AWAY,  # [N, T]: staff at course sessions
    SENT,  # as long as the list part of SENDERS: trainees of that station in that cohort
    COHORT_SIZE,  # [K]
    HEADS,  # [C]: who comes to a course session of the class
    PLANNED,  # [C]: course sessions not parked
    CLASS_DAY,  # [C, D]: course sessions; DAYS_USED [C] counts the dates with any
    DAYS_USED,
    CLASS_VENUE,  # [C, R]: course sessions; VENUES_USED [C] counts the venues with any
    VENUES_USED,
    CHAIN,  # [at least LONGEST_CHAIN, 5], by course session of the move being tried: see `solver.camp.chains`
    STAMP,  # [S]: the last move that touched the course session
    CLOCK,  # [1]: numbers the moves
) = numbered(25)

LONGEST_CHAIN = 24
"""Course sessions that may change places in one move."""


class FixedVisits(NamedTuple):
    """Visits that stand while the camp is searched."""

    places: Ints
    """[V, T]: the place where a person is at a visit, or a negative number."""
    visited: Flags
    """[N, T]: a visit is hosted or attended."""


@dataclass(frozen=True, slots=True)
class CampPlan:
    """The camp part of a plan."""

    sessions: list[CourseSession]
    trainees: dict[TraineeId, CohortId]
    cost: int
    """What the plan costs but for what depends on visits alone (left out, gaps, fields, rotation, continuity); and
    `LOCK_PRICE` for each course session left out that a lock or the frozen part demands.
    """
    bound: int = 0
    """Proven: no camp of this problem costs less, the visits being what they are."""


def empty_state(view: CampView) -> Table:
    """Everything parked, every class with its first lecturer, no trainee anywhere, nobody visiting."""
    n_slots, n_days = len(view.calendar.day), len(view.calendar.day_first) - 1
    n_people, n_stations = view.people.blocked.shape[0], len(view.stations.spare)
    n_classes, n_cohorts, n_sessions = len(view.students), len(view.senders), view.session_count
    n_venues = view.venue_count

    def filled(value: int, *shape: int) -> Table:
        return np.full(shape, value, dtype=np.int64)

    return pack(
        {
            SLOT: filled(NONE, n_sessions),
            VENUE: filled(NONE, n_sessions),
            LECTURER: np.array([row[0] if row else NONE for row in view.lecturers], dtype=np.int64),
            TRAINEE_COHORT: filled(NONE, len(view.trainee_cohorts)),
            VENUE_AT: filled(NONE, n_venues, n_slots),
            COHORT_AT: filled(NONE, n_cohorts, n_slots),
            LECTURER_AT: filled(NONE, n_people, n_slots),
            COHORT_BUSY: filled(0, n_cohorts, n_days),
            STOPS: np.where(view.people.blocked, BLOCKED, FREE),
            PER_DAY: filled(0, n_people, n_days),
            PER_WEEK: filled(0, n_people, view.calendar.week_count),
            PER_TERM: filled(0, n_people),
            VISITED: filled(0, n_stations, n_slots),
            AWAY: filled(0, n_stations, n_slots),
            SENT: filled(0, sum(map(len, view.senders))),
            COHORT_SIZE: filled(0, n_cohorts),
            HEADS: np.maximum(view.students, 0),
            PLANNED: filled(0, n_classes),
            CLASS_DAY: filled(0, n_classes, n_days),
            DAYS_USED: filled(0, n_classes),
            CLASS_VENUE: filled(0, n_classes, n_venues),
            VENUES_USED: filled(0, n_classes),
            CHAIN: filled(NONE, max(LONGEST_CHAIN, view.most_sessions), 5),
            STAMP: filled(0, n_sessions),
            CLOCK: filled(0, 1),
        },
        {},
    )


def fixed_visits(problem: Problem, visits: Iterable[Visit] = ()) -> FixedVisits:
    """These visits in the calendars of their people and stations."""
    people = {row.id: idx for idx, row in enumerate(problem.supervisors)}
    stations = {row.id: idx for idx, row in enumerate(problem.stations)}
    engagements = {row.id: row for row in problem.engagements}
    n_slots = len(problem.slots)
    fixed = FixedVisits(
        np.full((len(people), n_slots), NONE, dtype=np.int64), np.zeros((len(stations), n_slots), dtype=np.uint8)
    )
    for visit in visits:
        engagement = engagements[visit.engagement]
        for station in (engagement.station, *engagement.attendees):
            fixed.visited[stations[station], visit.slot] = 1
        for supervisor in visit.supervisors:
            fixed.places[people[supervisor], visit.slot] = len(people) + stations[engagement.station]
    return fixed


def add_visits(view: CampView, state: Table, fixed: FixedVisits) -> None:
    """Mark the visits in a state that has none."""
    n_people, n_stations = fixed.places.shape[0], fixed.visited.shape[0]
    stops = unpacked(state, STOPS, n_people)
    per_day, per_week = unpacked(state, PER_DAY, n_people), unpacked(state, PER_WEEK, n_people)
    there = fixed.places >= 0
    stops[there] = fixed.places[there]
    people, slots = np.nonzero(there)
    np.add.at(per_day, (people, view.calendar.day[slots]), 1)
    np.add.at(per_week, (people, view.calendar.week[slots]), 1)
    column(state, PER_TERM, n_people)[:] = there.sum(axis=1)
    unpacked(state, VISITED, n_stations)[:] = fixed.visited


def planned_of(state: Table, class_idx: int) -> int:
    """How many course sessions of a class are planned."""
    return int(state[state[PLANNED] + class_idx])
