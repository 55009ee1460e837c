"""Read releases and what they hold; and everybody's own dates from the releases that hold now."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, false, func, true
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from scheduler.actor import MEMBERS, Actor
from scheduler.comparing.comparison import Side
from scheduler.comparing.fairness import PersonLoad, loads
from scheduler.ids import ReleaseId, SnapshotId, TermId
from scheduler.models.accounts import Role
from scheduler.models.releases import EventKind, EventParty, PartyKind, Release, ReleaseEvent
from scheduler.models.terms import Term
from scheduler.paging import Page, Paging, page_of
from scheduler.people.permissions import stations_of_county
from scheduler.planning import load_problem, plan_in
from scheduler.publishing.permissions import require_reader
from scheduler.rows import load, without


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events to list; None lists all. Dates are a half-open period."""

    first_date: dt.date | None = None
    end_date: dt.date | None = None
    kind: EventKind | None = None
    scheme: str | None = None
    supervisor_id: str | None = None
    station_id: str | None = None
    cohort_id: str | None = None
    venue_id: str | None = None
    county: str | None = None


@dataclass(frozen=True, slots=True)
class EventSeen:
    """A published event and those who take part."""

    event: ReleaseEvent
    parties: list[EventParty]


def release_seen(db: Session, *, actor: Actor, release_id: ReleaseId) -> Release:
    """A release of one's own association. Raises NotFoundError."""
    require_reader(actor, kind="release", id=release_id)
    return load(db, Release, release_id, actor=actor)


def releases_of(db: Session, *, actor: Actor, term_id: TermId, paging: Paging) -> Page[Release]:
    """The releases of a term, without what they hold, the newest first. Raises NotFoundError."""
    require_reader(actor, kind="term", id=term_id)
    term = load(db, Term, term_id, actor=actor)
    light = without(select(Release), Release.plan, Release.changes)
    return page_of(db, light.where(Release.term_id == term.id).order_by(col(Release.number).desc()), paging)


def next_number(db: Session, term: Term) -> int:
    """The number that the term's next release has, as long as the term is locked."""
    return (db.exec(select(func.max(Release.number)).where(Release.term_id == term.id)).one() or 0) + 1


def loads_of(db: Session, *, actor: Actor, release_id: ReleaseId) -> list[tuple[str, PersonLoad]]:
    """Everybody by name whom the release was planned with: half-days worked, and agreed then. Raises NotFoundError."""
    release = release_seen(db, actor=actor, release_id=release_id)
    problem = load_problem(db, SnapshotId(release.snapshot_id), actor=actor)
    names: dict[str, str] = {person.id: person.name for person in problem.supervisors}
    return [(names[load.supervisor_id], load) for load in loads(Side(problem, plan_in(release.plan)).book)]


def change_counts(db: Session, releases: Sequence[Release]) -> dict[str, int]:
    """How many changes each release made, counted where they are stored."""
    count = func.json_array_length(col(Release.changes))
    query = select(Release.id, count).where(col(Release.id).in_([release.id for release in releases]))
    return dict(db.exec(query).all())


def events_of(
    db: Session, *, actor: Actor, release_id: ReleaseId, asked: EventFilter, paging: Paging
) -> Page[EventSeen]:
    """The events of one release by time. Raises NotFoundError."""
    release = release_seen(db, actor=actor, release_id=release_id)
    return _events(db, actor, select(ReleaseEvent).where(ReleaseEvent.release_id == release.id), asked, paging)


def own_dates(db: Session, *, actor: Actor, asked: EventFilter, paging: Paging) -> Page[EventSeen]:
    """What the actor may see of the releases that hold now, by time: all, the own dates, or those of the own county.

    Raises NotAllowedError for the platform administrator, who has none.
    """
    actor.require(*MEMBERS, action="dates.read")
    current = select(Term.current_release_id).where(Term.association_id == actor.association_id)
    query = select(ReleaseEvent).where(col(ReleaseEvent.release_id).in_(current), readable_events(actor))
    return _events(db, actor, query, asked, paging)


def readable_events(actor: Actor) -> ColumnElement[bool]:
    """The condition on published events that the actor may read; their association is asked for apart."""
    match actor.role:
        case None | Role.PLANNER | Role.HEAD | Role.SYSTEM:
            return true()
        case Role.SUPERVISOR:
            return _takes_part(PartyKind.SUPERVISOR, [actor.supervisor_id or ""])
        case Role.STATION:
            return _takes_part(PartyKind.STATION, [actor.station_id or ""])
        case Role.COUNTY_VIEWER:
            return _takes_part(PartyKind.STATION, stations_of_county(actor))
        case _:
            return false()


def _events(
    db: Session, actor: Actor, query: SelectOfScalar[ReleaseEvent], asked: EventFilter, paging: Paging
) -> Page[EventSeen]:
    same: dict[str, Any] = {
        "kind": ReleaseEvent.kind,
        "scheme": ReleaseEvent.scheme,
        "venue_id": ReleaseEvent.venue_id,
        "county": ReleaseEvent.county,
    }
    takes_part = {
        "supervisor_id": PartyKind.SUPERVISOR,
        "station_id": PartyKind.STATION,
        "cohort_id": PartyKind.COHORT,
    }
    wanted = {name: value for name, value in asdict(asked).items() if value is not None}
    for name in wanted.keys() & same.keys():
        query = query.where(same[name] == wanted[name])
    for name in wanted.keys() & takes_part.keys():
        query = query.where(_takes_part(takes_part[name], [wanted[name]]))
    if asked.first_date is not None:
        query = query.where(ReleaseEvent.date >= asked.first_date)
    if asked.end_date is not None:
        query = query.where(ReleaseEvent.date < asked.end_date)
    order = (col(ReleaseEvent.date), col(ReleaseEvent.start), col(ReleaseEvent.key))
    page = page_of(db, query.order_by(*order), paging)
    return Page(with_parties(db, page.items, actor), page.total)


def _takes_part(kind: PartyKind, ids: Sequence[str] | SelectOfScalar[str]) -> ColumnElement[bool]:
    taking_part = select(EventParty.event_id).where(
        EventParty.release_id == ReleaseEvent.release_id,
        EventParty.party_kind == kind,
        col(EventParty.party_id).in_(ids),
    )
    return col(ReleaseEvent.id).in_(taking_part)


def with_parties(db: Session, events: Sequence[ReleaseEvent], actor: Actor) -> list[EventSeen]:
    """Events with those who take part, as far as the actor may know."""
    parties: defaultdict[str, list[EventParty]] = defaultdict(list)
    ids = [event.id for event in events]
    query = (
        select(EventParty)
        .join(ReleaseEvent, col(ReleaseEvent.id) == col(EventParty.event_id))
        .where(col(EventParty.event_id).in_(ids), _readable_parties(actor))
    )
    for party in db.exec(query.order_by(col(EventParty.party_kind), col(EventParty.name), col(EventParty.id))):
        parties[party.event_id].append(party)
    return [EventSeen(event, parties[event.id]) for event in events]


def _readable_parties(actor: Actor) -> ColumnElement[bool]:
    """The condition on who is named: outside the office, stations that are not concerned stay unnamed.

    A county sees its own stations only; who else sends workers to a course is no other station's business.
    """
    not_a_station = col(EventParty.party_kind) != PartyKind.STATION
    match actor.role:
        case None | Role.PLANNER | Role.HEAD | Role.SYSTEM:
            return true()
        case Role.COUNTY_VIEWER:
            return not_a_station | col(EventParty.party_id).in_(stations_of_county(actor))
        case _:
            not_at_class = col(ReleaseEvent.kind) != EventKind.COURSE_SESSION
            return not_a_station | not_at_class | (col(EventParty.party_id) == (actor.station_id or ""))
