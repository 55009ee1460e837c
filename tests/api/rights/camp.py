"""Rights in meetings and the training camp."""

import datetime as dt

from scheduler.models.accounts import Role
from scheduler.models.camp import CampClass
from scheduler.models.people import Half
from scheduler.models.terms import Meeting, Term
from tests.api.rights import MEMBERS, OFFICE, PLANNERS, Making, Right
from tests.builders import a_supervisor, a_term, a_trainee, a_venue
from tests.camp_builders import a_class, a_cohort, a_course, a_track, an_enrolment

TRAINEE_READERS = OFFICE | {Role.SYSTEM, Role.STATION, Role.COUNTY_VIEWER}
SENDERS = PLANNERS | {Role.STATION}


def own_meeting(making: Making) -> str:
    term = a_term(making.db, making.city.association)
    meeting = Meeting(
        association_id=term.association_id,
        term_id=term.id,
        title="例会",
        date=dt.date(2026, 10, 12),
        half=Half.MORNING,
        stations=[making.city.station.id],
        supervisors=[making.city.supervisor.id],
    )
    making.db.add(meeting)
    making.db.flush()
    return meeting.id


def own_cohort(making: Making) -> str:
    term = a_term(making.db, making.city.association)
    return a_cohort(making.db, term, a_track(making.db, making.city.association)).id


def own_class(making: Making) -> str:
    term = a_term(making.db, making.city.association)
    cohort = a_cohort(making.db, term, a_track(making.db, making.city.association))
    return a_class(making.db, term, a_course(making.db, making.city.association), [cohort]).id


def a_cohort_for_it(making: Making) -> str:
    """A cohort of the same term as the class."""
    row = making.db.get(CampClass, making["class_id"])
    assert row is not None
    return row.cohorts[0]


def enrolled(making: Making) -> str:
    term = making.db.get(Term, making["term_id"])
    assert term is not None
    trainee = a_trainee(making.db, making.city.station)
    an_enrolment(making.db, term, trainee, a_track(making.db, making.city.association))
    return trainee.id


ROWS = {
    "meeting_id": own_meeting,
    "venue_id": lambda making: a_venue(making.db, making.city.association).id,
    "track_id": lambda making: a_track(making.db, making.city.association).id,
    "course_id": lambda making: a_course(making.db, making.city.association).id,
    "cohort_id": own_cohort,
    "class_id": own_class,
    "trainee_id": lambda making: a_trainee(making.db, making.city.station).id,
}
NEW_MEETING = {"title": "例会", "date": "2026-10-12", "half": "morning"}
NEW_VENUE = {"name": "新教室", "lat": 30.7, "lon": 120.7, "seats": 30}


def course(making: Making) -> dict[str, object]:
    return {"title": "新课", "lecturers": [a_supervisor(making.db, making.city.association).id]}


def trainee(making: Making) -> dict[str, object]:
    return {"code": f"{making.account.role.value}", "station_id": making.city.station.id, "name": "沈"}


def new_class(making: Making) -> dict[str, object]:
    term = making.db.get(Term, making["term_id"])
    assert term is not None
    cohort = a_cohort(making.db, term, a_track(making.db, making.city.association))
    return {"course_id": making["course_id"], "cohorts": [cohort.id]}


def a_move(making: Making) -> dict[str, object]:
    """Somebody enrolled, and a cohort of their track."""
    term = making.db.get_one(Term, making["term_id"])
    track = a_track(making.db, making.city.association)
    trainee = a_trainee(making.db, making.city.station)
    an_enrolment(making.db, term, trainee, track)
    return {"cohorts": {trainee.id: a_cohort(making.db, term, track).id}}


RIGHTS = {
    "GET /terms/{term_id}/meetings": Right(MEMBERS),
    "POST /terms/{term_id}/meetings": Right(
        PLANNERS, json=lambda made: NEW_MEETING | {"stations": [made.city.station.id]}
    ),
    "POST /terms/{term_id}/meetings/dates": Right(OFFICE, json={"first_date": "2026-10-01", "last_date": "2026-10-31"}),
    "POST /terms/{term_id}/cohort-moves/preview": Right(OFFICE, json=a_move),
    "POST /terms/{term_id}/cohort-moves": Right(PLANNERS, json=a_move),
    "GET /meetings/{meeting_id}": Right(MEMBERS),
    "PATCH /meetings/{meeting_id}": Right(PLANNERS, json={"title": "季例会"}),
    "POST /meetings/{meeting_id}/cancel": Right(PLANNERS),
    "GET /camp/venues": Right(MEMBERS),
    "POST /camp/venues": Right(PLANNERS, json=NEW_VENUE),
    "GET /camp/venues/{venue_id}": Right(MEMBERS),
    "PATCH /camp/venues/{venue_id}": Right(PLANNERS, json={"seats": 31}),
    "POST /camp/venues/{venue_id}/archive": Right(PLANNERS),
    "POST /camp/venues/{venue_id}/restore": Right(PLANNERS),
    "GET /camp/tracks": Right(MEMBERS),
    "POST /camp/tracks": Right(PLANNERS, json={"name": "新系列"}),
    "GET /camp/tracks/{track_id}": Right(MEMBERS),
    "PATCH /camp/tracks/{track_id}": Right(PLANNERS, json={"position": 2}),
    "POST /camp/tracks/{track_id}/archive": Right(PLANNERS),
    "POST /camp/tracks/{track_id}/restore": Right(PLANNERS),
    "GET /camp/courses": Right(MEMBERS),
    "POST /camp/courses": Right(PLANNERS, json=course),
    "GET /camp/courses/{course_id}": Right(MEMBERS),
    "PATCH /camp/courses/{course_id}": Right(PLANNERS, json={"hours": 2}),
    "POST /camp/courses/{course_id}/archive": Right(PLANNERS),
    "POST /camp/courses/{course_id}/restore": Right(PLANNERS),
    "GET /terms/{term_id}/cohorts": Right(MEMBERS),
    "POST /terms/{term_id}/cohorts": Right(PLANNERS, json=lambda made: {"name": "一期", "track_id": made["track_id"]}),
    "GET /cohorts/{cohort_id}": Right(MEMBERS),
    "PATCH /cohorts/{cohort_id}": Right(PLANNERS, json={"max_size": 20}),
    "POST /cohorts/{cohort_id}/archive": Right(PLANNERS),
    "GET /terms/{term_id}/classes": Right(MEMBERS),
    "POST /terms/{term_id}/classes": Right(PLANNERS, json=new_class),
    "POST /terms/{term_id}/classes/make": Right(PLANNERS),
    "GET /classes/{class_id}": Right(MEMBERS),
    "PATCH /classes/{class_id}": Right(PLANNERS, json=lambda made: {"cohorts": [a_cohort_for_it(made)]}),
    "POST /classes/{class_id}/archive": Right(PLANNERS),
    "GET /trainees": Right(TRAINEE_READERS),
    "POST /trainees": Right(SENDERS, json=trainee),
    "GET /trainees/{trainee_id}": Right(TRAINEE_READERS),
    "PATCH /trainees/{trainee_id}": Right(SENDERS, json={"name": "陆"}),
    "POST /trainees/{trainee_id}/archive": Right(SENDERS),
    "POST /trainees/{trainee_id}/restore": Right(SENDERS),
    "GET /terms/{term_id}/enrolments": Right(TRAINEE_READERS),
    "PUT /terms/{term_id}/enrolments/{trainee_id}": Right(SENDERS, json=lambda made: {"track_id": made["track_id"]}),
    "DELETE /terms/{term_id}/enrolments/{trainee_id}": Right(SENDERS, rows={"trainee_id": enrolled}),
}
