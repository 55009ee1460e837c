"""Apply the policy: engagements are made, changed and withdrawn until they are what it asks for.

Applied again it changes nothing, and what stays keeps its key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.demand.due import Due, dues_of
from scheduler.demand.last_term import LastTerm
from scheduler.demand.making import Wanted, differing, group_of, wanted_engagements
from scheduler.ids import TermId
from scheduler.models.accounts import Role
from scheduler.models.people import Station
from scheduler.models.terms import DemandException, DemandRule, Engagement, EngagementSource, Term
from scheduler.planning.term_rows import of_term
from scheduler.rows import add_all, changing, load
from solver.problem import Scheme

WITHDRAWN = "withdrawn_at"
"""In `by_hand`: a planner withdrew it, and the policy does not bring it back."""


@dataclass(slots=True)
class PolicyChanges:
    """What applying the policy does to the engagements."""

    made: list[Engagement] = field(default_factory=list)
    changed: list[tuple[Engagement, dict[str, Any]]] = field(default_factory=list)
    """With the columns that become different; those of one that was withdrawn and is due again among them."""
    withdrawn: list[Engagement] = field(default_factory=list)
    unchanged: list[Engagement] = field(default_factory=list)
    kept_by_hand: list[Engagement] = field(default_factory=list)
    """Withdrawn by a planner although the policy asks for them; they stay withdrawn."""


def due_in(db: Session, term: Term, *, ratings: Mapping[str, int] | None = None) -> list[Due]:
    """What every station is due in a term, in the order of counties and codes.

    ratings: stars by station instead of those they have.
    """
    stations = db.exec(
        select(Station)
        .where(Station.association_id == term.association_id, col(Station.archived_at).is_(None))
        .order_by(col(Station.county), col(Station.code))
    )
    rules, exceptions = of_term(db, DemandRule, term), of_term(db, DemandException, term)
    return dues_of(stations, rules, exceptions, first_date=term.first_date, ratings=ratings)


def preview_policy(db: Session, *, actor: Actor, term_id: TermId) -> PolicyChanges:
    """What applying the policy would do; nothing is stored. Raises NotFoundError and NotAllowedError."""
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, Role.HEAD, Role.SYSTEM, action="demand.preview")
    return _changes(db, actor, term)


def apply_policy(db: Session, *, actor: Actor, term_id: TermId) -> PolicyChanges:
    """Make the engagements what the policy asks for. Raises NotFoundError and NotAllowedError."""
    term = load(db, Term, term_id, actor=actor, lock=True)
    actor.require(Role.PLANNER, action="demand.apply")
    changes = _changes(db, actor, term)
    add_all(db, changes.made, actor=actor, action="engagement.made")
    for row, columns in changes.changed:
        with changing(db, row, actor=actor, action="engagement.changed"):
            for name, value in columns.items():
                setattr(row, name, value)
    for row in changes.withdrawn:
        with changing(db, row, actor=actor, action="engagement.withdrawn"):
            row.withdrawn_at = now()
    return changes


def _changes(db: Session, actor: Actor, term: Term) -> PolicyChanges:
    rows = [row for row in of_term(db, Engagement, term) if row.source is EngagementSource.POLICY]
    stations = {row.id: row for row in db.exec(select(Station).where(Station.association_id == term.association_id))}
    present = _by_group(rows, stations)
    hosts = {group: row.station_id for (scheme, group), row in present.items() if scheme is Scheme.CHIEF}
    last_term = LastTerm.of(db, actor=actor, term=term)
    changes = PolicyChanges()
    kept: set[str] = set()
    for wanted in wanted_engagements(due_in(db, term), term=term, last_term=last_term, hosts=hosts):
        row = present.get((wanted.scheme, wanted.group))
        if row is None:
            changes.made.append(_new(term, wanted))
        else:
            kept.add(row.id)
            _settle(row, wanted, changes)
    changes.withdrawn = [row for row in rows if row.id not in kept and row.withdrawn_at is None]
    return changes


def _by_group(rows: list[Engagement], stations: dict[str, Station]) -> dict[tuple[Scheme, str], Engagement]:
    """The present engagement of each group; one that is due goes before one that was withdrawn."""
    ordered = sorted(rows, key=lambda row: (row.withdrawn_at is None, row.created_at, row.id))
    return {(row.scheme, group_of(row.scheme, stations[row.station_id])): row for row in ordered}


def _settle(row: Engagement, wanted: Wanted, changes: PolicyChanges) -> None:
    if row.withdrawn_at is not None and WITHDRAWN in row.by_hand:
        changes.kept_by_hand.append(row)
        return
    columns = differing(row, wanted)
    if row.withdrawn_at is not None:
        columns[WITHDRAWN] = None
    if columns:
        changes.changed.append((row, columns))
    else:
        changes.unchanged.append(row)


def _new(term: Term, wanted: Wanted) -> Engagement:
    return Engagement(
        association_id=term.association_id, term_id=term.id, source=EngagementSource.POLICY, **wanted.columns
    )
