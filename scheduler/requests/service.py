"""Ask for extra visits, choose among options, and answer: every step is checked against what is published now."""

import datetime as dt

from sqlmodel import Session

from scheduler.actor import Actor, system_actor
from scheduler.associations.queries import own_association
from scheduler.errors import NotAllowedError, NotFoundError, WrongStateError
from scheduler.ids import AssociationId
from scheduler.models.accounts import Role
from scheduler.models.associations import RequestPolicy
from scheduler.models.people import Station
from scheduler.models.requests import RequestState, SessionRequest
from scheduler.models.terms import Term
from scheduler.requests.becoming import release_hold
from scheduler.requests.commands import Approval, HoldAnswer, OptionChoice, Refusal, RequestAsked
from scheduler.requests.errors import NoSuchOptionError, OptionTakenError, PeriodOverError
from scheduler.requests.granting import grant
from scheduler.requests.offers import Offer, offers_for, wish_of
from scheduler.requests.options import Fit
from scheduler.requests.permissions import FOR_THE_OFFICE
from scheduler.requests.queries import OPEN, session_request, visits_granted
from scheduler.requests.renewing import look_for_options
from scheduler.requests.situation import Situation, situation_of
from scheduler.rows import add, changing, load, load_for_change


def ask(
    db: Session, *, actor: Actor, term_id: str, asked: RequestAsked, moment: dt.datetime, today: dt.date
) -> SessionRequest:
    """A new request of a station, with the options for it: OFFERED, or WAITING when there is none.

    Raises NotFoundError, NotAllowedError, NothingPublishedError and PeriodOverError.
    """
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.STATION, Role.PLANNER, action="session-request.ask")
    row = _asked(db, actor, term, asked)
    if not look_for_options(db, row, term, moment, today):
        raise PeriodOverError(term=term.name)
    return add(db, row, actor=actor, action="session-request.asked")


def note_request(db: Session, *, actor: Actor, term_id: str, asked: RequestAsked, today: dt.date) -> SessionRequest:
    """A request entered without waiting for options: WAITING, until the background chores look for them.

    For many at once, as a planner gathers them. Raises NotFoundError, NotAllowedError and PeriodOverError.
    """
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, action="session-request.note")
    row = _asked(db, actor, term, asked)
    if max(row.first_date, term.first_date, today + dt.timedelta(days=1)) >= min(row.end_date, term.end_date):
        raise PeriodOverError(term=term.name)
    return add(db, row, actor=actor, action="session-request.asked")


def look_again(db: Session, *, actor: Actor, request_id: str, moment: dt.datetime, today: dt.date) -> SessionRequest:
    """Fresh options for an open request that holds nothing. Raises NotFoundError, NotAllowedError, WrongStateError."""
    actor.require(Role.STATION, Role.PLANNER, action="session-request.look")
    row = _open(db, actor, request_id, None, "session-request.look", *set(OPEN) - {RequestState.HELD})
    with changing(db, row, actor=actor, action="session-request.offered"):
        look_for_options(db, row, load(db, Term, row.term_id, actor=actor), moment, today)
    return row


def choose(
    db: Session,
    *,
    actor: Actor,
    request_id: str,
    choice: OptionChoice,
    version: int,
    moment: dt.datetime,
    today: dt.date,
) -> SessionRequest:
    """The station says which options suit; the best is held, and granted at once where the policy allows it.

    Raises NotFoundError, NotAllowedError, WrongStateError, ChangedMeanwhileError, NoSuchOptionError, OptionTakenError.
    """
    actor.require(Role.STATION, Role.PLANNER, action="session-request.choose")
    row = _open(db, actor, request_id, version, "session-request.choose", RequestState.OFFERED, RequestState.EXPIRED)
    association = own_association(db, actor=actor)
    offer = _option(row, choice.ranking[0])
    now = _situation(db, row, moment, today)  # of two who choose one half-day, one finds it held
    if now.is_held(offer) or not _is_ahead(offer, today):
        raise OptionTakenError(_fresh(row, now))
    with changing(db, row, actor=actor, action="session-request.chosen"):
        row.ranking, row.held_option, row.state = list(choice.ranking), offer.number, RequestState.HELD
        row.hold_expires_at = moment + dt.timedelta(hours=association.hold_hours)
        first = association.request_policy is RequestPolicy.SUPERVISOR_FIRST
        row.awaits_supervisor_id = offer.visits[0].supervisor_id if first and _moves_nothing(offer) else None
    if association.request_policy is RequestPolicy.AUTOMATIC and _moves_nothing(offer):
        used = visits_granted(db, station_id=row.station_id, term_id=row.term_id)
        if used + row.visits <= association.request_allowance:
            system = system_actor(actor.association_id)
            _grant(db, row, offer, actor=system, comment="", moment=moment, today=today)
    return row


def answer_hold(
    db: Session,
    *,
    actor: Actor,
    request_id: str,
    answer: HoldAnswer,
    version: int,
    moment: dt.datetime,
    today: dt.date,
) -> SessionRequest:
    """The supervisor agrees, and the visit is granted; or not, and the station chooses again. Raises as `choose`."""
    actor.require(Role.SUPERVISOR, action="session-request.answer")
    row = _open(db, actor, request_id, version, "session-request.answer", RequestState.HELD)
    if actor.supervisor_id is None or row.awaits_supervisor_id != actor.supervisor_id:
        raise NotAllowedError(action="session-request.answer")
    if answer.agreed:
        offer = _option(row, row.held_option)
        system = system_actor(actor.association_id)
        return _grant(db, row, offer, actor=system, comment=answer.comment, moment=moment, today=today)
    with changing(db, row, actor=actor, action="session-request.hold-refused"):
        release_hold(row, RequestState.OFFERED)
        row.decision = answer.comment
    return row


def approve(
    db: Session,
    *,
    actor: Actor,
    request_id: str,
    approval: Approval,
    version: int,
    moment: dt.datetime,
    today: dt.date,
) -> SessionRequest:
    """The planner grants an option, which is published at once as a small release. Raises as `choose`."""
    actor.require(Role.PLANNER, action="session-request.approve")
    row = _open(db, actor, request_id, version, "session-request.approve", *OPEN)
    number = approval.option
    if number is None:
        number = row.held_option if row.held_option is not None else next(iter(row.ranking), 0)
    offer = _option(row, number)
    return _grant(db, row, offer, actor=actor, comment=approval.comment, moment=moment, today=today)


def decline(
    db: Session, *, actor: Actor, request_id: str, refusal: Refusal, version: int, moment: dt.datetime
) -> SessionRequest:
    """The planner says no, with the reason. Raises NotFoundError, NotAllowedError and ChangedMeanwhileError."""
    actor.require(Role.PLANNER, action="session-request.decline")
    row = _open(db, actor, request_id, version, "session-request.decline", *OPEN)
    with changing(db, row, actor=actor, action="session-request.declined"):
        release_hold(row, RequestState.DECLINED)
        row.decision, row.decided_at, row.decided_by = refusal.reason, moment, actor.account_id
    return row


def withdraw(db: Session, *, actor: Actor, request_id: str, version: int) -> SessionRequest:
    """The station takes its request back. Raises NotFoundError, NotAllowedError and ChangedMeanwhileError."""
    actor.require(Role.STATION, Role.PLANNER, action="session-request.withdraw")
    row = _open(db, actor, request_id, version, "session-request.withdraw", *OPEN, RequestState.DECLINED)
    with changing(db, row, actor=actor, action="session-request.withdrawn"):
        release_hold(row, RequestState.WITHDRAWN)
    return row


def _asked(db: Session, actor: Actor, term: Term, asked: RequestAsked) -> SessionRequest:
    """A new request of a station, not stored yet. Raises NotFoundError for a station that is not there."""
    station = load(db, Station, _asking_station(actor, asked), actor=actor)
    return SessionRequest(
        association_id=actor.association_id,
        term_id=term.id,
        station_id=station.id,
        state=RequestState.WAITING,
        **asked.model_dump(exclude={"station_id"}),
    )


def _asking_station(actor: Actor, asked: RequestAsked) -> str:
    if actor.role is Role.STATION:
        return actor.station_id or ""
    if asked.station_id is None:
        raise NotFoundError(kind="station", id="")
    return asked.station_id


def _grant(
    db: Session,
    row: SessionRequest,
    offer: Offer,
    *,
    actor: Actor,
    comment: str,
    moment: dt.datetime,
    today: dt.date,
) -> SessionRequest:
    now = _situation(db, row, moment, today)
    with changing(db, row, actor=actor, action="session-request.approved"):
        release = grant(db, row, offer, now.term) if _is_ahead(offer, today) and not now.is_held(offer) else None
        if release is None:
            raise OptionTakenError(_fresh(row, now))
        release_hold(row, RequestState.APPROVED)
        row.release_id, row.decision = release.id, comment
        row.decided_at, row.decided_by = moment, actor.account_id
    return row


def _situation(db: Session, row: SessionRequest, moment: dt.datetime, today: dt.date) -> Situation:
    """How the request's term stands, but for what is held for the request itself; nobody else changes it meanwhile."""
    system = system_actor(AssociationId(row.association_id))
    term = load(db, Term, row.term_id, actor=system, lock=True)
    return situation_of(db, term=term, actor=system, moment=moment, today=today, besides=row.id)


def _fresh(row: SessionRequest, now: Situation) -> list[object]:
    """What is possible now, as everybody may see it who may choose."""
    wish, room = wish_of(row, now.problem, now.ahead)
    offers = offers_for(now.problem, now.plan, wish, room) if wish.slots else []
    return [offer.model_dump(mode="json", exclude=FOR_THE_OFFICE) for offer in offers]


def _is_ahead(offer: Offer, today: dt.date) -> bool:
    return all(visit.date > today for visit in offer.visits)


def _open(
    db: Session, actor: Actor, request_id: str, version: int | None, action: str, *states: RequestState
) -> SessionRequest:
    session_request(db, actor=actor, request_id=request_id)
    row = load_for_change(db, SessionRequest, request_id, actor=actor, version=version)
    if row.state not in states:
        raise WrongStateError(kind="session_request", id=row.id, state=row.state.value, action=action)
    return row


def _option(row: SessionRequest, number: int | None) -> Offer:
    if number is None or not 0 <= number < len(row.options):
        raise NoSuchOptionError(number=number)
    return Offer.model_validate(row.options[number])


def _moves_nothing(offer: Offer) -> bool:
    return offer.fit is not Fit.GROUP and not offer.moves
