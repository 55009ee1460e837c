"""Small cities for the pages: one whose term is to be planned, and one that has nothing yet."""

import datetime as dt
from dataclasses import dataclass, field

from sqlmodel import Session

from scheduler.accounts.secrets import hash_password
from scheduler.actor import Actor, system_actor
from scheduler.clock import now, today
from scheduler.ids import AssociationId
from scheduler.models.accounts import Role
from scheduler.models.associations import Association
from scheduler.models.camp import CampClass, Cohort, Course, Enrolment, Track, Trainee, Venue
from scheduler.models.people import Availability, Half, Station, Supervisor
from scheduler.models.terms import Term
from solver.problem import LECTURE_ROLE, Scheme
from tests.builders import a_station, a_supervisor, a_term, a_trainee, a_venue, an_account, an_association
from tests.term_builders import a_slot, an_engagement

PASSWORD = "a sentence that is long enough"  # noqa: S105 - of accounts that live as long as a test
PLACES = (
    ("建设街道", "南湖区", 30.76, 120.75),
    ("新嘉街道", "南湖区", 30.76, 120.80),
    ("海昌街道", "海宁市", 30.53, 120.68),
    ("硖石街道", "海宁市", 30.52, 120.72),
)
PEOPLE = ("陈静", "沈国强", "吴若兰")
ALL_ROLES = [*(scheme.value for scheme in Scheme), LECTURE_ROLE]


@dataclass
class City:
    """What the tests look for on the pages, and the keys by which addresses name it."""

    association: Association
    stations: list[Station]
    people: list[Supervisor]
    term: Term
    keys: dict[str, str] = field(default_factory=dict)
    """By what a route calls it: `draftId`, `runId`, ...; and secrets of links, by name."""

    @property
    def office(self) -> Actor:
        return system_actor(AssociationId(self.association.id))

    def week(self, number: int, day: int) -> dt.date:
        """A day (0 is Monday) of a week of the term (0 is its first)."""
        return self.term.first_date + dt.timedelta(days=7 * number + day)


def a_city_to_plan(db: Session) -> City:
    """Everything that is needed to plan a term that begins next Monday, and an account for every role."""
    monday = today() + dt.timedelta(days=7 - today().weekday())
    city = a_city(db, first_date=monday, weeks=3)
    for station in city.stations:
        an_engagement(db, city.term, station, visits=2)
    for station in city.stations[:2]:
        an_engagement(db, city.term, station, Scheme.ROVING, visits=1)
    for person in city.people:
        said = {"term_id": city.term.id, "supervisor_id": person.id, "submitted_at": now()}
        db.add(Availability(association_id=city.association.id, **said))
    a_camp(db, city)
    return city


def an_empty_city(db: Session) -> City:
    """An association on its first day: accounts, and a term without anything in it."""
    association = an_association(db, name="新城市社会工作协会", city="新城市")
    term = a_term(db, association, name="第一个季度", first_date=today(), end_date=today() + dt.timedelta(days=14))
    city = City(association, [], [], term, {"termId": term.id})
    _accounts(db, city)
    return city


def a_city(db: Session, *, first_date: dt.date, weeks: int) -> City:
    association = an_association(db, name="嘉禾市社会工作协会", city="嘉禾市")
    end_date = first_date + dt.timedelta(days=7 * weeks)
    term = a_term(db, association, name="秋冬季", first_date=first_date, end_date=end_date)
    coming = a_term(db, association, name="冬春季", first_date=end_date, end_date=end_date + dt.timedelta(days=28))
    for each in (term, coming):
        _half_days(db, each)
    stations = [
        a_station(db, association, name=name, county=county, lat=lat, lon=lon, operator="益家社会服务中心", rating=3)
        for name, county, lat, lon in PLACES
    ]
    people = [a_supervisor(db, association, name=name, roles=ALL_ROLES) for name in PEOPLE]
    city = City(association, stations, people, term, {"termId": term.id, "supervisorId": people[0].id})
    _accounts(db, city)
    return city


def _half_days(db: Session, term: Term) -> None:
    for day in range((term.end_date - term.first_date).days):
        date = term.first_date + dt.timedelta(days=day)
        if date.weekday() < 5:
            for half in Half:
                a_slot(db, term, date, half)


def _accounts(db: Session, city: City) -> None:
    """One for every role, whose login is the role; and one for every further supervisor and station."""
    hashed = hash_password(PASSWORD)
    names = {Role.PLANNER: "周排班", Role.HEAD: "李会长", Role.COUNTY_VIEWER: "南湖区民政局"}
    for role, name in names.items():
        county = {"county": "南湖区"} if role is Role.COUNTY_VIEWER else {}
        an_account(db, city.association, role, login=role.value, name=name, password_hash=hashed, **county)
    an_account(db, None, Role.PLATFORM_ADMIN, login="platform_admin", name="平台管理员", password_hash=hashed)
    for number, person in enumerate(city.people, start=1):
        login = "supervisor" if number == 1 else f"supervisor{number}"
        given = {"login": login, "name": person.name, "supervisor_id": person.id, "password_hash": hashed}
        an_account(db, city.association, Role.SUPERVISOR, **given)
    for number, station in enumerate(city.stations, start=1):
        login = "station" if number == 1 else f"station{number}"
        given = {"login": login, "name": f"{station.name}社工站", "station_id": station.id, "password_hash": hashed}
        an_account(db, city.association, Role.STATION, **given)


def a_camp(db: Session, city: City) -> tuple[CampClass, Venue]:
    owned = {"association_id": city.association.id}
    venue = a_venue(db, city.association, name="市社会组织服务中心")
    track = Track(**owned, name="新人")
    db.add(track)
    db.flush()
    lecturers = [person.id for person in city.people]
    course = Course(**owned, title="个案工作入门", course_sessions=2, lecturers=lecturers, tracks=[track.id])
    cohort = Cohort(**owned, term_id=city.term.id, track_id=track.id, name="新人一班", max_size=20)
    db.add_all([course, cohort])
    db.flush()
    camp_class = CampClass(**owned, term_id=city.term.id, course_id=course.id, cohorts=[cohort.id])
    trainees = [
        a_trainee(db, station, name=name, code=f"W{number:05}")
        for number, (station, name) in enumerate(zip(city.stations, ("林晓", "钱敏", "孙悦", "郑好"), strict=True), 1)
    ]
    db.add(camp_class)
    db.add_all(_enrolled(city, track, trainee) for trainee in trainees)
    db.flush()
    a_trainee(db, city.stations[0], name="许诺", code="W00009")
    return camp_class, venue


def _enrolled(city: City, track: Track, trainee: Trainee) -> Enrolment:
    owned = {"association_id": city.association.id, "term_id": city.term.id}
    return Enrolment(**owned, trainee_id=trainee.id, track_id=track.id)
