"""What stands on half-days that a term is about to lose: published events, drafts, meetings, and what people said."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.ids import SnapshotId
from scheduler.models.people import Availability, Half
from scheduler.models.planning import Draft
from scheduler.models.releases import ReleaseEvent
from scheduler.models.terms import Meeting, Term, TermSlot
from scheduler.planning import load_problem, plan_in


@dataclass(frozen=True, slots=True)
class DraftLoss:
    """A draft with visits and course sessions on half-days that go."""

    draft_id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class SlotLosses:
    """What is on the half-days that go."""

    events: list[ReleaseEvent] = field(default_factory=list)
    """Published visits and course sessions, in time order."""
    drafts: list[DraftLoss] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    """They stay, and no longer take a half-day that could be planned."""
    availability: int = 0
    """So many supervisors said something about one of these half-days."""


def losses_on(db: Session, *, actor: Actor, term: Term, removed: Collection[TermSlot]) -> SlotLosses:
    """What a term loses with some of its half-days."""
    if not removed:
        return SlotLosses()
    moments = {(row.date, row.start) for row in removed}
    halves = {(row.date, row.half) for row in removed}
    return SlotLosses(
        events=_events(db, term, moments),
        drafts=_drafts(db, actor, term, moments),
        meetings=_meetings(db, term, halves),
        availability=_availability(db, term, {f"{date}-{half}" for date, half in halves}),
    )


def _events(db: Session, term: Term, moments: set[tuple[dt.date, str]]) -> list[ReleaseEvent]:
    if term.current_release_id is None:
        return []
    query = select(ReleaseEvent).where(
        ReleaseEvent.release_id == term.current_release_id,
        ReleaseEvent.kind != "meeting",
        col(ReleaseEvent.date).in_({date for date, _ in moments}),
    )
    found = db.exec(query.order_by(col(ReleaseEvent.date), col(ReleaseEvent.start), col(ReleaseEvent.key)))
    return [row for row in found if (row.date, row.start) in moments]


def _drafts(db: Session, actor: Actor, term: Term, moments: set[tuple[dt.date, str]]) -> list[DraftLoss]:
    query = select(Draft).where(Draft.term_id == term.id, col(Draft.archived_at).is_(None)).order_by(Draft.name)
    found = []
    for draft in db.exec(query):
        slots = load_problem(db, SnapshotId(draft.snapshot_id), actor=actor).slots
        gone = {n for n, slot in enumerate(slots) if (slot.date, f"{slot.start:%H:%M}") in moments}
        plan = plan_in(draft.plan)
        count = sum(row.slot in gone for row in plan.visits) + sum(row.slot in gone for row in plan.sessions)
        if count:
            found.append(DraftLoss(draft.id, draft.name, count))
    return found


def _meetings(db: Session, term: Term, halves: set[tuple[dt.date, Half]]) -> list[Meeting]:
    query = select(Meeting).where(Meeting.term_id == term.id, col(Meeting.cancelled_at).is_(None))
    return [row for row in db.exec(query.order_by(col(Meeting.date))) if (row.date, row.half) in halves]


def _availability(db: Session, term: Term, halves: set[str]) -> int:
    rows = db.exec(select(Availability).where(Availability.term_id == term.id))
    return sum(not halves.isdisjoint(row.exceptions) for row in rows)
