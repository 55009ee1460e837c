"""The current release on the rows as they are now: what others build on who change a little of what is published."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.drafts.commands import Edit, NewDraft
from scheduler.drafts.making import problem_now
from scheduler.drafts.service import edit_draft, make_draft
from scheduler.drafts.standing import standing_of, violations_beyond
from scheduler.ids import DraftId, SnapshotId, TermId
from scheduler.models.planning import DraftOrigin
from scheduler.models.releases import Release
from scheduler.models.terms import Term
from scheduler.planning import Loss, carry_over, load_problem, plan_in
from scheduler.publishing.cautions import WORDINGS
from scheduler.publishing.service import publish_draft
from scheduler.rows import load
from solver.plan import Plan
from solver.problem import Problem


@dataclass(frozen=True, slots=True)
class Published:
    """The problem as the rows state it now, the published plan in it, and what of the plan has no place there."""

    problem: Problem
    plan: Plan
    lost: list[Loss]


def published_now(db: Session, *, term: Term, actor: Actor) -> Published | None:
    """How the current release of a term stands today; None when nothing is published."""
    if term.current_release_id is None:
        return None
    release = load(db, Release, term.current_release_id, actor=actor)
    before = load_problem(db, SnapshotId(release.snapshot_id), actor=actor)
    problem = problem_now(db, term, actor=actor)
    plan, lost = carry_over(plan_in(release.plan), before, problem)
    return Published(problem, plan, lost)


def publish_edits(db: Session, *, term: Term, title: str, edits: Iterable[Edit], actor: Actor) -> Release | None:
    """Publish the current release with a few edits as a small release; None when the edits break a rule.

    `actor` is the system at work for the association, since whoever may ask for this needs no further word; the caller
    has locked the term, and leaves the unit of work with an error when it gets None. What the current release breaks
    since it was published, a leave that nobody mended yet, waits for its own mending and is in nobody's way. All else
    that stands against publishing is raised as by `publish_draft`.
    """
    new = NewDraft(name=title[:200], origin=DraftOrigin.RELEASE, origin_id=term.current_release_id)
    draft = make_draft(db, actor=actor, term_id=TermId(term.id), new=new).draft
    before = standing_of(db, draft, actor=actor)
    for edit in edits:
        edit_draft(db, actor=actor, draft_id=DraftId(draft.id), edit=edit, version=draft.version)
    if violations_beyond(standing_of(db, draft, actor=actor), before):
        return None
    return publish_draft(
        db,
        actor=actor,
        draft_id=DraftId(draft.id),
        version=draft.version,
        comment=title,
        acknowledged_warnings=list(WORDINGS),
        provisional_override=True,
        known_violations=before.side.verdict.violations,
    )
