"""Ask for a run, ask it to finish, cancel it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.associations.queries import one_at_a_time
from scheduler.clock import now
from scheduler.errors import WrongStateError
from scheduler.ids import RunId, TermId
from scheduler.models.runs import Run, RunKind, RunState
from scheduler.models.terms import Term
from scheduler.planning import snapshot_problem
from scheduler.rows import add, changing, load
from scheduler.running import records
from scheduler.running.commands import SearchAsked, TermRunAsked
from scheduler.running.errors import IdempotencyKeyReusedError, RunQueueFullError
from scheduler.running.inputs import sound_problem, term_problem
from scheduler.running.permissions import require_runner, require_sight
from scheduler.running.queue import enqueue
from scheduler.settings import Settings
from solver.problem import Problem


def submit_term_run(
    db: Session, *, actor: Actor, settings: Settings, term_id: TermId, asked: TermRunAsked, key: str | None = None
) -> Run:
    """A run of a term as its rows stand now, with the locks of a draft when one is named; see `submit_run`.

    Raises NotFoundError, NotAllowedError, WrongStateError for a draft of another term, FaultyInputError with every
    fault of the term, and as `submit_run`.
    """
    term = load(db, Term, term_id, actor=actor)
    require_runner(actor, RunKind.TERM, action="run.submit")
    request = {"kind": RunKind.TERM, "term": term.id, **asked.model_dump(mode="json")}
    if (known := known_run(db, actor, key, request)) is not None:
        return known
    return submit_run(
        db,
        actor=actor,
        settings=settings,
        kind=RunKind.TERM,
        term=term,
        problem=term_problem(db, term=term, asked=asked, actor=actor),
        asked=asked,
        key=key,
        request=request,
    )


def submit_solve(
    db: Session, *, actor: Actor, settings: Settings, problem: bytes, asked: SearchAsked, key: str | None = None
) -> Run:
    """A run of a `dudao-problem/1` that has nothing to do with our rows; `problem` is its JSON text; see `submit_run`.

    Raises NotAllowedError, FaultyInputError with every fault of the problem, and as `submit_run`.
    """
    require_runner(actor, RunKind.SOLVE, action="run.submit")
    digest = hashlib.sha256(problem).hexdigest()
    request = {"kind": RunKind.SOLVE, "problem": digest, **asked.model_dump(mode="json")}
    if (known := known_run(db, actor, key, request)) is not None:
        return known
    return submit_run(
        db,
        actor=actor,
        settings=settings,
        kind=RunKind.SOLVE,
        term=None,
        problem=sound_problem(problem),
        asked=asked,
        key=key,
        request=request,
    )


def submit_run(
    db: Session,
    *,
    actor: Actor,
    settings: Settings,
    kind: RunKind,
    term: Term | None,
    problem: Problem,
    asked: SearchAsked,
    parameters: Mapping[str, Any] | None = None,
    key: str | None = None,
    request: Mapping[str, Any],
) -> Run:
    """A run of a sound problem, queued in this transaction; or the one that the same request made before.

    parameters: what its kind needs beside the search's own. key: of the client's, to ask again without asking twice.
    request: all that was asked for (JSON values). Raises NotAllowedError, FaultyInputError for too long a search,
    IdempotencyKeyReusedError and RunQueueFullError.
    """
    require_runner(actor, kind, action="run.submit")
    settled = asked.settled(settings)
    one_at_a_time(db, actor)
    if (known := known_run(db, actor, key, request)) is not None:
        return known
    waiting = db.exec(select(func.count()).select_from(Run).where(Run.state == RunState.QUEUED)).one()
    if waiting >= settings.queue_length:
        raise RunQueueFullError(waiting=waiting)
    snapshot = snapshot_problem(db, term=term, problem=problem, actor=actor)
    run = Run(
        association_id=actor.association_id,
        kind=kind,
        term_id=None if term is None else term.id,
        account_id=actor.account_id,
        snapshot_id=snapshot.id,
        input_sha256=snapshot.sha256,
        parameters={**settled, **(parameters or {})},
        idempotency_key=key,
        request_sha256=_digest(request),
        submitted_at=now(),
    )
    add(db, run, actor=actor, action="run.submitted")
    records.note(db, run)
    enqueue(db, RunId(run.id))
    return run


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


def known_run(db: Session, actor: Actor, key: str | None, request: Mapping[str, Any]) -> Run | None:
    """The run that the actor asked for with this key before."""
    if key is None:
        return None
    query = select(Run).where(
        Run.association_id == actor.association_id,
        col(Run.account_id) == actor.account_id,
        Run.idempotency_key == key,
    )
    run = db.exec(query).first()
    if run is not None and run.request_sha256 != _digest(request):
        raise IdempotencyKeyReusedError(key=key, run_id=run.id)
    return run


def _digest(request: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()
