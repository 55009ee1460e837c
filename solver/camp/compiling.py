"""From a problem to the tables of `solver.camp.view`."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from solver.camp.layout import (
    BASE_LECTURER,
    BASE_SLOT,
    BASE_VENUE,
    BITS,
    CLASS_CLOSED,
    COHORT_CLASSES,
    COHORTS,
    DAY,
    DAY_FIRST,
    DISLIKED,
    END_MINUTE,
    FIRST_SESSION,
    GOOD_VENUES,
    LATER,
    LECTURERS,
    LOCK_SLOT,
    LOCK_VENUE,
    MAX_PER_DAY,
    MAX_PER_TERM,
    MAX_PER_WEEK,
    MAX_SIZE,
    MIN_DAYS,
    MINUTES,
    OPEN,
    PARK_PRICE,
    PRIOR,
    ROAMS,
    SCALARS,
    SEATS,
    SENDERS,
    SESSION_CLASS,
    SPARE,
    SPARE_WHEN_VISITED,
    START_MINUTE,
    STUDENTS,
    SUITS,
    TARGET,
    TRAINEE_COHORTS,
    TRAINEE_STATION,
    VENUE_CLOSED,
    VENUES,
    WEEK,
    WEIGHT_NAMES,
)
from solver.camp.pins import Pins
from solver.camp.suitability import open_slots, suitable_venues
from solver.camp.tables import LARGEST, pack
from solver.camp.view import CampView
from solver.compiled.calendar import compile_calendar
from solver.compiled.kernel import NONE, Flags, Ints, Minutes
from solver.compiled.minutes import compile_minutes
from solver.compiled.people import compile_people, compile_stations
from solver.problem import Problem


def _flags(rows: Sequence[Iterable[int]], width: int) -> Flags:
    flags = np.zeros((len(rows), width), dtype=np.uint8)
    for row_idx, marked in enumerate(rows):
        flags[row_idx, list(marked)] = 1
    return flags


def _ints(values: Iterable[int]) -> Ints:
    return np.array([min(value, LARGEST) for value in values], dtype=np.int64)


def _roams(problem: Problem, minutes: Minutes) -> Ints:
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


def _turned(rows: Iterable[Iterable[int]], count: int) -> list[list[int]]:
    """By number below `count`: the rows that name it, each once and in order."""
    turned: list[dict[int, None]] = [{} for _ in range(count)]
    for row_idx, numbers in enumerate(rows):
        for number in numbers:
            turned[number][row_idx] = None
    return [list(row) for row in turned]


def _senders(trainee_cohorts: list[list[int]], stations: list[int], count: int) -> list[list[int]]:
    """By cohort: the stations that may send somebody."""
    return [
        list(dict.fromkeys(stations[trainee] for trainee in trainees)) for trainees in _turned(trainee_cohorts, count)
    ]


def compile_camp(problem: Problem) -> CampView:
    """The camp of a problem that `solver.reading` accepts."""
    return _Compiler(problem).view()


class _Compiler:
    """Gathers the lists and arrays of one problem, then packs them."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.pins = Pins(problem)
        self.calendar, self.minutes = compile_calendar(problem), compile_minutes(problem)
        self.people, self.stations = compile_people(problem), compile_stations(problem)
        self.classes: dict[str, int] = {row.id: idx for idx, row in enumerate(problem.classes)}
        cohorts = {row.id: idx for idx, row in enumerate(problem.cohorts)}
        stations = {row.id: idx for idx, row in enumerate(problem.stations)}
        self.trainee_station = [stations[row.station] for row in problem.trainees]
        self.trainee_cohorts = [[cohorts[cohort] for cohort in row.cohorts] for row in problem.trainees]
        self.class_cohorts = [[cohorts[cohort] for cohort in row.cohorts] for row in problem.classes]
        self.cohort_classes = _turned(self.class_cohorts, len(cohorts))
        self.senders = _senders(self.trainee_cohorts, self.trainee_station, len(cohorts))
        self.lecturers = self.pins.lecturers()
        self.open = open_slots(problem, self.lecturers, self.people)
        self.venues, self.good_venues = suitable_venues(problem, self.lecturers, self.minutes)
        self.max_size = [LARGEST if row.max_size is None else row.max_size for row in problem.cohorts]
        self.session_class = np.repeat(
            np.arange(len(problem.classes), dtype=np.int64), [row.sessions for row in problem.classes]
        )
        self.students = _ints(NONE if row.students is None else row.students for row in problem.classes)

    def view(self) -> CampView:
        tables = self._people_tables() | self._class_tables() | self._pin_tables()
        return CampView(
            tables=pack(tables, self._groups()),
            calendar=self.calendar,
            people=self.people,
            stations=self.stations,
            session_class=self.session_class,
            first_session=self.pins.starts,
            lecturers=self.lecturers,
            venues=self.venues,
            open_slots=self.open,
            cohort_classes=self.cohort_classes,
            trainee_station=self.trainee_station,
            trainee_cohorts=self.trainee_cohorts,
            max_size=self.max_size,
            senders=self.senders,
            lock_slot=self.pins.lock_slot,
            lock_venue=self.pins.lock_venue,
            park_price=self.pins.park_price,
            students=self.students,
        )

    def _people_tables(self) -> dict[int, NDArray[Any]]:
        calendar, people = self.calendar, self.people
        return {
            DAY: calendar.day,
            WEEK: calendar.week,
            START_MINUTE: calendar.start_minute,
            END_MINUTE: calendar.end_minute,
            DAY_FIRST: calendar.day_first,
            MAX_PER_DAY: people.max_per_day,
            MAX_PER_WEEK: people.max_per_week,
            MAX_PER_TERM: people.max_per_term,
            TARGET: people.target,
            ROAMS: _roams(self.problem, self.minutes),
            DISLIKED: people.disliked,
            SPARE: self.stations.spare,
            SPARE_WHEN_VISITED: self.stations.spare_when_visited,
            MINUTES: self.minutes,
            TRAINEE_STATION: _ints(self.trainee_station),
        }

    def _class_tables(self) -> dict[int, NDArray[Any]]:
        problem, n_slots = self.problem, len(self.problem.slots)
        return {
            SESSION_CLASS: self.session_class,
            FIRST_SESSION: self.pins.starts,
            GOOD_VENUES: _ints(self.good_venues),
            SUITS: _flags(self.venues, len(problem.venues)),
            CLASS_CLOSED: _flags([row.closed for row in problem.classes], n_slots),
            VENUE_CLOSED: _flags([row.closed for row in problem.venues], n_slots),
            STUDENTS: self.students,
            MIN_DAYS: _ints(row.min_days for row in problem.classes),
            SEATS: _ints(row.seats for row in problem.venues),
            MAX_SIZE: _ints(self.max_size),
            SCALARS: _ints(self._scalars()),
        }

    def _scalars(self) -> list[int]:
        problem = self.problem
        first_venue_place = len(problem.supervisors) + len(problem.stations)
        prices = [getattr(problem.weights, name) for name in WEIGHT_NAMES]
        return [len(problem.slots), first_venue_place, problem.frozen_until, *prices, self._is_foreseeable()]

    def _is_foreseeable(self) -> bool:
        """Whether the days of lecturers, order and duty have no say, and a date's slots fit into bits."""
        problem = self.problem
        return (
            not _roams(problem, self.minutes).any()
            and not any(row.after for row in problem.classes)
            and not problem.trainees
            and bool(np.diff(self.calendar.day_first).max(initial=0) <= BITS)
        )

    def _pin_tables(self) -> dict[int, NDArray[Any]]:
        pins = self.pins
        return {
            LOCK_SLOT: pins.lock_slot,
            LOCK_VENUE: pins.lock_venue,
            BASE_SLOT: pins.base_slot,
            BASE_VENUE: pins.base_venue,
            BASE_LECTURER: pins.base_lecturer,
            PARK_PRICE: pins.park_price,
        }

    def _groups(self) -> dict[int, list[list[int]]]:
        prior = [[self.classes[earlier] for earlier in row.after] for row in self.problem.classes]
        return {
            COHORTS: self.class_cohorts,
            LECTURERS: self.lecturers,
            PRIOR: prior,
            LATER: _turned(prior, len(prior)),
            VENUES: self.venues,
            OPEN: self.open,
            TRAINEE_COHORTS: self.trainee_cohorts,
            COHORT_CLASSES: self.cohort_classes,
            SENDERS: self.senders,
        }
