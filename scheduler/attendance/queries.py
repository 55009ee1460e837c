"""Read attendance: the list of a course session, a trainee's hours, and who earned a certificate."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy
from sqlalchemy import case, func
from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.errors import NotFoundError
from scheduler.models.accounts import Role
from scheduler.models.camp import CampClass, Course, Trainee
from scheduler.models.people import Station
from scheduler.models.records import Attendance
from scheduler.models.releases import EventKind, EventParty, PartyKind, Release, ReleaseEvent
from scheduler.models.terms import Term
from scheduler.planning.keys import parse_plan_key
from scheduler.rows import locked
from solver.rules import SessionKey


@dataclass(frozen=True, slots=True)
class HeldCourseSession:
    """A published course session, its course, and its trainees.

    They are those whom the release places in its cohorts, and who were marked before they were moved elsewhere.
    """

    event: ReleaseEvent
    course: Course
    trainees: dict[str, Trainee]
    """By key."""
    lecturer_id: str | None


@dataclass(frozen=True, slots=True)
class YearHours:
    """A trainee's hours of one calendar year, against the target of continuing education."""

    trainee: Trainee
    station_name: str
    hours: float
    course_sessions: int
    missed: int


def held_course_session(db: Session, *, actor: Actor, event_key: str, lock: bool = False) -> HeldCourseSession:
    """The course session as the current release of its term has it. Raises NotFoundError, also for other actors' ones.

    Its lecturer and the association's office see it whole; a station sees its own trainees only. With `lock`, nobody
    else enters who was there meanwhile.
    """
    event, release = _event(db, actor, event_key, lock=lock)
    course = db.exec(
        select(Course)
        .join(CampClass, col(CampClass.course_id) == col(Course.id))
        .where(CampClass.id == class_of(event_key))
    ).one()
    parties = db.exec(select(EventParty).where(EventParty.event_id == event.id)).all()
    cohorts = {party.party_id for party in parties if party.party_kind is PartyKind.COHORT}
    lecturer = next((party.party_id for party in parties if party.party_kind is PartyKind.SUPERVISOR), None)
    marked = db.exec(select(Attendance.trainee_id).where(Attendance.event_key == event_key))
    placed = {key for key, cohort in release.plan.get("trainees", {}).items() if cohort in cohorts}.union(marked)
    trainees = {row.id: row for row in db.exec(select(Trainee).where(col(Trainee.id).in_(placed)))}
    if not actor.is_of_office and not (actor.supervisor_id is not None and actor.supervisor_id == lecturer):
        trainees = {key: row for key, row in trainees.items() if row.station_id == actor.station_id}
        if not trainees:
            raise NotFoundError(kind="course_session", id=event_key)
    return HeldCourseSession(event, course, trainees, lecturer)


def attendance_list(db: Session, *, held: HeldCourseSession) -> list[tuple[Trainee, Attendance | None]]:
    """The trainees of a course session by name, each with their attendance when it is known."""
    known = {row.trainee_id: row for row in db.exec(select(Attendance).where(Attendance.event_key == held.event.key))}
    ordered = sorted(held.trainees.values(), key=lambda trainee: (trainee.name, trainee.code))
    return [(trainee, known.get(trainee.id)) for trainee in ordered]


def hours_of_year(db: Session, *, actor: Actor, year: int, station_id: str | None = None) -> list[YearHours]:
    """Hours of every trainee in a calendar year, by station and name; a station sees its own, a county its own.

    Raises NotAllowedError for supervisors and systems.
    """
    actor.require(Role.PLANNER, Role.HEAD, Role.STATION, Role.COUNTY_VIEWER, action="attendance.hours")
    query = (
        select(Trainee, Station.name)
        .join(Station, col(Station.id) == col(Trainee.station_id))
        .where(Trainee.association_id == actor.association_id, col(Trainee.archived_at).is_(None))
        .order_by(col(Station.name), col(Trainee.name), col(Trainee.id))
    )
    if actor.role is Role.COUNTY_VIEWER:
        query = query.where(Station.county == actor.county)
    if only := actor.station_id if actor.role is Role.STATION else station_id:
        query = query.where(Trainee.station_id == only)
    sums = _sums_of_year(db, actor, year)
    return [YearHours(trainee, station, *sums.get(trainee.id, (0.0, 0, 0))) for trainee, station in db.exec(query)]


def _sums_of_year(db: Session, actor: Actor, year: int) -> dict[str, tuple[float, int, int]]:
    """Hours, course sessions attended and missed by trainee."""
    rows = db.execute(
        sqlalchemy.select(
            col(Attendance.trainee_id),
            func.sum(col(Attendance.hours)),
            func.sum(case((col(Attendance.present), 1), else_=0)),
            func.count(),
        )
        .where(
            col(Attendance.association_id) == actor.association_id,
            col(Attendance.date) >= dt.date(year, 1, 1),
            col(Attendance.date) < dt.date(year + 1, 1, 1),
        )
        .group_by(col(Attendance.trainee_id))
    )
    return {key: (float(hours), int(attended), int(all_) - int(attended)) for key, hours, attended, all_ in rows}


def class_of(event_key: str) -> str:
    """The key of the camp class of a course session's lasting key. Raises NotFoundError for any other text."""
    key = parse_plan_key(event_key)
    if not isinstance(key, SessionKey):
        raise NotFoundError(kind="course_session", id=event_key)
    return key.class_id


def _event(db: Session, actor: Actor, event_key: str, *, lock: bool) -> tuple[ReleaseEvent, Release]:
    query = (
        select(ReleaseEvent, Release)
        .join(Term, col(Term.current_release_id) == col(ReleaseEvent.release_id))
        .join(Release, col(Release.id) == col(ReleaseEvent.release_id))
        .where(
            ReleaseEvent.association_id == actor.association_id,
            ReleaseEvent.key == event_key,
            ReleaseEvent.kind == EventKind.COURSE_SESSION,
        )
    )
    found = db.exec(locked(query, of=ReleaseEvent) if lock else query).first()
    if found is None:
        raise NotFoundError(kind="course_session", id=event_key)
    return found
