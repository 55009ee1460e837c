"""A small city for the pages: four stations, three supervisors, a camp, and a term that begins in the coming days."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session

from scheduler.accounts.secrets import hash_password
from scheduler.clock import now, today
from scheduler.models.accounts import Role
from scheduler.models.camp import CampClass, Cohort, Course, Enrolment, Track
from scheduler.models.people import Availability, Station
from scheduler.models.terms import Term
from solver.problem import Scheme
from tests.builders import a_station, a_supervisor, a_trainee, a_venue, an_account
from tests.term_builders import a_small_term, an_engagement

PASSWORD = "a sentence that is long enough"  # noqa: S105 - of accounts that live as long as a test


@dataclass(frozen=True)
class City:
    """What the tests look for on the pages."""

    term: Term
    supervisor: str
    station: str


def a_city(db: Session) -> City:
    """Everything that is needed to plan, and an account for every role; the login is the role."""
    monday = today() + dt.timedelta(days=7 - today().weekday())
    small = a_small_term(db, first_date=monday, end_date=monday + dt.timedelta(days=21))
    owner, term = small.association, small.term
    stations = [
        *small.stations,
        *(a_station(db, owner, county="海宁市", lat=30.5, lon=120.6 + i / 20) for i in range(2)),
    ]
    people = [*small.supervisors, a_supervisor(db, owner, name="吴若兰")]
    for station in stations:
        an_engagement(db, term, station, visits=2)
    for station in stations[:2]:
        an_engagement(db, term, station, Scheme.ROVING, visits=1)
    for person in people:
        said = {"term_id": term.id, "supervisor_id": person.id, "submitted_at": now()}
        db.add(Availability(association_id=owner.id, **said))
    a_venue(db, owner)
    _camp(db, term, [person.id for person in small.supervisors], stations[0])
    hashed = hash_password(PASSWORD)
    told = {
        Role.SUPERVISOR: {"supervisor_id": people[0].id, "name": people[0].name},
        Role.STATION: {"station_id": stations[0].id, "name": stations[0].name},
        Role.COUNTY_VIEWER: {"county": stations[0].county},
    }
    for role in (Role.PLANNER, Role.HEAD, Role.SUPERVISOR, Role.STATION, Role.COUNTY_VIEWER):
        an_account(db, owner, role, login=role.value, password_hash=hashed, **told.get(role, {}))
    return City(term, people[0].name, stations[0].name)


def _camp(db: Session, term: Term, lecturers: list[str], station: Station) -> None:
    owned = {"association_id": term.association_id}
    track = Track(**owned, name="新人")
    db.add(track)
    db.flush()
    course = Course(**owned, title="个案工作入门", course_sessions=2, lecturers=lecturers, tracks=[track.id])
    cohort = Cohort(**owned, term_id=term.id, track_id=track.id, name="新人一班", max_size=20)
    db.add_all([course, cohort])
    db.flush()
    db.add(CampClass(**owned, term_id=term.id, course_id=course.id, cohorts=[cohort.id]))
    trainee = a_trainee(db, station)
    db.add(Enrolment(**owned, term_id=term.id, trainee_id=trainee.id, track_id=track.id))
