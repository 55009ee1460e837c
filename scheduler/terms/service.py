"""Make a term, change it, archive it."""

import datetime as dt

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.associations.queries import one_at_a_time, own_association
from scheduler.clock import now
from scheduler.demand.copying import copy_exceptions, copy_policy
from scheduler.errors import Fault, FaultyInputError, WrongStateError
from scheduler.ids import TermId
from scheduler.models.accounts import Role
from scheduler.models.terms import Term
from scheduler.rows import add, add_all, changing, load, load_for_change, unique
from scheduler.terms.commands import LONGEST_TERM_DAYS, NewTerm, TermChange
from scheduler.terms.errors import TermsOverlapError
from scheduler.terms.half_days import half_days_of, is_provisional
from scheduler.terms.workdays import known_days
from solver.wording import Wording

_BACKWARDS = Wording("最后一天不能早于第一天", "the last day cannot come before the first")
_TOO_LONG = Wording(
    "计划期有 {days} 天，最长为 {most} 天", "the term has {days} days, and {most} are the most; shorten it"
)
_NO_WORK = Wording("这段日期内没有工作日", "no day of this period is worked")


def make_term(db: Session, *, actor: Actor, asked: NewTerm) -> Term:
    """A new term with its half-days by the calendar, and the demand of the term before if that is wanted.

    Raises NotAllowedError, FaultyInputError, NotFoundError for the term before, TermsOverlapError and TakenError.
    """
    actor.require(Role.PLANNER, action="term.make")
    one_at_a_time(db, actor)
    association = own_association(db, actor=actor)
    first, end = asked.period()
    check_period(first, end)
    check_overlap(db, actor, first, end, besides=None)
    previous = _previous(db, actor, asked, first)
    term = Term(
        association_id=actor.association_id,
        name=asked.title(),
        first_date=first,
        end_date=end,
        availability_deadline=asked.availability_deadline,
        previous_term_id=None if previous is None else previous.id,
    )
    table = known_days(db)
    slots = half_days_of(term, association, table)
    if not slots:
        raise FaultyInputError([Fault("first_date", "no-working-day", _NO_WORK, {})])
    term.provisional = is_provisional(term, table)
    with unique("term", "name", term.name):
        add(db, term, actor=actor, action="term.made")
    db.add_all(slots)
    db.flush()
    if previous is not None and asked.copy_policy:
        add_all(db, copy_policy(db, previous, term), actor=actor, action="demand_rule.copied")
    if previous is not None and asked.copy_exceptions:
        add_all(db, copy_exceptions(db, previous, term, actor=actor), actor=actor, action="demand_exception.copied")
    return term


def change_term(db: Session, *, actor: Actor, term_id: TermId, change: TermChange, version: int) -> Term:
    """Change what is not its dates. Raises NotFoundError, NotAllowedError, ChangedMeanwhileError and TakenError."""
    actor.require(Role.PLANNER, action="term.change")
    term = load_for_change(db, Term, term_id, actor=actor, version=version)
    if change.previous_term_id is not None:
        load(db, Term, change.previous_term_id, actor=actor)
        if change.previous_term_id == term.id:
            raise WrongStateError(kind="term", id=term.id, state=term.name, action="term.follow-itself")
    given = change.model_dump(exclude_unset=True, mode="python")
    if change.weights is not None:
        given["weights"] = change.weights.model_dump(exclude_unset=True)
    with unique("term", "name", change.name), changing(db, term, actor=actor, action="term.changed"):
        for name, value in given.items():
            if value is not None or name in {"availability_deadline", "previous_term_id"}:
                setattr(term, name, value)
    return term


def archive_term(db: Session, *, actor: Actor, term_id: TermId, version: int, archived: bool = True) -> Term:
    """List a term only when asked for, or among the others again.

    Raises NotFoundError, NotAllowedError, ChangedMeanwhileError, and TermsOverlapError when its dates are taken.
    """
    actor.require(Role.PLANNER, action="term.archive")
    term = load_for_change(db, Term, term_id, actor=actor, version=version)
    if not archived:
        one_at_a_time(db, actor)
        check_overlap(db, actor, term.first_date, term.end_date, besides=term.id)
    with changing(db, term, actor=actor, action="term.archived" if archived else "term.restored"):
        term.archived_at = (term.archived_at or now()) if archived else None
    return term


def check_period(first: dt.date, end: dt.date) -> None:
    """Raise FaultyInputError unless the half-open period can be a term's."""
    days = (end - first).days
    if days < 1:
        raise FaultyInputError([Fault("last_date", "period-backwards", _BACKWARDS, {})])
    if days > LONGEST_TERM_DAYS:
        raise FaultyInputError(
            [Fault("last_date", "term-too-long", _TOO_LONG, {"days": days, "most": LONGEST_TERM_DAYS})]
        )


def check_overlap(db: Session, actor: Actor, first: dt.date, end: dt.date, *, besides: str | None) -> None:
    """Raise TermsOverlapError when another term that is not archived has some of the dates.

    Who then takes the dates has the association to itself: `one_at_a_time`.
    """
    query = select(Term).where(
        Term.association_id == actor.association_id,
        col(Term.archived_at).is_(None),
        Term.first_date < end,
        Term.end_date > first,
        Term.id != (besides or ""),
    )
    other = db.exec(query.order_by(col(Term.first_date))).first()
    if other is not None:
        last = other.end_date - dt.timedelta(days=1)
        raise TermsOverlapError(
            id=other.id, name=other.name, first_date=other.first_date.isoformat(), last_date=last.isoformat()
        )


def _previous(db: Session, actor: Actor, asked: NewTerm, first: dt.date) -> Term | None:
    if asked.previous_term_id is not None:
        return load(db, Term, asked.previous_term_id, actor=actor)
    query = select(Term).where(Term.association_id == actor.association_id, Term.end_date <= first)
    return db.exec(query.order_by(col(Term.end_date).desc())).first()
