"""Ask for a run, ask it to finish, cancel it."""

import hashlib

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.errors import WrongStateError
from scheduler.ids import RunId, TermId
from scheduler.models.runs import Run, RunKind, RunState
from scheduler.models.terms import Term
from scheduler.rows import changing, load
from scheduler.running import records
from scheduler.running.commands import SearchAsked, TermRunAsked
from scheduler.running.inputs import sound_problem, term_problem
from scheduler.running.permissions import require_runner, require_sight
from scheduler.running.submitting import RunRequest, known_run, submit_run
from scheduler.settings import Settings


def submit_term_run(
    db: Session, *, actor: Actor, settings: Settings, term_id: TermId, asked: TermRunAsked, key: str | None = None
) -> Run:
    """A run of a term as its rows stand now, with the locks of a draft when one is named; see `submit_run`.

    Raises NotFoundError, NotAllowedError, WrongStateError for a draft of another term, FaultyInputError with every
    fault of the term, and as `submit_run`.
    """
    term = load(db, Term, term_id, actor=actor)
    require_runner(actor, RunKind.TERM, action="run.submit")
    request = RunRequest(RunKind.TERM, asked, {"term": term.id}, key)
    if (known := known_run(db, request, actor=actor)) is not None:
        return known
    problem = term_problem(db, term=term, asked=asked, actor=actor)
    return submit_run(db, request, actor=actor, settings=settings, term=term, problem=problem)


def submit_solve(
    db: Session, *, actor: Actor, settings: Settings, problem: bytes, asked: SearchAsked, key: str | None = None
) -> Run:
    """A run of a `dudao-problem/1` that has nothing to do with our rows; `problem` is its JSON text; see `submit_run`.

    Raises NotAllowedError, FaultyInputError with every fault of the problem, and as `submit_run`.
    """
    require_runner(actor, RunKind.SOLVE, action="run.submit")
    request = RunRequest(RunKind.SOLVE, asked, {"problem": hashlib.sha256(problem).hexdigest()}, key)
    if (known := known_run(db, request, actor=actor)) is not None:
        return known
    return submit_run(db, request, actor=actor, settings=settings, term=None, problem=sound_problem(problem))


def finish_run(db: Session, *, actor: Actor, run_id: RunId) -> Run:
    """Have a run stop searching and keep its best plan. Raises NotFoundError, NotAllowedError and WrongStateError."""
    run = _load_to_steer(db, actor, run_id, action="run.finish")
    if run.state is RunState.FINISHING:
        return run
    if run.state is not RunState.RUNNING:
        raise WrongStateError(kind="run", id=run.id, state=run.state.value, action="run.finish")
    with changing(db, run, actor=actor, action="run.finish-asked"):
        run.state = RunState.FINISHING
        records.note(db, run, **records.newest_figures(db, run))
    return run


def cancel_run(db: Session, *, actor: Actor, run_id: RunId) -> Run:
    """End a run and throw its plans away. Raises NotFoundError, NotAllowedError and WrongStateError."""
    run = _load_to_steer(db, actor, run_id, action="run.cancel")
    if run.state is RunState.CANCELLED:
        return run
    if run.state.is_over:
        raise WrongStateError(kind="run", id=run.id, state=run.state.value, action="run.cancel")
    records.end(db, run, RunState.CANCELLED, actor=actor, action="run.cancelled")
    return run


def _load_to_steer(db: Session, actor: Actor, run_id: RunId, *, action: str) -> Run:
    run = load(db, Run, run_id, actor=actor, lock=True)
    require_sight(actor, run)
    require_runner(actor, run.kind, action=action)
    return run
