"""One-time downloads: one event, or all of a term that the actor takes part in, as a calendar file."""

import datetime as dt

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from calendars.feed import FeedEntry, FeedOptions, feed_text
from scheduler.actor import Actor
from scheduler.errors import NotAllowedError, NotFoundError
from scheduler.feeds.events import UID_ENDING, Subject
from scheduler.models.accounts import Role
from scheduler.models.feeds import FeedEventRow, FeedEventSubject, FeedKind
from scheduler.models.terms import Term
from scheduler.rows import load


def event_file(db: Session, *, actor: Actor, key: str, event_link: str, today: dt.date) -> bytes:
    """One published event as a calendar file. Raises NotFoundError for one that is not the actor's to see."""
    row = db.exec(_visible(actor).where(FeedEventRow.key == key)).first()
    if row is None:
        raise NotFoundError(kind="event", id=key)
    return _file([row], row.content["summary"], event_link, today)


def term_file(db: Session, *, actor: Actor, term_id: str, event_link: str, today: dt.date) -> bytes:
    """The actor's published events of a term that take place, as a calendar file.

    Raises NotFoundError, and NotAllowedError for who has no events.
    """
    term = load(db, Term, term_id, actor=actor)
    query = _visible(actor).where(FeedEventRow.term_id == term.id, col(FeedEventRow.cancelled_at).is_(None))
    return _file(list(db.exec(query)), term.name, event_link, today)


def _visible(actor: Actor) -> SelectOfScalar[FeedEventRow]:
    query = select(FeedEventRow).where(FeedEventRow.association_id == actor.association_id)
    if actor.is_of_office:
        return query
    kind, subject_id = _own_subject(actor)
    return query.join(FeedEventSubject, col(FeedEventSubject.event_id) == col(FeedEventRow.id)).where(
        FeedEventSubject.kind == kind, FeedEventSubject.subject_id == subject_id
    )


def _own_subject(actor: Actor) -> Subject:
    if actor.role is Role.SUPERVISOR and actor.supervisor_id:
        return FeedKind.SUPERVISOR, actor.supervisor_id
    if actor.role is Role.STATION and actor.station_id:
        return FeedKind.STATION, actor.station_id
    if actor.role is Role.COUNTY_VIEWER and actor.county:
        return FeedKind.COUNTY, actor.county
    raise NotAllowedError(action="calendar.download")


def _file(rows: list[FeedEventRow], name: str, event_link: str, today: dt.date) -> bytes:
    entries = [FeedEntry(row.start, row.key + UID_ENDING, row.cancelled_at is not None, row.vevent) for row in rows]
    return feed_text(entries, FeedOptions(name=name, event_link=event_link), today).body
