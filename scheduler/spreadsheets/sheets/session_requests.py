"""Session requests (加场申请) of a term as a sheet: what a planner gathers by phone is entered together."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.clock import today
from scheduler.commands import Command
from scheduler.errors import Fault, FaultyInputError
from scheduler.models.requests import RequestState, SessionRequest, Urgency
from scheduler.models.terms import Term
from scheduler.requests.commands import RequestAsked
from scheduler.requests.queries import RequestFilter, session_requests
from scheduler.requests.service import note_request
from scheduler.rows import load
from scheduler.spreadsheets.cells import choice, date, text, whole, words
from scheduler.spreadsheets.columns import Column, EntrySheet, Values
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.limits import EVERYTHING
from scheduler.spreadsheets.limits import whole as whole_of
from scheduler.spreadsheets.sheets.naming import station_named, stations_of, supervisor_named, supervisors_of
from scheduler.spreadsheets.sheets.stations import HALVES_OF_WEEK
from solver.problem import Scheme
from solver.wording import Wording

URGENCIES: Final = {Urgency.NORMAL: "一般", Urgency.SOON: "较急", Urgency.URGENT: "紧急"}
STATES: Final = {
    RequestState.WAITING: "候补",
    RequestState.OFFERED: "可选",
    RequestState.HELD: "占位中",
    RequestState.PLANNING: "合并排班中",
    RequestState.APPROVED: "已批准",
    RequestState.DECLINED: "未批准",
    RequestState.WITHDRAWN: "已撤回",
    RequestState.EXPIRED: "占位过期",
}
ENTERED: Final = ("topic", "fields", "reason", "urgency", "scheme", "visits", "min_gap_days", "half_days")
_ONE_DAY: Final = dt.timedelta(days=1)
_THERE: Final = Wording(
    "该站本计划期已有同题同期的申请；更改请在“申请与请假”页面进行", "it is asked for already: change it on the page"
)


class RequestSheet(EntrySheet):
    """Requests, told apart by station, topic and period; one that was withdrawn may be entered again."""

    title = "加场申请"
    keys = ("station_id", "topic", "first_date", "last_date")

    def __init__(self, db: Session, actor: Actor, part: Part, _lock: bool) -> None:
        term = load(db, Term, part.term_id or "", actor=actor)
        stations, people = stations_of(db, actor), supervisors_of(db, actor)
        asked = RequestFilter(term_id=term.id)
        rows = whole_of(session_requests(db, actor=actor, asked=asked, paging=EVERYTHING))
        self._term = term
        self._known = {
            (row.station_id, row.topic, row.first_date, row.end_date - _ONE_DAY): row
            for row in rows
            if row.state is not RequestState.WITHDRAWN
        }
        self.columns = (
            Column("station_id", "社工站", "名称；同名的填编码。", station_named(stations), required=True),
            Column("topic", "主题", "要督导什么，如：个案督导。", text(24), required=True),
            Column("fields", "领域", "用顿号分隔，写法与社工站的服务领域一致。", words(width=18)),
            Column(
                "scheme", "方式", "巡回或驻站；留空为巡回。", choice({Scheme.ROVING: "巡回", Scheme.RESIDENT: "驻站"})
            ),
            Column("visits", "次数", "1 至 8；留空为 1。", whole(1, 8)),
            Column("min_gap_days", "最少间隔天数", "多次时，两次之间至少隔几天；留空为 0。", whole(0, 60)),
            Column("first_date", "最早日期", "合适的第一天。", date(), required=True),
            Column("last_date", "最晚日期", "合适的最后一天（含）。", date(), required=True),
            Column("half_days", "合适时段", "每周哪些半天合适，如：周一上午；留空为都可以。", words(HALVES_OF_WEEK)),
            Column("supervisor_id", "希望的督导", "姓名；不指定留空。", supervisor_named(people)),
            Column("urgency", "缓急", "一般、较急或紧急；留空为一般。", choice(URGENCIES)),
            Column("reason", "理由", "", text(36)),
            Column("state", "状态", "仅供查看。", choice(STATES), shown=True),
            Column("decision", "答复", "仅供查看。", text(30), shown=True),
        )

    def known(self) -> Mapping[tuple[Any, ...], SessionRequest]:
        """Requests but withdrawn ones."""
        return self._known

    def values(self, row: SessionRequest) -> Values:
        """What a request says."""
        said = {name: getattr(row, name) for name in ("station_id", "supervisor_id", "first_date", *ENTERED)}
        return said | {"last_date": row.end_date - _ONE_DAY, "state": row.state, "decision": row.decision}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        said = {name: value for name, value in values.items() if name not in {"last_date", "state", "decision"}}
        if (last := values.get("last_date")) is not None:
            said["end_date"] = last + _ONE_DAY
        return RequestAsked(**said)

    def content_values(self, content: Command) -> Values:
        """What a command holds, by column name."""
        said = content.model_dump()
        return said | {"last_date": said.pop("end_date") - _ONE_DAY}

    def put(self, db: Session, actor: Actor, row: SessionRequest | None, content: Command) -> None:
        """Enter a new request; options for it are looked for afterwards, in the background."""
        assert isinstance(content, RequestAsked)  # noqa: S101 - made above
        if row is not None:
            raise FaultyInputError([Fault("topic", "already-there", _THERE, {})])
        note_request(db, actor=actor, term_id=self._term.id, asked=content, today=today())
