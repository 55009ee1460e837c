"""The course sessions as arrays: who could teach where, and what a session costs beside its lecturer's travel."""

from collections import Counter
from typing import Any, NamedTuple

import numpy as np

from solver.bounds.money import scaled
from solver.compiled.kernel import NONE, Flags, Ints, Longs
from solver.compiled.view import View
from solver.problem import CampClass, CourseSession, Problem, SessionLock, Venue


class Teaching(NamedTuple):
    """Options O: (class, lecturer, suitable venue), class by class and lecturer by lecturer. Sessions N likewise."""

    option_first: Ints
    """[classes + 1]"""
    option_class: Ints
    lecturer: Ints
    place: Ints
    reach: Ints
    """[O]: filled in when reaches are numbered."""
    is_open: Flags
    """[O, T]"""
    seats_cost: Longs
    """[O], scaled: for those sure to come beyond the seats."""
    session_first: Ints
    """[classes + 1]"""
    session_class: Ints
    pin_slot: Ints
    pin_place: Ints
    pin_lecturer: Ints
    must: Flags
    """[N]: pinned, so not to be left out."""
    base_slot: Ints
    base_place: Ints
    base_lecturer: Ints
    skip_cost: Longs
    """[N], scaled: leaving the session out, with what that changes in the published plan."""
    moved: int
    reassigned: int
    relocated: int
    """The weights, scaled."""


def compile_teaching(problem: Problem, view: View) -> Teaching:
    """The classes of a problem that has been read without a fault."""
    number = {person.id: idx for idx, person in enumerate(problem.supervisors)}
    first_venue = len(problem.supervisors) + len(problem.stations)
    options = [
        (class_idx, number[lecturer], venue_idx)
        for class_idx, row in enumerate(problem.classes)
        for lecturer in dict.fromkeys(row.lecturers)
        for venue_idx, venue in enumerate(problem.venues)
        if set(row.features) <= set(venue.features)
    ]
    table = np.array(options, dtype=np.int64).reshape(-1, 3)
    classes = np.arange(len(problem.classes) + 1)
    seats = problem.weights.seats
    heads = _sure_heads(problem)
    return Teaching(
        option_first=np.searchsorted(table[:, 0], classes).astype(np.int64),
        option_class=table[:, 0].copy(),
        lecturer=table[:, 1].copy(),
        place=(table[:, 2] + first_venue).astype(np.int64),
        reach=np.full(len(table), NONE, dtype=np.int64),
        is_open=_open_options(problem, view, options),
        seats_cost=np.array(
            [scaled(seats) * max(0, heads[c] - problem.venues[r].seats) for c, _, r in options], np.int64
        ),
        **_sessions(problem, first_venue),
    )


def _sure_heads(problem: Problem) -> list[int]:
    """Per class, persons sure to sit in it: `students`, or the trainees all of whose cohorts take it."""
    alike = Counter(frozenset(trainee.cohorts) for trainee in problem.trainees if trainee.cohorts)
    heads = []
    for row in problem.classes:
        sure = sum(count for choice, count in alike.items() if choice <= set(row.cohorts))
        heads.append(sure if row.students is None else row.students)
    return heads


def _open_options(problem: Problem, view: View, options: list[tuple[int, int, int]]) -> Flags:
    def open_slots(row: CampClass | Venue) -> Flags:
        flags = np.ones(len(problem.slots), dtype=np.uint8)
        flags[row.closed] = 0
        flags[: problem.frozen_until] = 0
        return flags

    by_class = [open_slots(row) for row in problem.classes]
    by_venue = [open_slots(row) for row in problem.venues]
    free = view.people.blocked == 0
    rows = [by_class[c] & by_venue[r] & free[v] for c, v, r in options]
    return np.array(rows, dtype=np.uint8).reshape(len(rows), len(problem.slots))


def _sessions(problem: Problem, first_venue: int) -> dict[str, Any]:
    """The session columns of `Teaching`."""
    class_number = {row.id: idx for idx, row in enumerate(problem.classes)}
    person = {row.id: idx for idx, row in enumerate(problem.supervisors)}
    place = {row.id: first_venue + idx for idx, row in enumerate(problem.venues)}
    first = np.cumsum([0, *(row.sessions for row in problem.classes)]).astype(np.int64)
    count = int(first[-1])
    columns = {
        name: np.full(count, NONE, dtype=np.int64)
        for name in ("pin_slot", "pin_place", "pin_lecturer", "base_slot", "base_place", "base_lecturer")
    }

    def note(prefix: str, row: SessionLock | CourseSession) -> None:
        at = first[class_number[row.class_id]] + row.index
        if row.slot is not None:
            columns[f"{prefix}_slot"][at] = row.slot
        if row.venue is not None:
            columns[f"{prefix}_place"][at] = place[row.venue]
        if row.lecturer is not None:
            columns[f"{prefix}_lecturer"][at] = person[row.lecturer]

    for lock in problem.locks:
        if isinstance(lock, SessionLock):
            note("pin", lock)
    for old in problem.baseline.sessions if problem.baseline else []:
        known = class_number.get(old.class_id)
        if known is not None and old.index < problem.classes[known].sessions:
            note("base", old)
            if old.slot < problem.frozen_until:
                note("pin", old)
    weights = problem.weights
    published = columns["base_slot"] != NONE
    change = scaled(weights.moved + weights.reassigned + weights.relocated)
    pins = ("pin_slot", "pin_place", "pin_lecturer")
    return {
        **columns,
        "session_first": first,
        "session_class": np.repeat(np.arange(len(problem.classes)), np.diff(first)).astype(np.int64),
        "must": np.any([columns[name] != NONE for name in pins], axis=0).astype(np.uint8),
        "skip_cost": (scaled(weights.unscheduled_session) + change * published).astype(np.int64),
        "moved": scaled(weights.moved),
        "reassigned": scaled(weights.reassigned),
        "relocated": scaled(weights.relocated),
    }
