"""The table of soft costs: for each name, the parts of a plan that pay it and how many units each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from solver.rules.camp_costs import isolated, min_days, seats, unscheduled_sessions, venue_stability
from solver.rules.change_costs import moved, reassigned, relocated
from solver.rules.daybook import DayBook
from solver.rules.subjects import Subject
from solver.rules.visit_costs import continuity, disliked, fields, load, rotation, spacing, travel, unscheduled_visits
from solver.wording import Wording

Part = tuple[Subject, int]
"""Who pays, and how many units; parts of 0 units may be among them."""


@dataclass(frozen=True, slots=True)
class CostRule:
    """A soft cost: its name, which is also its weight's, what one unit is, and the function that finds its parts."""

    name: str
    unit: Wording
    parts: Callable[[DayBook], Iterator[Part]]


COSTS: tuple[CostRule, ...] = (
    CostRule(
        "unscheduled_visit",
        Wording("未排走访（乘优先级）", "visits left out, times their priority"),
        unscheduled_visits,
    ),
    CostRule("unscheduled_session", Wording("未排场次", "course sessions left out"), unscheduled_sessions),
    CostRule("travel", Wording("路程分钟", "minutes on the way"), travel),
    CostRule("fields", Wording("督导未覆盖的领域", "wanted fields that nobody on the panel brings"), fields),
    CostRule(
        "rotation", Wording("应轮换而未轮换的督导", "supervisors to be rotated away from who come again"), rotation
    ),
    CostRule(
        "continuity", Wording("没有延续上期督导的系列", "engagements that keep none of last term's people"), continuity
    ),
    CostRule("spacing", Wording("偏离理想间隔的天数", "days off the ideal gap"), spacing),
    CostRule("load", Wording("偏离约定次数的时段", "slots off the agreed number"), load),
    CostRule("disliked", Wording("排在不愿意时段的人次", "disliked slots worked"), disliked),
    CostRule("moved", Wording("改期或取消的次数", "published rows in another slot, or in none"), moved),
    CostRule("reassigned", Wording("换下的督导或讲师", "published supervisors and lecturers replaced"), reassigned),
    CostRule("relocated", Wording("改换的场地", "published venues replaced"), relocated),
    CostRule("seats", Wording("缺少的座位", "persons without a seat"), seats),
    CostRule("min_days", Wording("课程分布不足的天数", "days a class is short of"), min_days),
    CostRule("isolated", Wording("班级孤立的场次", "course sessions alone in a cohort's day"), isolated),
    CostRule("venue_stability", Wording("课程多用的场地", "venues of a class beyond the first"), venue_stability),
)
