"""Published dates on days that turned out not to be worked, once a notice of days off was taken in."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from calendars.days import Day, DayTable, day_of
from scheduler.actor import Actor
from scheduler.clock import today
from scheduler.models.accounts import Role
from scheduler.models.people import Half
from scheduler.models.releases import EventKind, ReleaseEvent
from scheduler.models.terms import Term
from scheduler.terms.workdays import known_days


@dataclass(frozen=True, slots=True)
class Clash:
    """A published visit or course session, and the day it is on."""

    event: ReleaseEvent
    day: Day


def list_clashes(db: Session, *, actor: Actor) -> list[Clash]:
    """Visits and course sessions of releases that hold, from today on, on days not worked; in the order of time.

    Half-days that a term works by its own word are no clash, and neither are meetings, whose dates people choose.
    Raises NotAllowedError for all but the association's office.
    """
    actor.require(Role.PLANNER, Role.HEAD, action="calendar.clashes")
    return clashing_events(db, known_days(db), association_id=actor.association_id)


def clashing_events(db: Session, table: DayTable, *, association_id: str | None = None) -> list[Clash]:
    """The same by any table of days, of one association or of all."""
    query = (
        select(ReleaseEvent, Term)
        .join(Term, col(Term.current_release_id) == col(ReleaseEvent.release_id))
        .where(ReleaseEvent.kind != EventKind.MEETING, ReleaseEvent.date >= today())
        .order_by(col(ReleaseEvent.date), ReleaseEvent.start, ReleaseEvent.key)
    )
    if association_id is not None:
        query = query.where(ReleaseEvent.association_id == association_id)
    found = ((event, term, day_of(event.date, table)) for event, term in db.exec(query))
    return [Clash(event, day) for event, term, day in found if not _is_worked(event, term, day)]


def _is_worked(event: ReleaseEvent, term: Term, day: Day) -> bool:
    half = Half.of(dt.time.fromisoformat(event.start))
    return bool(term.slot_exceptions.get(f"{event.date}-{half}", day.is_worked))
