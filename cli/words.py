"""How the terminal and the roster's page write it: signs of schemes, states of a plan and a search, days, half-days."""

import datetime as dt
from typing import Final

from scheduler.words import WEEKDAYS
from solver.plan import Status
from solver.problem import Scheme, Slot
from solver.wording import Lang, Wording

SCHEME_MARKS: Final = {
    Scheme.PAIR: Wording("结", "P"),
    Scheme.ROVING: Wording("巡", "R"),
    Scheme.RESIDENT: Wording("驻", "S"),
    Scheme.EVALUATION: Wording("评", "E"),
    Scheme.CHIEF: Wording("总", "C"),
}
"""One sign for each scheme, so that colour is never the only difference."""
CLASS_MARK: Final = Wording("课", "T")
MEETING_MARK: Final = Wording("会", "M")
STATUSES: Final = {
    Status.OPTIMAL: Wording("最优", "optimal"),
    Status.FEASIBLE: Wording("可行", "feasible"),
    Status.INFEASIBLE: Wording("违反硬性规则", "breaks hard rules"),
}
PHASES: Final = {
    "first": Wording("求第一份方案", "finding a first plan"),
    "search": Wording("改进方案", "improving the plan"),
    "finish": Wording("收尾", "finishing"),
}
"""Where a search stands."""
_NOON: Final = dt.time(12)


def weekday(date: dt.date, lang: Lang) -> str:
    """Like 周一."""
    return WEEKDAYS[date.weekday()].say(lang)


def half_day(slot: Slot, lang: Lang) -> str:
    """Like 上午."""
    return (Wording("上午", "am") if slot.start < _NOON else Wording("下午", "pm")).say(lang)


def moment(slot: Slot, lang: Lang) -> str:
    """Like 10-08 周四 08:30."""
    return f"{slot.date:%m-%d} {weekday(slot.date, lang)} {slot.start:%H:%M}"
