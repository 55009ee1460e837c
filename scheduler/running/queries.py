"""How runs stand, what they said, and the plans they found."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, and_, col, select

from scheduler.actor import Actor
from scheduler.ids import RunId, TermId
from scheduler.models.accounts import Role
from scheduler.models.runs import Run, RunPlan, RunProgress, RunState
from scheduler.models.terms import Term
from scheduler.paging import Page, Paging, page_of
from scheduler.rows import load
from scheduler.running.errors import RunHasNoPlanError
from scheduler.running.permissions import require_sight


@dataclass(frozen=True, slots=True)
class Standing:
    """A run and the newest row of its progress."""

    run: Run
    progress: RunProgress


def run_standing(db: Session, *, actor: Actor, run_id: RunId) -> Standing:
    """A run. Raises NotFoundError."""
    run = _visible(db, actor, run_id)
    return Standing(run, _newest(db, [run])[run.id])


def standing_of(db: Session, run: Run) -> Standing:
    """A run at hand with its newest progress."""
    return Standing(run, _newest(db, [run])[run.id])


def runs_of_term(
    db: Session, *, actor: Actor, term_id: TermId, paging: Paging, state: RunState | None = None
) -> Page[Standing]:
    """The runs of a term, the newest first. Raises NotFoundError and NotAllowedError."""
    load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, Role.HEAD, action="run.list")
    query = select(Run).where(Run.term_id == term_id, Run.association_id == actor.association_id)
    if state is not None:
        query = query.where(Run.state == state)
    page = page_of(db, query.order_by(col(Run.submitted_at).desc(), col(Run.id)), paging)
    newest = _newest(db, page.items)
    return Page([Standing(run, newest[run.id]) for run in page.items], page.total)


def progress_after(db: Session, run_id: RunId, number: int, *, limit: int = 500) -> Sequence[RunProgress]:
    """At most `limit` rows of a run's progress after the one of that number, in order; who may see them was asked."""
    query = select(RunProgress).where(RunProgress.run_id == run_id, RunProgress.number > number)
    return db.exec(query.order_by(col(RunProgress.number)).limit(limit)).all()


def plans_of_run(db: Session, *, actor: Actor, run_id: RunId) -> Sequence[RunPlan]:
    """The plans of a run's parts in order. Raises NotFoundError."""
    run = _visible(db, actor, run_id)
    return db.exec(select(RunPlan).where(RunPlan.run_id == run.id).order_by(col(RunPlan.part))).all()


def run_plan(db: Session, *, actor: Actor, run_id: RunId, part: int = 0) -> RunPlan:
    """The plan of one part: its result, or the best so far. Raises NotFoundError and RunHasNoPlanError."""
    run = _visible(db, actor, run_id)
    row = db.exec(select(RunPlan).where(RunPlan.run_id == run.id, RunPlan.part == part)).first()
    if row is None:
        raise RunHasNoPlanError(id=run.id, state=run.state.value)
    return row


def _visible(db: Session, actor: Actor, run_id: RunId) -> Run:
    run = load(db, Run, run_id, actor=actor)
    require_sight(actor, run)
    return run


def _newest(db: Session, runs: Sequence[Run]) -> dict[str, RunProgress]:
    query = (
        select(RunProgress)
        .join(Run, and_(RunProgress.run_id == Run.id, RunProgress.number == Run.progress_number))
        .where(col(Run.id).in_([run.id for run in runs]))
    )
    return {row.run_id: row for row in db.exec(query)}
