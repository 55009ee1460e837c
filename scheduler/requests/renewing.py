"""What becomes of requests while time passes: options looked for, holds that end, what a release has freed or taken."""

import datetime as dt
from typing import Final, TypeVar

from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from scheduler.actor import Actor, system_actor
from scheduler.ids import AssociationId
from scheduler.models.releases import Release
from scheduler.models.requests import RequestState, SessionRequest
from scheduler.models.terms import Term
from scheduler.requests.becoming import release_hold
from scheduler.requests.offers import free_offers, offers_for, wish_of
from scheduler.requests.options import Fit
from scheduler.requests.situation import situation_of
from scheduler.rows import changing, load

T = TypeVar("T")
LOOKED_AT_AGAIN: Final = (
    RequestState.WAITING,
    RequestState.OFFERED,
    RequestState.EXPIRED,
    RequestState.DECLINED,
)
"""Open or declined, and holding nothing."""


def look_for_options(db: Session, row: SessionRequest, term: Term, moment: dt.datetime, today: dt.date) -> bool:
    """Set the row's options and state; whether any half-day that suits lies ahead at all."""
    now = situation_of(db, term=term, actor=_system(row), moment=moment, today=today, besides=row.id)
    wish, room = wish_of(row, now.problem, now.ahead)
    offers = offers_for(now.problem, now.plan, wish, room) if wish.slots else []
    row.options, row.looked_at = [offer.model_dump(mode="json") for offer in offers], moment
    row.state = RequestState.OFFERED if offers else RequestState.WAITING
    return bool(wish.slots)


def expire_holds(db: Session, *, moment: dt.datetime) -> int:
    """End the holds whose time is over, in every association; returns how many. For the background chores."""
    query = select(SessionRequest).where(
        SessionRequest.state == RequestState.HELD, col(SessionRequest.hold_expires_at) <= moment
    )
    rows = list(db.exec(query.with_for_update(skip_locked=True)))
    for row in rows:
        with changing(db, row, actor=_system(row), action="session-request.hold-expired"):
            release_hold(row, RequestState.EXPIRED)
    return len(rows)


def left_to_look_at(db: Session, *, today: dt.date) -> list[str]:
    """The keys of requests that hold nothing, where a release came since they were looked at, the oldest first.

    In every association, for the background chores; `offer_again` looks at one.
    """
    return list(db.exec(_left(select(SessionRequest.id), today).order_by(col(SessionRequest.created_at))))


def offer_again(db: Session, *, request_id: str, moment: dt.datetime, today: dt.date) -> SessionRequest | None:
    """Look again for a request of `left_to_look_at`; it, when it has free options at last.

    What was free and is taken now is replaced by what is possible now, and a request that was never looked at gets
    its options. None also when somebody else looks, or has looked meanwhile.
    """
    query = _left(select(SessionRequest), today).where(SessionRequest.id == request_id)
    row = db.exec(query.with_for_update(of=SessionRequest, skip_locked=True)).first()
    if row is None:
        return None
    had_none = row.state is RequestState.DECLINED or not _has_free(row)
    with changing(db, row, actor=_system(row), action="session-request.looked-at"):
        _renew(db, row, load(db, Term, row.term_id, actor=_system(row)), moment, today)
    return row if had_none and row.state is RequestState.OFFERED and _has_free(row) else None


def _left(query: SelectOfScalar[T], today: dt.date) -> SelectOfScalar[T]:
    return (
        query.join(Term, col(Term.id) == col(SessionRequest.term_id))
        .join(Release, col(Release.id) == col(Term.current_release_id))
        .where(
            col(SessionRequest.state).in_(LOOKED_AT_AGAIN),
            col(SessionRequest.end_date) > today,
            or_(col(SessionRequest.looked_at).is_(None), col(Release.published_at) > col(SessionRequest.looked_at)),
        )
    )


def _renew(db: Session, row: SessionRequest, term: Term, moment: dt.datetime, today: dt.date) -> None:
    """Offer what suits and is free; where nothing is, a row keeps what it has, unless that was free and is no more."""
    was_free = row.state is not RequestState.DECLINED and _has_free(row)
    if row.looked_at is None:
        look_for_options(db, row, term, moment, today)
        return
    now = situation_of(db, term=term, actor=_system(row), moment=moment, today=today)
    wish, _room = wish_of(row, now.problem, now.ahead)
    row.looked_at = moment
    if offers := free_offers(now.problem, now.plan, wish):
        row.options, row.ranking = [offer.model_dump(mode="json") for offer in offers], []
        row.state = RequestState.OFFERED
    elif was_free:
        row.ranking = []
        look_for_options(db, row, term, moment, today)


def _has_free(row: SessionRequest) -> bool:
    return any(option["fit"] == Fit.FREE for option in row.options)


def _system(row: SessionRequest) -> Actor:
    return system_actor(AssociationId(row.association_id))
