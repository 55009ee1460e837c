"""The meetings of a term (会议安排) as a sheet: those of the whole quarter are called together."""

from collections.abc import Mapping
from typing import Any, Final

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.commands import Command
from scheduler.ids import TermId
from scheduler.meetings.commands import MeetingChange, NewMeeting
from scheduler.meetings.queries import list_meetings
from scheduler.meetings.service import call_meeting, change_meeting
from scheduler.models.terms import Meeting, Term
from scheduler.rows import load
from scheduler.spreadsheets.cells import choice, date, several, text
from scheduler.spreadsheets.columns import Column, EntrySheet, Values
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.sheets.naming import (
    HALVES,
    station_named,
    stations_of,
    supervisor_named,
    supervisors_of,
)
from scheduler.words import MEETINGS

KIND: Final = choice({kind: words.zh for kind, words in MEETINGS.items()})


class MeetingSheet(EntrySheet):
    """Meetings that were not called off, told apart by title, date and half."""

    title = "会议安排"
    keys = ("title", "date", "half")

    def __init__(self, db: Session, actor: Actor, part: Part, _lock: bool) -> None:
        term = load(db, Term, part.term_id or "", actor=actor)
        self._term_id = TermId(term.id)
        self.caption = f"{term.name}会议安排"
        rows = list_meetings(db, actor=actor, term_id=self._term_id)
        self._known = {(row.title, row.date, row.half.value): row for row in rows}
        stations = several(station_named(stations_of(db, actor)))
        people = several(supervisor_named(supervisors_of(db, actor)))
        self.columns = (
            Column("title", "会议", "如：十月县（市、区）例会。", text(28), required=True),
            Column("date", "日期", "须在计划期内，如 2026-10-28。", date(), required=True),
            Column("half", "半天", "上午或下午。", HALVES, required=True),
            Column("kind", "类别", f"可选：{'、'.join(KIND.choices)}；留空为会议。", KIND),
            Column("place", "地点", "", text(28)),
            Column("stations", "参加社工站", "用顿号分隔；同名的填编码。", stations),
            Column("supervisors", "参加督导", "用顿号分隔；同名的填编号。", people),
        )

    def known(self) -> Mapping[tuple[Any, ...], Meeting]:
        """Meetings by title, date and half."""
        return self._known

    def values(self, row: Meeting) -> Values:
        """What a meeting says."""
        return {column.name: getattr(row, column.name) for column in self.columns}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        return NewMeeting(**values)

    def content_values(self, content: Command) -> Values:
        """What a command holds, by column name."""
        return content.model_dump(exclude={"counties"})

    def put(self, db: Session, actor: Actor, row: Meeting | None, content: Command) -> None:
        """Call the meeting, or change who takes part and where."""
        assert isinstance(content, NewMeeting)  # noqa: S101 - made above
        if row is None:
            call_meeting(db, actor=actor, term_id=self._term_id, asked=content)
        else:
            asked = MeetingChange(**content.model_dump(exclude={"counties"}))
            change_meeting(db, actor=actor, meeting_id=row.id, asked=asked, version=row.version)
