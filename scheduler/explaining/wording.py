"""Facts and clashes in plain sentences."""

from typing import Final

from scheduler.comparing.naming import Names
from scheduler.explaining.ways import Fact
from solver.explain import REASONS
from solver.wording import Lang, Wording

OUTSIDE: Final = Wording("在任务期间之外", "it lies outside the period of the engagement")
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


def by_code(facts: list[Fact]) -> dict[str, list[str]]:
    """The rows that facts are about, by code, in the order of the codes' first mention."""
    found: dict[str, list[str]] = {}
    for fact in facts:
        found.setdefault(fact.code, []).append(fact.about)
    return found
