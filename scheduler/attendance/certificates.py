"""Certificates (证书): who finished a term's camp, what they took, and how far they are towards the year's hours."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Final

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.attendance.queries import YearHours, class_of, hours_of_year
from scheduler.models.accounts import Role
from scheduler.models.camp import CampClass, Cohort, Course, Trainee
from scheduler.models.people import Station
from scheduler.models.records import Attendance
from scheduler.models.releases import EventKind, EventParty, PartyKind, Release, ReleaseEvent
from scheduler.models.terms import Term
from scheduler.reports.permissions import reported_stations
from scheduler.reports.queries import standard
from scheduler.rows import load

READERS: Final = (Role.PLANNER, Role.HEAD, Role.STATION, Role.COUNTY_VIEWER)


@dataclass(frozen=True, slots=True)
class CourseTaken:
    """A course of a trainee's cohort: how many of its course sessions there are, and how many they attended."""

    title: str
    held: int
    attended: int


@dataclass(frozen=True, slots=True)
class TraineeTerm:
    """A trainee's term at the camp, against what a certificate and the year ask for."""

    trainee: Trainee
    station: Station
    cohort: Cohort
    courses: list[CourseTaken]
    hours: float
    """Of this term."""
    year_hours: float
    year_target: int
    least_share: int
    """Per cent of the course sessions that must be attended."""

    @property
    def held(self) -> int:
        """Course sessions of the term."""
        return sum(course.held for course in self.courses)

    @property
    def attended(self) -> int:
        """Of them, those attended."""
        return sum(course.attended for course in self.courses)

    @property
    def has_finished(self) -> bool:
        """Whether a certificate is due: enough of all course sessions of the term attended."""
        return self.held > 0 and 100 * self.attended >= self.least_share * self.held

    @property
    def reached_target(self) -> bool:
        """Whether the hours of the calendar year in which the term ends suffice."""
        return self.year_hours >= self.year_target


@dataclass(slots=True)
class _Camp:
    """What a release holds: titles and course sessions by cohort, and where trainees were put."""

    sessions: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """By cohort, how many course sessions of each course."""
    titles: dict[str, str] = field(default_factory=dict)
    placed: dict[str, str] = field(default_factory=dict)


def trainee_terms(db: Session, *, actor: Actor, term_id: str) -> list[TraineeTerm]:
    """Every trainee whom the term's current release put into a cohort, by cohort, station and name.

    A station sees its own, a county its own. Raises NotFoundError, and NotAllowedError for supervisors and systems.
    """
    term = load(db, Term, term_id, actor=actor)
    actor.require(*READERS, action="certificate.list")
    camp = _camp(db, actor, term)
    attended, hours = _attended(db, term)
    year = hours_of_year(db, actor=actor, year=(term.end_date - dt.timedelta(days=1)).year)
    sums: dict[str, YearHours] = {row.trainee.id: row for row in year}
    wanted = standard(db, actor=actor)
    cohorts = {row.id: row for row in db.exec(select(Cohort).where(Cohort.term_id == term.id))}
    own = (Trainee.association_id == actor.association_id, reported_stations(actor))
    query = select(Trainee, Station).join(Station, col(Station.id) == col(Trainee.station_id)).where(*own)
    found = [
        TraineeTerm(
            trainee=trainee,
            station=station,
            cohort=cohorts[camp.placed[trainee.id]],
            courses=[
                CourseTaken(camp.titles[course], held, min(held, attended[trainee.id, course]))
                for course, held in camp.sessions[camp.placed[trainee.id]].items()
            ],
            hours=hours[trainee.id],
            year_hours=sums[trainee.id].hours if trainee.id in sums else 0.0,
            year_target=wanted.training_hours,
            least_share=wanted.certificate_share,
        )
        for trainee, station in db.exec(query)
        if camp.placed.get(trainee.id) in cohorts
    ]
    return sorted(found, key=lambda row: (row.cohort.name, row.station.county, row.station.name, row.trainee.name))


def _camp(db: Session, actor: Actor, term: Term) -> _Camp:
    camp = _Camp()
    if term.current_release_id is None:
        return camp
    camp.placed = load(db, Release, term.current_release_id, actor=actor).plan.get("trainees", {})
    query = (
        select(ReleaseEvent.key, EventParty.party_id)
        .join(EventParty, col(EventParty.event_id) == col(ReleaseEvent.id))
        .where(ReleaseEvent.release_id == term.current_release_id, ReleaseEvent.kind == EventKind.COURSE_SESSION)
        .where(EventParty.party_kind == PartyKind.COHORT)
        .order_by(col(ReleaseEvent.date), col(ReleaseEvent.start), col(ReleaseEvent.key))
    )
    classes = db.exec(select(CampClass.id, CampClass.course_id).where(CampClass.term_id == term.id))
    courses = dict(classes.all())
    for key, cohort in db.exec(query):
        camp.sessions[cohort][courses[class_of(key)]] += 1
    titles = select(Course.id, Course.title).where(Course.association_id == actor.association_id)
    camp.titles = dict(db.exec(titles).all())
    return camp


def _attended(db: Session, term: Term) -> tuple[Counter[tuple[str, str]], defaultdict[str, float]]:
    """Course sessions attended by trainee and course, and hours by trainee, of one term."""
    attended: Counter[tuple[str, str]] = Counter()
    hours: defaultdict[str, float] = defaultdict(float)
    for row in db.exec(select(Attendance).where(Attendance.term_id == term.id)):
        attended[row.trainee_id, row.course_id] += row.present
        hours[row.trainee_id] += row.hours
    return attended, hours
