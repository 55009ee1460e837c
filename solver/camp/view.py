"""The camp of a problem as tables of numbers: what may be where, what it costs, and what is pinned; prepared once.

Numbers follow the file's order, and a class's course sessions are neighbours. C classes, S course sessions, T slots,
D dates, R venues, K cohorts, V supervisors, N stations, P trainees; NONE (-1) where there is nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from solver.camp.tables import Table, numbered, pack
from solver.compiled.calendar import Calendar, compile_calendar
from solver.compiled.kernel import NONE, Flags, Minutes
from solver.compiled.minutes import compile_minutes
from solver.compiled.people import People, Stations, compile_people, compile_stations
from solver.problem import CourseSession, Problem, SessionLock

(
    DAY,  # [T], likewise WEEK, START_MINUTE, END_MINUTE
    WEEK,
    START_MINUTE,
    END_MINUTE,
    DAY_FIRST,  # [D + 1]
    MAX_PER_DAY,  # [V], likewise MAX_PER_WEEK, MAX_PER_TERM, TARGET
    MAX_PER_WEEK,
    MAX_PER_TERM,
    TARGET,
    ROAMS,  # [V]: the person's day has costs or limits; the others just cannot be in two places at once
    DISLIKED,  # [V, T]
    SPARE,  # [N]: staff who may be away, likewise SPARE_WHEN_VISITED
    SPARE_WHEN_VISITED,
    MINUTES,  # [places, places]; supervisors' homes, stations, venues
    SESSION_CLASS,  # [S]
    FIRST_SESSION,  # [C + 1]
    COHORTS,  # groups by class
    LECTURERS,  # groups by class: who may be chosen
    PRIOR,  # groups by class: classes that must be over before it (`after`)
    LATER,  # groups by class: classes it must be over before
    VENUES,  # groups by class: venues with the features it needs, those worth trying first
    GOOD_VENUES,  # [C]: how many of them are worth trying
    OPEN,  # groups by class: slots not frozen, not closed, and with a lecturer available, in time order
    SUITS,  # [C, R]: the venues with the features it needs
    CLASS_CLOSED,  # [C, T]
    VENUE_CLOSED,  # [R, T]
    STUDENTS,  # [C]: head count, or NONE when the cohorts' sizes count
    MIN_DAYS,  # [C]
    SEATS,  # [R]
    LOCK_SLOT,  # [S]: NONE when free, likewise LOCK_VENUE
    LOCK_VENUE,
    BASE_SLOT,  # [S]: NONE when not in the baseline, likewise BASE_VENUE, BASE_LECTURER
    BASE_VENUE,
    BASE_LECTURER,
    PARK_PRICE,  # [S]: what leaving it out costs
    MAX_SIZE,  # [K]: a very large number when unlimited
    TRAINEE_STATION,  # [P]
    TRAINEE_COHORTS,  # groups by trainee
    COHORT_CLASSES,  # groups by cohort
    SENDERS,  # groups by cohort: the stations that may send somebody
    SCALARS,  # see below
) = numbered(41)

(
    SLOT_COUNT,
    FIRST_VENUE_PLACE,  # venue r is place FIRST_VENUE_PLACE + r
    FROZEN_UNTIL,
    TRAVEL,  # from here on: the price of one unit of a soft cost
    LOAD,
    DISLIKE,
    MOVED,
    REASSIGNED,
    RELOCATED,
    SEAT,
    MIN_DAY,
    ISOLATED,
    STABILITY,
) = range(13)

WEIGHT_NAMES: Final = (
    "travel", "load", "disliked", "moved", "reassigned", "relocated",
    "seats", "min_days", "isolated", "venue_stability",
)  # fmt: skip
LOCK_PRICE: Final = 1_000_000
"""What leaving out a locked course session costs the search: locks come before everything else."""
NEAR_MINUTES: Final = 20
"""A venue so much further than the nearest, from a lecturer's home, is still near."""
UNLIMITED: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class CampView:
    """The packed tables, and the parts of them that are read in plain Python."""

    tables: Table
    calendar: Calendar
    people: People
    stations: Stations
    session_class: Table
    first_session: Table
    lecturers: list[list[int]]
    venues: list[list[int]]
    open_slots: list[list[int]]
    cohort_classes: list[list[int]]
    trainee_station: list[int]
    trainee_cohorts: list[list[int]]
    max_size: list[int]
    senders: list[list[int]]
    lock_slot: Table
    lock_venue: Table
    park_price: Table
    students: Table

    @property
    def venue_count(self) -> int:
        """How many venues there are."""
        return int(self.tables[SUITS + 1])

    @property
    def most_sessions(self) -> int:
        """The course sessions of the longest class."""
        return int(np.diff(self.first_session).max(initial=0))

    @property
    def session_count(self) -> int:
        """How many course sessions the problem asks for."""
        return len(self.session_class)


def _flags(rows: Sequence[Iterable[int]], width: int) -> Flags:
    flags = np.zeros((len(rows), width), dtype=np.uint8)
    for row_idx, marked in enumerate(rows):
        flags[row_idx, list(marked)] = 1
    return flags


def _ints(values: Iterable[int]) -> Table:
    return np.array(list(values), dtype=np.int32)


class _Pins:
    """Locks, the frozen part and the baseline by the number of the course session."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.people = {row.id: idx for idx, row in enumerate(problem.supervisors)}
        self.venues = {row.id: idx for idx, row in enumerate(problem.venues)}
        self.classes = {row.id: idx for idx, row in enumerate(problem.classes)}
        self.starts = np.concatenate(([0], np.cumsum([row.sessions for row in problem.classes]))).astype(np.int32)
        self.lock_slot, self.lock_venue = self._nothing(), self._nothing()
        self.base_slot, self.base_venue, self.base_lecturer = self._nothing(), self._nothing(), self._nothing()
        self.lecturer_locks: dict[int, set[int]] = {}
        self.park_price = np.full(int(self.starts[-1]), problem.weights.unscheduled_session, dtype=np.int32)
        for lock in problem.locks:
            if isinstance(lock, SessionLock):
                self._pin(lock)
        for row in problem.baseline.sessions if problem.baseline else ():
            self._remember(row)

    def _nothing(self) -> Table:
        return np.full(int(self.starts[-1]), NONE, dtype=np.int32)

    def _session(self, row: CourseSession | SessionLock) -> int:
        class_idx = self.classes.get(row.class_id)
        if class_idx is None or row.index >= self.problem.classes[class_idx].sessions:
            return NONE
        return int(self.starts[class_idx]) + row.index

    def _remember(self, row: CourseSession) -> None:
        session = self._session(row)
        if session == NONE:
            return
        self.base_slot[session] = row.slot
        self.base_venue[session] = self.venues.get(row.venue, NONE)
        self.base_lecturer[session] = self.people.get(row.lecturer, NONE)
        if row.slot < self.problem.frozen_until:
            self._pin(row)

    def _pin(self, row: CourseSession | SessionLock) -> None:
        session = self._session(row)
        self.park_price[session] = self.problem.weights.unscheduled_session + LOCK_PRICE
        if row.slot is not None:
            self.lock_slot[session] = row.slot
        if row.venue is not None:
            self.lock_venue[session] = self.venues[row.venue]
        if row.lecturer is not None:
            self.lecturer_locks.setdefault(self.classes[row.class_id], set()).add(self.people[row.lecturer])

    def lecturers(self) -> list[list[int]]:
        """By class: who may be chosen, locks kept."""
        rows = []
        for class_idx, row in enumerate(self.problem.classes):
            able = [self.people[lecturer] for lecturer in row.lecturers]
            locked = self.lecturer_locks.get(class_idx)
            rows.append(able if locked is None else [person for person in able if {person} == locked])
        return rows


def _roams(problem: Problem, minutes: Minutes) -> Table:
    """[V]: who has more to their day than not being in two places at once."""
    term, first_venue = len(problem.slots), len(problem.supervisors) + len(problem.stations)
    return _ints(
        bool(minutes[idx, first_venue:].any())
        or bool(minutes[first_venue:, first_venue:].any())
        or min(row.max_per_day, row.max_per_week, row.max_per_term) < term
        or any(role != "lecture" for role in row.roles)
        or row.target is not None
        or bool(row.disliked)
        for idx, row in enumerate(problem.supervisors)
    )


def _later(problem: Problem, classes: dict[str, int]) -> list[list[int]]:
    rows: list[list[int]] = [[] for _ in problem.classes]
    for class_idx, row in enumerate(problem.classes):
        for earlier in row.after:
            rows[classes[earlier]].append(class_idx)
    return rows


def _senders(problem: Problem, trainee_cohorts: list[list[int]], stations: list[int]) -> list[list[int]]:
    senders: list[dict[int, None]] = [{} for _ in problem.cohorts]
    for station, cohorts in zip(stations, trainee_cohorts, strict=True):
        for cohort in cohorts:
            senders[cohort][station] = None
    return [list(row) for row in senders]


def _venues(problem: Problem, lecturers: list[list[int]], minutes: Minutes) -> tuple[list[list[int]], list[int]]:
    """By class: the venues with the features it needs, and how many of them, put first, are near and large enough.

    The search tries the others too, but seldom.
    """
    first_place = len(problem.supervisors) + len(problem.stations)
    choices = [len(row.cohorts) for row in problem.trainees]
    expected = {
        cohort.id: sum(1 / n for row, n in zip(problem.trainees, choices, strict=True) if cohort.id in row.cohorts)
        for cohort in problem.cohorts
    }
    rows, good = [], []
    for row, able in zip(problem.classes, lecturers, strict=True):
        suitable = [idx for idx, venue in enumerate(problem.venues) if set(row.features) <= set(venue.features)]
        heads = row.students if row.students is not None else round(sum(expected[cohort] for cohort in row.cohorts))
        beyond = {idx: max(0, heads - problem.venues[idx].seats) for idx in suitable}
        away = {idx: min((int(minutes[who, first_place + idx]) for who in able), default=0) for idx in suitable}
        nearest, least = min(away.values(), default=0), min(beyond.values(), default=0)
        worth = {idx: away[idx] <= nearest + NEAR_MINUTES and beyond[idx] <= least for idx in suitable}
        rows.append(sorted(suitable, key=lambda idx: not worth[idx]))
        good.append(sum(worth.values()))
    return rows, good


def _open_slots(problem: Problem, lecturers: list[list[int]], people: People) -> list[list[int]]:
    rows = []
    for row, able in zip(problem.classes, lecturers, strict=True):
        closed = (people.blocked[able] != 0).all(axis=0)
        closed[row.closed] = True
        closed[: problem.frozen_until] = True
        rows.append(np.flatnonzero(~closed).tolist())
    return rows


def compile_camp(problem: Problem) -> CampView:
    """The camp of a problem that `solver.reading` accepts."""
    pins = _Pins(problem)
    rows = problem.classes
    classes: dict[str, int] = {row.id: idx for idx, row in enumerate(rows)}
    cohorts = {row.id: idx for idx, row in enumerate(problem.cohorts)}
    stations = {row.id: idx for idx, row in enumerate(problem.stations)}
    trainee_station = [stations[row.station] for row in problem.trainees]
    trainee_cohorts = [[cohorts[cohort] for cohort in row.cohorts] for row in problem.trainees]
    class_cohorts = [[cohorts[cohort] for cohort in row.cohorts] for row in rows]
    senders = _senders(problem, trainee_cohorts, trainee_station)
    calendar, minutes = compile_calendar(problem), compile_minutes(problem)
    people, stations_view = compile_people(problem), compile_stations(problem)
    session_class = np.repeat(np.arange(len(rows), dtype=np.int32), [row.sessions for row in rows])
    students = _ints(NONE if row.students is None else row.students for row in rows)
    lecturers = pins.lecturers()
    open_slots = _open_slots(problem, lecturers, people)
    venues, good_venues = _venues(problem, lecturers, minutes)
    max_size = [UNLIMITED if row.max_size is None else row.max_size for row in problem.cohorts]
    scalars = [
        len(problem.slots),
        len(problem.supervisors) + len(problem.stations),
        problem.frozen_until,
        *(getattr(problem.weights, name) for name in WEIGHT_NAMES),
    ]
    by_cohort: list[list[int]] = [[] for _ in problem.cohorts]
    for class_idx, members in enumerate(class_cohorts):
        for cohort in members:
            by_cohort[cohort].append(class_idx)
    tables = pack(
        {
            DAY: calendar.day,
            WEEK: calendar.week,
            START_MINUTE: calendar.start_minute,
            END_MINUTE: calendar.end_minute,
            DAY_FIRST: calendar.day_first,
            MAX_PER_DAY: people.max_per_day,
            MAX_PER_WEEK: people.max_per_week,
            MAX_PER_TERM: people.max_per_term,
            TARGET: people.target,
            ROAMS: _roams(problem, minutes),
            DISLIKED: people.disliked,
            SPARE: stations_view.spare,
            SPARE_WHEN_VISITED: stations_view.spare_when_visited,
            MINUTES: minutes,
            SESSION_CLASS: session_class,
            FIRST_SESSION: pins.starts,
            SUITS: _flags(venues, len(problem.venues)),
            CLASS_CLOSED: _flags([row.closed for row in rows], len(problem.slots)),
            VENUE_CLOSED: _flags([row.closed for row in problem.venues], len(problem.slots)),
            GOOD_VENUES: _ints(good_venues),
            STUDENTS: students,
            MIN_DAYS: _ints(row.min_days for row in rows),
            SEATS: _ints(row.seats for row in problem.venues),
            LOCK_SLOT: pins.lock_slot,
            LOCK_VENUE: pins.lock_venue,
            BASE_SLOT: pins.base_slot,
            BASE_VENUE: pins.base_venue,
            BASE_LECTURER: pins.base_lecturer,
            PARK_PRICE: pins.park_price,
            MAX_SIZE: _ints(max_size),
            TRAINEE_STATION: _ints(trainee_station),
            SCALARS: _ints(scalars),
        },
        {
            COHORTS: class_cohorts,
            LECTURERS: lecturers,
            PRIOR: [[classes[earlier] for earlier in row.after] for row in rows],
            LATER: _later(problem, classes),
            VENUES: venues,
            OPEN: open_slots,
            TRAINEE_COHORTS: trainee_cohorts,
            COHORT_CLASSES: by_cohort,
            SENDERS: senders,
        },
    )
    return CampView(
        tables=tables,
        calendar=calendar,
        people=people,
        stations=stations_view,
        session_class=session_class,
        first_session=pins.starts,
        lecturers=lecturers,
        venues=venues,
        open_slots=open_slots,
        cohort_classes=by_cohort,
        trainee_station=trainee_station,
        trainee_cohorts=trainee_cohorts,
        max_size=max_size,
        senders=senders,
        lock_slot=pins.lock_slot,
        lock_venue=pins.lock_venue,
        park_price=pins.park_price,
        students=students,
    )
