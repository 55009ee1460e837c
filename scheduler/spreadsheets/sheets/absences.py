"""Leave of supervisors (请假) and closures of stations (闭站) as sheets: what is said by phone is entered together."""

from collections.abc import Mapping
from typing import Any, Final

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.commands import Command
from scheduler.errors import Fault, FaultyInputError
from scheduler.models.people import Closure, Leave
from scheduler.people.absences import AbsenceFilter, add_closure, list_closures, list_leaves, report_leave
from scheduler.people.commands import ClosureContent, LeaveContent
from scheduler.spreadsheets.cells import date, text
from scheduler.spreadsheets.columns import Column, EntrySheet, Values
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.limits import EVERYTHING, whole
from scheduler.spreadsheets.sheets.naming import (
    HALVES,
    station_named,
    stations_of,
    supervisor_named,
    supervisors_of,
)
from solver.wording import Wording

PERIOD: Final = (
    Column("first_date", "开始日期", "第一天，如 2026-10-09。", date(), required=True),
    Column("first_half", "开始半天", "上午或下午；留空为上午。", HALVES),
    Column("last_date", "结束日期", "最后一天（含）。", date(), required=True),
    Column("last_half", "结束半天", "上午或下午；留空为下午。", HALVES),
    Column("reason", "事由", "可留空。", text(36)),
)
_THERE: Final = Wording(
    "同一时段已登记，事由不同；如需更正请先撤回原登记", "the same period is entered with another reason: withdraw that"
)


class _PeriodSheet(EntrySheet):
    """Periods of somebody or somewhere: the same of the same day is the same row, whatever the halves."""

    _known: Mapping[tuple[Any, ...], Any]
    _subject: str

    def known(self) -> Mapping[tuple[Any, ...], Any]:
        """What counts, by whom it is about and its days."""
        return self._known

    def values(self, row: Leave | Closure) -> Values:
        """What a period holds."""
        names = (self._subject, "first_date", "first_half", "last_date", "last_half", "reason")
        return {name: getattr(row, name) for name in names}

    def content_values(self, content: Command) -> Values:
        """What a command holds, by column name."""
        return {name: value for name, value in content.model_dump().items() if self.column(name) is not None}


class LeaveSheet(_PeriodSheet):
    """Leave that counts; what was withdrawn is not in it."""

    title = "请假"
    keys = ("supervisor_id", "first_date", "last_date")
    _subject = "supervisor_id"

    def __init__(self, db: Session, actor: Actor, part: Part, _lock: bool) -> None:
        person = supervisor_named(supervisors_of(db, actor))
        self.columns = (Column("supervisor_id", "督导", "姓名；同名的填编号。", person, required=True), *PERIOD)
        wanted = AbsenceFilter(withdrawn=False, since=part.since, until=part.until)
        rows = whole(list_leaves(db, actor=actor, wanted=wanted, paging=EVERYTHING))
        self._known = {(row.supervisor_id, row.first_date, row.last_date): row for row in rows}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        return LeaveContent(**values)

    def put(self, db: Session, actor: Actor, row: Leave | None, content: Command) -> None:
        """Report new leave; what is reported is not changed."""
        assert isinstance(content, LeaveContent)  # noqa: S101 - made above
        if row is not None:
            raise _already_there()
        report_leave(db, actor=actor, content=content)


class ClosureSheet(_PeriodSheet):
    """Closures of stations."""

    title = "闭站"
    keys = ("station_id", "first_date", "last_date")
    _subject = "station_id"

    def __init__(self, db: Session, actor: Actor, part: Part, _lock: bool) -> None:
        place = station_named(stations_of(db, actor))
        self.columns = (Column("station_id", "社工站", "名称；同名的填编码。", place, required=True), *PERIOD)
        wanted = AbsenceFilter(since=part.since, until=part.until)
        rows = whole(list_closures(db, actor=actor, wanted=wanted, paging=EVERYTHING))
        self._known = {(row.station_id, row.first_date, row.last_date): row for row in rows if row.station_id}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        return ClosureContent(**values)

    def put(self, db: Session, actor: Actor, row: Closure | None, content: Command) -> None:
        """Enter a new closure; what is entered is not changed."""
        assert isinstance(content, ClosureContent)  # noqa: S101 - made above
        if row is not None:
            raise _already_there()
        add_closure(db, actor=actor, content=content)


def _already_there() -> FaultyInputError:
    return FaultyInputError([Fault("reason", "already-there", _THERE, {})])
