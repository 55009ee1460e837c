"""What of a published term can no longer take place on the rows as they are now, and what could be done about each."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from scheduler.actor import Actor, system_actor
from scheduler.comparing.comparison import Side
from scheduler.comparing.occurrences import Occurrence
from scheduler.comparing.queries import names_in
from scheduler.comparing.telling import told_occurrence
from scheduler.drafts.findings import Finding, findings
from scheduler.errors import WrongStateError
from scheduler.ids import AssociationId
from scheduler.mending.proposals import Proposal, RemedyKind, proposals
from scheduler.models.accounts import Role
from scheduler.models.terms import Term
from scheduler.planning import Loss, lasting_key
from scheduler.publishing.current import Published, published_now
from scheduler.rows import load
from solver.plan import Plan
from solver.problem import Problem, Visit
from solver.wording import Lang


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A proposal with its date and name."""

    number: int
    remedy: RemedyKind
    date: dt.date
    start: str
    supervisor_id: str
    supervisor_name: str
    cost: int


@dataclass(frozen=True, slots=True)
class Fallen:
    """One visit or course session that can no longer take place, why, and the ways to keep it."""

    key: str
    occurrence: Occurrence
    title: str
    shown: dict[str, Any]
    """When, where and with whom, as notices tell it."""
    findings: list[Finding]
    proposals: list[ProposalShown]


@dataclass(frozen=True, slots=True)
class Damage:
    """All that falls in a term. The first proposals of all together keep every rule; others may need another look.

    `lost` has no place on today's rows at all, such as on a day that is off now.
    """

    term: Term
    release_id: str
    fallen: list[Fallen]
    lost: list[Loss]
    other: list[Finding]
    """Broken rules that no single date is to blame for."""


def damage(db: Session, *, actor: Actor, term_id: str, today: dt.date, lang: Lang = Lang.ZH) -> Damage:
    """What falls of the current release from tomorrow on. Raises NotFoundError, NotAllowedError, WrongStateError."""
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, Role.HEAD, action="term.damage")
    system = system_actor(AssociationId(term.association_id))
    published = published_now(db, term=term, actor=system)
    if published is None:
        raise WrongStateError(kind="term", id=term.id, state="unpublished", action="term.damage")
    return _damage(db, term, published, today, lang)


def _damage(db: Session, term: Term, published: Published, today: dt.date, lang: Lang) -> Damage:
    side = Side(published.problem, published.plan)
    names = names_in(db, term.id, published.problem)
    by_key: dict[str, list[Finding]] = {}
    other = []
    for finding in findings(side, side.verdict.violations, names, lang):
        for key in finding.keys[:1]:
            by_key.setdefault(key, []).append(finding)
        if not finding.keys:
            other.append(finding)
    ahead = frozenset(number for number, slot in enumerate(published.problem.slots) if slot.date > today)
    visits = {lasting_key(row): row for row in published.plan.visits}
    standing = published.plan.model_copy(update={"visits": [row for key, row in visits.items() if key not in by_key]})
    fallen = []
    for key in sorted(by_key.keys() & side.occurrences.keys(), key=lambda key: (side.occurrences[key].moment, key)):
        ways = proposals(published.problem, standing, visits[key], ahead) if key in visits else []
        if ways:
            standing = _with_first(standing, visits[key], ways[0])
        fallen.append(
            Fallen(
                key=key,
                occurrence=side.occurrences[key],
                title=names.title(side.occurrences[key], lang),
                shown=told_occurrence(side.occurrences[key], names) or {},
                findings=by_key[key],
                proposals=_shown(published.problem, ways),
            )
        )
    return Damage(term, term.current_release_id or "", fallen, published.lost, other)


def _with_first(plan: Plan, visit: Visit, way: Proposal) -> Plan:
    """The plan in which a visit takes place by its first proposal: the next one's proposals leave room for it."""
    kept = visit.model_copy(update={"slot": way.slot, "supervisors": [way.supervisor]})
    return plan.model_copy(update={"visits": [*plan.visits, kept]})


def _shown(problem: Problem, ways: list[Proposal]) -> list[ProposalShown]:
    names = {row.id: row.name for row in problem.supervisors}
    return [
        ProposalShown(
            number=number,
            remedy=way.remedy,
            date=problem.slots[way.slot].date,
            start=f"{problem.slots[way.slot].start:%H:%M}",
            supervisor_id=way.supervisor,
            supervisor_name=names[way.supervisor],
            cost=way.cost,
        )
        for number, way in enumerate(ways)
    ]
