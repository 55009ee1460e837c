"""The sign-in list (签到表) of one course session as a sheet: printed for the door, taken in afterwards."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.attendance.queries import attendance_list, held_course_session
from scheduler.attendance.service import mark_attendance
from scheduler.clock import today
from scheduler.commands import Command
from scheduler.models.camp import Trainee
from scheduler.models.records import Attendance
from scheduler.spreadsheets.cells import code, decimal, moment, text, yes_no
from scheduler.spreadsheets.columns import Column, EntrySheet, Values
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.sheets.naming import stations_of

Attending = tuple[Trainee, Attendance | None]
COLUMNS = (
    Column("code", "工号", "导入时按工号识别。", code(), required=True),
    Column("name", "姓名", "仅供核对，可留空；若填写须与工号一致。", text(14), told=True),
    Column("station", "社工站", "", text(24), shown=True),
    Column("present", "到课", "是或否；整行不填即不登记。", yes_no(), required=True),
    Column("signature", "签名", "", text(22), shown=True),
    Column("hours", "学时", "", decimal(), shown=True),
    Column("signed_in_at", "扫码签到时间", "", moment(), shown=True),
)


class Present(Command):
    """Whether a trainee was there."""

    present: Annotated[bool, Field()]


class AttendanceSheet(EntrySheet):
    """The trainees of a course session whom the actor may see."""

    title = "签到表"
    can_make = False
    passes_blank = True
    columns = COLUMNS

    def __init__(self, db: Session, actor: Actor, part: Part, _lock: bool) -> None:
        held = held_course_session(db, actor=actor, event_key=part.event_key or "")
        self._event_key = held.event.key
        self._known = {(trainee.code,): (trainee, row) for trainee, row in attendance_list(db, held=held)}
        self._stations = stations_of(db, actor)
        event = held.event
        self.caption = f"{event.title}  {event.date} {event.start}–{event.end}  {event.place}".rstrip()

    def known(self) -> Mapping[tuple[str], Attending]:
        """Trainees by worker number."""
        return self._known

    def is_new(self, row: Attending | None) -> bool:
        """Whether nothing is known of them yet."""
        return row is None or row[1] is None

    def values(self, row: Attending) -> Values:
        """What is known."""
        trainee, attendance = row
        values: Values = {"code": trainee.code, "station": self._stations[trainee.station_id].name}
        if attendance is not None:
            values |= {name: getattr(attendance, name) for name in ("present", "hours", "signed_in_at")}
        return values

    def told(self, values: Values) -> Values:
        """The trainee's name."""
        row = self._known.get((values.get("code", ""),))
        return {} if row is None else {"name": row[0].name}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        return Present(**{name: value for name, value in values.items() if name == "present"})

    def put(self, db: Session, actor: Actor, row: Attending, content: Command) -> None:
        """Mark whether they were there."""
        assert isinstance(content, Present)  # noqa: S101 - made above
        marked = {row[0].id: content.present}
        mark_attendance(db, actor=actor, event_key=self._event_key, present=marked, today=today())
