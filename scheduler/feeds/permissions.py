"""Who may subscribe to whose events, and what those subjects are called."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.errors import NotFoundError
from scheduler.models.accounts import Account, Role
from scheduler.models.associations import Association
from scheduler.models.camp import Cohort, Venue
from scheduler.models.feeds import Feed, FeedKind
from scheduler.models.people import Station, Supervisor
from scheduler.models.terms import Term

OFFICE = (Role.PLANNER, Role.HEAD)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something the actor may subscribe to; `subject_id` is empty for the whole roster."""

    kind: FeedKind
    subject_id: str
    subject_name: str

    @property
    def calendar_name(self) -> str:
        """As calendar programs show the feed."""
        if self.kind is FeedKind.SUPERVISOR:
            return f"{self.subject_name}的督导日程"
        return f"{self.subject_name}督导排程"


def offers(db: Session, *, actor: Actor) -> list[Offer]:
    """Everything the actor may subscribe to, their own first.

    A supervisor has their own events, a station its own and the cohorts', a county its own and its stations', the
    association's office everything. Systems and platform administrators have no calendar.
    """
    return list(_offers(db, actor))


def offer_of(db: Session, *, actor: Actor, kind: FeedKind, subject_id: str) -> Offer:
    """One of the actor's offers. Raises NotFoundError when it is none of theirs, or does not exist."""
    for offer in _offers(db, actor):
        if (offer.kind, offer.subject_id) == (kind, subject_id):
            return offer
    raise NotFoundError(kind=kind.value, id=subject_id)


def may_still_have(account: Account, feed: Feed) -> bool:
    """Whether a feed's owner would still be offered it, as far as its role and place tell, which change."""
    if account.association_id != feed.association_id:
        return False
    own = {
        Role.SUPERVISOR: {(FeedKind.SUPERVISOR, account.supervisor_id)},
        Role.STATION: {(FeedKind.STATION, account.station_id), (FeedKind.COHORT, feed.subject_id)},
        Role.COUNTY_VIEWER: {(FeedKind.COUNTY, account.county), (FeedKind.STATION, feed.subject_id)},
    }
    return account.role in OFFICE or (feed.kind, feed.subject_id) in own.get(account.role, set())


def _offers(db: Session, actor: Actor) -> Iterator[Offer]:
    if actor.role in OFFICE:
        association = db.exec(select(Association).where(Association.id == actor.association_id)).one()
        yield Offer(FeedKind.ROSTER, "", association.name)
        yield from _counties(db, actor)
        yield from _people(db, actor)
        yield from _stations(db, actor)
        yield from _cohorts(db, actor)
        yield from _venues(db, actor)
    elif actor.role is Role.SUPERVISOR:
        yield from _people(db, actor, Supervisor.id == actor.supervisor_id)
    elif actor.role is Role.STATION:
        yield from _stations(db, actor, Station.id == actor.station_id)
        yield from _cohorts(db, actor)
    elif actor.role is Role.COUNTY_VIEWER and actor.county:
        yield Offer(FeedKind.COUNTY, actor.county, actor.county)
        yield from _stations(db, actor, Station.county == actor.county)


def _people(db: Session, actor: Actor, *only: Any) -> Iterator[Offer]:
    query = select(Supervisor).where(Supervisor.association_id == actor.association_id, *only)
    for row in db.exec(query.where(col(Supervisor.archived_at).is_(None)).order_by(Supervisor.name, Supervisor.code)):
        yield Offer(FeedKind.SUPERVISOR, row.id, row.name)


def _stations(db: Session, actor: Actor, *only: Any) -> Iterator[Offer]:
    query = select(Station).where(Station.association_id == actor.association_id, *only)
    for row in db.exec(query.where(col(Station.archived_at).is_(None)).order_by(Station.county, Station.code)):
        yield Offer(FeedKind.STATION, row.id, row.name)


def _counties(db: Session, actor: Actor) -> Iterator[Offer]:
    query = select(Station.county).where(Station.association_id == actor.association_id).distinct()
    for county in db.exec(query.order_by(Station.county)):
        yield Offer(FeedKind.COUNTY, county, county)


def _cohorts(db: Session, actor: Actor) -> Iterator[Offer]:
    query = select(Cohort, Term).join(Term).where(Cohort.association_id == actor.association_id)
    ordered = query.where(col(Term.archived_at).is_(None)).order_by(col(Term.first_date).desc(), Cohort.name)
    for cohort, term in db.exec(ordered):
        yield Offer(FeedKind.COHORT, cohort.id, f"{term.name} {cohort.name}")


def _venues(db: Session, actor: Actor) -> Iterator[Offer]:
    query = select(Venue).where(Venue.association_id == actor.association_id, col(Venue.archived_at).is_(None))
    for row in db.exec(query.order_by(Venue.name)):
        yield Offer(FeedKind.VENUE, row.id, row.name)
