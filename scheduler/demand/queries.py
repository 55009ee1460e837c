"""Read demand: what each station is due and why, and the engagements."""

from collections import Counter
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.demand.applying import due_in
from scheduler.demand.due import Due
from scheduler.errors import NotFoundError
from scheduler.ids import TermId
from scheduler.models.accounts import Role
from scheduler.models.people import Station
from scheduler.models.terms import Engagement, EngagementSource, Term
from scheduler.paging import Page, Paging, page_of
from scheduler.rows import load
from solver.problem import Scheme

READERS = (Role.PLANNER, Role.HEAD, Role.SYSTEM, Role.STATION, Role.COUNTY_VIEWER)


@dataclass(frozen=True, slots=True)
class EngagementFilter:
    """Which engagements to list; what is None does not matter."""

    scheme: Scheme | None = None
    station_id: str | None = None
    county: str | None = None
    source: EngagementSource | None = None
    withdrawn: bool = False
    """Whether the withdrawn ones are listed, instead of those that are due."""


@dataclass(frozen=True, slots=True)
class DueFilter:
    """What is due to which stations; what is None does not matter."""

    county: str | None = None
    station_id: str | None = None
    name: str | None = None
    """Part of the station's name."""
    has_exception: bool | None = None


@dataclass(frozen=True, slots=True)
class DuePage:
    """What some stations are due, station by station, and for all that are asked for how many and how much."""

    items: list[list[Due]]
    total: int
    visits: dict[Scheme, int]


def list_due(db: Session, *, actor: Actor, term_id: TermId, wanted: DueFilter, paging: Paging) -> DuePage:
    """What each station that the actor may see is due, by county and code. Raises NotFoundError and NotAllowedError."""
    term = load(db, Term, term_id, actor=actor)
    actor.require(*READERS, action="demand.read")
    by_station: dict[str, list[Due]] = {}
    for due in due_in(db, term):
        if _may_see(actor, due.station) and _is_wanted(due.station, wanted):
            by_station.setdefault(due.station.id, []).append(due)
    found = [
        dues
        for dues in by_station.values()
        if wanted.has_exception in (None, any(due.exception is not None for due in dues))
    ]
    visits = Counter[Scheme]()
    for due in chain.from_iterable(found):
        visits[due.scheme] += due.visits
    return DuePage(found[paging.offset : paging.offset + paging.limit], len(found), dict(visits))


def _may_see(actor: Actor, station: Station) -> bool:
    return (actor.role is not Role.STATION or station.id == actor.station_id) and (
        actor.role is not Role.COUNTY_VIEWER or station.county == actor.county
    )


def _is_wanted(station: Station, wanted: DueFilter) -> bool:
    return (
        wanted.county in (None, station.county)
        and wanted.station_id in (None, station.id)
        and (wanted.name is None or wanted.name in station.name)
    )


def list_engagements(
    db: Session, *, actor: Actor, term_id: TermId, wanted: EngagementFilter, paging: Paging
) -> Page[Engagement]:
    """The term's engagements of the stations that the actor may see, by county, station and scheme.

    Raises NotFoundError and NotAllowedError.
    """
    term = load(db, Term, term_id, actor=actor)
    actor.require(*READERS, action="engagement.read")
    host = col(Station.id) == col(Engagement.station_id)
    query = select(Engagement).join(Station, host).where(Engagement.term_id == term.id, _readable(actor))
    if wanted.withdrawn:
        query = query.where(col(Engagement.withdrawn_at).is_not(None))
    else:
        query = query.where(col(Engagement.withdrawn_at).is_(None))
    chosen = {
        Engagement.scheme: wanted.scheme,
        Engagement.station_id: wanted.station_id,
        Engagement.source: wanted.source,
        Station.county: wanted.county,
    }
    for column, value in chosen.items():
        if value is not None:
            query = query.where(col(column) == value)
    order = (col(Station.county), col(Station.code), col(Engagement.scheme), col(Engagement.id))
    return page_of(db, query.order_by(*order), paging)


def find_engagement(db: Session, *, actor: Actor, engagement_id: str) -> Engagement:
    """One engagement. Raises NotFoundError, also for one that the actor may not see."""
    row = load(db, Engagement, engagement_id, actor=actor)
    station = load(db, Station, row.station_id, actor=actor)
    own = {
        Role.STATION: row.station_id == actor.station_id,
        Role.COUNTY_VIEWER: station.county == actor.county,
        Role.SUPERVISOR: False,
    }
    if actor.role is not None and not own.get(actor.role, True):
        raise NotFoundError(kind="engagement", id=engagement_id)
    return row


def _readable(actor: Actor) -> ColumnElement[bool]:
    if actor.role is Role.STATION:
        return col(Engagement.station_id) == actor.station_id
    if actor.role is Role.COUNTY_VIEWER:
        return col(Station.county) == actor.county
    return true()
