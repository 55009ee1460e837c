"""Facts and clashes in plain sentences."""

from typing import Final

from scheduler.comparing.naming import Names
from scheduler.explaining.term_clash import TermFact
from scheduler.explaining.ways import Fact
from solver.explain import REASONS
from solver.problem import Engagement, Problem
from solver.wording import Lang, Wording

OUTSIDE: Final = Wording("在任务期间之外", "it lies outside the period of the engagement")
TERM_FACTS: Final = {
    "roles": Wording("只有 {eligible} 位督导承担此类工作", "only {eligible} supervisors serve this scheme"),
    "employer": Wording("受雇于运营机构的督导须回避", "supervisors employed by the operator must stay away"),
    "limits": Wording("督导每日、每周或全期的上限", "the supervisors' limits a day, a week or the term"),
    "availability": Wording("督导没有空的时段", "when the supervisors are not available"),
    "meetings": Wording("已定的会议", "the meetings"),
    "closures": Wording("{station}不接待的时段（{closed} 个半天）", "when {station} is closed ({closed} half-days)"),
    "same-supervisors": Wording("每次须由同一督导", "the same supervisor each time"),
    "people-named": Wording("指定或排除了人选", "only some people may come"),
    "same-weekday": Wording("须固定星期与时刻", "always the same weekday and hour"),
    "period": Wording("期间为 {first} 至 {last}", "the period, {first} to {last}"),
    "panel": Wording("每次须 {panel} 位督导", "{panel} supervisors each time"),
    "gap": Wording("至少间隔 {gap} 天", "at least {gap} days between"),
    "visits": Wording("共 {visits} 次", "{visits} visits"),
}
"""What a planner can change of an engagement that cannot be planned whole."""
_OF_SOMEBODY: Final = Wording("{said}：{names}", "{said}: {names}")
MOST_NAMED: Final = 8


def said_of(code: str, ids: list[str], own_id: str, names: Names, lang: Lang) -> str:
    """One sentence for all facts of a code; `own_id` is the engagement or class, which need not be named."""
    said = (OUTSIDE if code == "outside-window" else REASONS[code]).say(lang)
    others = [names.of(id_, lang) for id_ in ids if id_ != own_id]
    if not others:
        return said
    comma = "、" if lang is Lang.ZH else ", "
    rest = "" if len(others) <= MOST_NAMED else f" … ({len(others)})"
    return _OF_SOMEBODY.say(lang, said=said, names=comma.join(others[:MOST_NAMED]) + rest)


def said_of_term(fact: TermFact, engagement: Engagement, problem: Problem, lang: Lang) -> str:
    """A fact of a clash in a term, with the engagement's own figures."""
    station = next((row for row in problem.stations if row.id == fact.station_id), None)
    return TERM_FACTS[fact.code].say(
        lang,
        eligible=sum(engagement.scheme.value in person.roles for person in problem.supervisors),
        station="" if station is None else station.name,
        closed=0 if station is None else len(station.closed),
        first=problem.slots[engagement.first].date.isoformat(),
        last=problem.slots[engagement.last].date.isoformat(),
        panel=engagement.panel,
        gap=engagement.min_gap_days,
        visits=engagement.visits,
    )


def by_code(facts: list[Fact]) -> dict[str, list[str]]:
    """The rows that facts are about, by code, in the order of the codes' first mention."""
    found: dict[str, list[str]] = {}
    for fact in facts:
        found.setdefault(fact.code, []).append(fact.about)
    return found
