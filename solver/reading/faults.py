"""What is wrong with an exchange file: one fault for each thing to mend, with its place and its sentences."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from solver.reading.catalogue import CATALOGUE
from solver.wording import Lang, Wording

Fact = str | int | Wording | tuple[str, ...]

R = TypeVar("R", bound="Remark")

LONGEST_SHOWN = 60
_PLAIN = int | float | bool | None
LONGEST_LIST = 8
"""More entries than this are counted, not named."""


_FILE = Wording("文件", "the file")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about an exchange file.

    `code` is stable and listed in `docs/faults.md`; `path` is the place in the file, like `engagements[3].station`, or
    empty for the file as a whole; `subject` is the id of the row it is about, or None.
    """

    code: str
    path: str
    subject: str | None
    facts: dict[str, Fact] = field(default_factory=dict)

    def message(self, lang: Lang = Lang.ZH) -> str:
        """What is wrong, with the thing named, and how to mend it: two sentences in `lang`."""
        entry = CATALOGUE[self.code]
        holder = self.subject or self.path.rpartition(".")[0]
        places: dict[str, Fact] = {"path": self.path or _FILE, "subject": holder or _FILE}
        facts = {name: _said(fact, lang) for name, fact in (self.facts | places).items()}
        what, fix = entry.what.say(lang, **facts), entry.fix.say(lang, **facts)
        return what + fix if lang is Lang.ZH else f"{what} {fix}"


class Fault(Remark):
    """Something that makes the file unusable until it is mended."""


class Caution(Remark):
    """Something foreseen that cannot work as asked; a plan can be made all the same."""


def _said(fact: Fact, lang: Lang) -> str | int:
    if isinstance(fact, Wording):
        return fact.zh if lang is Lang.ZH else fact.en
    if isinstance(fact, tuple):
        comma = "、" if lang is Lang.ZH else ", "
        rest = "" if len(fact) <= LONGEST_LIST else f" … ({len(fact)})"
        return comma.join(fact[:LONGEST_LIST]) + rest
    return fact


def shown(value: object) -> str:
    """A value of a file as it may be quoted in a sentence: short, and writable whatever it holds."""
    if isinstance(value, int) and value.bit_length() > LONGEST_SHOWN:
        return "10^…" if value > 0 else "-10^…"
    if isinstance(value, dict | list | tuple):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = value if isinstance(value, str) else json.dumps(value) if isinstance(value, _PLAIN) else type(value).__name__
    text = text[: LONGEST_SHOWN + 1].encode("utf-8", "replace").decode()
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


@dataclass
class Report(Generic[R]):
    """The remarks of one kind made so far about one file."""

    kind: type[R]
    remarks: list[R] = field(default_factory=list)

    def add(self, code: str, path: str, subject: str | None = None, **facts: Fact) -> None:
        """Note one remark; `facts` fill the sentences of its code."""
        name = None if subject is None else shown(subject)
        self.remarks.append(self.kind(code, path, name, facts))


class Faults(Report[Fault]):
    """The faults found so far in one file."""

    def __init__(self) -> None:
        super().__init__(Fault)


class FaultyFile(ValueError):  # noqa: N818 (a faulty file is what it is)
    """An exchange file that cannot be used; `faults` holds every fault found, never none."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults

    def lines(self, lang: Lang = Lang.ZH) -> Iterator[str]:
        """One line for each fault: its place, its code and its message."""
        for fault in self.faults:
            yield f"{fault.path or '·'} [{fault.code}] {fault.message(lang)}"

    def __str__(self) -> str:
        return "\n".join(self.lines(Lang.EN))


class FaultyProblem(FaultyFile):
    """A `dudao-problem/1` that cannot be used."""


class FaultyPlan(FaultyFile):
    """A `dudao-plan/1` that cannot be read."""
