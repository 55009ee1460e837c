"""Read swaps: one's own or all of them, with the visits they are about, what they change, and with whom one could."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session, col, or_, select

from scheduler.actor import Actor
from scheduler.errors import NotFoundError
from scheduler.models.accounts import Role
from scheduler.models.people import Supervisor
from scheduler.models.releases import ReleaseEvent
from scheduler.models.requests import Swap, SwapState
from scheduler.models.terms import Term
from scheduler.planning.keys import visit_key
from scheduler.rows import load
from scheduler.swaps.checking import Tried, published_for_swaps, try_swap
from scheduler.swaps.commands import SwapProposed
from scheduler.swaps.offers import swap_offers
from solver.ids import SupervisorId
from solver.problem import Problem
from solver.rules import VisitKey

OFFICE: Final = (Role.PLANNER, Role.HEAD)
OPEN: Final = (SwapState.PROPOSED, SwapState.AGREED)


@dataclass(frozen=True, slots=True)
class SwapVisit:
    """A visit that changes hands."""

    key: str
    date: dt.date
    start: str
    end: str
    scheme: str
    station_name: str


@dataclass(frozen=True, slots=True)
class SwapSeen:
    """A swap with names and visits; a visit is None once it is no longer published."""

    swap: Swap
    proposer_name: str
    partner_name: str
    gives: SwapVisit | None
    takes: SwapVisit | None


@dataclass(frozen=True, slots=True)
class SwapOffered:
    """A colleague with whom a visit could be swapped, what would come back, and what it changes in costs by name."""

    partner_id: str
    partner_name: str
    takes: SwapVisit | None
    cost: int
    cost_by_name: dict[str, int]


def swap(db: Session, *, actor: Actor, swap_id: str) -> Swap:
    """One swap. Raises NotFoundError, also for what is not the actor's business."""
    row = load(db, Swap, swap_id, actor=actor)
    if not actor.is_of_office and actor.supervisor_id not in (row.proposer_id, row.partner_id):
        raise NotFoundError(kind="swap", id=swap_id)
    return row


def swaps(db: Session, *, actor: Actor, term_id: str | None = None, is_open: bool | None = None) -> list[Swap]:
    """The swaps the actor may see, the newest first: one's own, or all of the association's for its office.

    Raises NotAllowedError for stations, counties and systems.
    """
    actor.require(*OFFICE, Role.SUPERVISOR, action="swap.list")
    query = select(Swap).where(Swap.association_id == actor.association_id)
    if actor.role is Role.SUPERVISOR:
        query = query.where(or_(Swap.proposer_id == actor.supervisor_id, Swap.partner_id == actor.supervisor_id))
    if term_id is not None:
        query = query.where(Swap.term_id == term_id)
    if is_open is not None:
        query = query.where(col(Swap.state).in_(OPEN) if is_open else col(Swap.state).not_in(OPEN))
    return list(db.exec(query.order_by(col(Swap.created_at).desc(), col(Swap.id))))


def colleagues(db: Session, *, actor: Actor) -> list[Supervisor]:
    """Whom a swap may be proposed to: the others of the pool, by name. Raises NotAllowedError."""
    actor.require(Role.SUPERVISOR, *OFFICE, action="swap.list")
    others = select(Supervisor).where(
        Supervisor.association_id == actor.association_id,
        col(Supervisor.archived_at).is_(None),
        col(Supervisor.id) != (actor.supervisor_id or ""),
    )
    return list(db.exec(others.order_by(col(Supervisor.name), col(Supervisor.id))))


def seen(db: Session, found: Sequence[Swap]) -> list[SwapSeen]:
    """Swaps with names and visits, by one query a table."""
    people = {row.proposer_id for row in found} | {row.partner_id for row in found}
    names = dict(db.exec(select(Supervisor.id, Supervisor.name).where(col(Supervisor.id).in_(people))).all())
    keys = {key for row in found for key in (row.gives_key, row.takes_key) if key is not None}
    terms = {row.term_id for row in found}
    events = (
        select(ReleaseEvent)
        .join(Term, col(Term.current_release_id) == col(ReleaseEvent.release_id))
        .where(col(Term.id).in_(terms), col(ReleaseEvent.key).in_(keys))
    )
    visits = {event.key: _of_event(event) for event in db.exec(events)}
    return [
        SwapSeen(
            swap=row,
            proposer_name=names.get(row.proposer_id, ""),
            partner_name=names.get(row.partner_id, ""),
            gives=visits.get(row.gives_key),
            takes=visits.get(row.takes_key or ""),
        )
        for row in found
    ]


def effects(db: Session, *, actor: Actor, swap_id: str) -> Tried:
    """What an open swap would do now. Raises NotFoundError, WrongStateError and NotYourVisitError."""
    row = swap(db, actor=actor, swap_id=swap_id)
    return try_swap(db, term=load(db, Term, row.term_id, actor=actor), row=row, lang=actor.language)


def effects_of_proposal(db: Session, *, actor: Actor, term_id: str, proposed: SwapProposed) -> Tried:
    """What a swap would do that is not proposed yet. Raises as `propose_swap`, but for what it breaks."""
    term = load(db, Term, term_id, actor=actor)
    row = proposed_row(db, actor=actor, term=term, proposed=proposed)
    return try_swap(db, term=term, row=row, lang=actor.language)


def offers(db: Session, *, actor: Actor, term_id: str, gives_key: str, today: dt.date) -> list[SwapOffered]:
    """With whom one of one's own visits could be swapped, the best for the plan first.

    Raises NotFoundError, NotAllowedError, WrongStateError while nothing is published, and NotYourVisitError.
    """
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.SUPERVISOR, action="swap.propose")
    published = published_for_swaps(db, term)
    problem = published.problem
    ahead = frozenset(number for number, slot in enumerate(problem.slots) if slot.date > today)
    names = {row.id: row.name for row in problem.supervisors}
    slots = {VisitKey(visit.engagement, visit.index): visit.slot for visit in published.plan.visits}
    return [
        SwapOffered(
            partner_id=offer.partner,
            partner_name=names[offer.partner],
            takes=None if offer.takes is None else _of_plan(problem, offer.takes, slots[offer.takes]),
            cost=offer.effect.cost_change,
            cost_by_name=offer.effect.cost_by_name,
        )
        for offer in swap_offers(published, ahead, SupervisorId(actor.supervisor_id or ""), gives_key)
    ]


def _of_event(event: ReleaseEvent) -> SwapVisit:
    shown: dict[str, Any] = {"key": event.key, "date": event.date, "start": event.start, "end": event.end}
    return SwapVisit(**shown, scheme=event.scheme, station_name=event.place or event.title)


def _of_plan(problem: Problem, key: VisitKey, number: int) -> SwapVisit:
    due = next(row for row in problem.engagements if row.id == key.engagement)
    slot = problem.slots[number]
    return SwapVisit(
        key=visit_key(key.engagement, key.index),
        date=slot.date,
        start=f"{slot.start:%H:%M}",
        end=f"{slot.end:%H:%M}",
        scheme=due.scheme.value,
        station_name=next(row.name for row in problem.stations if row.id == due.station),
    )


def proposed_row(db: Session, *, actor: Actor, term: Term, proposed: SwapProposed) -> Swap:
    """A swap as a supervisor proposes it, not stored yet. Raises NotAllowedError and NotFoundError for the partner."""
    actor.require(Role.SUPERVISOR, action="swap.propose")
    load(db, Supervisor, proposed.partner_id, actor=actor)
    return Swap(
        association_id=actor.association_id,
        term_id=term.id,
        proposer_id=actor.supervisor_id or "",
        **proposed.model_dump(),
    )
