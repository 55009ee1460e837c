"""The field's words as people read them: schemes, costs, days, half-days."""

import datetime as dt
from typing import Final

from solver.plan import Status
from solver.problem import Form, Scheme, Slot
from solver.wording import Lang, Wording

SCHEMES: Final = {
    Scheme.PAIR: Wording("“1+1”结对", "pair (1+1)"),
    Scheme.ROVING: Wording("巡回指导", "roving"),
    Scheme.RESIDENT: Wording("驻站督导", "resident"),
    Scheme.EVALUATION: Wording("绩效评估", "evaluation"),
    Scheme.CHIEF: Wording("总督导", "chief"),
}
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
FORMS: Final = {
    Form.COURSE: Wording("课程", "course"),
    Form.SALON: Wording("沙龙", "salon"),
    Form.LECTURE: Wording("讲座", "lecture"),
}
COSTS: Final = {
    "unscheduled_visit": Wording("未排走访", "visits left out"),
    "unscheduled_session": Wording("未排场次", "course sessions left out"),
    "travel": Wording("路程", "travel"),
    "fields": Wording("领域", "fields"),
    "rotation": Wording("轮换", "rotation"),
    "continuity": Wording("延续", "continuity"),
    "spacing": Wording("间隔", "spacing"),
    "load": Wording("负荷", "load"),
    "disliked": Wording("不愿时段", "disliked slots"),
    "moved": Wording("改期", "moved"),
    "reassigned": Wording("换人", "reassigned"),
    "relocated": Wording("换场地", "relocated"),
    "seats": Wording("座位", "seats"),
    "min_days": Wording("分布天数", "days of a class"),
    "isolated": Wording("孤立场次", "isolated"),
    "venue_stability": Wording("多用场地", "venue changes"),
}
"""Short names of the soft costs."""
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
_WEEKDAYS: Final = (
    Wording("周一", "Mon"),
    Wording("周二", "Tue"),
    Wording("周三", "Wed"),
    Wording("周四", "Thu"),
    Wording("周五", "Fri"),
    Wording("周六", "Sat"),
    Wording("周日", "Sun"),
)
_NOON: Final = dt.time(12)


def weekday(date: dt.date, lang: Lang) -> str:
    """Like 周一."""
    return _WEEKDAYS[date.weekday()].say(lang)


def half_day(slot: Slot, lang: Lang) -> str:
    """Like 上午."""
    return (Wording("上午", "am") if slot.start < _NOON else Wording("下午", "pm")).say(lang)


def moment(slot: Slot, lang: Lang) -> str:
    """Like 10-08 周四 08:30."""
    return f"{slot.date:%m-%d} {weekday(slot.date, lang)} {slot.start:%H:%M}"
