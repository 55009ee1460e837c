"""The lines of a term's demand policy, and the exceptions of single stations."""

from typing import Any

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.demand.commands import ExceptionGiven, NewRule, RuleContent
from scheduler.ids import TermId
from scheduler.models.accounts import Role
from scheduler.models.people import Station
from scheduler.models.terms import DemandException, DemandRule, Term
from scheduler.planning.term_rows import of_term
from scheduler.rows import add, changing, load, load_for_change, remove
from solver.problem import Scheme

OFFICE = (Role.PLANNER, Role.HEAD, Role.SYSTEM)


def list_rules(db: Session, *, actor: Actor, term_id: TermId) -> list[DemandRule]:
    """The rules of a term, by scheme and in their order. Raises NotFoundError and NotAllowedError."""
    term = load(db, Term, term_id, actor=actor)
    actor.require(*OFFICE, action="demand.read")
    order = list(Scheme)
    return sorted(of_term(db, DemandRule, term), key=lambda rule: (order.index(rule.scheme), rule.position))


def make_rule(db: Session, *, actor: Actor, term_id: TermId, asked: NewRule) -> DemandRule:
    """A new line of the policy; engagements follow when it is applied. Raises NotFoundError and NotAllowedError."""
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, action="demand.make-rule")
    rule = DemandRule(association_id=term.association_id, term_id=term.id, **_columns(asked))
    return add(db, rule, actor=actor, action="demand_rule.made")


def find_rule(db: Session, *, actor: Actor, rule_id: str) -> DemandRule:
    """One rule. Raises NotFoundError and NotAllowedError."""
    rule = load(db, DemandRule, rule_id, actor=actor)
    actor.require(*OFFICE, action="demand.read")
    return rule


def change_rule(db: Session, *, actor: Actor, rule_id: str, asked: RuleContent, version: int) -> DemandRule:
    """Replace what a rule says. Raises NotFoundError, NotAllowedError and ChangedMeanwhileError."""
    actor.require(Role.PLANNER, action="demand.change-rule")
    rule = load_for_change(db, DemandRule, rule_id, actor=actor, version=version)
    with changing(db, rule, actor=actor, action="demand_rule.changed"):
        for name, value in _columns(asked).items():
            setattr(rule, name, value)
    return rule


def remove_rule(db: Session, *, actor: Actor, rule_id: str, version: int) -> None:
    """Take a rule out of the policy. Raises NotFoundError, NotAllowedError and ChangedMeanwhileError."""
    actor.require(Role.PLANNER, action="demand.remove-rule")
    rule = load_for_change(db, DemandRule, rule_id, actor=actor, version=version)
    remove(db, rule, actor=actor, action="demand_rule.removed")


def give_exception(
    db: Session, *, actor: Actor, term_id: TermId, station_id: str, scheme: Scheme, asked: ExceptionGiven
) -> DemandException:
    """Set a station's own number of visits of a scheme, with the reason. Raises NotFoundError and NotAllowedError."""
    term = load(db, Term, term_id, actor=actor, lock=True)
    station = load(db, Station, station_id, actor=actor)
    actor.require(Role.PLANNER, action="demand.give-exception")
    row = _exception(db, term, station, scheme)
    if row is None:
        made = DemandException(
            association_id=term.association_id,
            term_id=term.id,
            station_id=station.id,
            scheme=scheme,
            visits=asked.visits,
            reason=asked.reason,
            account_id=actor.account_id,
        )
        return add(db, made, actor=actor, action="demand_exception.made")
    with changing(db, row, actor=actor, action="demand_exception.changed"):
        row.visits, row.reason, row.account_id = asked.visits, asked.reason, actor.account_id
    return row


def end_exception(db: Session, *, actor: Actor, term_id: TermId, station_id: str, scheme: Scheme) -> None:
    """Let the policy hold for a station again; nothing happens when it does. Raises NotFoundError, NotAllowedError."""
    term = load(db, Term, term_id, actor=actor, lock=True)
    station = load(db, Station, station_id, actor=actor)
    actor.require(Role.PLANNER, action="demand.end-exception")
    row = _exception(db, term, station, scheme)
    if row is not None:
        remove(db, row, actor=actor, action="demand_exception.removed")


def _exception(db: Session, term: Term, station: Station, scheme: Scheme) -> DemandException | None:
    query = select(DemandException).where(
        DemandException.term_id == term.id,
        DemandException.station_id == station.id,
        col(DemandException.scheme) == scheme,
    )
    return db.exec(query).first()


def _columns(asked: RuleContent) -> dict[str, Any]:
    columns = asked.model_dump()
    return columns | {"shape": asked.shape.model_dump(mode="json", exclude_unset=True)}
