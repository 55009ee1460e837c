"""What a planner must have seen before a plan is published, though it breaks no rule."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from scheduler.comparing.comparison import Side
from scheduler.comparing.coverage import by_scheme
from scheduler.comparing.difference import Change, ChangeKind
from solver.wording import Lang, Wording

WORDINGS: Final = {
    "visits-left-out": Wording("有 {count} 次走访未排", "{count} visits are left out"),
    "course-sessions-left-out": Wording("有 {count} 场课程未排", "{count} course sessions are left out"),
    "seats-short": Wording("有 {count} 人次没有座位", "{count} persons have no seat"),
    "changes-soon": Wording(
        "{count} 项已发布的安排在 {days} 天内就要变动", "{count} published dates within {days} days change"
    ),
    "entries-lost": Wording(
        "该发布版中有 {count} 项已无法恢复（基础数据已变）", "{count} entries of that release can no longer be restored"
    ),
    "changes-past": Wording("{count} 项已过去的安排被改动", "{count} dates that are over change"),
}


@dataclass(frozen=True, slots=True)
class Caution:
    """One warning; its code is what is acknowledged."""

    code: str
    facts: dict[str, Any]

    def message(self, lang: Lang = Lang.ZH) -> str:
        """What to think about."""
        return WORDINGS[self.code].say(lang, **self.facts)


def cautions(side: Side, changes: list[Change], *, today: dt.date, freeze_days: int) -> list[Caution]:
    """The warnings about a plan and what it changes of the release before, in the order of WORDINGS."""
    return list(_found(side, changes, today, freeze_days))


def _found(side: Side, changes: list[Change], today: dt.date, freeze_days: int) -> Iterator[Caution]:
    covered = by_scheme(side.book)
    camp = covered.pop("camp", None)
    visits = sum(scheme.due - scheme.planned for scheme in covered.values())
    if visits:
        yield Caution("visits-left-out", {"count": visits})
    if camp is not None and camp.due > camp.planned:
        yield Caution("course-sessions-left-out", {"count": camp.due - camp.planned})
    seats = sum(charge.quantity for charge in side.verdict.charges if charge.name == "seats")
    if seats:
        yield Caution("seats-short", {"count": seats})
    published = [c for c in changes if c.before is not None and c.kind is not ChangeKind.UNCHANGED]
    first_free = today + dt.timedelta(days=freeze_days)
    dates = [min(row.moment.date for row in (c.before, c.after) if row is not None) for c in published]
    soon = sum(today <= date < first_free for date in dates)
    if soon:
        yield Caution("changes-soon", {"count": soon, "days": freeze_days})
    past = sum(date < today for date in dates)
    if past:
        yield Caution("changes-past", {"count": past})
