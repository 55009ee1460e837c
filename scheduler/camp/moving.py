"""Trainees moved between cohorts by hand: what a move breaks, and the move itself, published at once when a plan is."""

from collections import Counter
from dataclasses import dataclass

from sqlmodel import Session, col, select

from scheduler.actor import Actor, system_actor
from scheduler.camp.commands import CohortMoves
from scheduler.camp.errors import MoveBreaksRulesError
from scheduler.camp.sense import check_enrolment
from scheduler.comparing.comparison import Side
from scheduler.comparing.queries import names_in
from scheduler.drafts.enrolling import with_trainees
from scheduler.drafts.findings import Finding, findings
from scheduler.errors import NotFoundError
from scheduler.ids import AssociationId, TermId
from scheduler.models.accounts import Role
from scheduler.models.camp import Cohort, Enrolment
from scheduler.models.releases import Release
from scheduler.models.terms import Term
from scheduler.publishing.current import Published, publish_edits, published_now
from scheduler.rows import changing, load
from solver.problem import Problem
from solver.rules import Violation
from solver.wording import Lang


@dataclass(frozen=True, slots=True)
class MoveEffect:
    """What moves would do: sizes of the term's cohorts before and after, and the rules they break anew."""

    is_published: bool
    """Without a published plan nobody has a place yet but those whose cohort is fixed: only sizes are judged."""
    sizes: dict[str, tuple[int, int]]
    broken: list[Finding]


def moves_effect(db: Session, *, actor: Actor, term_id: TermId, asked: CohortMoves, lang: Lang) -> MoveEffect:
    """What putting trainees into other cohorts would do to the published plan; nothing is stored.

    Raises NotFoundError, also for who is not enrolled in the term, NotAllowedError, and FaultyInputError for a cohort
    of another track.
    """
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, Role.HEAD, action="trainee.move")
    _enrolments(db, term, asked)
    published = published_now(db, term=term, actor=actor)
    return _of_fixed(db, term, asked) if published is None else _effect(db, term, published, asked.cohorts, lang)


def move_trainees(db: Session, *, actor: Actor, term_id: TermId, asked: CohortMoves) -> Release | None:
    """Put trainees into other cohorts; with a published plan it follows at once as a small release, which is returned.

    Raises NotFoundError, NotAllowedError, FaultyInputError, MoveBreaksRulesError when a cohort gets too big or a
    station keeps too few on duty, and what publishing raises.
    """
    term = load(db, Term, term_id, actor=actor, lock=True)
    actor.require(Role.PLANNER, action="trainee.move")
    effect = moves_effect(db, actor=actor, term_id=term_id, asked=asked, lang=Lang.ZH)
    if effect.broken:
        raise MoveBreaksRulesError(count=len(effect.broken), messages="；".join(row.message for row in effect.broken))
    for row in _enrolments(db, term, asked):
        with changing(db, row, actor=actor, action="enrolment.moved"):
            row.cohort_id = asked.cohorts[row.trainee_id]
    if not effect.is_published:
        return None
    title = f"调整 {len(asked.cohorts)} 名学员的班级"
    system = system_actor(AssociationId(term.association_id))
    return publish_edits(db, term=term, title=title, edits=(), actor=system)


def _enrolments(db: Session, term: Term, asked: CohortMoves) -> list[Enrolment]:
    """The enrolments of those who are moved; each cohort is one of their track in this term."""
    query = select(Enrolment).where(Enrolment.term_id == term.id, col(Enrolment.trainee_id).in_(asked.cohorts))
    rows = list(db.exec(query.order_by(col(Enrolment.id))))
    if missing := asked.cohorts.keys() - {row.trainee_id for row in rows}:
        raise NotFoundError(kind="enrolment", id=min(missing))
    for row in rows:
        columns = row.model_dump(include={"association_id", "term_id", "trainee_id", "track_id"})
        check_enrolment(db, Enrolment(**columns, cohort_id=asked.cohorts[row.trainee_id]))
    return rows


def _effect(db: Session, term: Term, published: Published, cohorts: dict[str, str], lang: Lang) -> MoveEffect:
    """Judged on the published plan as today's rows have it, with the moved allowed where they are put."""
    before = Side(published.problem, with_trainees(published.problem, published.plan))
    problem = _allowing(published.problem, cohorts)
    placed = {id_: cohorts.get(id_, cohort) for id_, cohort in before.plan.trainees.items()}
    after = Side(problem, before.plan.model_copy(update={"trainees": placed}))
    known = {(row.code, row.subject): _measure(row) for row in before.verdict.violations}
    broken = [row for row in after.verdict.violations if _measure(row) > known.get((row.code, row.subject), -1)]
    then, now = Counter(before.plan.trainees.values()), Counter(placed.values())
    sizes = {str(cohort.id): (then[cohort.id], now[cohort.id]) for cohort in problem.cohorts}
    return MoveEffect(True, sizes, findings(after, broken, names_in(db, term.id, problem), lang))


def _allowing(problem: Problem, cohorts: dict[str, str]) -> Problem:
    trainees = [
        row.model_copy(update={"cohorts": [cohorts[row.id]]}) if row.id in cohorts else row for row in problem.trainees
    ]
    return problem.changed(trainees=trainees)


def _measure(row: Violation) -> int:
    """How badly a rule about trainees is broken: by how many are in a cohort, or away at once."""
    count = row.facts.get("size") or row.facts.get("away")
    return count if isinstance(count, int) else 0


def _of_fixed(db: Session, term: Term, asked: CohortMoves) -> MoveEffect:
    """Before anything is published: the sizes of the cohorts by who is fixed in them."""
    own = select(Enrolment.trainee_id, Enrolment.cohort_id).where(Enrolment.term_id == term.id)
    before = dict(db.exec(own).all())
    then = Counter(before.values())
    now = Counter((before | asked.cohorts).values())
    cohorts = db.exec(select(Cohort.id).where(Cohort.term_id == term.id, col(Cohort.archived_at).is_(None)))
    return MoveEffect(False, {id_: (then[id_], now[id_]) for id_ in cohorts}, [])
