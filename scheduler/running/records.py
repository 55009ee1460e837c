"""What a worker writes down about a run, each time in a unit of work of its own; only the run's holder may write.

A worker that takes a run over raises `Run.attempt`. Whatever an earlier holder still says (it lost its connection, it
was stopped for a while) no longer matches and is not written: that, and the end state in the run's own row, make a
result appear exactly once.
"""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, delete, select

from scheduler.actor import Actor, system_actor
from scheduler.clock import now
from scheduler.ids import AssociationId
from scheduler.models.runs import Run, RunPhase, RunPlan, RunProgress, RunState
from scheduler.rows import changing, locked
from scheduler.running.protocol import Best, Standing, Warming
from scheduler.running.texts import packed, versions


@dataclass(frozen=True, slots=True)
class Hold:
    """A worker's hold on a run."""

    run_id: str
    attempt: int


def take(db: Session, run_id: str, *, executor: str) -> Hold | None:
    """Take the run over from whoever had it; None when it is over or gone."""
    run = _locked(db, run_id)
    if run is None or run.state.is_over:
        return None
    with changing(db, run, actor=_system(run), action="run.started"):
        run.attempt += 1
        run.executor = executor
        run.started_at = run.started_at or now()
        run.versions = versions()
        if run.state is RunState.QUEUED:
            run.state = RunState.RUNNING
        run.phase = RunPhase.WARMING
        note(db, run)
    return Hold(run_id, run.attempt)


def state_of(db: Session, hold: Hold) -> RunState | None:
    """The run's state; None when another worker holds it now, or it is gone."""
    found = db.exec(select(Run.state, Run.attempt).where(Run.id == hold.run_id)).first()
    return None if found is None or found[1] != hold.attempt else RunState(found[0] or "")


def note_progress(db: Session, hold: Hold, part: int, message: Warming | Standing) -> None:
    """Add how the child stands to the run's progress."""
    run = _held(db, hold)
    if run is None:
        return
    if isinstance(message, Warming):
        run.phase = RunPhase.WARMING
        note(db, run, part=part, done=message.done, steps=message.steps)
        return
    run.phase = RunPhase(message.phase)
    if message.cost is not None:
        run.first_plan_at = run.first_plan_at or now()
    note(db, run, part=part, **message.model_dump(exclude={"kind", "phase"}))


def keep_best(db: Session, hold: Hold, part: int, label: str, best: Best) -> None:
    """Keep the best plan so far outside of the child."""
    if (run := _held(db, hold)) is not None:
        row = _plan_row(db, run, part, label)
        row.content, row.cost_total, row.seconds = packed(best.plan), best.cost_total, best.seconds
        db.add(row)


def store_result(db: Session, hold: Hold, part: int, label: str, *, plan: str, cost_total: int, seconds: float) -> None:
    """Store a part's verified plan; it replaces the best so far."""
    if (run := _held(db, hold)) is not None:
        row = _plan_row(db, run, part, label)
        row.content, row.cost_total, row.seconds, row.is_result = packed(plan), cost_total, seconds, True
        db.add(row)


def complete(db: Session, hold: Hold) -> None:
    """All parts are solved."""
    if (run := _held(db, hold)) is not None:
        end(db, run, RunState.COMPLETED, actor=_system(run), action="run.completed")


def fail(db: Session, hold: Hold, code: str, detail: str) -> None:
    """The run cannot go on; the best plan so far is kept to be looked at."""
    if (run := _held(db, hold)) is not None:
        fail_run(db, run, code, detail)


def fail_run(db: Session, run: Run, code: str, detail: str) -> None:
    """As `fail`, for whoever finds a locked run that nobody works on any more."""
    run.error_code, run.error_detail = code, detail[-4000:]
    end(db, run, RunState.FAILED, actor=_system(run), action="run.failed")


def count_crash(db: Session, hold: Hold) -> int:
    """The child ended without a plan: how often it did in this run, or 0 when the hold is lost."""
    run = _held(db, hold)
    if run is None:
        return 0
    run.crashes += 1
    db.add(run)
    return run.crashes


def end(db: Session, run: Run, state: RunState, *, actor: Actor, action: str) -> None:
    """Bring a locked run to its end; a cancelled one throws its plans away."""
    with changing(db, run, actor=actor, action=action):
        run.state, run.phase, run.ended_at = state, RunPhase.OVER, now()
        figures = newest_figures(db, run)
        if state is RunState.CANCELLED:
            db.exec(delete(RunPlan).where(col(RunPlan.run_id) == run.id))
        note(db, run, **figures)


def note(db: Session, run: Run, **figures: Any) -> None:
    """Add a row to the progress of a locked run, with its state and phase as they are now."""
    run.progress_number += 1
    row = RunProgress(
        association_id=run.association_id,
        run_id=run.id,
        number=run.progress_number,
        at=now(),
        state=run.state,
        phase=run.phase,
        **figures,
    )
    db.add(row)
    db.add(run)


def _held(db: Session, hold: Hold) -> Run | None:
    """The run, locked; None when the hold is lost or the run is over."""
    run = _locked(db, hold.run_id)
    return run if run is not None and run.attempt == hold.attempt and not run.state.is_over else None


def _locked(db: Session, run_id: str) -> Run | None:
    return db.exec(locked(select(Run).where(Run.id == run_id))).first()


def newest_figures(db: Session, run: Run) -> dict[str, Any]:
    """What the newest row of a run's progress says of its plan, to be said again with another state."""
    query = select(RunProgress).where(RunProgress.run_id == run.id, RunProgress.number == run.progress_number)
    newest = db.exec(query).first()
    names = {"part", "seconds", "cost", "bound", "unscheduled_visits", "unscheduled_sessions"}
    return {} if newest is None else newest.model_dump(include=names)


def _plan_row(db: Session, run: Run, part: int, label: str) -> RunPlan:
    row = db.exec(select(RunPlan).where(RunPlan.run_id == run.id, RunPlan.part == part)).first()
    return row or RunPlan(
        association_id=run.association_id,
        run_id=run.id,
        part=part,
        label=label,
        content=b"",
        cost_total=0,
        seconds=0.0,
    )


def _system(run: Run) -> Actor:
    return system_actor(AssociationId(run.association_id))
