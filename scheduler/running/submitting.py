"""A run taken in: stored with its job in the caller's transaction, once for each request however often it comes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.associations.queries import one_at_a_time
from scheduler.clock import now
from scheduler.ids import RunId
from scheduler.models.runs import Run, RunKind, RunState
from scheduler.models.terms import Term
from scheduler.planning import snapshot_problem
from scheduler.rows import add
from scheduler.running import records
from scheduler.running.commands import SearchAsked
from scheduler.running.errors import IdempotencyKeyReusedError, RunQueueFullError
from scheduler.running.permissions import require_runner
from scheduler.running.queue import enqueue
from scheduler.settings import Settings
from solver.problem import Problem


@dataclass(frozen=True, slots=True)
class RunRequest:
    """All that somebody asks for: of what kind, how to search, about what (JSON values).

    With a key of the client's it may be sent again without asking twice.
    """

    kind: RunKind
    asked: SearchAsked
    about: Mapping[str, Any]
    key: str | None = None

    @property
    def sha256(self) -> str:
        """What tells it from another request with the same key."""
        content = {"kind": self.kind, **self.about, **self.asked.model_dump(mode="json")}
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def known_run(db: Session, request: RunRequest, *, actor: Actor) -> Run | None:
    """The run that the actor asked for with this key before. Raises IdempotencyKeyReusedError."""
    if request.key is None:
        return None
    query = select(Run).where(
        Run.association_id == actor.association_id,
        col(Run.account_id) == actor.account_id,
        Run.idempotency_key == request.key,
    )
    run = db.exec(query).first()
    if run is not None and run.request_sha256 != request.sha256:
        raise IdempotencyKeyReusedError(key=request.key, run_id=run.id)
    return run


def submit_run(
    db: Session,
    request: RunRequest,
    *,
    actor: Actor,
    settings: Settings,
    term: Term | None,
    problem: Problem,
    parameters: Mapping[str, Any] | None = None,
) -> Run:
    """A run of a sound problem, queued in this transaction; or the one that the same request made before.

    parameters: what its kind needs beside the search's own. Raises NotAllowedError, FaultyInputError for too long a
    search, IdempotencyKeyReusedError and RunQueueFullError.
    """
    require_runner(actor, request.kind, action="run.submit")
    settled = request.asked.settled(settings)
    one_at_a_time(db, actor)
    if (known := known_run(db, request, actor=actor)) is not None:
        return known
    _require_room(db, settings)
    snapshot = snapshot_problem(db, term=term, problem=problem, actor=actor)
    run = Run(
        association_id=actor.association_id,
        kind=request.kind,
        term_id=None if term is None else term.id,
        account_id=actor.account_id,
        snapshot_id=snapshot.id,
        input_sha256=snapshot.sha256,
        parameters={**settled, **(parameters or {})},
        idempotency_key=request.key,
        request_sha256=request.sha256,
        submitted_at=now(),
    )
    add(db, run, actor=actor, action="run.submitted")
    records.note(db, run)
    enqueue(db, RunId(run.id))
    return run


def _require_room(db: Session, settings: Settings) -> None:
    waiting = db.exec(select(func.count()).select_from(Run).where(Run.state == RunState.QUEUED)).one()
    if waiting >= settings.queue_length:
        raise RunQueueFullError(waiting=waiting)
