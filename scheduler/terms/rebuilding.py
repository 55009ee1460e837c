"""Make a term's half-days anew: when a notice came, hours changed, the dates moved, or a half-day is set by hand."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.associations.queries import one_at_a_time, own_association
from scheduler.ids import TermId
from scheduler.models.accounts import Role
from scheduler.models.terms import Term
from scheduler.rows import changing, load, load_for_change
from scheduler.terms.commands import SlotRebuild
from scheduler.terms.errors import PublishedSlotsLostError
from scheduler.terms.half_days import PART_OF_SLOT, SlotChanges, changes_of_slots, is_provisional
from scheduler.terms.losses import SlotLosses, losses_on
from scheduler.terms.service import check_overlap, check_period
from scheduler.terms.workdays import known_days

MOST_NAMED = 20
"""So many of the published events are named in the refusal."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild changes, or would change, and what is lost with it."""

    term: Term
    changes: SlotChanges
    losses: SlotLosses


def preview_rebuild(db: Session, *, actor: Actor, term_id: TermId, asked: SlotRebuild) -> Rebuilt:
    """What a rebuild would change and lose; nothing is stored. Raises as `rebuild_slots`."""
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, Role.HEAD, action="term.preview-rebuild")
    return _rebuilt(db, actor, Term(**(term.model_dump() | _asked_for(term, asked))))


def rebuild_slots(db: Session, *, actor: Actor, term_id: TermId, asked: SlotRebuild, version: int) -> Rebuilt:
    """Make the half-days anew; those that stay keep their rows.

    Raises NotFoundError, NotAllowedError, ChangedMeanwhileError, FaultyInputError for a senseless period,
    TermsOverlapError, and PublishedSlotsLostError when it was not confirmed that published dates go.
    """
    actor.require(Role.PLANNER, action="term.rebuild")
    term = load_for_change(db, Term, term_id, actor=actor, version=version)
    one_at_a_time(db, actor)
    with changing(db, term, actor=actor, action="term.rebuilt"):
        for name, value in _asked_for(term, asked).items():
            setattr(term, name, value)
        rebuilt = _rebuilt(db, actor, term)
    _refuse_unconfirmed(rebuilt.losses, asked)
    for row in rebuilt.changes.removed:
        db.delete(row)
    for present, wanted in rebuilt.changes.changed:
        for name in PART_OF_SLOT:
            setattr(present, name, getattr(wanted, name))
    db.flush()
    db.add_all(rebuilt.changes.added)
    db.flush()
    return rebuilt


def _asked_for(term: Term, asked: SlotRebuild) -> dict[str, object]:
    """The columns of the term that a rebuild sets."""
    first = asked.first_date or term.first_date
    end = term.end_date if asked.last_date is None else asked.last_date + dt.timedelta(days=1)
    exceptions = term.slot_exceptions
    if asked.exceptions is not None:
        exceptions = {f"{row.date}-{row.half}": row.worked for row in asked.exceptions}
    return {"first_date": first, "end_date": end, "slot_exceptions": exceptions}


def _rebuilt(db: Session, actor: Actor, term: Term) -> Rebuilt:
    check_period(term.first_date, term.end_date)
    check_overlap(db, actor, term.first_date, term.end_date, besides=term.id)
    table = known_days(db)
    term.provisional = is_provisional(term, table)
    changes = changes_of_slots(db, term=term, association=own_association(db, actor=actor), table=table)
    return Rebuilt(term, changes, losses_on(db, actor=actor, term=term, removed=changes.removed))


def _refuse_unconfirmed(losses: SlotLosses, asked: SlotRebuild) -> None:
    if losses.events and not asked.confirm:
        events = [
            {"key": row.key, "title": row.title, "date": row.date.isoformat(), "start": row.start}
            for row in losses.events[:MOST_NAMED]
        ]
        first = losses.events[0].date.isoformat()
        raise PublishedSlotsLostError(count=len(losses.events), first=first, events=events)
