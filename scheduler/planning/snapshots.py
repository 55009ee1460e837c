"""Problems kept as they were: one row for each content, shared by all made from it, and a few held in memory."""

import hashlib
import zlib
from collections import OrderedDict
from threading import Lock
from typing import Final

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from scheduler.actor import Actor
from scheduler.errors import NotFoundError
from scheduler.ids import SnapshotId
from scheduler.models.planning import ProblemSnapshot
from scheduler.models.terms import Term
from solver.problem import Problem

HELD: Final = 16
"""So many problems stay in memory; one of a city takes a few megabytes."""


class _Held:
    """The problems read last, by their hash; problems never change, so all threads share them."""

    def __init__(self) -> None:
        self._problems: OrderedDict[str, Problem] = OrderedDict()
        self._lock = Lock()

    def get(self, sha256: str) -> Problem | None:
        with self._lock:
            problem = self._problems.get(sha256)
            if problem is not None:
                self._problems.move_to_end(sha256)
            return problem

    def put(self, sha256: str, problem: Problem) -> None:
        with self._lock:
            self._problems[sha256] = problem
            self._problems.move_to_end(sha256)
            while len(self._problems) > HELD:
                self._problems.popitem(last=False)


_held = _Held()


def snapshot_problem(db: Session, *, term: Term | None, problem: Problem, actor: Actor) -> ProblemSnapshot:
    """The snapshot of a problem, new unless it is there already; `term` is None for a stateless problem."""
    text = problem.to_json().encode()
    sha256 = hashlib.sha256(text).hexdigest()
    wanted = select(ProblemSnapshot).where(
        ProblemSnapshot.association_id == actor.association_id, ProblemSnapshot.sha256 == sha256
    )
    snapshot = db.exec(wanted).first()
    if snapshot is None:
        snapshot = ProblemSnapshot(
            association_id=actor.association_id,
            term_id=None if term is None else term.id,
            sha256=sha256,
            content=zlib.compress(text),
        )
        try:
            with db.begin_nested():
                db.add(snapshot)
        except IntegrityError:  # somebody else has just stored the same
            snapshot = db.exec(wanted).one()
    _held.put(sha256, problem)
    return snapshot


def problem_in(snapshot: ProblemSnapshot) -> Problem:
    """The problem of a snapshot. It is shared: nobody may change it."""
    problem = _held.get(snapshot.sha256)
    if problem is None:
        problem = Problem.model_validate_json(zlib.decompress(snapshot.content), by_alias=True, by_name=False)
        _held.put(snapshot.sha256, problem)
    return problem


def load_problem(db: Session, snapshot_id: SnapshotId, *, actor: Actor) -> Problem:
    """The problem of one's own snapshot; its content is fetched only when it is not in memory. Raises NotFoundError."""
    own = (ProblemSnapshot.id == snapshot_id, ProblemSnapshot.association_id == actor.association_id)
    sha256 = db.exec(select(ProblemSnapshot.sha256).where(*own)).first()
    if sha256 is None:
        raise NotFoundError(kind="problem_snapshot", id=snapshot_id)
    return _held.get(sha256) or problem_in(db.exec(select(ProblemSnapshot).where(*own)).one())
