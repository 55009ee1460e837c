"""What a term's rows become in the exchange format."""

import datetime as dt

import pytest
from sqlmodel import Session

from scheduler.clock import CHINA, stopped_at
from scheduler.default_weights import DEFAULT_WEIGHTS
from scheduler.models.camp import CampClass, Cohort, Course, Enrolment, Track
from scheduler.models.people import Availability, Closure, Half, Leave, LeaveState, Mark
from scheduler.models.terms import Meeting
from scheduler.planning import problem_of
from solver.problem import Problem, Scheme
from solver.reading import read_problem
from tests.builders import a_trainee, a_venue
from tests.term_builders import MONDAY, SmallTerm, a_slot, a_small_term, an_engagement


def day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


def problem(db: Session, city: SmallTerm) -> Problem:
    """The problem, which the optimiser reads without a fault."""
    made = problem_of(db, term=city.term, actor=city.actor)
    assert read_problem(made.to_json()) == made
    return made


@pytest.fixture
def city(db: Session) -> SmallTerm:
    return a_small_term(db)


def test_slots_come_in_time_order_with_their_hours(db: Session, city: SmallTerm) -> None:
    slots = problem(db, city).slots
    assert len(slots) == 20
    assert [(slot.date, f"{slot.start:%H:%M}") for slot in slots[:3]] == [
        (day(0), "08:30"),
        (day(0), "13:30"),
        (day(1), "08:30"),
    ]


def test_weekly_marks_exceptions_and_leave_become_slots(db: Session, city: SmallTerm) -> None:
    first, second = city.supervisors
    own = {"association_id": city.association.id, "term_id": city.term.id}
    db.add(
        Availability(
            **own,
            supervisor_id=first.id,
            weekly={"1-morning": Mark.UNAVAILABLE, "2-afternoon": Mark.DISLIKED},
            exceptions={f"{day(7)}-morning": Mark.FREE, f"{day(1)}-afternoon": Mark.UNAVAILABLE},
        )
    )
    leave = {
        "association_id": city.association.id,
        "supervisor_id": second.id,
        "first_date": day(-30),
        "last_date": day(1),
        "last_half": Half.MORNING,
    }
    db.add_all([Leave(**leave), Leave(**leave | {"last_date": day(30), "state": LeaveState.WITHDRAWN})])
    db.flush()
    people = {person.id: person for person in problem(db, city).supervisors}
    assert people[first.id].unavailable == [0, 3]
    assert people[first.id].disliked == [13]
    assert people[second.id].unavailable == [0, 1, 2]


def test_a_make_up_day_counts_as_the_weekday_it_is_worked_as(db: Session, city: SmallTerm) -> None:
    a_slot(db, city.term, day(5), Half.MORNING, weekday=1)
    city.stations[0].closed_weekly = ["1-morning"]
    stations = {station.id: station for station in problem(db, city).stations}
    assert stations[city.stations[0].id].closed == [0, 10, 11]


def test_closures_close_and_avoided_half_days_are_disliked(db: Session, city: SmallTerm) -> None:
    a_slot(db, city.term, day(5), Half.MORNING, avoid=True)
    venue = a_venue(db, city.association)
    period = {"association_id": city.association.id, "first_date": day(1), "last_date": day(2)}
    db.add(Closure(**period, station_id=city.stations[1].id, last_half=Half.MORNING))
    db.add(Closure(**period, venue_id=venue.id))
    db.flush()
    made = problem(db, city)
    assert {row.id: row.closed for row in made.stations}[city.stations[1].id] == [2, 3, 4]
    assert made.venues[0].closed == [2, 3, 4, 5]
    assert all(person.disliked == [10] for person in made.supervisors)


def test_engagements_keep_their_period_and_only_people_who_still_work(db: Session, city: SmallTerm) -> None:
    gone, stays = city.supervisors
    gone.archived_at = dt.datetime.combine(day(3), dt.time(12), CHINA)
    an_engagement(
        db,
        city.term,
        city.stations[0],
        keep=[gone.id, stays.id],
        avoid=[gone.id],
        first_date=day(1),
        end_date=day(8),
    )
    an_engagement(db, city.term, city.stations[1], withdrawn_at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))
    made = problem(db, city)
    [due] = made.engagements
    assert (due.first, due.last, due.keep, due.avoid) == (2, 11, [stays.id], [])
    assert [person.id for person in made.supervisors] == [stays.id]


def test_somebody_archived_whom_an_engagement_insists_on_is_away_from_that_day(db: Session, city: SmallTerm) -> None:
    gone = city.supervisors[0]
    gone.archived_at = dt.datetime.combine(day(3), dt.time(12), CHINA)
    an_engagement(db, city.term, city.stations[0], candidates=[gone.id])
    people = {person.id: person for person in problem(db, city).supervisors}
    assert people[gone.id].unavailable == list(range(6, 20))


def test_meetings_outside_working_half_days_take_none(db: Session, city: SmallTerm) -> None:
    own = {"association_id": city.association.id, "term_id": city.term.id, "half": Half.AFTERNOON}
    wanted = Meeting(**own, title="例会", date=day(1), stations=[city.stations[0].id])
    db.add_all([wanted, Meeting(**own, title="社区日", date=day(5), stations=[city.stations[0].id])])
    db.flush()
    assert [(meeting.id, meeting.slot) for meeting in problem(db, city).meetings] == [(wanted.id, 3)]


def test_courses_cohorts_and_enrolments_become_the_camp(db: Session, city: SmallTerm) -> None:
    own = {"association_id": city.association.id}
    track = Track(**own, name="新人")
    first = Course(**own, title="伦理", course_sessions=2, lecturers=[city.supervisors[0].id])
    second = Course(**own, title="个案", course_sessions=1, lecturers=[city.supervisors[1].id], after=[first.id])
    db.add_all([track, first, second])
    db.flush()
    mine = own | {"term_id": city.term.id}
    cohorts = [Cohort(**mine, track_id=track.id, name=name) for name in ("一期", "二期")]
    db.add_all(cohorts)
    db.flush()
    classes = [CampClass(**mine, course_id=c.id, cohorts=[k.id]) for k in cohorts for c in (first, second)]
    db.add_all(classes)
    free, fixed = a_trainee(db, city.stations[0]), a_trainee(db, city.stations[1])
    db.add(Enrolment(**mine, trainee_id=free.id, track_id=track.id))
    db.add(Enrolment(**mine, trainee_id=fixed.id, track_id=track.id, cohort_id=cohorts[1].id))
    a_venue(db, city.association)
    db.flush()
    made = problem(db, city)
    assert {row.id: row.after for row in made.classes} == {
        classes[0].id: [],
        classes[1].id: [classes[0].id],
        classes[2].id: [],
        classes[3].id: [classes[2].id],
    }
    chosen = {row.id: set(row.cohorts) for row in made.trainees}
    assert chosen == {free.id: {cohorts[0].id, cohorts[1].id}, fixed.id: {cohorts[1].id}}


def test_prices_come_from_the_term_then_the_association_then_the_product(db: Session, city: SmallTerm) -> None:
    city.association.weights = {"travel": 7, "load": 8}
    city.term.weights = {"load": 9}
    weights = problem(db, city).weights
    assert (weights.travel, weights.load, weights.spacing) == (7, 9, DEFAULT_WEIGHTS.spacing)


def test_nothing_of_another_association_is_in_it(db: Session, city: SmallTerm) -> None:
    other = a_small_term(db)
    an_engagement(db, other.term, other.stations[0], Scheme.ROVING)
    made = problem(db, city)
    assert {row.id for row in made.stations} == {row.id for row in city.stations}
    assert {row.id for row in made.supervisors} == {row.id for row in city.supervisors}
    assert made.engagements == []


def test_it_is_the_same_whenever_it_is_asked(db: Session, city: SmallTerm) -> None:
    an_engagement(db, city.term, city.stations[0])
    before = problem(db, city)
    with stopped_at(dt.datetime(2026, 12, 1, tzinfo=dt.UTC)):
        assert problem(db, city) == before
