"""The training camp: courses in an order, classes from courses and cohorts, enrolments by stations and planners."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from scheduler.actor import Actor, system_actor
from scheduler.camp import term_camp, trainees
from scheduler.camp.commands import (
    ClassChange,
    CourseChange,
    EnrolmentGiven,
    NewCourse,
    NewTrainee,
    NewVenue,
    TraineeChange,
)
from scheduler.camp.offer import archive_offered, change_course, list_offered, make_course, make_venue
from scheduler.errors import FaultyInputError, NotAllowedError, NotFoundError, TakenError
from scheduler.ids import AssociationId, TermId
from scheduler.models.accounts import Role
from scheduler.models.associations import Association
from scheduler.models.camp import Venue
from scheduler.models.terms import Term
from scheduler.paging import Paging
from solver.problem import Form
from tests.builders import a_station, a_supervisor, a_term, a_trainee, an_association
from tests.camp_builders import a_class, a_cohort, a_course, a_track, an_enrolment


@pytest.fixture
def association(db: Session) -> Association:
    return an_association(db)


@pytest.fixture
def actor(association: Association) -> Actor:
    return system_actor(AssociationId(association.id))


@pytest.fixture
def term(db: Session, association: Association) -> Term:
    return a_term(db, association)


def codes(error: pytest.ExceptionInfo[FaultyInputError]) -> set[tuple[str, str]]:
    return {(fault.place, fault.code) for fault in error.value.faults}


def test_courses_name_what_exists_and_never_wait_for_themselves(
    db: Session, association: Association, actor: Actor
) -> None:
    lecturer = a_supervisor(db, association)
    first = make_course(db, actor=actor, asked=NewCourse(title="伦理", lecturers=[lecturer.id]))
    second = make_course(db, actor=actor, asked=NewCourse(title="个案", lecturers=[lecturer.id], after=[first.id]))
    with pytest.raises(FaultyInputError) as error:
        make_course(db, actor=actor, asked=NewCourse(title="小组", lecturers=["0" * 32], tracks=["1" * 32]))
    assert codes(error) == {("lecturers", "unknown"), ("tracks", "unknown")}
    with pytest.raises(FaultyInputError) as error:
        change_course(db, actor=actor, course_id=first.id, asked=CourseChange(after=[second.id]), version=first.version)
    assert codes(error) == {("after", "cycle-in-after")}


def test_names_are_taken_once_and_archived_rows_are_listed_when_asked(db: Session, actor: Actor) -> None:
    room = make_venue(db, actor=actor, asked=NewVenue(name="第一教室", lat=30.7, lon=120.7, seats=30))
    archive_offered(db, Venue, room.id, actor=actor, version=room.version)
    assert list_offered(db, Venue, actor=actor) == []
    assert list_offered(db, Venue, actor=actor, archived=True) == [room]
    with pytest.raises(TakenError):
        make_venue(db, actor=actor, asked=NewVenue(name="第一教室", lat=30.7, lon=120.7, seats=30))


def test_classes_are_made_from_courses_and_cohorts_once(
    db: Session, association: Association, actor: Actor, term: Term
) -> None:
    new, core = a_track(db, association), a_track(db, association)
    cohorts = [a_cohort(db, term, track) for track in (new, new, core)]
    course = a_course(db, association, tracks=[new.id])
    lecture = a_course(db, association, tracks=[new.id, core.id], form=Form.LECTURE)
    a_course(db, association)
    made = term_camp.make_classes(db, actor=actor, term_id=TermId(term.id))
    given = {(row.course_id, frozenset(row.cohorts)) for row in made}
    assert given == {
        (course.id, frozenset({cohorts[0].id})),
        (course.id, frozenset({cohorts[1].id})),
        (lecture.id, frozenset(cohort.id for cohort in cohorts)),
    }
    assert term_camp.make_classes(db, actor=actor, term_id=TermId(term.id)) == []


def test_a_cohort_given_up_leaves_its_classes(db: Session, association: Association, actor: Actor, term: Term) -> None:
    track = a_track(db, association)
    gone, stays = a_cohort(db, term, track), a_cohort(db, term, track)
    course = a_course(db, association)
    together, alone = a_class(db, term, course, [gone, stays]), a_class(db, term, course, [gone])
    term_camp.archive_cohort(db, actor=actor, cohort_id=gone.id, version=gone.version)
    assert (together.cohorts, together.archived_at) == ([stays.id], None)
    assert alone.archived_at is not None
    with pytest.raises(FaultyInputError):
        term_camp.change_class(
            db, actor=actor, class_id=together.id, asked=ClassChange(cohorts=[gone.id]), version=together.version
        )


def test_a_station_sends_its_own_workers_only(db: Session, association: Association, actor: Actor, term: Term) -> None:
    own, other = a_station(db, association), a_station(db, association)
    theirs = a_trainee(db, other)
    station = replace(actor, role=Role.STATION, station_id=own.id)
    trainee = trainees.make_trainee(db, actor=station, asked=NewTrainee(code="W-1", station_id=own.id, name="沈佳怡"))
    with pytest.raises(NotAllowedError):
        trainees.make_trainee(db, actor=station, asked=NewTrainee(code="W-2", station_id=other.id, name="陆"))
    with pytest.raises(NotFoundError):
        trainees.change_trainee(
            db, actor=station, trainee_id=theirs.id, asked=TraineeChange(name="别人"), version=theirs.version
        )
    assert [row.id for row in trainees.list_trainees(db, actor=station, paging=Paging()).items] == [trainee.id]
    assert trainees.list_trainees(db, actor=actor, paging=Paging()).total == 2


def test_stations_choose_tracks_and_planners_cohorts(
    db: Session, association: Association, actor: Actor, term: Term
) -> None:
    station = a_station(db, association)
    own = replace(actor, role=Role.STATION, station_id=station.id)
    trainee = a_trainee(db, station)
    track, other = a_track(db, association), a_track(db, association)
    cohort = a_cohort(db, term, track)
    one = {"term_id": TermId(term.id), "trainee_id": trainee.id}
    first = trainees.enrol(db, actor=own, **one, asked=EnrolmentGiven(track_id=track.id))
    with pytest.raises(NotAllowedError):
        trainees.enrol(db, actor=own, **one, asked=EnrolmentGiven(track_id=track.id, cohort_id=cohort.id))
    fixed = trainees.enrol(db, actor=actor, **one, asked=EnrolmentGiven(track_id=track.id, cohort_id=cohort.id))
    assert (fixed.id, fixed.cohort_id) == (first.id, cohort.id)
    with pytest.raises(FaultyInputError):
        trainees.enrol(db, actor=actor, **one, asked=EnrolmentGiven(track_id=other.id, cohort_id=cohort.id))
    trainees.withdraw_enrolment(db, actor=own, **one)
    assert trainees.list_enrolments(db, actor=actor, term_id=TermId(term.id)) == []


def test_who_left_is_enrolled_no_more(db: Session, association: Association, actor: Actor, term: Term) -> None:
    track = a_track(db, association)
    stays, leaves = (a_trainee(db, a_station(db, association)) for _ in range(2))
    for trainee in (stays, leaves):
        an_enrolment(db, term, trainee, track)
    trainees.archive_trainee(db, actor=actor, trainee_id=leaves.id, version=leaves.version)
    found = trainees.list_enrolments(db, actor=actor, term_id=TermId(term.id))
    assert [trainee.id for _, trainee in found] == [stays.id]
