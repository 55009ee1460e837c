"""Attendance at the camp 智创营: the list of a course session, the code on the wall, and hours of the year."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.dependencies import AppSettings, CurrentActor, ReadDb, WriteDb
from api.problems import documented
from api.subscribing import qr_svg
from scheduler.actor import system_actor
from scheduler.attendance import queries, service
from scheduler.attendance.commands import AttendanceMarked, CodeWanted, SigningIn
from scheduler.attendance.errors import (
    CourseSessionAheadError,
    NotEnrolledError,
    SignInCodeInvalidError,
    SignInNotOpenError,
)
from scheduler.clock import now, today
from scheduler.errors import NotAllowedError, NotFoundError
from scheduler.ids import AssociationId
from scheduler.models.camp import Course

router = APIRouter(tags=["attendance"])


class AttendeeOut(BaseModel):
    """A trainee of a course session, and whether they were there; None: nothing is known yet."""

    trainee_id: str
    code: str
    name: str
    station_id: str
    present: bool | None
    hours: float
    signed_in_at: dt.datetime | None


class AttendanceOut(BaseModel):
    """The list of one course session."""

    event_key: str
    title: str
    date: dt.date
    start: str
    end: str
    attendees: list[AttendeeOut]


class CodeOut(BaseModel):
    """A code for the wall; shown once. `link` is what its QR code holds."""

    link: str
    qr_svg: str
    """The QR code, as an SVG document."""
    valid_from: dt.datetime
    valid_until: dt.datetime


class SignedInOut(BaseModel):
    """What a trainee sees after signing in."""

    title: str
    """Of the course."""
    date: dt.date
    hours: float
    signed_in_at: dt.datetime | None


class HoursOut(BaseModel):
    """A trainee's hours of one calendar year."""

    trainee_id: str
    code: str
    name: str
    station_id: str
    station_name: str
    hours: float
    course_sessions: int
    missed: int


@router.get("/course-sessions/{event_key}/attendance", responses=documented(NotFoundError))
def read_attendance(db: ReadDb, actor: CurrentActor, event_key: str) -> AttendanceOut:
    """The list of a course session; a station sees its own trainees only."""
    return _list(db, queries.held_course_session(db, actor=actor, event_key=event_key))


@router.put(
    "/course-sessions/{event_key}/attendance",
    responses=documented(NotFoundError, NotAllowedError, CourseSessionAheadError, NotEnrolledError),
)
def mark_attendance(db: WriteDb, actor: CurrentActor, event_key: str, marked: AttendanceMarked) -> AttendanceOut:
    """Enter who was there; trainees not named stay as they are."""
    service.mark_attendance(db, actor=actor, event_key=event_key, present=marked.present, today=today())
    return _list(db, queries.held_course_session(db, actor=actor, event_key=event_key))


@router.post(
    "/course-sessions/{event_key}/sign-in-code",
    status_code=201,
    responses=documented(NotFoundError, NotAllowedError),
)
def show_code(
    db: WriteDb, actor: CurrentActor, settings: AppSettings, event_key: str, wanted: CodeWanted | None = None
) -> CodeOut:
    """A new code for the wall of a course session: to be printed, or for some minutes to be projected."""
    minutes = None if wanted is None else wanted.minutes
    secret, row = service.show_code(db, actor=actor, event_key=event_key, moment=now(), minutes=minutes)
    link = settings.link(f"/attend#{secret}")
    return CodeOut(link=link, qr_svg=qr_svg(link), valid_from=row.valid_from, valid_until=row.valid_until)


@router.post(
    "/attend", responses=documented(SignInCodeInvalidError, SignInNotOpenError, NotEnrolledError, NotFoundError)
)
def attend(db: WriteDb, signing_in: SigningIn) -> SignedInOut:
    """A trainee signs in by the code on the wall and their worker number; nobody has to be signed in for it."""
    association = service.code_association(db, secret=signing_in.secret)
    row = service.sign_in(
        db,
        actor=system_actor(AssociationId(association)),
        secret=signing_in.secret,
        trainee_code=signing_in.trainee_code,
        moment=now(),
    )
    title = db.get_one(Course, row.course_id).title
    return SignedInOut(title=title, date=row.date, hours=row.hours, signed_in_at=row.signed_in_at)


@router.get("/training-hours", responses=documented(NotAllowedError))
def list_hours(
    db: ReadDb,
    actor: CurrentActor,
    year: Annotated[int, Query(ge=2015, le=2100)],
    station_id: str | None = None,
) -> list[HoursOut]:
    """Continuing-education hours of the trainees in a calendar year."""
    return [
        HoursOut(
            trainee_id=row.trainee.id,
            code=row.trainee.code,
            name=row.trainee.name,
            station_id=row.trainee.station_id,
            station_name=row.station_name,
            hours=row.hours,
            course_sessions=row.course_sessions,
            missed=row.missed,
        )
        for row in queries.hours_of_year(db, actor=actor, year=year, station_id=station_id)
    ]


def _list(db: ReadDb, held: queries.HeldCourseSession) -> AttendanceOut:
    attendees = [
        AttendeeOut(
            trainee_id=trainee.id,
            code=trainee.code,
            name=trainee.name,
            station_id=trainee.station_id,
            present=None if row is None else row.present,
            hours=0 if row is None else row.hours,
            signed_in_at=None if row is None else row.signed_in_at,
        )
        for trainee, row in queries.attendance_list(db, held=held)
    ]
    event = held.event
    return AttendanceOut(
        event_key=event.key, title=event.title, date=event.date, start=event.start, end=event.end, attendees=attendees
    )
