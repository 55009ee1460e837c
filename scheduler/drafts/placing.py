"""What a draft holds, by lasting key and by date: placings of visits and course sessions, and pins on them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from scheduler.drafts.commands import LockPart, SlotAsked
from scheduler.models.planning import PlanLock
from scheduler.planning import FittedLocks, fit_locks, lasting_key, parse_plan_key
from scheduler.planning.keys import PlanKey
from solver.ids import CohortId, SupervisorId, TraineeId, VenueId
from solver.plan import Plan
from solver.problem import CourseSession, Problem, SessionLock, SlotNumber, Visit
from solver.rules import SessionKey, VisitKey


@dataclass(frozen=True, slots=True)
class Placing:
    """When, by whom and where one visit or course session is planned; `venue_id` is None for a visit."""

    date: dt.date
    start: str
    supervisors: tuple[str, ...]
    venue_id: str | None = None

    @classmethod
    def of(cls, slot: SlotAsked, supervisors: Iterable[str], venue_id: str | None) -> Self:
        """In a half-day that is asked for."""
        return cls(slot.date, slot.start, tuple(sorted(supervisors)), venue_id)

    def to_json(self) -> dict[str, Any]:
        """As the history of edits keeps it."""
        return {
            "date": self.date.isoformat(),
            "start": self.start,
            "supervisors": list(self.supervisors),
            "venue_id": self.venue_id,
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        """From the history of edits."""
        return cls(dt.date.fromisoformat(row["date"]), row["start"], tuple(row["supervisors"]), row["venue_id"])


@dataclass(frozen=True, slots=True)
class Pin:
    """The pinned parts of one visit or course session; None is free."""

    date: dt.date | None = None
    start: str | None = None
    supervisors: tuple[str, ...] | None = None
    venue_id: str | None = None

    @property
    def parts(self) -> list[LockPart]:
        """What is pinned."""
        found = {
            LockPart.SLOT: self.date is not None,
            LockPart.PEOPLE: self.supervisors is not None,
            LockPart.VENUE: self.venue_id is not None,
        }
        return [part for part, is_pinned in found.items() if is_pinned]

    def as_planned(self, part: LockPart, placing: Placing) -> Self:
        """With one more part pinned where it is planned; a visit has no venue to pin."""
        match part:
            case LockPart.SLOT:
                return replace(self, date=placing.date, start=placing.start)
            case LockPart.PEOPLE:
                return replace(self, supervisors=placing.supervisors)
            case LockPart.VENUE:
                return replace(self, venue_id=placing.venue_id)

    def without(self, part: LockPart) -> Self:
        """With one part free."""
        match part:
            case LockPart.SLOT:
                return replace(self, date=None, start=None)
            case LockPart.PEOPLE:
                return replace(self, supervisors=None)
            case LockPart.VENUE:
                return replace(self, venue_id=None)

    def to_json(self) -> dict[str, Any]:
        """As the history of edits keeps it."""
        return {
            "date": self.date and self.date.isoformat(),
            "start": self.start,
            "supervisors": None if self.supervisors is None else list(self.supervisors),
            "venue_id": self.venue_id,
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        """From the history of edits."""
        people = row["supervisors"]
        date = row["date"] and dt.date.fromisoformat(row["date"])
        return cls(date, row["start"], None if people is None else tuple(people), row["venue_id"])


@dataclass(frozen=True, slots=True)
class Contents:
    """A draft without its problem."""

    placings: dict[str, Placing]
    pins: dict[str, Pin]
    trainees: dict[TraineeId, CohortId]


def contents_of(problem: Problem, plan: Plan, locks: Sequence[PlanLock]) -> Contents:
    """A stored plan and its locks by lasting key."""
    placings = {}
    rows: tuple[Visit | CourseSession, ...] = (*plan.visits, *plan.sessions)
    for row in rows:
        slot = problem.slots[row.slot]
        people = row.supervisors if isinstance(row, Visit) else [row.lecturer]
        venue = None if isinstance(row, Visit) else row.venue
        placings[lasting_key(row)] = Placing(slot.date, f"{slot.start:%H:%M}", tuple(sorted(people)), venue)
    pins = {row.subject_key: pin_of(row) for row in locks}
    return Contents(placings, pins, dict(plan.trainees))


def pin_of(row: PlanLock) -> Pin:
    """A stored lock."""
    people = None if row.supervisors is None else tuple(sorted(row.supervisors))
    return Pin(row.date, row.start, people, row.venue_id)


def pins_of(problem: Problem) -> dict[str, Pin]:
    """The locks that a problem itself holds, several on one visit taken together."""
    found: dict[str, Pin] = {}
    for lock in problem.locks:
        pin = found.get(lasting_key(lock), Pin())
        if lock.slot is not None:
            slot = problem.slots[lock.slot]
            pin = replace(pin, date=slot.date, start=f"{slot.start:%H:%M}")
        if isinstance(lock, SessionLock):
            pin = pin if lock.lecturer is None else replace(pin, supervisors=(lock.lecturer,))
            pin = pin if lock.venue is None else replace(pin, venue_id=lock.venue)
        elif lock.supervisors is not None:
            pin = replace(pin, supervisors=tuple(sorted(lock.supervisors)))
        found[lasting_key(lock)] = pin
    return found


def locks_from(problem: Problem, pins: dict[str, Pin]) -> FittedLocks:
    """The pins as locks of the problem, and those that pin what it does not have."""
    rows = [
        PlanLock(
            association_id="",
            draft_id="",
            subject_key=key,
            date=pin.date,
            start=pin.start,
            supervisors=None if pin.supervisors is None else list(pin.supervisors),
            venue_id=pin.venue_id,
        )
        for key, pin in pins.items()
    ]
    return fit_locks(rows, problem)


def plan_from(problem: Problem, contents: Contents) -> Plan:
    """The contents as a plan of the problem, in order of keys; half-days it does not have are left out."""
    numbers = {(slot.date, f"{slot.start:%H:%M}"): number for number, slot in enumerate(problem.slots)}
    visits: list[Visit] = []
    sessions: list[CourseSession] = []
    for text, placing in sorted(contents.placings.items()):
        key, number = parse_plan_key(text), numbers.get((placing.date, placing.start))
        if number is None or key is None:
            continue
        if isinstance(key, VisitKey):
            visits.append(_visit(key, number, placing))
        else:
            sessions.append(_course_session(key, number, placing))
    return Plan(visits=visits, sessions=sessions, trainees=contents.trainees)


def key_is_due(problem: Problem, key: PlanKey) -> bool:
    """Whether the problem asks for this visit or course session."""
    if isinstance(key, VisitKey):
        return any(row.id == key.engagement and key.index < row.visits for row in problem.engagements)
    return any(row.id == key.class_id and key.index < row.sessions for row in problem.classes)


def _visit(key: VisitKey, slot: SlotNumber, placing: Placing) -> Visit:
    people = [SupervisorId(person) for person in placing.supervisors]
    return Visit(engagement=key.engagement, index=key.index, slot=slot, supervisors=people)


def _course_session(key: SessionKey, slot: SlotNumber, placing: Placing) -> CourseSession:
    return CourseSession(
        class_id=key.class_id,
        index=key.index,
        slot=slot,
        venue=VenueId(placing.venue_id or ""),
        lecturer=SupervisorId(placing.supervisors[0]),
    )
