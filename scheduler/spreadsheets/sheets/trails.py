"""What was carried, exchanged and changed as sheets to hand out: fairness ledger (公平台账), swaps, audit trail."""

import datetime as dt
import json
from typing import Any, Final

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.audit.queries import AuditFilter, list_audit
from scheduler.clock import CHINA
from scheduler.fairness import queries as fairness
from scheduler.models.requests import SwapState
from scheduler.spreadsheets.cells import choice, moment, text, whole
from scheduler.spreadsheets.columns import Column, Listing
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.limits import EVERYTHING
from scheduler.spreadsheets.limits import whole as whole_of
from scheduler.spreadsheets.sheets.naming import supervisor_named, supervisors_of
from scheduler.swaps.queries import SwapVisit, seen
from scheduler.swaps.queries import swaps as swaps_of

SWAP_STATES: Final = {
    SwapState.PROPOSED: "待对方同意",
    SwapState.AGREED: "待批准",
    SwapState.APPROVED: "已批准",
    SwapState.DECLINED: "未成",
    SwapState.WITHDRAWN: "已撤回",
}
_COUNT: Final = whole(-100_000, 100_000)


def ledger(db: Session, actor: Actor, part: Part, _lock: bool) -> Listing:
    """What each supervisor carried, term after term; a supervisor's own only, for themselves."""
    columns = (
        Column("term", "计划期", "", text(20)),
        Column("supervisor_id", "督导", "", supervisor_named(supervisors_of(db, actor))),
        Column("target", "约定半天数", "", _COUNT),
        Column("load", "实际半天数", "", _COUNT),
        Column("travel_minutes", "路程（分钟）", "", _COUNT),
        Column("disliked_slots", "不愿时段", "", _COUNT),
        Column("balance", "累计差额", "", _COUNT),
    )
    found = fairness.ledger(db, actor=actor, term_id=part.term_id)
    rows = (
        {"term": term.name} | {column.name: getattr(row, column.name) for column in columns[1:]} for row, term in found
    )
    return Listing("公平台账", columns, rows, "督导工作量公平台账")


def swaps(db: Session, actor: Actor, part: Part, _lock: bool) -> Listing:
    """Swaps of one term or all, the newest first."""
    columns = (
        Column("created_at", "提出时间", "", moment()),
        Column("proposer", "提出人", "", text(12)),
        Column("gives", "让出的走访", "", text(34)),
        Column("partner", "对方", "", text(12)),
        Column("takes", "换回的走访", "", text(34)),
        Column("reason", "理由", "", text(32)),
        Column("state", "状态", "", choice(SWAP_STATES)),
        Column("decision", "答复", "", text(32)),
    )
    names = ("created_at", "reason", "state", "decision")
    rows = (
        {name: getattr(row.swap, name) for name in names}
        | {"proposer": row.proposer_name, "partner": row.partner_name}
        | {"gives": _visit(row.gives), "takes": _visit(row.takes)}
        for row in seen(db, swaps_of(db, actor=actor, term_id=part.term_id))
    )
    return Listing("换班记录", columns, rows)


def audit(db: Session, actor: Actor, part: Part, _lock: bool) -> Listing:
    """Who changed what in a period, the newest first."""
    wanted = AuditFilter(since=_begin(part.since), until=_begin(part.until, days_later=1))
    columns = (
        Column("at", "时间", "", moment()),
        Column("actor_name", "操作人", "", text(16)),
        Column("action", "操作", "", text(28)),
        Column("subject_kind", "对象", "", text(20)),
        Column("subject_id", "对象编号", "", text(28)),
        Column("before", "更改前", "", text(50)),
        Column("after", "更改后", "", text(50)),
        Column("request_id", "请求编号", "", text(20)),
    )
    found = whole_of(list_audit(db, actor=actor, wanted=wanted, paging=EVERYTHING))
    names = ("at", "actor_name", "action", "subject_kind", "subject_id", "request_id")
    rows = (
        {name: getattr(row, name) for name in names} | {"before": _said(row.before), "after": _said(row.after)}
        for row in found
    )
    return Listing("操作日志", columns, rows)


def _visit(visit: SwapVisit | None) -> str | None:
    return None if visit is None else f"{visit.date} {visit.start} {visit.station_name}"


def _begin(day: dt.date | None, *, days_later: int = 0) -> dt.datetime | None:
    if day is None:
        return None
    return dt.datetime.combine(day + dt.timedelta(days=days_later), dt.time(), tzinfo=CHINA)


def _said(columns: dict[str, Any] | None) -> str | None:
    """Columns as text, as long as a cell takes."""
    return None if columns is None else json.dumps(columns, ensure_ascii=False, sort_keys=True)[:32_000]
