"""Mark who was there, by list or by the code on the wall, and count the hours."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from sqlmodel import Session, col, select

from scheduler.accounts.secrets import digest, new_secret
from scheduler.actor import Actor
from scheduler.attendance.errors import (
    CourseSessionAheadError,
    NotEnrolledError,
    SignInCodeInvalidError,
    SignInNotOpenError,
)
from scheduler.attendance.queries import HeldCourseSession, held_course_session
from scheduler.clock import CHINA
from scheduler.errors import NotAllowedError
from scheduler.models.accounts import Role
from scheduler.models.records import Attendance, SignInCode
from scheduler.rows import add, changing

OPEN_BEFORE: Final = dt.timedelta(minutes=45)
OPEN_AFTER: Final = dt.timedelta(minutes=30)
"""A code is good from `OPEN_BEFORE` the start to `OPEN_AFTER` the end of its course session."""


def mark_attendance(
    db: Session, *, actor: Actor, event_key: str, present: Mapping[str, bool], today: dt.date
) -> list[Attendance]:
    """Enter the list of a course session: by trainee key, whether they were there; others stay as they are.

    By the lecturer or the planner. Raises NotFoundError, NotAllowedError, CourseSessionAheadError, NotEnrolledError.
    """
    held = held_course_session(db, actor=actor, event_key=event_key, lock=True)
    _may_keep_list(actor, held)
    if held.event.date > today:
        raise CourseSessionAheadError(date=held.event.date.isoformat())
    if strangers := sorted(present.keys() - held.trainees.keys()):
        raise NotEnrolledError(trainees=", ".join(strangers))
    return [_mark(db, actor, held, key, present=there, at=None) for key, there in sorted(present.items())]


def show_code(
    db: Session, *, actor: Actor, event_key: str, moment: dt.datetime, minutes: int | None = None
) -> tuple[str, SignInCode]:
    """A new code for the wall of a course session; older ones stay good until their time is over.

    minutes: how long it is good from `moment`, or from when signing in begins; None: to the end of signing in. Returns
    the secret, which is shown once, and its row. Raises NotFoundError and NotAllowedError.
    """
    held = held_course_session(db, actor=actor, event_key=event_key)
    _may_keep_list(actor, held)
    secret = new_secret()
    opens, closes = _moment(held, held.event.start) - OPEN_BEFORE, _moment(held, held.event.end) + OPEN_AFTER
    if minutes is not None:
        closes = min(closes, max(opens, moment) + dt.timedelta(minutes=minutes))
    row = SignInCode(
        association_id=actor.association_id,
        event_key=event_key,
        secret_hash=digest(secret),
        valid_from=opens,
        valid_until=closes,
    )
    return secret, add(db, row, actor=actor, action="sign-in-code.shown")


def sign_in(db: Session, *, actor: Actor, secret: str, trainee_code: str, moment: dt.datetime) -> Attendance:
    """A trainee signs in by the code on the wall and their own worker number; doing it twice changes nothing.

    `actor` is the system at work for the association whose page was opened. Raises SignInCodeInvalidError,
    SignInNotOpenError and NotEnrolledError.
    """
    code = db.exec(
        select(SignInCode).where(
            SignInCode.secret_hash == digest(secret),
            SignInCode.association_id == actor.association_id,
            col(SignInCode.valid_until) > moment,
        )
    ).first()
    if code is None:
        raise SignInCodeInvalidError
    if code.valid_from > moment:
        raise SignInNotOpenError(opens_at=f"{code.valid_from.astimezone(CHINA):%m-%d %H:%M}")
    held = held_course_session(db, actor=actor, event_key=code.event_key, lock=True)
    trainee = next((row for row in held.trainees.values() if row.code == trainee_code.strip()), None)
    if trainee is None:
        raise NotEnrolledError(trainees=trainee_code)
    return _mark(db, actor, held, trainee.id, present=True, at=moment)


def code_association(db: Session, *, secret: str) -> str:
    """The association a code belongs to: whose page to open. Raises SignInCodeInvalidError."""
    found = db.exec(select(SignInCode.association_id).where(SignInCode.secret_hash == digest(secret))).first()
    if found is None:
        raise SignInCodeInvalidError
    return found


def _mark(
    db: Session, actor: Actor, held: HeldCourseSession, trainee_id: str, *, present: bool, at: dt.datetime | None
) -> Attendance:
    row = db.exec(
        select(Attendance).where(Attendance.event_key == held.event.key, Attendance.trainee_id == trainee_id)
    ).first()
    hours = held.course.hours if present else 0
    if row is None:
        row = Attendance(
            association_id=actor.association_id,
            event_key=held.event.key,
            term_id=held.event.term_id,
            course_id=held.course.id,
            trainee_id=trainee_id,
            date=held.event.date,
            present=present,
            hours=hours,
            signed_in_at=at,
            marked_by=actor.account_id,
        )
        return add(db, row, actor=actor, action="attendance.marked")
    if row.present != present:
        with changing(db, row, actor=actor, action="attendance.corrected"):
            row.present, row.hours, row.signed_in_at, row.marked_by = present, hours, at, actor.account_id
    return row


def _may_keep_list(actor: Actor, held: HeldCourseSession) -> None:
    is_lecturer = actor.supervisor_id is not None and actor.supervisor_id == held.lecturer_id
    if not is_lecturer and actor.role not in {None, Role.PLANNER}:
        raise NotAllowedError(action="attendance.mark")


def _moment(held: HeldCourseSession, clock: str) -> dt.datetime:
    return dt.datetime.combine(held.event.date, dt.time.fromisoformat(clock), tzinfo=CHINA)
