"""Visit records (走访记录) as a sheet, to enter many at once; and the advice given (建议台账)."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.clock import today
from scheduler.commands import Command
from scheduler.models.records import Advice, Confirmation, Outcome, ProjectStep, VisitRecord
from scheduler.models.releases import EventParty, PartyKind, ReleaseEvent
from scheduler.models.terms import Term
from scheduler.records.commands import AdviceGiven, VisitReport
from scheduler.records.queries import RecordFilter, advice_of, records, unrecorded_visits
from scheduler.records.service import correct_record, record_visit
from scheduler.spreadsheets.cells import choice, code, date, decimal, lines, several, text, whole
from scheduler.spreadsheets.columns import Column, EntrySheet, Listing, Values
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.limits import EVERYTHING
from scheduler.spreadsheets.limits import whole as whole_of
from scheduler.spreadsheets.sheets.naming import SCHEME, station_named, stations_of, supervisor_named, supervisors_of

OUTCOMES: Final = {Outcome.DONE: "完成", Outcome.MISSED: "未成行", Outcome.CANCELLED: "取消"}
STEPS: Final = {
    ProjectStep.SURVEY: "需求调研",
    ProjectStep.DESIGN: "项目设计",
    ProjectStep.REVIEW: "项目论证",
    ProjectStep.CARRY_OUT: "项目实施",
    ProjectStep.MONITOR: "项目监测",
    ProjectStep.EVALUATE: "绩效评估",
}
CONFIRMATIONS: Final = {Confirmation.OPEN: "待确认", Confirmation.CONFIRMED: "已确认", Confirmation.DISPUTED: "有异议"}
SAID: Final = ("outcome", "workers_present", "hours", "step", "work", "next_steps")
_DUE: Final = re.compile(r"(.+?)\s*[（(]\s*(\d{4}-\d{2}-\d{2})\s*前\s*[）)]")


@dataclass(slots=True)
class VisitLine:
    """A visit that is over, its record if there is one, and the advice given there that is still open."""

    key: str
    date: dt.date
    station_id: str
    scheme: str
    panel: list[str]
    record: VisitRecord | None
    advice: list[AdviceGiven]


class RecordSheet(EntrySheet):
    """Records of the visits the actor may read; a template has those that are still without."""

    title = "走访记录"
    keys = ("event_key",)
    can_make = False
    passes_blank = True

    def __init__(self, db: Session, actor: Actor, part: Part, _lock: bool) -> None:
        people = supervisor_named(supervisors_of(db, actor))
        self._known = {(line.key,): line for line in _visit_lines(db, actor, part)}
        self.columns = (
            Column("date", "日期", "排定的日期，仅供核对。", date(), told=True),
            Column("station_id", "社工站", "仅供核对。", station_named(stations_of(db, actor)), told=True),
            Column("scheme", "方案", "仅供核对。", SCHEME, told=True),
            Column("panel", "排定督导", "仅供核对。", several(people), told=True),
            Column("outcome", "结果", "完成、未成行或取消。整行不填即不登记。", choice(OUTCOMES), required=True),
            Column("hours", "时长（小时）", "完成的须填，如 2.5；最多 12。", decimal()),
            Column("workers_present", "到场社工人数", "整数。", whole(0, 1000)),
            Column("supervisors", "到场督导", "排定督导中实到的，用顿号分隔；全部到场留空。", several(people)),
            Column("step", "项目环节", "与哪一环节有关；无关留空。", choice(STEPS)),
            Column("work", "督导内容（未完成写原因）", "", text(44)),
            Column("advice", "建议", "每行一条；有期限的在末尾写（2026-12-01 前）。", lines()),
            Column("next_steps", "下一步", "", text(32)),
            Column("confirmation", "社工站确认", "", choice(CONFIRMATIONS), shown=True),
            Column("event_key", "走访编号", "请勿更改：导入时按编号识别。", code(36), required=True),
        )

    def known(self) -> Mapping[tuple[str], VisitLine]:
        """Visits that are over, by key."""
        return self._known

    def is_new(self, row: VisitLine | None) -> bool:
        """Whether it is still without a record."""
        return row is None or row.record is None

    def values(self, row: VisitLine) -> Values:
        """What is planned, and what is recorded."""
        values: Values = {"event_key": row.key}
        if (record := row.record) is not None:
            values |= {name: getattr(record, name) for name in SAID}
            values |= {"supervisors": record.supervisors, "confirmation": record.confirmation}
            values["advice"] = sorted(map(_shown, row.advice))
        return values

    def told(self, values: Values) -> Values:
        """The visit's date, station, scheme and panel."""
        row = self._known.get((values.get("event_key", ""),))
        if row is None:
            return {}
        return {"date": row.date, "station_id": row.station_id, "scheme": row.scheme, "panel": row.panel}

    def rows(self) -> Iterable[Values]:
        """Those that are recorded."""
        return (self._row(line) for line in self._known.values() if line.record is not None)

    def rows_to_fill(self) -> Iterable[Values]:
        """Those that are not."""
        return (self._row(line) for line in self._known.values() if line.record is None)

    def content(self, values: Values) -> Command:
        """The command that values make."""
        known = self._known.get((values.get("event_key", ""),))
        said = {name: value for name, value in values.items() if name not in {"event_key", "confirmation"}}
        said["advice"] = [_read(line) for line in said.get("advice", ())]
        if said.get("outcome") == Outcome.DONE and not said.get("supervisors"):
            said["supervisors"] = sorted(known.panel) if known else []
        return VisitReport(**said)

    def content_values(self, content: Command) -> Values:
        """What a command holds, by column name."""
        assert isinstance(content, VisitReport)  # noqa: S101 - made above
        return content.model_dump() | {
            "supervisors": sorted(content.supervisors),
            "advice": sorted(map(_shown, content.advice)),
        }

    def put(self, db: Session, actor: Actor, row: VisitLine, content: Command) -> None:
        """Record the visit, or correct its record."""
        assert isinstance(content, VisitReport)  # noqa: S101 - made above
        if row.record is None:
            record_visit(db, actor=actor, event_key=row.key, report=content, today=today())
        else:
            record, version = row.record.id, row.record.version
            correct_record(db, actor=actor, record_id=record, report=content, version=version, today=today())

    def _row(self, line: VisitLine) -> Values:
        values = self.values(line)
        return self.told(values) | values


def advice(db: Session, actor: Actor, _part: Part, _lock: bool) -> Listing:
    """All advice the actor may read, the earliest due first."""
    place = station_named(stations_of(db, actor))
    columns = (
        Column("station_id", "社工站", "", place),
        Column("text", "建议", "", text(50)),
        Column("given_on", "提出日期", "", date()),
        Column("due_on", "期限", "", date()),
        Column("closed_on", "落实日期", "", date()),
        Column("closing_comment", "落实情况", "", text(36)),
    )
    rows = (
        {column.name: getattr(row, column.name, None) for column in columns} | {"given_on": row.created_at.date()}
        for row in advice_of(db, actor=actor)
    )
    return Listing("建议台账", columns, rows)


def _visit_lines(db: Session, actor: Actor, part: Part) -> list[VisitLine]:
    until = None if part.until is None else part.until + dt.timedelta(days=1)
    asked = RecordFilter(term_id=part.term_id, first_date=part.since, end_date=until)
    recorded = whole_of(records(db, actor=actor, asked=asked, paging=EVERYTHING))
    before = today() + dt.timedelta(days=1)
    missing = [
        event
        for event in unrecorded_visits(db, actor=actor, before=before)
        if part.term_id in (None, event.term_id)
        and (part.since is None or event.date >= part.since)
        and (until is None or event.date < until)
    ]
    panels = _panels(db, actor, [row.event_key for row in recorded] + [row.key for row in missing])
    open_advice = _open_advice(db, actor)
    found = [
        VisitLine(row.event_key, row.date, row.station_id, row.scheme, panels[row.event_key], row, open_advice[row.id])
        for row in recorded
    ]
    found += [
        VisitLine(row.key, row.date, row.station_id or "", row.scheme, panels[row.key], None, []) for row in missing
    ]
    return sorted(found, key=lambda line: (line.date, line.station_id, line.key))


def _panels(db: Session, actor: Actor, keys: list[str]) -> defaultdict[str, list[str]]:
    """Who was to come, by the visit's key, as last published."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    wanted = set(keys)
    query = (
        select(ReleaseEvent.key, EventParty.party_id)
        .join(EventParty, col(EventParty.event_id) == col(ReleaseEvent.id))
        .where(ReleaseEvent.association_id == actor.association_id, EventParty.party_kind == PartyKind.SUPERVISOR)
        .where(col(ReleaseEvent.release_id).in_(select(Term.current_release_id)))
        .order_by(col(EventParty.party_id))
    )
    for key, person in db.exec(query):
        if key in wanted:
            found[key].append(person)
    return found


def _open_advice(db: Session, actor: Actor) -> defaultdict[str, list[AdviceGiven]]:
    found: defaultdict[str, list[AdviceGiven]] = defaultdict(list)
    query = select(Advice).where(Advice.association_id == actor.association_id, col(Advice.closed_on).is_(None))
    for row in db.exec(query.order_by(col(Advice.created_at), col(Advice.id))):
        found[row.record_id].append(AdviceGiven(text=row.text, due_on=row.due_on))
    return found


def _shown(given: AdviceGiven) -> str:
    return given.text if given.due_on is None else f"{given.text}（{given.due_on} 前）"


def _read(line: str) -> dict[str, Any]:
    match = _DUE.fullmatch(line)
    return {"text": line} if match is None else {"text": match[1], "due_on": match[2]}
