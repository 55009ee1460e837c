"""The free time of people, stations and venues as arrays, prepared once for all warnings of a problem."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from solver.ids import EngagementId, StationId
from solver.problem import Engagement, Problem
from solver.reading.faults import Caution, Report
from solver.reading.standing import still_asked

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Cautions(Report[Caution]):
    """The warnings found so far about one problem."""

    def __init__(self) -> None:
        super().__init__(Caution)


class Outlook:
    """Who is free when. Rows follow the file's order, columns are slots.

    In the frozen part a person is free only where they worked, and a venue open only where it was used.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.n_slots = len(problem.slots)
        self.n_frozen = problem.frozen_until
        self.days: Ints = np.array([slot.date.toordinal() for slot in problem.slots], dtype=np.int64)
        self.person_idx = {person.id: i for i, person in enumerate(problem.supervisors)}
        self.kept_visits, self.kept_sessions = still_asked(problem)
        self.free = _open([person.unavailable for person in problem.supervisors], self.n_slots)
        self.venue_open = _open([venue.closed for venue in problem.venues], self.n_slots)
        self.class_open = _open([camp_class.closed for camp_class in problem.classes], self.n_slots)
        self.station_open = dict(
            zip(
                (s.id for s in problem.stations), _open([s.closed for s in problem.stations], self.n_slots), strict=True
            )
        )
        self._take_meetings()
        self._take_frozen()
        self._eligible: dict[tuple[object, ...], Bools] = {}

    def _take_meetings(self) -> None:
        for meeting in self.problem.meetings:
            for station in meeting.stations:
                self.station_open[station][meeting.slot] = False
            for person in meeting.supervisors:
                self.free[self.person_idx[person], meeting.slot] = False

    def _take_frozen(self) -> None:
        venue_idx = {venue.id: i for i, venue in enumerate(self.problem.venues)}
        self.free[:, : self.n_frozen] = False
        self.venue_open[:, : self.n_frozen] = False
        for visit in self.kept_visits:
            if visit.slot < self.n_frozen:
                self.free[[self.person_idx[person] for person in visit.supervisors], visit.slot] = True
        for held in self.kept_sessions:
            if held.slot < self.n_frozen:
                self.free[self.person_idx[held.lecturer], held.slot] = True
                self.venue_open[venue_idx[held.venue], held.slot] = True

    @cached_property
    def frozen_slots(self) -> dict[EngagementId, list[int]]:
        """The slots of each engagement's frozen visits."""
        slots: dict[EngagementId, list[int]] = {}
        for visit in self.kept_visits:
            if visit.slot < self.n_frozen:
                slots.setdefault(visit.engagement, []).append(visit.slot)
        return slots

    @cached_property
    def rhythm(self) -> Ints:
        """One number for each slot's weekday and start time: what `same_weekday` holds the same."""
        keys = [(slot.date.weekday(), slot.start) for slot in self.problem.slots]
        number = {key: i for i, key in enumerate(dict.fromkeys(keys))}
        return np.array([number[key] for key in keys], dtype=np.int64)

    @cached_property
    def _roles(self) -> dict[str, Bools]:
        people = self.problem.supervisors
        roles = {role for person in people for role in person.roles}
        return {role: np.array([role in person.roles for person in people], dtype=bool) for role in roles}

    @cached_property
    def _operators(self) -> dict[StationId, str | None]:
        return {station.id: station.operator or None for station in self.problem.stations}

    def eligible(self, engagement: Engagement) -> Bools:
        """Which people are eligible for an engagement."""
        operator = self._operators[engagement.station]
        key = (engagement.scheme, operator, tuple(engagement.candidates), tuple(engagement.exclude))
        if key not in self._eligible:
            self._eligible[key] = self._find_eligible(engagement, operator)
        return self._eligible[key]

    def _find_eligible(self, engagement: Engagement, operator: str | None) -> Bools:
        people = len(self.problem.supervisors)
        found = self._roles.get(engagement.scheme.value, np.zeros(people, dtype=bool)).copy()
        if operator is not None:
            found &= np.array([person.employer != operator for person in self.problem.supervisors], dtype=bool)
        if engagement.candidates:
            named = np.zeros(people, dtype=bool)
            named[[self.person_idx[person] for person in engagement.candidates]] = True
            found &= named
        found[[self.person_idx[person] for person in engagement.exclude]] = False
        return found

    def stations_open(self, engagement: Engagement) -> Bools:
        """The slots of the window in which host and attendees can all have a visit."""
        possible: Bools = self.station_open[engagement.station].copy()
        for attendee in engagement.attendees:
            possible &= self.station_open[attendee]
        possible[: max(engagement.first, self.n_frozen)] = False
        possible[engagement.last + 1 :] = False
        possible[self.frozen_slots.get(engagement.id, [])] = True
        return possible

    def capacity(self, free: Bools, people: NDArray[np.intp]) -> Ints:
        """How many slots each of `people` can work at most in their row of `free`, by day, week and term."""
        rows = [self.problem.supervisors[i] for i in people]
        by_day = np.add.reduceat(free, self._day_starts, axis=1, dtype=np.int64)
        by_day = np.minimum(by_day, np.array([[row.max_per_day] for row in rows], dtype=np.int64).reshape(-1, 1))
        by_week = np.add.reduceat(by_day, self._week_starts, axis=1)
        by_week = np.minimum(by_week, np.array([row.max_per_week for row in rows], dtype=np.int64).reshape(-1, 1))
        in_term: Ints = np.minimum(by_week.sum(axis=1), np.array([row.max_per_term for row in rows], dtype=np.int64))
        return in_term

    @cached_property
    def _day_starts(self) -> NDArray[np.intp]:
        return np.flatnonzero(np.diff(self.days, prepend=-1))

    @cached_property
    def _week_starts(self) -> NDArray[np.intp]:
        mondays = (self.days[self._day_starts] - 1) // 7
        return np.flatnonzero(np.diff(mondays, prepend=-1))

    @cached_property
    def person_capacity(self) -> Ints:
        """How many slots each person can work this term at most."""
        return self.capacity(self.free, np.arange(len(self.problem.supervisors)))


def _open(closed: Sequence[Sequence[int]], n_slots: int) -> Bools:
    possible = np.ones((len(closed), n_slots), dtype=bool)
    for row, slots in zip(possible, closed, strict=True):
        row[slots] = False
    return possible
