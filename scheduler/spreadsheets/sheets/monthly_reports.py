"""A month's reports (月报) of all stations on one sheet: what the system counts, and what each station fills in."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import Field
from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.clock import today
from scheduler.commands import Command
from scheduler.models.records import ProjectStep
from scheduler.models.reports import ReportState
from scheduler.reports.commands import ReportFilled
from scheduler.reports.months import first_of
from scheduler.reports.queries import StationMonth, shortfalls, standard, station_months
from scheduler.reports.service import OPEN, fill_report, submit_report
from scheduler.spreadsheets.cells import choice, code, decimal, share, text, whole, yes_no
from scheduler.spreadsheets.columns import Column, EntrySheet, Values
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.sheets.records import STEPS

STATES: Final = {
    ReportState.DRAFT: "填写中",
    ReportState.SUBMITTED: "待审核",
    ReportState.APPROVED: "已通过",
    ReportState.RETURNED: "已退回",
}
MEASURES: Final = {"staff": "专职社工", "licensed": "持证社工", "volunteers": "志愿者", "floor_area": "场地面积"}
FILLED: Final = (*MEASURES, "people_in_need", "people_visited", "comment")
_STEP: Final = "projects_"
_COUNT: Final = whole(0, 100_000)

COLUMNS: Final = (
    Column("code", "编码", "社工站编码：导入时按编码识别。", code(), required=True),
    Column("name", "社工站", "仅供核对，可留空；若填写须与编码一致。", text(24), told=True),
    Column("county", "县（市、区）", "", text(14), shown=True),
    Column("state", "月报状态", "", choice(STATES), shown=True),
    Column("planned", "计划走访", "系统统计。", _COUNT, shown=True),
    Column("done", "完成走访", "系统统计。", _COUNT, shown=True),
    Column("hours", "督导时长（小时）", "系统统计。", decimal(), shown=True),
    Column("advice_open", "未落实建议", "系统统计。", _COUNT, shown=True),
    *(Column(name, title, "整数。", _COUNT, required=True) for name, title in MEASURES.items()),
    Column("people_in_need", "重点服务对象", "整数。", _COUNT, required=True),
    Column("people_visited", "本月走访人数", "重点服务对象中本月走访的，整数。", _COUNT, required=True),
    Column("visited_share", "走访率", "目标 100%。", share(), shown=True),
    *(Column(_STEP + step, f"{name}项目数", "处于该环节的项目数；没有留空。", _COUNT) for step, name in STEPS.items()),
    Column("short", "未达标", "与全市标准相比的差额。", text(26), shown=True),
    Column("comment", "说明", "", text(36)),
    Column("submit", "提交", "填“是”则同时提交给县市区审核。", yes_no()),
)


class MonthEntered(ReportFilled):
    """A row of the sheet: what a station says of its month, and whether it is handed in."""

    submit: Annotated[bool, Field()] = False


class MonthSheet(EntrySheet):
    """One month of the stations whose reports the actor may read."""

    title = "月报"
    can_make = False
    passes_blank = True
    columns = COLUMNS

    def __init__(self, db: Session, actor: Actor, part: Part, _lock: bool) -> None:
        self._month = first_of(part.month or "")
        self._standard = standard(db, actor=actor)
        found = station_months(db, actor=actor, month=self._month)
        self._known = {(row.station.code,): row for row in found}
        self.caption = f"{self._month.year} 年 {self._month.month} 月社工站月报"

    def known(self) -> Mapping[tuple[str], StationMonth]:
        """Stations by code, with or without a report."""
        return self._known

    def is_new(self, row: StationMonth | None) -> bool:
        """Whether nothing is filled in yet."""
        return row is None or row.report is None

    def values(self, row: StationMonth) -> Values:
        """What is counted, and what was filled in."""
        counted, report = row.figures, row.report
        values: Values = {"code": row.station.code, "county": row.station.county}
        values |= {name: getattr(counted, name) for name in ("planned", "done", "hours", "advice_open")}
        if report is None:
            return values
        values |= {name: getattr(report, name) for name in FILLED}
        values |= {_STEP + step: count for step, count in report.projects.items() if count}
        lacks = shortfalls(report, self._standard)
        return values | {
            "state": report.state,
            "submit": report.state not in OPEN,
            "visited_share": report.people_visited / report.people_in_need if report.people_in_need else None,
            "short": "、".join(f"{MEASURES[name]}少 {lack}" for name, lack in lacks.items()),
        }

    def told(self, values: Values) -> Values:
        """The station's name."""
        row = self._known.get((values.get("code", ""),))
        return {} if row is None else {"name": row.station.name}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        said = {name: values[name] for name in (*FILLED, "submit") if name in values}
        steps = {step: values[_STEP + step] for step in ProjectStep if values.get(_STEP + step)}
        return MonthEntered(**said, projects=steps)

    def content_values(self, content: Command) -> Values:
        """What a command holds, by column name; not handing in says nothing about what was handed in."""
        assert isinstance(content, MonthEntered)  # noqa: S101 - made above
        said: dict[str, Any] = content.model_dump(include=set(FILLED))
        said |= {_STEP + step: content.projects.get(step) or None for step in ProjectStep}
        return said | ({"submit": True} if content.submit else {})

    def put(self, db: Session, actor: Actor, row: StationMonth, content: Command) -> None:
        """Fill in the month, and hand it in where that is said."""
        assert isinstance(content, MonthEntered)  # noqa: S101 - made above
        place: dict[str, Any] = {"actor": actor, "station_id": row.station.id, "month": self._month}
        filled = ReportFilled(**content.model_dump(exclude={"submit"}))
        version = 0 if row.report is None else row.report.version
        report = fill_report(db, **place, filled=filled, version=version, today=today())
        if content.submit:
            submit_report(db, **place, version=report.version)
