"""The camp of one term: cohorts, and classes made from courses and cohorts."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.camp.commands import ClassChange, CohortChange, NewClass, NewCohort
from scheduler.camp.sense import check_class, raise_any, unknown
from scheduler.clock import now
from scheduler.ids import TermId
from scheduler.models.accounts import Role
from scheduler.models.camp import CampClass, Cohort, Course, Track
from scheduler.models.terms import Term
from scheduler.planning.term_rows import of_term
from scheduler.rows import add, add_all, changing, load, load_for_change, unique
from solver.problem import Form


def list_cohorts(db: Session, *, actor: Actor, term_id: TermId, archived: bool = False) -> list[Cohort]:
    """The cohorts of a term by name. Raises NotFoundError."""
    term = load(db, Term, term_id, actor=actor)
    rows = [row for row in of_term(db, Cohort, term) if archived or row.archived_at is None]
    return sorted(rows, key=lambda row: row.name)


def find_cohort(db: Session, *, actor: Actor, cohort_id: str) -> Cohort:
    """One cohort. Raises NotFoundError."""
    return load(db, Cohort, cohort_id, actor=actor)


def make_cohort(db: Session, *, actor: Actor, term_id: TermId, asked: NewCohort) -> Cohort:
    """A new cohort. Raises NotFoundError, NotAllowedError, FaultyInputError and TakenError."""
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, action="cohort.make")
    raise_any(unknown(db, Track, term.association_id, [asked.track_id], "track_id"))
    cohort = Cohort(association_id=term.association_id, term_id=term.id, **asked.model_dump())
    with unique("cohort", "name", asked.name):
        return add(db, cohort, actor=actor, action="cohort.made")


def change_cohort(db: Session, *, actor: Actor, cohort_id: str, asked: CohortChange, version: int) -> Cohort:
    """Change a cohort. Raises NotFoundError, NotAllowedError, ChangedMeanwhileError and TakenError."""
    actor.require(Role.PLANNER, action="cohort.change")
    cohort = load_for_change(db, Cohort, cohort_id, actor=actor, version=version)
    with unique("cohort", "name", asked.name), changing(db, cohort, actor=actor, action="cohort.changed"):
        for name, value in asked.model_dump(exclude_unset=True).items():
            if value is not None or name == "max_size":
                setattr(cohort, name, value)
    return cohort


def archive_cohort(db: Session, *, actor: Actor, cohort_id: str, version: int) -> Cohort:
    """Give a cohort up: it leaves its classes, and those that nobody else takes go with it.

    Raises NotFoundError, NotAllowedError and ChangedMeanwhileError.
    """
    actor.require(Role.PLANNER, action="cohort.archive")
    cohort = load_for_change(db, Cohort, cohort_id, actor=actor, version=version)
    term = load(db, Term, cohort.term_id, actor=actor)
    with changing(db, cohort, actor=actor, action="cohort.archived"):
        cohort.archived_at = cohort.archived_at or now()
    for row in of_term(db, CampClass, term):
        if cohort.id in row.cohorts and row.archived_at is None:
            with changing(db, row, actor=actor, action="camp_class.changed"):
                row.cohorts = [id_ for id_ in row.cohorts if id_ != cohort.id]
                row.archived_at = None if row.cohorts else now()
    return cohort


def list_classes(db: Session, *, actor: Actor, term_id: TermId, archived: bool = False) -> list[CampClass]:
    """The classes of a term, by their making. Raises NotFoundError."""
    term = load(db, Term, term_id, actor=actor)
    return [row for row in of_term(db, CampClass, term) if archived or row.archived_at is None]


def find_class(db: Session, *, actor: Actor, class_id: str) -> CampClass:
    """One class. Raises NotFoundError."""
    return load(db, CampClass, class_id, actor=actor)


def make_class(db: Session, *, actor: Actor, term_id: TermId, asked: NewClass) -> CampClass:
    """A course given to some cohorts together. Raises NotFoundError, NotAllowedError and FaultyInputError."""
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, action="camp_class.make")
    row = CampClass(association_id=term.association_id, term_id=term.id, **asked.model_dump())
    check_class(db, row)
    return add(db, row, actor=actor, action="camp_class.made")


def make_classes(db: Session, *, actor: Actor, term_id: TermId) -> list[CampClass]:
    """A class for every course of a track and each of its cohorts; a lecture joins the cohorts of all its tracks.

    Nothing is made for a cohort that has the course already, so that asking again changes nothing.
    Raises NotFoundError and NotAllowedError.
    """
    term = load(db, Term, term_id, actor=actor, lock=True)
    actor.require(Role.PLANNER, action="camp_class.make")
    cohorts = list_cohorts(db, actor=actor, term_id=term_id)
    present = list_classes(db, actor=actor, term_id=term_id)
    own = Course.association_id == actor.association_id
    courses = db.exec(select(Course).where(own, col(Course.archived_at).is_(None)).order_by(col(Course.title)))
    made = [row for course in courses for row in _missing(course, cohorts, present, term)]
    add_all(db, made, actor=actor, action="camp_class.made")
    return made


def change_class(db: Session, *, actor: Actor, class_id: str, asked: ClassChange, version: int) -> CampClass:
    """Change who takes a class together.

    Raises NotFoundError, NotAllowedError, ChangedMeanwhileError and FaultyInputError.
    """
    actor.require(Role.PLANNER, action="camp_class.change")
    row = load_for_change(db, CampClass, class_id, actor=actor, version=version)
    with changing(db, row, actor=actor, action="camp_class.changed"):
        row.cohorts = asked.cohorts
        check_class(db, row)
    return row


def archive_class(db: Session, *, actor: Actor, class_id: str, version: int) -> CampClass:
    """Give a class up. Raises NotFoundError, NotAllowedError and ChangedMeanwhileError."""
    actor.require(Role.PLANNER, action="camp_class.archive")
    row = load_for_change(db, CampClass, class_id, actor=actor, version=version)
    with changing(db, row, actor=actor, action="camp_class.archived"):
        row.archived_at = row.archived_at or now()
    return row


def _missing(course: Course, cohorts: list[Cohort], present: list[CampClass], term: Term) -> Iterator[CampClass]:
    having = {id_ for row in present if row.course_id == course.id for id_ in row.cohorts}
    lacking = [cohort.id for cohort in cohorts if cohort.track_id in course.tracks and cohort.id not in having]
    groups = [lacking] if course.form is Form.LECTURE and lacking else [[id_] for id_ in lacking]
    for group in groups:
        yield CampClass(association_id=term.association_id, term_id=term.id, course_id=course.id, cohorts=group)
