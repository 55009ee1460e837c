"""Read meetings: the office sees all of them, the others those in which they take part."""

from collections.abc import Callable

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.errors import NotFoundError
from scheduler.ids import TermId
from scheduler.models.accounts import Role
from scheduler.models.terms import Meeting, Term
from scheduler.people.permissions import stations_of_county
from scheduler.rows import load


def list_meetings(db: Session, *, actor: Actor, term_id: TermId, cancelled: bool = False) -> list[Meeting]:
    """The term's meetings that the actor may see, in time order; `cancelled` lists those that were called off.

    Raises NotFoundError.
    """
    term = load(db, Term, term_id, actor=actor)
    is_off = col(Meeting.cancelled_at).is_not(None) if cancelled else col(Meeting.cancelled_at).is_(None)
    query = select(Meeting).where(Meeting.term_id == term.id, is_off)
    may_see = _sight(db, actor)
    found = [row for row in db.exec(query) if may_see(row)]
    return sorted(found, key=lambda row: (row.date, row.half == "afternoon", row.title, row.id))


def find_meeting(db: Session, *, actor: Actor, meeting_id: str) -> Meeting:
    """One meeting. Raises NotFoundError, also for one that the actor may not see."""
    meeting = load(db, Meeting, meeting_id, actor=actor)
    if not _sight(db, actor)(meeting):
        raise NotFoundError(kind="meeting", id=meeting_id)
    return meeting


def _sight(db: Session, actor: Actor) -> Callable[[Meeting], bool]:
    """Whether the actor may see a meeting."""
    if actor.role is Role.SUPERVISOR:
        return lambda meeting: actor.supervisor_id in meeting.supervisors
    if actor.role is Role.STATION:
        return lambda meeting: actor.station_id in meeting.stations
    if actor.role is Role.COUNTY_VIEWER:
        theirs = set(db.exec(stations_of_county(actor)))
        return lambda meeting: not theirs.isdisjoint(meeting.stations)
    return lambda _: True
