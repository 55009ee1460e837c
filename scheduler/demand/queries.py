"""Read demand: what each station is due and why, and the engagements."""

from dataclasses import dataclass

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


def list_due(
    db: Session, *, actor: Actor, term_id: TermId, county: str | None = None, station_id: str | None = None
) -> list[Due]:
    """What each station that the actor may see is due, scheme by scheme. Raises NotFoundError and NotAllowedError."""
    term = load(db, Term, term_id, actor=actor)
    actor.require(*READERS, action="demand.read")
    return [
        due
        for due in due_in(db, term)
        if county in (None, due.station.county)
        and station_id in (None, due.station.id)
        and (actor.role is not Role.STATION or due.station.id == actor.station_id)
        and (actor.role is not Role.COUNTY_VIEWER or due.station.county == actor.county)
    ]


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
