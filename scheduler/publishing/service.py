"""Publish a draft, or restore an older release: all of it in the caller's transaction, or nothing."""

from collections.abc import Sequence

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.clock import now, today
from scheduler.comparing.difference import ChangeKind
from scheduler.comparing.telling import told
from scheduler.comparing.touched import touched
from scheduler.drafts.keeping import keep
from scheduler.drafts.permissions import require_office
from scheduler.drafts.placing import contents_of
from scheduler.drafts.standing import Standing, standing_of
from scheduler.errors import ChangedMeanwhileError, WrongStateError
from scheduler.feeds.recording import record_release
from scheduler.ids import DraftId, ReleaseId, SnapshotId
from scheduler.models.accounts import Role
from scheduler.models.planning import Draft
from scheduler.models.releases import Release
from scheduler.models.terms import Term
from scheduler.notices.making import store_notices
from scheduler.planning import carry_over, load_problem, plan_in, plan_rows, snapshot_problem
from scheduler.publishing.approving import require_approval
from scheduler.publishing.commands import Publication, Restoration
from scheduler.publishing.errors import ApprovalMissingError, ReleasedMeanwhileError
from scheduler.publishing.events import store_events
from scheduler.publishing.gate import Candidate, candidate, require_publishable
from scheduler.publishing.queries import next_number
from scheduler.requests.together import approve_planned
from scheduler.rows import add, audited, changing, load, load_for_change
from solver.plan import Plan
from solver.problem import Problem
from solver.rules import Violation


def publish_draft(
    db: Session,
    *,
    actor: Actor,
    draft_id: DraftId,
    version: int,
    comment: str = "",
    acknowledged_warnings: list[str] | None = None,
    provisional_override: bool = False,
    known_violations: Sequence[Violation] = (),
) -> Release:
    """Make a draft the term's current release, with its events, feeds and notices.

    Of two at once one wins. `known_violations` do not keep it from being published: `publish_edits` says which.

    Raises NotFoundError, ChangedMeanwhileError, WrongStateError for an archived draft,
    ReleasedMeanwhileError when another release came after the draft was made or refreshed,
    ApprovalMissingError, DraftStaleError, RulesBrokenError, TermProvisionalError and WarningsOpenError.
    """
    require_office(actor, kind="draft", id=draft_id)
    draft = load_for_change(db, Draft, draft_id, actor=actor, version=version)
    if draft.archived_at is not None:
        raise WrongStateError(kind="draft", id=draft.id, state="archived", action="draft.publish")
    term = load(db, Term, draft.term_id, actor=actor, lock=True)
    if draft.base_release_id != term.current_release_id:
        raise ReleasedMeanwhileError(base=draft.base_release_id, current=term.current_release_id)
    standing = standing_of(db, draft, actor=actor)
    found = candidate(db, term, standing.side.plan, standing.problem, standing.contents.pins, actor=actor)
    asked = Publication(
        comment=comment,
        acknowledged_warnings=acknowledged_warnings or [],
        provisional_override=provisional_override,
    )
    approved_by = require_approval(db, draft, found.association, actor=actor)
    require_publishable(found, asked, known_violations)
    release = _release(db, found, asked, actor)
    release.draft_id, release.approved_by = draft.id, approved_by
    release.bound = draft.bound if release.snapshot_id == draft.snapshot_id else None
    _publish(db, release, found, actor)
    _bring_to_release(db, draft, release, found, standing, actor)
    return release


def restore_release(db: Session, *, actor: Actor, release_id: ReleaseId, asked: Restoration) -> Release:
    """Publish an older release anew: what it says from today on, and what took place until today as it did.

    `asked.current_release_id` is what the actor saw as current. Where the head approves releases, only the head does
    this directly. Raises NotFoundError, ChangedMeanwhileError, ApprovalMissingError and what
    `publish_draft` raises for its plan.
    """
    require_office(actor, kind="release", id=release_id)
    old = load(db, Release, release_id, actor=actor)
    term = load(db, Term, old.term_id, actor=actor, lock=True)
    if term.current_release_id != asked.current_release_id:
        raise ChangedMeanwhileError(
            kind="term",
            id=term.id,
            yours=asked.current_release_id,
            current=term.current_release_id,
            row=audited(term),
        )
    problem = load_problem(db, SnapshotId(old.snapshot_id), actor=actor)
    plan = _with_the_past(db, term, problem, plan_in(old.plan), actor)
    found = candidate(db, term, plan, problem, {}, actor=actor, is_restored=True)
    if found.association.head_approves and actor.role is Role.PLANNER:
        raise ApprovalMissingError(draft_id=old.draft_id, version=old.number)
    require_publishable(found, asked)
    release = _release(db, found, asked, actor)
    release.restored_from_id = old.id
    release.approved_by = actor.account_id if actor.role is Role.HEAD else None
    _publish(db, release, found, actor)
    return release


def _with_the_past(db: Session, term: Term, problem: Problem, plan: Plan, actor: Actor) -> Plan:
    """The plan, with what the current release says of the days before today."""
    if term.current_release_id is None:
        return plan
    current = load(db, Release, term.current_release_id, actor=actor)
    before = load_problem(db, SnapshotId(current.snapshot_id), actor=actor)
    stands = carry_over(plan_in(current.plan), before, problem).plan
    over = sum(slot.date < today() for slot in problem.slots)
    visits = [row for row in stands.visits if row.slot < over]
    sessions = [row for row in stands.sessions if row.slot < over]
    held = {(row.engagement, row.index) for row in visits}
    held_sessions = {(row.class_id, row.index) for row in sessions}
    return plan.model_copy(
        update={
            "visits": visits
            + [row for row in plan.visits if row.slot >= over and (row.engagement, row.index) not in held],
            "sessions": sessions
            + [row for row in plan.sessions if row.slot >= over and (row.class_id, row.index) not in held_sessions],
        }
    )


def _release(db: Session, found: Candidate, asked: Publication, actor: Actor) -> Release:
    """The next release of the term, not yet stored; the term is locked, so its number is free."""
    term, side = found.term, found.side
    snapshot = snapshot_problem(db, term=term, problem=side.problem.changed(locks=[]), actor=actor)
    return Release(
        association_id=term.association_id,
        term_id=term.id,
        number=next_number(db, term),
        previous_id=found.previous.id if found.previous else None,
        published_at=now(),
        published_by=actor.account_id,
        comment=asked.comment,
        provisional=term.provisional,
        acknowledged_warnings=[caution.code for caution in found.cautions],
        snapshot_id=snapshot.id,
        plan=plan_rows(side.plan),
        cost=side.cost.model_dump(),
        changes=[told(change, found.names) for change in found.changes if change.kind is not ChangeKind.UNCHANGED],
    )


def _publish(db: Session, release: Release, found: Candidate, actor: Actor) -> None:
    """Store the release and all it causes."""
    add(db, release, actor=actor, action="release.published")
    with changing(db, found.term, actor=actor, action="term.released"):
        found.term.current_release_id = release.id
    store_events(db, release, found.side.occurrences.values(), found.names)
    record_release(db, release)
    approve_planned(db, release)
    store_notices(db, release, touched(found.changes), found.names, found.association)


def _bring_to_release(
    db: Session, draft: Draft, release: Release, found: Candidate, standing: Standing, actor: Actor
) -> None:
    """Let the draft go on from what was published."""
    contents = contents_of(found.side.problem, found.side.plan, [])
    contents.pins.update(standing.contents.pins)
    columns = {"snapshot_id": release.snapshot_id, "base_release_id": release.id, "bound": release.bound}
    after = Standing(found.side.problem.changed(locks=[]), contents)
    keep(db, draft, after, actor=actor, action="draft.published", columns=columns)
