"""Where drafts come from: nothing, a run's plan, another draft, or a release."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.clock import today
from scheduler.drafts.commands import NewDraft
from scheduler.drafts.enrolling import with_trainees
from scheduler.drafts.errors import OriginUnfitError
from scheduler.drafts.placing import Contents, contents_of, pins_of
from scheduler.drafts.standing import standing_of
from scheduler.ids import SnapshotId
from scheduler.models.planning import Draft, DraftOrigin
from scheduler.models.releases import Release
from scheduler.models.runs import Run, RunPlan, RunState
from scheduler.models.terms import Term
from scheduler.planning import Loss, carry_over, load_problem, plan_in, problem_of, snapshot_problem
from scheduler.rows import load
from scheduler.running.texts import plan_of
from solver.plan import Plan
from solver.problem import Problem

Origin = TypeVar("Origin", Run, Draft, Release)


@dataclass(frozen=True, slots=True)
class Source:
    """What a draft begins with."""

    snapshot_id: str
    problem: Problem
    contents: Contents
    base_release_id: str | None
    bound: int | None = None
    unscheduled: list[dict[str, Any]] = field(default_factory=list)
    lost: list[Loss] = field(default_factory=list)
    """What a release held that the term's rows no longer ask for or allow."""


def problem_now(db: Session, term: Term, *, actor: Actor) -> Problem:
    """The term as its rows stand now, with the current release as baseline.

    What took place before today is taken as it happened, whatever was said about it later; it is not frozen, so that a
    planner can correct it.
    """
    current = None if term.current_release_id is None else load(db, Release, term.current_release_id, actor=actor)
    problem = problem_of(db, term=term, actor=actor, baseline_release=current, frozen_until_date=today())
    return problem.changed(frozen_until=0)


def source_of(db: Session, term: Term, new: NewDraft, *, actor: Actor) -> Source:
    """What the new draft of a term begins with. Raises NotFoundError and OriginUnfitError."""
    match new.origin:
        case DraftOrigin.EMPTY:
            return _nothing(db, term, actor)
        case DraftOrigin.RUN | DraftOrigin.REPLAN:
            return _run(db, term, new, actor)
        case DraftOrigin.COPY:
            return _copy(db, term, new, actor)
        case DraftOrigin.RELEASE:
            return _release(db, term, new, actor)


def _nothing(db: Session, term: Term, actor: Actor) -> Source:
    problem = problem_now(db, term, actor=actor)
    snapshot = snapshot_problem(db, term=term, problem=problem, actor=actor)
    contents = contents_of(problem, with_trainees(problem, Plan()), [])
    return Source(snapshot.id, problem, contents, term.current_release_id)


def _run(db: Session, term: Term, new: NewDraft, actor: Actor) -> Source:
    run = _own(db, Run, term, new, actor)
    query = select(RunPlan).where(RunPlan.run_id == run.id, RunPlan.part == new.part, col(RunPlan.is_result).is_(True))
    row = db.exec(query).first()
    if row is None or run.state is not RunState.COMPLETED:
        raise OriginUnfitError(kind=new.origin.value, id=run.id)
    plan = plan_of(row)
    problem = load_problem(db, SnapshotId(run.snapshot_id), actor=actor)
    contents = contents_of(problem, plan, [])
    contents.pins.update(pins_of(problem))
    left_out = [entry.model_dump(mode="json", by_alias=True, exclude_none=True) for entry in plan.unscheduled]
    base = _release_at(db, term, run.submitted_at)
    return Source(run.snapshot_id, problem, contents, base, plan.bound, left_out)


def _copy(db: Session, term: Term, new: NewDraft, actor: Actor) -> Source:
    draft = _own(db, Draft, term, new, actor)
    standing = standing_of(db, draft, actor=actor)
    return Source(
        draft.snapshot_id, standing.problem, standing.contents, draft.base_release_id, draft.bound, draft.unscheduled
    )


def _release(db: Session, term: Term, new: NewDraft, actor: Actor) -> Source:
    release = _own(db, Release, term, new, actor)
    published = load_problem(db, SnapshotId(release.snapshot_id), actor=actor)
    problem = problem_now(db, term, actor=actor)
    snapshot = snapshot_problem(db, term=term, problem=problem, actor=actor)
    plan, lost = carry_over(plan_in(release.plan), published, problem)
    contents = contents_of(problem, with_trainees(problem, plan), [])
    return Source(snapshot.id, problem, contents, term.current_release_id, lost=lost)


def _own(db: Session, table: type[Origin], term: Term, new: NewDraft, actor: Actor) -> Origin:
    row = load(db, table, new.origin_id or "", actor=actor)
    if row.term_id != term.id:
        raise OriginUnfitError(kind=new.origin.value, id=row.id)
    return row


def _release_at(db: Session, term: Term, moment: dt.datetime) -> str | None:
    """The release that held at a moment: what a plan made then would replace."""
    query = select(Release.id).where(Release.term_id == term.id, Release.published_at <= moment)
    return db.exec(query.order_by(col(Release.number).desc()).limit(1)).first()
