"""What is due to each station in a term (督导需求) as a sheet: out for who may read it, in for the planner."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.commands import Command
from scheduler.demand.commands import EngagementContent, ExceptionGiven, NewEngagement, Visits
from scheduler.demand.engagements import change_engagement, make_engagement
from scheduler.demand.policy import give_exception
from scheduler.demand.queries import EngagementFilter, list_engagements
from scheduler.errors import Fault, FaultyInputError
from scheduler.ids import TermId
from scheduler.models.accounts import Role
from scheduler.models.terms import DemandException, Engagement, EngagementSource, Term
from scheduler.planning.term_rows import of_term
from scheduler.rows import load
from scheduler.spreadsheets.cells import choice, date, reference, several, text, whole, words
from scheduler.spreadsheets.columns import Column, EntrySheet, Values
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.limits import EVERYTHING
from scheduler.spreadsheets.limits import whole as whole_of
from scheduler.spreadsheets.sheets.naming import SCHEME, station_named, stations_of, supervisor_named, supervisors_of
from solver.wording import Wording

SOURCES: Final = {
    EngagementSource.POLICY: "政策",
    EngagementSource.PLANNER: "排班员",
    EngagementSource.REQUEST: "加场申请",
}
PEOPLE: Final = {"candidates": "限定人选", "exclude": "不由", "keep": "希望保留", "avoid": "希望轮换"}
NUMBERS: Final = ("panel", "min_gap_days", "priority")
"""What always has a number: a blank cell leaves it as it is."""
FIXED: Final = ("station_id", "scheme")
_STAYS: Final = Wording(
    "社工站和方案不能改；请留空编号另起一行", "station and scheme stay: leave the number blank to make another one"
)
_NO_REASON: Final = Wording(
    "与政策不同的次数须在“说明”中写理由", "a number other than the policy's needs its reason under 说明"
)
_NO_VISITS: Final = Wording("次数至少为 1；撤下请在页面上做", "at least 1; to withdraw it use the page")
_THERE: Final = Wording(
    "已有同样的需求；要更改，请填它的编号：{id}", "there is one like it: to change it give its number, {id}"
)
_UNKNOWN: Final = Wording(
    "本计划期没有编号为“{value}”的需求，或已撤下；新增的请留空",
    "there is none with number {value!r}: blank for a new one",
)


class DemandRow(NewEngagement):
    """A row of the sheet; 0 visits only where the policy gave some."""

    visits: Visits


class DemandSheet(EntrySheet):
    """The engagements due in a term to the stations that the actor may see: with its number one is changed."""

    title = "督导需求"
    keys = ("id",)

    def __init__(self, db: Session, actor: Actor, part: Part, _lock: bool) -> None:
        term = load(db, Term, part.term_id or "", actor=actor)
        self._term_id = TermId(term.id)
        self.caption = f"{term.name}督导需求"
        page = list_engagements(db, actor=actor, term_id=self._term_id, wanted=EngagementFilter(), paging=EVERYTHING)
        self._known = {(row.id,): row for row in whole_of(page)}
        self._exceptions = {(row.station_id, row.scheme): row for row in of_term(db, DemandException, term)}
        self._stations = stations_of(db, actor)
        self._own = {
            _alike(self.values(row)): row.id for row in self._known.values() if row.source is EngagementSource.PLANNER
        }
        number = reference({id_: id_ for (id_,) in self._known}, error="unknown-engagement", wording=_UNKNOWN)
        person = several(supervisor_named(supervisors_of(db, actor)))
        office = actor.role in (None, Role.PLANNER, Role.HEAD, Role.SYSTEM)
        self.columns = (
            Column("id", "编号", "系统给的编号，导入时按它识别；新增的留空。", number),
            Column("county", "县（市、区）", "", text(14), shown=True),
            Column("station_id", "社工站", "名称；同名的填编码。", station_named(self._stations), required=True),
            Column("scheme", "方案", "", SCHEME, required=True),
            Column("visits", "次数", "政策生成的改次数即为单站另定，应用政策后生效。", whole(0, 100), required=True),
            Column("panel", "每次人数", "留空为 1。", whole(1, 10)),
            Column("min_gap_days", "最少间隔天数", "留空为 0。", whole(0, 200)),
            Column("ideal_gap_days", "理想间隔天数", "可留空。", whole(0, 200)),
            Column("first_date", "最早日期", "留空为计划期首日。", date()),
            Column("last_date", "最晚日期", "留空为计划期末日。", date()),
            Column("fields", "领域", "用顿号分隔；新增时留空为该站所需。", words()),
            *(
                Column(name, title, "姓名用顿号分隔；同名的填编号。", person)
                for name, title in PEOPLE.items()
                if office
            ),
            Column("source", "来源", "", choice(SOURCES), shown=True),
            Column("priority", "优先级", "留空为 1。", whole(0, 100)),
            Column("title", "主题", "可留空。", text(24)),
            Column("reason", "说明", "改政策生成的次数时必填理由。", text(36)),
        )

    def known(self) -> Mapping[tuple[str], Engagement]:
        """Engagements that are due, by number."""
        return self._known

    def values(self, row: Engagement) -> Values:
        """What one holds; of one by the policy the number and reason of the station's exception, once there is one."""
        last = None if row.end_date is None else row.end_date - dt.timedelta(days=1)
        names = (*FIXED, *PEOPLE, *NUMBERS, "visits", "ideal_gap_days", "first_date", "fields", "title", "reason")
        values = {name: getattr(row, name) for name in names} | {"id": row.id, "source": row.source, "last_date": last}
        exception = self._exceptions.get((row.station_id, row.scheme))
        if exception is not None and _follows_policy(row):
            values |= {"visits": exception.visits, "reason": row.reason or exception.reason}
        return _blank(values) | {"county": self._stations[row.station_id].county}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        unsaid = ("id", "county", "source")
        return DemandRow(**{name: value for name, value in values.items() if name not in unsaid and value is not None})

    def content_values(self, content: Command) -> Values:
        """What a command holds, by column name; a number left blank says nothing."""
        said = {name: value for name, value in content.model_dump().items() if self.column(name) is not None}
        return {name: value for name, value in _blank(said).items() if name not in NUMBERS or value is not None}

    def put(self, db: Session, actor: Actor, row: Engagement | None, content: Command) -> None:
        """Ask for a new one, or change one; another number than the policy's is an exception of the station."""
        assert isinstance(content, DemandRow)  # noqa: S101 - made above
        if row is None:
            self._make(db, actor, content)
            return
        before, after = self.values(row), self.content_values(content)
        changed = {name: value for name, value in after.items() if before.get(name) != value}
        faults = [Fault(name, "engagement-fixed", _STAYS, {}) for name in FIXED if name in changed]
        if faults:
            raise FaultyInputError(faults)
        if "visits" in changed and _follows_policy(row):
            if content.reason is None:
                raise FaultyInputError([Fault("reason", "reason-missing", _NO_REASON, {})])
            given = ExceptionGiven(visits=changed.pop("visits"), reason=content.reason)
            changed.pop("reason", None)
            station, scheme = row.station_id, row.scheme
            give_exception(db, actor=actor, term_id=self._term_id, station_id=station, scheme=scheme, asked=given)
        if changed:
            _must_come(changed.get("visits"))
            asked = EngagementContent(**{name: _filled(name, value) for name, value in changed.items()})
            change_engagement(db, actor=actor, engagement_id=row.id, asked=asked, version=row.version)

    def _make(self, db: Session, actor: Actor, content: DemandRow) -> None:
        """Ask for one that no rule asks for; the same rows taken in twice do not ask for it twice."""
        _must_come(content.visits)
        said = content.model_dump(exclude_unset=True)
        if (there := self._own.get(_alike(said))) is not None:
            raise FaultyInputError([Fault("station_id", "already-there", _THERE, {"id": there})])
        made = make_engagement(db, actor=actor, term_id=self._term_id, asked=NewEngagement(**said))
        self._own[_alike(said)] = made.id


def _follows_policy(row: Engagement) -> bool:
    """Whether its number of visits comes from the policy."""
    return row.source is EngagementSource.POLICY and "visits" not in row.by_hand


def _alike(values: Values) -> tuple[object, ...]:
    """What two rows by hand must not share."""
    return tuple(values.get(name) for name in (*FIXED, "title", "first_date", "last_date"))


def _blank(values: Values) -> Values:
    """Empty texts and lists as the blank cells they are."""
    return {name: None if value in ("", []) else value for name, value in values.items()}


def _filled(name: str, value: Any) -> Any:
    """What a blank cell means: an empty list or text, else nothing."""
    if value is not None:
        return value
    return [] if name in (*PEOPLE, "fields") else "" if name in ("title", "reason") else None


def _must_come(visits: int | None) -> None:
    if visits == 0:
        raise FaultyInputError([Fault("visits", "visits-none", _NO_VISITS, {})])
