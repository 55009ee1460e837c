"""Why a visit or course session of a draft or release is where it is, or nowhere."""

from dataclasses import dataclass

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.checking.service import require_sound
from scheduler.clock import today
from scheduler.comparing.naming import Names
from scheduler.comparing.queries import names_in
from scheduler.drafts.errors import SubjectNotDueError
from scheduler.drafts.queries import draft_seen
from scheduler.drafts.standing import standing_of
from scheduler.explaining.alternatives import Alternative, Question, alternatives, series_alternatives
from scheduler.explaining.clash import Clash, smallest_clash
from scheduler.explaining.term_clash import TermClash, term_clashes
from scheduler.ids import DraftId, ReleaseId, SnapshotId, TermId
from scheduler.models.accounts import Role
from scheduler.models.terms import Term
from scheduler.planning import load_problem, parse_plan_key, plan_in, problem_of, slots_before
from scheduler.publishing.queries import release_seen
from scheduler.publishing.sides import PlanKind, PlanRef
from scheduler.rows import load
from solver.explain.session_left_out import explain_course_session
from solver.explain.session_options import SessionOptions
from solver.explain.visit_left_out import explain_visit
from solver.plan import Plan, Unscheduled
from solver.problem import Baseline, CourseSession, Problem, Visit
from solver.rules import VisitKey

OFFERED = 10
TRIES = 12
"""So many ways out are judged by the rules."""


@dataclass(frozen=True)
class Why:
    """What there is to say about one visit or course session."""

    key: str
    problem: Problem
    names: Names
    own_id: str
    """Of the engagement or class."""
    index: int
    present: Visit | CourseSession | None
    alternatives: list[Alternative]
    series: list[Alternative]
    """For the whole series, by other people."""
    left_out: Unscheduled
    """What stands against the ways, and, when it is not planned, the ways out."""
    clash: Clash | None
    """Of what is not planned: the smallest set of facts that leaves no way."""


def why(db: Session, *, actor: Actor, ref: PlanRef, key: str) -> Why:
    """Alternatives with their costs; and of what is left out, why, and the ways out.

    Raises NotFoundError, and SubjectNotDueError for a key of nothing that is due.
    """
    term_id, problem, plan = _plan(db, actor, ref)
    parsed = parse_plan_key(key)
    due = {row.id: row.visits for row in problem.engagements}
    sessions = {row.id: row.sessions for row in problem.classes}
    if parsed is None or parsed.index >= (
        due.get(parsed.engagement, 0) if isinstance(parsed, VisitKey) else sessions.get(parsed.class_id, 0)
    ):
        raise SubjectNotDueError(key=key)
    question = Question(problem, plan, parsed, first_slot=slots_before(problem, today()))
    ways = question.ways()
    tries = 0 if question.present is not None else TRIES
    return Why(
        key=key,
        problem=problem,
        names=names_in(db, term_id, problem),
        own_id=ways.own_id,
        index=parsed.index,
        present=question.present,
        alternatives=alternatives(question, ways, count=OFFERED),
        series=series_alternatives(question, count=OFFERED),
        left_out=_left_out(question, tries),
        clash=None if question.present is not None else smallest_clash(ways),
    )


@dataclass(frozen=True)
class TermClashes:
    """What cannot be planned as asked in a term, whatever the search does."""

    problem: Problem
    names: Names
    clashes: list[TermClash]


def clashes_of_term(db: Session, *, actor: Actor, term_id: TermId) -> TermClashes:
    """The facts that clash for each engagement that cannot be planned whole.

    Raises NotFoundError, NotAllowedError, and FaultyInputError while the check of the term finds faults.
    """
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, Role.HEAD, Role.SYSTEM, action="term.check")
    problem = problem_of(db, term=term, actor=actor)
    require_sound(db, actor=actor, term=term, problem=problem)
    return TermClashes(problem, names_in(db, term.id, problem), term_clashes(problem))


def _left_out(question: Question, tries: int) -> Unscheduled:
    if isinstance(question.options, SessionOptions):
        return explain_course_session(question.trial, question.options, tries)
    return explain_visit(question.trial, question.options, tries)


def _plan(db: Session, actor: Actor, ref: PlanRef) -> tuple[str, Problem, Plan]:
    """A draft as it stands; of a release, each change of what it publishes has its price."""
    if ref.kind is PlanKind.DRAFT:
        draft = draft_seen(db, actor=actor, draft_id=DraftId(ref.id))
        side = standing_of(db, draft, actor=actor).side
        return draft.term_id, side.problem, side.plan
    release = release_seen(db, actor=actor, release_id=ReleaseId(ref.id))
    plan = plan_in(release.plan)
    problem = load_problem(db, SnapshotId(release.snapshot_id), actor=actor)
    published = Baseline(visits=plan.visits, sessions=plan.sessions)
    return release.term_id, problem.changed(baseline=published, frozen_until=0), plan
