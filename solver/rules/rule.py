"""The shape of a hard rule: its label and statement, and the checks that find where a plan breaks it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from solver.rules.daybook import DayBook
from solver.rules.subjects import Facts, Subject
from solver.wording import Wording

Finding = tuple[Subject, Facts]
"""Who and what breaks the rule, and the facts that fill the sentence of the check."""


@dataclass(frozen=True, slots=True)
class Check:
    """One way to break a rule: its stable code, the sentence about a finding, and the function that finds them all."""

    code: str
    says: Wording
    find: Callable[[DayBook], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A hard rule: its label (H0..H12, T1..T7), what must hold, and its checks."""

    label: str
    states: Wording
    checks: tuple[Check, ...]
