"""Read session requests: one, many, and how much of its allowance a station has used."""

from dataclasses import dataclass

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.errors import NotFoundError
from scheduler.models.requests import RequestState, SessionRequest, Urgency
from scheduler.paging import Page, Paging, page_of
from scheduler.requests.permissions import READERS, readable_requests

OPEN = (RequestState.WAITING, RequestState.OFFERED, RequestState.HELD, RequestState.EXPIRED)


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """Which requests; what is None does not narrow."""

    term_id: str | None = None
    station_id: str | None = None
    state: RequestState | None = None
    is_open: bool | None = None


def session_request(db: Session, *, actor: Actor, request_id: str) -> SessionRequest:
    """One request. Raises NotFoundError, also for what the actor may not read."""
    found = db.exec(
        select(SessionRequest).where(
            SessionRequest.id == request_id,
            SessionRequest.association_id == actor.association_id,
            readable_requests(actor),
        )
    ).first()
    if found is None:
        raise NotFoundError(kind="session_request", id=request_id)
    return found


def session_requests(db: Session, *, actor: Actor, asked: RequestFilter, paging: Paging) -> Page[SessionRequest]:
    """The requests the actor may read: the most urgent first, then the oldest. Raises NotAllowedError for systems."""
    actor.require(*READERS, action="session-request.list")
    query = select(SessionRequest).where(
        SessionRequest.association_id == actor.association_id, readable_requests(actor)
    )
    if asked.term_id is not None:
        query = query.where(SessionRequest.term_id == asked.term_id)
    if asked.station_id is not None:
        query = query.where(SessionRequest.station_id == asked.station_id)
    if asked.state is not None:
        query = query.where(SessionRequest.state == asked.state)
    if asked.is_open is not None:
        is_open = col(SessionRequest.state).in_(OPEN)
        query = query.where(is_open if asked.is_open else ~is_open)
    urgency = case({Urgency.URGENT.value: 0, Urgency.SOON.value: 1}, value=col(SessionRequest.urgency), else_=2)
    return page_of(db, query.order_by(urgency, col(SessionRequest.created_at), col(SessionRequest.id)), paging)


def visits_granted(db: Session, *, station_id: str, term_id: str) -> int:
    """How many extra visits a station has been granted in a term."""
    granted = db.exec(
        select(func.coalesce(func.sum(SessionRequest.visits), 0)).where(
            SessionRequest.station_id == station_id,
            SessionRequest.term_id == term_id,
            SessionRequest.state == RequestState.APPROVED,
        )
    ).one()
    return int(granted)
