"""What a check of a term finds: in the planner's words, with names instead of keys, and the row to fix."""

import datetime as dt
import re

import pytest
from sqlmodel import Session

from scheduler.checking.finding import Finding, Severity
from scheduler.checking.service import check_term
from scheduler.clock import now
from scheduler.demand.commands import NewRule
from scheduler.demand.policy import make_rule
from scheduler.ids import TermId
from scheduler.models.people import Availability, Half
from scheduler.models.terms import Meeting, TermSlot
from scheduler.planning.term_rows import of_term
from solver.problem import Scheme
from solver.wording import Lang
from tests.builders import a_trainee
from tests.camp_builders import a_class, a_cohort, a_course, a_track, an_enrolment
from tests.term_builders import MONDAY, SmallTerm, a_small_term, an_engagement


@pytest.fixture
def city(db: Session) -> SmallTerm:
    """A term of which everything needed is known."""
    city = a_small_term(db)
    an_engagement(db, city.term, city.stations[0])
    for person in city.supervisors:
        own = {"association_id": city.association.id, "term_id": city.term.id, "supervisor_id": person.id}
        db.add(Availability(**own, submitted_at=now()))
    db.flush()
    return city


def found(db: Session, city: SmallTerm) -> dict[str, Finding]:
    """The findings by code; every sentence is for people, in both languages."""
    findings = check_term(db, actor=city.actor, term_id=TermId(city.term.id)).findings
    for finding in findings:
        for lang in Lang:
            said = finding.message(lang)
            assert said
            assert not re.search(r"[0-9a-f]{32}|max_p|_days|已不存在|no longer there", said), said
        assert finding.row.place.startswith("/")
    return {finding.code: finding for finding in findings}


def test_nothing_is_found_in_a_sound_term(db: Session, city: SmallTerm) -> None:
    # The builder's hours and slots are those of the calendar.
    assert found(db, city) == {}


def test_a_fault_names_the_row_and_stops_a_run(db: Session, city: SmallTerm) -> None:
    due = an_engagement(
        db,
        city.term,
        city.stations[1],
        Scheme.ROVING,
        first_date=MONDAY + dt.timedelta(days=5),
        end_date=MONDAY + dt.timedelta(days=7),
    )
    track = a_track(db, city.association)
    trainee = a_trainee(db, city.stations[0])
    an_enrolment(db, city.term, trainee, track)
    check = check_term(db, actor=city.actor, term_id=TermId(city.term.id))
    assert not check.may_run
    codes = found(db, city)
    assert (codes["window-reversed"].row.kind, codes["window-reversed"].row.id) == ("engagement", due.id)
    assert codes["window-reversed"].row.column == "first_date"
    assert city.stations[1].name in codes["window-reversed"].message()
    assert codes["trainee-without-cohort"].row.place == f"/trainees/{trainee.id}"
    assert trainee.name in codes["trainee-without-cohort"].message()


def test_a_warning_says_what_cannot_be_had(db: Session, city: SmallTerm) -> None:
    due = an_engagement(db, city.term, city.stations[1], Scheme.ROVING, visits=9, min_gap_days=7)
    for person in city.supervisors:
        person.max_pairs = 0
    track = a_track(db, city.association)
    course = a_course(db, city.association, lecturers=[city.supervisors[0].id], features=["投影"])
    a_class(db, city.term, course, [a_cohort(db, city.term, track)])
    codes = found(db, city)
    assert codes["window-too-short"].severity is Severity.WARNING
    assert codes["window-too-short"].row.id == due.id
    assert "结对上限" in codes["pairs-over-capacity"].message()
    assert codes["class-without-venue"].row.place == f"/camp/courses/{course.id}"
    assert course.title in codes["class-without-venue"].message()


def test_what_was_not_entered_is_named(db: Session, city: SmallTerm) -> None:
    for row in of_term(db, Availability, city.term):
        db.delete(row)
    make_rule(db, actor=city.actor, term_id=TermId(city.term.id), asked=NewRule(scheme=Scheme.ROVING, visits=1))
    own = {"association_id": city.association.id, "term_id": city.term.id}
    sunday = MONDAY + dt.timedelta(days=6)
    db.add(Meeting(**own, title="公益巴士", date=sunday, half=Half.MORNING, stations=[city.stations[0].id]))
    city.stations[0].archived_at = now()
    db.flush()
    codes = found(db, city)
    assert codes["availability-missing"].severity is Severity.MISSING
    assert codes["policy-not-applied"].facts == {"made": 1, "changed": 0, "withdrawn": 0}
    assert codes["meeting-outside"].row.column == "date"
    assert codes["station-archived"].row.kind == "engagement"


def test_a_term_without_half_days_cannot_run(db: Session, city: SmallTerm) -> None:
    for row in of_term(db, TermSlot, city.term):
        db.delete(row)
    db.flush()
    check = check_term(db, actor=city.actor, term_id=TermId(city.term.id))
    assert not check.may_run
    assert check.findings[0].code == "no-half-days"
