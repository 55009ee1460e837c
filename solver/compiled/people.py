"""Supervisors and stations as arrays: when each is free, and the limits they have agreed to."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from solver.compiled.kernel import NONE, Flags, Ints
from solver.problem import Problem


class People(NamedTuple):
    """Per supervisor (V rows, file order). A supervisor's home is the place of the same number."""

    blocked: Flags
    """[V, T]: not available, or in a meeting."""
    disliked: Flags
    """[V, T]"""
    max_per_day: Ints
    max_per_week: Ints
    max_per_term: Ints
    max_pairs: Ints
    target: Ints
    """Agreed slots this term, or NONE."""


class Stations(NamedTuple):
    """Per station (S rows, file order). Station s is place V + s."""

    blocked: Flags
    """[S, T]: closed, or in a meeting: no visit can be hosted or attended."""
    spare: Ints
    """Staff who may be away at course sessions: staff - duty, but 0 at least: T7 counts where somebody is away."""
    spare_when_visited: Ints
    """The same in a slot with a visit: staff - present."""


def _marked(rows: Iterable[Iterable[int]], row_count: int, slot_count: int) -> Flags:
    flags = np.zeros((row_count, slot_count), dtype=np.uint8)
    for row_idx, slots in enumerate(rows):
        for slot in slots:
            flags[row_idx, slot] = 1
    return flags


def compile_people(problem: Problem) -> People:
    """The supervisors of a problem, their meetings counted as not available."""
    rows = problem.supervisors
    shape = (len(rows), len(problem.slots))
    blocked = _marked((person.unavailable for person in rows), *shape)
    index = {person.id: row_idx for row_idx, person in enumerate(rows)}
    for meeting in problem.meetings:
        for supervisor in meeting.supervisors:
            blocked[index[supervisor], meeting.slot] = 1

    def column(name: str) -> Ints:
        return np.array([getattr(person, name) for person in rows], dtype=np.int64)

    return People(
        blocked=blocked,
        disliked=_marked((person.disliked for person in rows), *shape),
        max_per_day=column("max_per_day"),
        max_per_week=column("max_per_week"),
        max_per_term=column("max_per_term"),
        max_pairs=column("max_pairs"),
        target=np.array([NONE if person.target is None else person.target for person in rows], dtype=np.int64),
    )


def compile_stations(problem: Problem) -> Stations:
    """The stations of a problem, their meetings counted as closed."""
    rows = problem.stations
    blocked = _marked((station.closed for station in rows), len(rows), len(problem.slots))
    index = {station.id: row_idx for row_idx, station in enumerate(rows)}
    for meeting in problem.meetings:
        for station_id in meeting.stations:
            blocked[index[station_id], meeting.slot] = 1
    return Stations(
        blocked=blocked,
        spare=np.array([max(0, station.staff - station.duty) for station in rows], dtype=np.int64),
        spare_when_visited=np.array([max(0, station.staff - station.present) for station in rows], dtype=np.int64),
    )
