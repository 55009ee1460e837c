"""What of a published term can no longer take place on the rows as they are now, and what could be done about each."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session

from scheduler.actor import Actor, system_actor
from scheduler.comparing.comparison import Side
from scheduler.comparing.naming import Names
from scheduler.comparing.occurrences import Occurrence
from scheduler.comparing.queries import names_in
from scheduler.comparing.telling import told_occurrence
from scheduler.drafts.findings import Finding, findings
from scheduler.errors import WrongStateError
from scheduler.ids import AssociationId
from scheduler.mending.proposals import OFFERED_A_KIND, Proposal, RemedyKind, proposals
from scheduler.models.accounts import Role
from scheduler.models.terms import Term
from scheduler.planning import Loss, lasting_key
from scheduler.publishing.current import Published, published_now
from scheduler.requests.offers import Naming, VisitMoved
from scheduler.requests.places import Standing
from scheduler.rows import load
from solver.problem import Problem, Visit
from solver.rules import VisitKey
from solver.wording import Lang

MANY: Final = 12
"""When more than so many fall, one proposal of a kind has to do: each takes its time to be judged."""


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A proposal with its date and names, and what it changes in the costs, compared with what is published."""

    number: int
    remedy: RemedyKind
    date: dt.date
    start: str
    end: str
    supervisor_ids: list[str]
    supervisor_names: list[str]
    moves: list[VisitMoved]
    cost: int
    cost_by_name: dict[str, int]


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
    return _damage(db, term, still_published(db, term), today, lang)


def still_published(db: Session, term: Term) -> Published:
    """The current release on the rows as they are now. Raises WrongStateError while nothing is published."""
    published = published_now(db, term=term, actor=system_actor(AssociationId(term.association_id)))
    if published is None:
        raise WrongStateError(kind="term", id=term.id, state="unpublished", action="term.damage")
    return published


def broken_by_key(side: Side, names: Names, lang: Lang) -> tuple[dict[str, list[Finding]], list[Finding]]:
    """The broken rules of a plan by the visit or course session to blame, and those nothing single is to blame for."""
    by_key: dict[str, list[Finding]] = {}
    other, planned = [], side.occurrences
    for finding in findings(side, side.verdict.violations, names, lang):
        if finding.keys and finding.keys[0] in planned:
            by_key.setdefault(finding.keys[0], []).append(finding)
        elif not finding.keys:
            other.append(finding)
    return by_key, other


def _damage(db: Session, term: Term, published: Published, today: dt.date, lang: Lang) -> Damage:
    side = Side(published.problem, published.plan)
    names = names_in(db, term.id, published.problem)
    by_key, other = broken_by_key(side, names, lang)
    occurrences = side.occurrences
    order = sorted(by_key, key=lambda key: (occurrences[key].moment, key))
    ways = _ways(published, order, today)
    shown = _Shown(published.problem)
    fallen = [
        Fallen(
            key=key,
            occurrence=occurrences[key],
            title=names.title(occurrences[key], lang),
            shown=told_occurrence(occurrences[key], names) or {},
            findings=by_key[key],
            proposals=[shown.proposal(number, way) for number, way in enumerate(ways[key])],
        )
        for key in order
    ]
    return Damage(term, term.current_release_id or "", fallen, published.lost, other)


def _ways(published: Published, order: list[str], today: dt.date) -> dict[str, list[Proposal]]:
    """The proposals for each that falls, in turn: those of the next leave room for the first ones of those before."""
    problem, visits = published.problem, {lasting_key(row): row for row in published.plan.visits}
    ahead = frozenset(number for number, slot in enumerate(problem.slots) if slot.date > today)
    kept = [row for key, row in visits.items() if key not in order]
    count = OFFERED_A_KIND if len(order) <= MANY else 1
    found: dict[str, list[Proposal]] = {}
    for key in order:
        found[key] = []
        if (fallen := visits.get(key)) is None:
            continue
        without = published.plan.model_copy(update={"visits": kept})
        standing = Standing(problem, without.model_copy(update={"visits": [*kept, fallen]}), ahead)
        broken = Standing(problem, without, ahead).broken
        found[key] = proposals(standing, VisitKey(fallen.engagement, fallen.index), broken, count)
        kept = _with_first(kept, found[key])
    return found


def _with_first(kept: list[Visit], ways: list[Proposal]) -> list[Visit]:
    """The visits once the first of these proposals is taken, or none of them."""
    if not ways:
        return kept
    moved = {(move.was.engagement, move.was.index): move.becomes for move in ways[0].moves}
    return [*(moved.get((row.engagement, row.index), row) for row in kept), ways[0].visit]


class _Shown:
    """Proposals in names and dates of one problem."""

    def __init__(self, problem: Problem) -> None:
        self._slots = problem.slots
        self._naming = Naming(problem)

    def proposal(self, number: int, way: Proposal) -> ProposalShown:
        slot = self._slots[way.visit.slot]
        return ProposalShown(
            number=number,
            remedy=way.remedy,
            date=slot.date,
            start=f"{slot.start:%H:%M}",
            end=f"{slot.end:%H:%M}",
            supervisor_ids=list(way.visit.supervisors),
            supervisor_names=[self._naming.person(person) for person in way.visit.supervisors],
            moves=[self._naming.moved(move.was, move.becomes) for move in way.moves],
            cost=way.cost,
            cost_by_name=way.cost_by_name,
        )
