"""The gate before a release: the plan judged by the rows as they are now, and everything still to be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.associations.queries import own_association
from scheduler.clock import today
from scheduler.comparing.comparison import Side
from scheduler.comparing.difference import Change, difference
from scheduler.comparing.naming import Names
from scheduler.comparing.queries import meetings_outside, names_in
from scheduler.drafts.enrolling import with_trainees
from scheduler.drafts.findings import findings
from scheduler.drafts.making import problem_now
from scheduler.drafts.placing import Pin, locks_from
from scheduler.drafts.standing import unknown_violations
from scheduler.ids import SnapshotId
from scheduler.models.associations import Association
from scheduler.models.releases import Release
from scheduler.models.terms import Term
from scheduler.planning import Loss, carry_over, load_problem, parse_plan_key
from scheduler.publishing.cautions import Caution, cautions
from scheduler.publishing.commands import Publication
from scheduler.publishing.errors import DraftStaleError, RulesBrokenError, TermProvisionalError, WarningsOpenError
from scheduler.publishing.events import published_occurrences
from scheduler.rows import load
from solver.plan import Plan
from solver.problem import Problem
from solver.rules import Violation
from solver.wording import Lang

SHOWN = 20
"""At most so many broken rules are told with an error; the check lists all."""


@dataclass(frozen=True)
class Candidate:
    """What would be published: a plan on today's rows, and what it changes of the release before."""

    term: Term
    association: Association
    previous: Release | None
    side: Side
    lost: list[Loss]
    changes: list[Change]
    cautions: list[Caution]
    names: Names


def candidate(
    db: Session,
    term: Term,
    plan: Plan,
    problem: Problem,
    pins: dict[str, Pin],
    *,
    actor: Actor,
    is_restored: bool = False,
) -> Candidate:
    """A plan of `problem` with its locks, as it would be published now.

    An older release `is_restored` as far as it can be: what is lost is a warning, and who enrolled since is placed.
    """
    association = own_association(db, actor=actor)
    fresh = problem_now(db, term, actor=actor)
    carried, lost = carry_over(plan, problem, fresh)
    lost = [loss for loss in lost if parse_plan_key(loss.key) is not None]
    warned = [Caution("entries-lost", {"count": len(lost)})] if lost and is_restored else []
    if is_restored:
        carried, lost = with_trainees(fresh, carried), []
    judged = fresh.changed(locks=locks_from(fresh, pins).locks)
    side = Side(judged, carried, meetings_outside(db, term.id, fresh, actor=actor))
    previous = None if term.current_release_id is None else load(db, Release, term.current_release_id, actor=actor)
    changes = difference(published_occurrences(db, previous) if previous else {}, side.occurrences)
    return Candidate(
        term=term,
        association=association,
        previous=previous,
        side=side,
        lost=lost,
        changes=changes,
        cautions=[*warned, *cautions(side, changes, today=today(), freeze_days=association.freeze_days)],
        names=names_in(db, term.id, fresh, *_problem_before(db, previous, actor)),
    )


def require_publishable(found: Candidate, asked: Publication, known: Sequence[Violation] = ()) -> None:
    """Raise what stands against publishing: DraftStaleError, RulesBrokenError, TermProvisionalError, WarningsOpenError.

    In this order, since a refresh may break rules, and mending them changes the warnings. Violations that are `known`
    stand against nothing.
    """
    if found.lost:
        lost = [{"key": loss.key, "reason": loss.reason.value} for loss in found.lost]
        raise DraftStaleError(count=len(lost), lost=lost[:SHOWN])
    violations = unknown_violations(found.side.verdict.violations, known)
    if violations:
        raise RulesBrokenError(count=len(violations), violations=_told(found, violations[:SHOWN]))
    if found.term.provisional and not asked.provisional_override:
        raise TermProvisionalError(term_id=found.term.id)
    open_cautions = [caution for caution in found.cautions if caution.code not in asked.acknowledged_warnings]
    if open_cautions:
        codes = [caution.code for caution in open_cautions]
        told = [{"code": caution.code, **caution.facts, "message": caution.message()} for caution in open_cautions]
        raise WarningsOpenError(codes="、".join(codes), warnings=told)


def _told(found: Candidate, violations: list[Violation]) -> list[dict[str, Any]]:
    shown = findings(found.side, violations, found.names, Lang.ZH)
    return [{"rule": row.rule, "code": row.code, "message": row.message, "keys": row.keys} for row in shown]


def _problem_before(db: Session, previous: Release | None, actor: Actor) -> list[Problem]:
    if previous is None:
        return []
    return [load_problem(db, SnapshotId(previous.snapshot_id), actor=actor)]
