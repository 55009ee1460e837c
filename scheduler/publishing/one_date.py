"""One published date with everything that is said of it: the page that calendars link to."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from calendars.days import day_of
from scheduler.actor import Actor
from scheduler.errors import NotFoundError
from scheduler.models.camp import Venue
from scheduler.models.releases import Release, ReleaseEvent
from scheduler.models.terms import Term
from scheduler.publishing.queries import EventSeen, readable_events, with_parties
from scheduler.rows import without
from scheduler.terms.workdays import known_days


@dataclass(frozen=True, slots=True)
class DateVersion:
    """When and where an event stood from a release on."""

    number: int
    published_at: dt.datetime
    date: dt.date
    start: str
    end: str
    place: str


@dataclass(frozen=True, slots=True)
class DateSeen:
    """A published event of the release that holds, and how it came to be where it is."""

    seen: EventSeen
    term_name: str
    release: Release
    is_tentative: bool
    """On a day that no notice of days off covers yet (暂定)."""
    venue_name: str | None
    versions: list[DateVersion]
    """Each time and place it had, the oldest first; the last one holds."""


def date_seen(db: Session, *, actor: Actor, key: str) -> DateSeen:
    """A date of a release that holds, as the actor may see it.

    Raises NotFoundError, also for what was withdrawn and for what is not the actor's.
    """
    query = (
        select(ReleaseEvent, Term)
        .join(Term, col(Term.current_release_id) == col(ReleaseEvent.release_id))
        .where(
            ReleaseEvent.association_id == actor.association_id,
            ReleaseEvent.key == key,
            readable_events(actor),
        )
    )
    found = db.exec(query).first()
    if found is None:
        raise NotFoundError(kind="event", id=key)
    event, term = found
    light = without(select(Release), Release.plan, Release.changes)
    release = db.exec(light.where(Release.id == event.release_id)).one()
    venue = db.get(Venue, event.venue_id) if event.venue_id else None
    return DateSeen(
        seen=with_parties(db, [event], actor)[0],
        term_name=term.name,
        release=release,
        is_tentative=release.provisional and not day_of(event.date, known_days(db)).is_official,
        venue_name=None if venue is None else venue.name,
        versions=_versions(db, event),
    )


def _versions(db: Session, event: ReleaseEvent) -> list[DateVersion]:
    """Without those that only repeat the one before."""
    query = (
        select(Release.number, Release.published_at, ReleaseEvent)
        .join(ReleaseEvent, col(ReleaseEvent.release_id) == col(Release.id))
        .where(ReleaseEvent.term_id == event.term_id, ReleaseEvent.key == event.key)
        .order_by(col(Release.number))
    )
    found: list[DateVersion] = []
    for number, published_at, row in db.exec(query):
        version = DateVersion(number, published_at, row.date, row.start, row.end, row.place)
        if not found or _where(found[-1]) != _where(version):
            found.append(version)
    return found


def _where(version: DateVersion) -> tuple[dt.date, str, str]:
    return version.date, version.start, version.place
