"""The problems of runs: a term's as its rows stand now, or one handed in; refused with every fault at once."""

from typing import Final

from sqlmodel import Session, select

from scheduler.actor import Actor
from scheduler.checking.service import require_sound
from scheduler.clock import today
from scheduler.errors import Fault, FaultyInputError, WrongStateError, literal
from scheduler.models.planning import Draft, PlanLock
from scheduler.models.releases import Release
from scheduler.models.terms import Term
from scheduler.planning import problem_of
from scheduler.rows import load
from scheduler.running.commands import TermRunAsked
from solver.problem import Problem
from solver.reading import Fault as Flaw
from solver.reading import FaultyProblem, read_problem
from solver.wording import Lang

MOST_FAULTS: Final = 200
"""So many are listed; a file that has more is mended in several goes."""
CHANGE_COSTS: Final = ("moved", "reassigned", "relocated")
"""What it costs to differ from what is published."""


def term_problem(db: Session, *, term: Term, asked: TermRunAsked, actor: Actor) -> Problem:
    """The problem of a term as its rows stand now, with a draft's locks.

    What was published and is over stays as it was; the rest of what is published is kept as far as it pays, or, when so
    asked, counts for nothing. Raises NotFoundError, WrongStateError and FaultyInputError.
    """
    current = None if term.current_release_id is None else load(db, Release, term.current_release_id, actor=actor)
    locks = _locks(db, term, asked.draft_id, actor)
    problem = problem_of(db, term=term, actor=actor, locks=locks, baseline_release=current, frozen_until_date=today())
    if asked.from_scratch:
        free = problem.weights.model_copy(update=dict.fromkeys(CHANGE_COSTS, 0))
        problem = problem.changed(weights=free)
    require_sound(db, actor=actor, term=term, problem=problem)
    return problem


def _locks(db: Session, term: Term, draft_id: str | None, actor: Actor) -> list[PlanLock]:
    if draft_id is None:
        return []
    draft = load(db, Draft, draft_id, actor=actor)
    if draft.term_id != term.id:
        raise WrongStateError(kind="draft", id=draft.id, state="of another term", action="run.submit")
    return list(db.exec(select(PlanLock).where(PlanLock.draft_id == draft.id)))


def sound_problem(source: bytes | str) -> Problem:
    """The problem in a `dudao-problem/1`. Raises FaultyInputError with its faults: where, which, how to mend them."""
    try:
        return read_problem(source)
    except FaultyProblem as error:
        raise FaultyInputError([_fault(flaw) for flaw in error.faults[:MOST_FAULTS]]) from None


def _fault(flaw: Flaw) -> Fault:
    sentences = literal(*(flaw.message(lang) for lang in (Lang.ZH, Lang.EN)))
    return Fault(flaw.path, flaw.code, sentences, {"subject": flaw.subject})
