"""The locks of a draft as rows of the exchange format, for a problem in which they still mean something."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from scheduler.models.planning import PlanLock
from scheduler.planning.carrying import Loss, LossReason
from scheduler.planning.keys import PlanKey, parse_plan_key
from solver.ids import SupervisorId, VenueId
from solver.problem import Problem, SessionLock, VisitLock
from solver.rules import VisitKey

Lock = VisitLock | SessionLock


class FittedLocks(NamedTuple):
    """Locks for a problem, and those that pin what it no longer has."""

    locks: list[Lock]
    lost: list[Loss]


def fit_locks(rows: Iterable[PlanLock], problem: Problem) -> FittedLocks:
    """Each row as a lock of the problem, or as lost when its visit, half-day, person or venue is gone."""
    fitting = _Fitting(problem)
    fitted = FittedLocks([], [])
    for row in rows:
        lock = fitting.lock(row)
        if isinstance(lock, LossReason):
            start = None if row.start is None else dt.time.fromisoformat(row.start)
            fitted.lost.append(Loss(row.subject_key, lock, row.date, start))
        else:
            fitted.locks.append(lock)
    return fitted


class _Fitting:
    """What a problem has, to look locks up in."""

    def __init__(self, problem: Problem) -> None:
        self._slots = {(slot.date, f"{slot.start:%H:%M}"): number for number, slot in enumerate(problem.slots)}
        self._visits = {row.id: row.visits for row in problem.engagements}
        self._sessions = {row.id: row.sessions for row in problem.classes}
        self._people: set[str] = {person.id for person in problem.supervisors}
        self._venues: set[str] = {venue.id for venue in problem.venues}

    def lock(self, row: PlanLock) -> Lock | LossReason:
        key = parse_plan_key(row.subject_key)
        if key is None or key.index >= self._due(key):
            return LossReason.NOT_DUE
        slot = None if row.date is None or row.start is None else self._slots.get((row.date, row.start))
        if slot is None and row.date is not None:
            return LossReason.SLOT_GONE
        if not self._people.issuperset(row.supervisors or ()):
            return LossReason.PERSON_GONE
        if row.venue_id is not None and row.venue_id not in self._venues:
            return LossReason.VENUE_GONE
        return _lock(key, row, slot)

    def _due(self, key: PlanKey) -> int:
        if isinstance(key, VisitKey):
            return self._visits.get(key.engagement, 0)
        return self._sessions.get(key.class_id, 0)


def _lock(key: PlanKey, row: PlanLock, slot: int | None) -> Lock:
    people = None if row.supervisors is None else [SupervisorId(id_) for id_ in row.supervisors]
    if isinstance(key, VisitKey):
        return VisitLock(engagement=key.engagement, index=key.index, slot=slot, supervisors=people)
    return SessionLock(
        class_id=key.class_id,
        index=key.index,
        slot=slot,
        venue=None if row.venue_id is None else VenueId(row.venue_id),
        lecturer=people[0] if people else None,
    )
