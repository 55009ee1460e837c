"""What a session request is judged against: the current release on today's rows, and what is held for others."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.models.requests import RequestState, SessionRequest
from scheduler.models.terms import Term
from scheduler.planning.keys import visit_key
from scheduler.publishing.current import published_now
from scheduler.requests.errors import NothingPublishedError
from scheduler.requests.offers import Offer
from solver.ids import EngagementId, StationId, SupervisorId
from solver.plan import Plan
from solver.problem import Engagement, Problem, Visit, VisitLock

HOLD: Final = "hold-"
"""What the engagement that stands for a hold begins with."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A term's problem as its rows stand now, and the published plan in it with what is held for others."""

    term: Term
    problem: Problem
    plan: Plan
    ahead: frozenset[int]
    """The half-days after today."""

    def is_held(self, offer: Offer) -> bool:
        """Whether a person of an offer is held for another request at the same time; never of a neighbour's visit."""
        if offer.joins_key is not None:
            return False
        held = {
            (self.problem.slots[visit.slot].date, f"{self.problem.slots[visit.slot].start:%H:%M}", person)
            for visit in self.plan.visits
            if visit.engagement.startswith(HOLD)
            for person in visit.supervisors
        }
        return any((visit.date, visit.start, visit.supervisor_id) in held for visit in offer.visits)


def situation_of(
    db: Session, *, term: Term, actor: Actor, moment: dt.datetime, today: dt.date, besides: str | None = None
) -> Situation:
    """How the term stands; `besides` is the request whose own hold does not count. Raises NothingPublishedError.

    `actor` is the system at work for the association: a request is judged by all of it, whoever asks.
    """
    published = published_now(db, term=term, actor=actor)
    if published is None:
        raise NothingPublishedError(term=term.name)
    problem, plan = published.problem, published.plan
    for request in _held(db, term, moment):
        if request.id != besides:
            problem, plan = _with_hold(problem, plan, request)
    ahead = frozenset(number for number, slot in enumerate(problem.slots) if slot.date > today)
    return Situation(term, problem, plan, ahead)


def _held(db: Session, term: Term, moment: dt.datetime) -> list[SessionRequest]:
    return list(
        db.exec(
            select(SessionRequest)
            .where(
                SessionRequest.term_id == term.id,
                SessionRequest.state == RequestState.HELD,
                col(SessionRequest.hold_expires_at) > moment,
            )
            .order_by(col(SessionRequest.id))
        )
    )


def _with_hold(problem: Problem, plan: Plan, request: SessionRequest) -> tuple[Problem, Plan]:
    """The plan in which the held visits take place, and what makes room for them has moved.

    A hold that no longer fits the rows is passed over, and one that only joins a neighbour's visit takes nobody's time.
    """
    offer = Offer.model_validate(request.options[request.held_option or 0])
    if offer.joins_key is not None:
        return problem, plan
    numbers = {(slot.date, f"{slot.start:%H:%M}"): number for number, slot in enumerate(problem.slots)}
    slots = [numbers.get((visit.date, visit.start)) for visit in offer.visits]
    if None in slots or not any(row.id == request.station_id for row in problem.stations):
        return problem, plan
    held = Engagement(
        id=EngagementId(f"{HOLD}{request.id}"),
        scheme=request.scheme,
        station=StationId(request.station_id),
        visits=len(slots),
        panel=1,
        first=0,
        last=len(problem.slots) - 1,
    )
    visits = [
        Visit(engagement=held.id, index=index, slot=slot, supervisors=[SupervisorId(visit.supervisor_id)])
        for index, (slot, visit) in enumerate(zip(slots, offer.visits, strict=True))
        if slot is not None
    ]
    return (
        problem.changed(engagements=[*problem.engagements, held], locks=[*problem.locks, *map(_pinned, visits)]),
        plan.model_copy(update={"visits": [*_made_room(plan, offer, numbers), *visits]}),
    )


def _made_room(plan: Plan, offer: Offer, numbers: Mapping[tuple[dt.date, str], int]) -> list[Visit]:
    """The planned visits with those moved that the offer moves."""
    moved = {move.key: numbers.get((move.to_date, move.to_start)) for move in offer.moves}
    slots = ((visit, moved.get(visit_key(visit.engagement, visit.index))) for visit in plan.visits)
    return [visit if slot is None else visit.model_copy(update={"slot": slot}) for visit, slot in slots]


def _pinned(visit: Visit) -> VisitLock:
    return VisitLock(engagement=visit.engagement, index=visit.index, slot=visit.slot, supervisors=visit.supervisors)
