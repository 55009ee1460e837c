"""Check a term: everything that is wrong, foreseen or missing, without solving."""

from dataclasses import dataclass

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.checking.finding import Finding, Severity
from scheduler.checking.foreseen import faults_of, told_faults, warnings_of
from scheduler.checking.missing import missing_in
from scheduler.demand.applying import preview_policy
from scheduler.errors import FaultyInputError
from scheduler.ids import TermId
from scheduler.models.accounts import Role
from scheduler.models.terms import Term
from scheduler.planning.problems import make_problem
from scheduler.planning.term_rows import TermRows, load_term_rows
from scheduler.rows import load
from scheduler.terms.half_days import changes_of_slots
from scheduler.terms.workdays import known_days
from solver.problem import LECTURE_ROLE, Problem
from solver.reading import FaultyProblem, read_problem

_ORDER = list(Severity)


@dataclass(frozen=True, slots=True)
class TermCheck:
    """What was found, the gravest first; without a fault a run can begin."""

    findings: list[Finding]

    @property
    def may_run(self) -> bool:
        """Whether a run is possible."""
        return all(finding.severity is not Severity.FAULT for finding in self.findings)


def check_term(db: Session, *, actor: Actor, term_id: TermId) -> TermCheck:
    """Everything found about a term as its rows stand now. Raises NotFoundError and NotAllowedError."""
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, Role.HEAD, Role.SYSTEM, action="term.check")
    rows = load_term_rows(db, term=term, actor=actor)
    found = [*_missing(db, actor, rows)]
    if len(rows.slots):
        problem = make_problem(rows)
        found += faults_of(problem, rows) or warnings_of(problem, rows)
    return TermCheck(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))


def require_sound(db: Session, *, actor: Actor, term: Term, problem: Problem) -> None:
    """Raise FaultyInputError with every fault of a term's problem, in the planner's words."""
    try:
        read_problem(problem.to_json())
    except FaultyProblem as error:
        rows = load_term_rows(db, term=term, actor=actor)
        raise FaultyInputError(told_faults(error, problem, rows)) from None


def _missing(db: Session, actor: Actor, rows: TermRows) -> list[Finding]:
    slots = changes_of_slots(db, term=rows.term, association=rows.association, table=known_days(db))
    policy = preview_policy(db, actor=actor, term_id=TermId(rows.term.id))
    needed = {due.scheme.value for due in rows.engagements} | ({LECTURE_ROLE} if rows.classes else set())
    return missing_in(
        rows,
        is_outdated=bool(slots),
        policy=(len(policy.made), len(policy.changed), len(policy.withdrawn)),
        roles_needed=needed,
    )
