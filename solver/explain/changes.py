"""The table of changes that can free what is left out: how each is said, its rank, what it alters in the problem."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from solver.plan import Change, Facts
from solver.problem import Engagement, Problem, SessionLock, Supervisor, VisitLock
from solver.wording import Lang, Wording

FURTHER_CHANGE: Final = 3
"""What asking for one more change adds to a rank."""


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """`rank`: what is asked of people, lower is easier to ask for; `alters`: the problem once it is granted."""

    says: Wording
    rank: int
    alters: Callable[[Problem, Facts], Problem]


def change_message(change: Change, lang: Lang = Lang.ZH) -> str:
    """The change in a sentence."""
    return CHANGES[change.code].says.say(lang, **change.facts)


def _same(problem: Problem, _: Facts) -> Problem:
    """The problem as it is: the change is one of the plan."""
    return problem


def _row(part: str, fact: str, alter: Callable[[Any, Facts], dict[str, object]]) -> Callable[[Problem, Facts], Problem]:
    """The problem with one row altered: the one in `part` whose id is the fact `fact`."""

    def alters(problem: Problem, facts: Facts) -> Problem:
        rows = [
            row.model_copy(update=alter(row, facts)) if row.id == facts[fact] else row for row in getattr(problem, part)
        ]
        return problem.changed(**{part: rows})

    return alters


def _cap(name: str) -> Callable[[Problem, Facts], Problem]:
    return _row("supervisors", "person", lambda _, facts: {name: facts["most"]})


def _opened(part: str, fact: str, closed: str = "closed") -> Callable[[Problem, Facts], Problem]:
    return _row(part, fact, lambda row, facts: {closed: [t for t in getattr(row, closed) if t != facts["slot"]]})


def _relaxed(field: str) -> Callable[[Problem, Facts], Problem]:
    return _row("engagements", "engagement", lambda _row, _facts: {field: False})


def _widened(row: Engagement, facts: Facts) -> dict[str, object]:
    slot = int(facts["slot"])
    return {"first": min(row.first, slot), "last": max(row.last, slot)}


def _release_lock(problem: Problem, facts: Facts) -> Problem:
    def is_it(lock: VisitLock | SessionLock) -> bool:
        of = lock.engagement if isinstance(lock, VisitLock) else lock.class_id
        return f"{of}#{lock.index}" == facts["row"]

    return problem.changed(locks=[lock for lock in problem.locks if not is_it(lock)])


CHANGES: Final[dict[str, ChangeKind]] = {
    "move-visit": ChangeKind(
        Wording(
            "把走访 {visit}（{station}）从 {from_when} 改到 {to_when}，由 {people} 承担",
            "move visit {visit} ({station}) from {from_when} to {to_when}, by {people}",
        ),
        1,
        _same,
    ),
    "change-panel": ChangeKind(
        Wording("{engagement} 整个系列改由 {name} 承担", "let {name} take the whole series {engagement}"), 2, _same
    ),
    "change-lecturer": ChangeKind(
        Wording("课程 {class} 全部改由 {name} 讲授", "let {name} give the whole class {class}"), 2, _same
    ),
    "release-lock": ChangeKind(Wording("解除 {row} 的锁定", "release the lock on {row}"), 2, _release_lock),
    "raise-max-per-week": ChangeKind(
        Wording(
            "{name} 每周上限由 {now} 提到 {most}（{year} 年第 {week} 周）",
            "raise {name}'s weekly cap from {now} to {most} (week {week} of {year})",
        ),
        3,
        _cap("max_per_week"),
    ),
    "raise-max-per-term": ChangeKind(
        Wording("{name} 全期上限由 {now} 提到 {most}", "raise {name}'s cap of the term from {now} to {most}"),
        3,
        _cap("max_per_term"),
    ),
    "raise-max-per-day": ChangeKind(
        Wording(
            "{name} 每天上限由 {now} 提到 {most}（{date}）", "raise {name}'s daily cap from {now} to {most} ({date})"
        ),
        4,
        _cap("max_per_day"),
    ),
    "raise-max-pairs": ChangeKind(
        Wording("{name} 结对上限由 {now} 提到 {most}", "raise {name}'s pairings from {now} to {most}"),
        4,
        _cap("max_pairs"),
    ),
    "free-person": ChangeKind(
        Wording("请 {name} 空出 {when}", "ask {name} to be free at {when}"),
        4,
        _opened("supervisors", "person", "unavailable"),
    ),
    "allow-gap": ChangeKind(
        Wording(
            "{engagement} 允许最少间隔 {days} 天（现为 {now} 天）",
            "allow gaps of {days} days in {engagement} (now {now})",
        ),
        4,
        _row("engagements", "engagement", lambda _, facts: {"min_gap_days": facts["days"]}),
    ),
    "widen-window": ChangeKind(
        Wording("{engagement} 的期间放宽到 {when}", "widen the window of {engagement} to {when}"),
        4,
        _row("engagements", "engagement", _widened),
    ),
    "allow-other-weekday": ChangeKind(
        Wording("{engagement} 不再要求固定星期", "let {engagement} change its weekday and hour"),
        5,
        _relaxed("same_weekday"),
    ),
    "open-station": ChangeKind(
        Wording("请 {name} 在 {when} 接待", "ask {name} to open at {when}"), 5, _opened("stations", "station")
    ),
    "open-venue": ChangeKind(Wording("开放 {name} 的 {when}", "open {name} at {when}"), 4, _opened("venues", "venue")),
    "open-class": ChangeKind(
        Wording("允许课程 {class} 在 {when} 上课", "let class {class} meet at {when}"), 4, _opened("classes", "class")
    ),
    "keep-fewer": ChangeKind(
        Wording(
            "{name} 接待时允许只留 {present} 人（现为 {now} 人）",
            "let {name} be visited with {present} present (now {now})",
        ),
        5,
        _row("stations", "station", lambda _, facts: {"present": facts["present"]}),
    ),
    "let-come-again": ChangeKind(
        Wording("{engagement} 允许同一督导再来", "let somebody come to {engagement} again"),
        6,
        _relaxed("distinct"),
    ),
}


def altered(problem: Problem, changes: list[Change]) -> Problem:
    """The problem once all the changes are granted."""
    for change in changes:
        problem = CHANGES[change.code].alters(problem, change.facts)
    return problem


def rank(codes: Iterable[str]) -> int:
    """How much changes of these codes ask for; a further change weighs more than a harder one."""
    return sum(CHANGES[code].rank + FURTHER_CHANGE for code in codes)


def asks(changes: list[Change]) -> frozenset[tuple[str, str]]:
    """What is asked of whom, whichever the slot: what asks the same is offered once."""
    whom = ("person", "station", "venue", "row", "class", "engagement")
    return frozenset((c.code, next((f"{w} {c.facts[w]}" for w in whom if w in c.facts), "")) for c in changes)


def cap_change(person: Supervisor, code: str, **facts: str | int) -> Change:
    """The change that raises the cap `code` (raise-max-per-week, ...) of a person by one."""
    now: int = getattr(person, code.removeprefix("raise-").replace("-", "_"))
    return person_change(person, code, now=now, most=now + 1, **facts)


def person_change(person: Supervisor, code: str, **facts: str | int) -> Change:
    """A change that concerns a person."""
    return Change(code=code, facts={"person": person.id, "name": person.name, **facts})
