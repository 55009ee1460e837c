"""Availability: what a supervisor says about a term's half-days, until the deadline; the planner may any time."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, and_, col, select

from scheduler.actor import Actor
from scheduler.clock import CHINA, now
from scheduler.errors import ChangedMeanwhileError, Fault, FaultyInputError, NotAllowedError, WrongStateError
from scheduler.models.accounts import Role
from scheduler.models.people import Availability, Supervisor
from scheduler.models.terms import Term
from scheduler.people.commands import AvailabilityContent
from scheduler.people.errors import DeadlinePassedError
from scheduler.people.permissions import OFFICE
from scheduler.people.supervisors import find_supervisor
from scheduler.rows import add, audited, changing, load, locked, unique
from solver.wording import Wording

_OUTSIDE = Wording("{date} 不在计划期内（{first} 至 {last}）", "{date} is not within the term, {first} to {last}")


@dataclass(frozen=True, slots=True)
class Given:
    """A supervisor, and what they said of a term; None while they said nothing."""

    supervisor: Supervisor
    availability: Availability | None


def list_availability(
    db: Session, *, actor: Actor, term_id: str, submitted: bool | None = None, lock: bool = False
) -> list[Given]:
    """Every supervisor of the list with what they said of a term, by code; the office only.

    With `lock`, nobody else takes a list of them in until this unit of work ends.

    Raises NotFoundError and NotAllowedError.
    """
    if actor.role not in OFFICE:
        raise NotAllowedError(action="availability.list")
    term = load(db, Term, term_id, actor=actor)
    match = and_(col(Availability.supervisor_id) == col(Supervisor.id), col(Availability.term_id) == term.id)
    query = (
        select(Supervisor, Availability)
        .join(Availability, match, isouter=True)
        .where(Supervisor.association_id == actor.association_id, col(Supervisor.archived_at).is_(None))
        .order_by(col(Supervisor.code))
    )
    if submitted is not None:
        column = col(Availability.submitted_at)
        query = query.where(column.is_not(None) if submitted else column.is_(None))
    if lock:
        query = query.with_for_update(of=Supervisor)
    return [Given(supervisor, availability) for supervisor, availability in db.exec(query).all()]


def find_availability(db: Session, *, actor: Actor, term_id: str, supervisor_id: str) -> Given:
    """What a supervisor said of a term: for the office and for themselves. Raises NotFoundError and NotAllowedError."""
    _require_own_or_office(actor, supervisor_id, action="availability.read")
    term = load(db, Term, term_id, actor=actor)
    supervisor = find_supervisor(db, supervisor_id, actor=actor)
    return Given(supervisor, _row(db, term, supervisor, lock=False))


def save_availability(
    db: Session, *, actor: Actor, term_id: str, supervisor_id: str, content: AvailabilityContent, version: int
) -> Availability:
    """Put what is entered in place of what was said; `version` is 0 while nothing was.

    Raises NotFoundError, NotAllowedError, DeadlinePassedError, WrongStateError for an archived term,
    ChangedMeanwhileError and FaultyInputError.
    """
    term, supervisor = _editable(db, actor, term_id, supervisor_id)
    row = _row(db, term, supervisor, lock=True)
    current = 0 if row is None else row.version
    if version != current:
        now_there = None if row is None else audited(row)
        raise ChangedMeanwhileError(
            kind="availability", id=supervisor_id, yours=version, current=current, row=now_there
        )
    return put_availability(db, row, actor=actor, term=term, supervisor=supervisor, content=content)


def put_availability(
    db: Session,
    row: Availability | None,
    *,
    actor: Actor,
    term: Term,
    supervisor: Supervisor,
    content: AvailabilityContent,
    submitted: bool = False,
) -> Availability:
    """Put what is entered in place of what a loaded row holds, or make the row.

    With `submitted`, what is new counts as submitted. Raises FaultyInputError and TakenError.
    """
    if faults := availability_faults(term, content):
        raise FaultyInputError(faults)
    values = content.model_dump(mode="json")
    if row is None:
        new = Availability(association_id=term.association_id, term_id=term.id, supervisor_id=supervisor.id, **values)
        new.submitted_at = now() if submitted else None
        with unique("availability", "supervisor", supervisor.code):
            return add(db, new, actor=actor, action="availability.given")
    with changing(db, row, actor=actor, action="availability.changed"):
        before = {name: getattr(row, name) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        if submitted and before != values:
            row.submitted_at = now()
    return row


def submit_availability(
    db: Session, *, actor: Actor, term_id: str, supervisor_id: str, submitted: bool = True
) -> Availability:
    """Say that it is complete, or with `submitted` False that it is not; who said nothing is free all the time.

    Raises as `save_availability`.
    """
    term, supervisor = _editable(db, actor, term_id, supervisor_id)
    row = _row(db, term, supervisor, lock=True)
    if row is None:
        row = put_availability(db, None, actor=actor, term=term, supervisor=supervisor, content=AvailabilityContent())
    action = "availability.submitted" if submitted else "availability.reopened"
    with changing(db, row, actor=actor, action=action):
        row.submitted_at = now() if submitted else None
    return row


def availability_faults(term: Term, content: AvailabilityContent) -> list[Fault]:
    """Exceptions that are not within the term."""
    first, last = f"{term.first_date}", f"{term.end_date - dt.timedelta(days=1)}"
    return [
        Fault(f"exceptions.{text}", "outside-term", _OUTSIDE, {"date": text[:10], "first": first, "last": last})
        for text in content.exceptions
        if not first <= text[:10] <= last
    ]


def _editable(db: Session, actor: Actor, term_id: str, supervisor_id: str) -> tuple[Term, Supervisor]:
    _require_own_or_planner(actor, supervisor_id, action="availability.change")
    term = load(db, Term, term_id, actor=actor)
    supervisor = find_supervisor(db, supervisor_id, actor=actor)
    if term.archived_at is not None:
        raise WrongStateError(kind="term", id=term.id, state="archived", action="availability.change")
    deadline = term.availability_deadline
    if actor.role == Role.SUPERVISOR and deadline is not None and now() >= deadline:
        raise DeadlinePassedError(deadline=f"{deadline.astimezone(CHINA):%Y-%m-%d %H:%M}")
    return term, supervisor


def _require_own_or_office(actor: Actor, supervisor_id: str, *, action: str) -> None:
    if actor.role not in OFFICE:
        _require_own(actor, supervisor_id, action=action)


def _require_own_or_planner(actor: Actor, supervisor_id: str, *, action: str) -> None:
    if actor.role not in {None, Role.PLANNER, Role.SYSTEM}:
        _require_own(actor, supervisor_id, action=action)


def _require_own(actor: Actor, supervisor_id: str, *, action: str) -> None:
    if actor.role != Role.SUPERVISOR or actor.supervisor_id != supervisor_id:
        raise NotAllowedError(action=action)


def _row(db: Session, term: Term, supervisor: Supervisor, *, lock: bool) -> Availability | None:
    query = select(Availability).where(Availability.term_id == term.id, Availability.supervisor_id == supervisor.id)
    return db.exec(locked(query) if lock else query).first()
