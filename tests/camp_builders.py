"""Rows of the training camp for tests, made with as few words as a test has to say."""

from typing import Any

from sqlmodel import Session

from scheduler.models.associations import Association
from scheduler.models.camp import CampClass, Cohort, Course, Enrolment, Track, Trainee
from scheduler.models.terms import Term

_numbers = iter(range(1, 1_000_000_000))


def a_track(db: Session, association: Association, **given: Any) -> Track:
    row = Track(association_id=association.id, **({"name": f"第{next(_numbers)}系列"} | given))
    return _stored(db, row)


def a_course(db: Session, association: Association, **given: Any) -> Course:
    ordinary = {"title": f"第{next(_numbers)}课", "course_sessions": 2}
    return _stored(db, Course(association_id=association.id, **(ordinary | given)))


def a_cohort(db: Session, term: Term, track: Track, **given: Any) -> Cohort:
    own = {"association_id": term.association_id, "term_id": term.id, "track_id": track.id}
    return _stored(db, Cohort(**own, **({"name": f"第{next(_numbers)}期"} | given)))


def a_class(db: Session, term: Term, course: Course, cohorts: list[Cohort]) -> CampClass:
    own = {"association_id": term.association_id, "term_id": term.id, "course_id": course.id}
    return _stored(db, CampClass(**own, cohorts=[cohort.id for cohort in cohorts]))


def an_enrolment(db: Session, term: Term, trainee: Trainee, track: Track, **given: Any) -> Enrolment:
    own = {"association_id": term.association_id, "term_id": term.id, "trainee_id": trainee.id, "track_id": track.id}
    return _stored(db, Enrolment(**own, **given))


def _stored(db: Session, row: Any) -> Any:
    db.add(row)
    db.flush()
    return row
