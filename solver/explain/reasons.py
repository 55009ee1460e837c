"""The table of reasons why something is left out."""

from typing import Final

from solver.plan import Reason
from solver.wording import Lang, Wording

REASONS: Final[dict[str, Wording]] = {
    "frozen": Wording("时段已冻结", "the slot is in the frozen part"),
    "locked-elsewhere": Wording("锁定要求另一时段、人员或场地", "a lock wants another slot, person or venue"),
    "station-closed": Wording("站点（主站或参加站）不接待", "the host or an attendee is closed"),
    "station-busy": Wording("站点当时另有走访或会议", "the host or an attendee has another visit or a meeting"),
    "staff-at-class": Wording("站里有人上课，留守人手不够", "too many of a station's staff are at class"),
    "out-of-order": Wording("与前后走访的先后颠倒", "it would not follow the order of the series"),
    "gap-too-short": Wording("与前后走访间隔太短", "it would be too near a visit before or after"),
    "other-weekday": Wording("与本系列固定的星期时刻不符", "the series keeps another weekday or hour"),
    "panel-fixed": Wording("本系列已固定由其他督导承担", "the series keeps the people it has"),
    "comes-twice": Wording("本系列要求换人，此人已来过", "somebody else must come each time, and this person has come"),
    "paired-visitor": Wording("须回避本站结对督导", "the station's paired supervisor must stay away"),
    "pairs-cap": Wording("结对站点数已满", "the person has as many pairings as they take"),
    "unavailable": Wording("督导或讲师没有空", "the person is not available"),
    "person-busy": Wording("督导或讲师当时另有安排", "the person has something else then"),
    "day-cap": Wording("当天次数已满", "the person's day is full"),
    "week-cap": Wording("当周次数已满", "the person's week is full"),
    "term-cap": Wording("全期次数已满", "the person's term is full"),
    "too-far": Wording(
        "同日前后两处之间来不及赶路", "the way from or to the person's other stops of the date is too long"
    ),
    "panel-incomplete": Wording("当时有空的人数不足一组", "too few people are free then for a whole panel"),
    "class-closed": Wording("课程时段不可用", "the class may not meet then"),
    "same-slot": Wording("同一课程当时已有一场", "the class already meets then"),
    "cohort-busy": Wording("班级当时另有课", "a cohort has another course session then"),
    "before-prior": Wording("先修课程尚未结束", "a class before it is not over yet"),
    "after-next": Wording("后续课程已经开始", "a class after it has begun"),
    "venue-closed": Wording("场地不开放", "the venue is closed"),
    "venue-busy": Wording("场地当时另有场次", "the venue has another course session then"),
    "venue-lacks": Wording("场地缺少所需设施", "the venue lacks what the class needs"),
    "no-eligible-person": Wording(
        "有资格的人只有 {eligible} 位，需要 {needed} 位", "only {eligible} people are eligible and {needed} are needed"
    ),
    "no-venue": Wording("没有任何场地", "there is no venue at all"),
    "priced-out": Wording(
        "排得下，但最便宜的排法也要花 {extra}，比不排（{penalty}）还贵",
        "it fits, but the cheapest way found costs {extra}, more than the {penalty} of leaving it out",
    ),
    "unblocked": Wording(
        "有 {free} 种排法不受限制（未计价）", "nothing blocks {free} options; they have not been priced"
    ),
    "not-examined": Wording(
        "没有排的太多，未逐一检查：先多算一会儿", "too much is left out to examine each: run the search longer first"
    ),
    "fits": Wording(
        "现在就排得下，能省 {saved}：再算一会儿，或从此方案续算",
        "it fits as the plan stands and would save {saved}: run longer, or from this plan",
    ),
}
"""Code → sentence. A code of an option says what blocks it; those of WHOLE are about the whole."""

WHOLE: Final = frozenset({"no-eligible-person", "no-venue", "priced-out", "unblocked", "not-examined", "fits"})
"""Reasons that are not counted in options."""


def reason_message(reason: Reason, lang: Lang = Lang.ZH) -> str:
    """The reason in a sentence, with how many options it blocks."""
    said = REASONS[reason.code].say(lang, **reason.facts)
    if reason.code in WHOLE:
        return said
    counted = Wording(
        "{said}：挡住 {options} 种排法，其中 {alone} 种只因它",
        "{said}: blocks {options} options, {alone} of them alone",
    )
    return counted.say(lang, said=said, options=reason.options, alone=reason.alone)
