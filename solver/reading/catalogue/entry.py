"""The shape of the catalogue: what a code says is wrong, and how to mend it."""

from dataclasses import dataclass

from solver.wording import Wording


@dataclass(frozen=True, slots=True)
class Entry:
    """What a code says is wrong, and the fix.

    `{subject}` is the id of the row, or its place when it has none, and `{path}` the place; other names are facts.
    """

    what: Wording
    fix: Wording


def entry(zh: str, zh_fix: str, en: str, en_fix: str) -> Entry:
    """An entry from its sentences, Chinese first."""
    return Entry(Wording(zh, en), Wording(zh_fix, en_fix))
