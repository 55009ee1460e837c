"""What stands in a cell: read as people write it, shown as people read it."""

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from scheduler.clock import CHINA
from solver.wording import Wording

LONG: Final = 30
"""A text column so wide holds sentences."""
BETWEEN: Final = re.compile(r"[、，,;；\n\r]+")
"""What stands between the words of a list."""

_NOT_WHOLE: Final = Wording("应为整数，现为“{value}”", "should be a whole number, not {value!r}")
_NOT_NUMBER: Final = Wording("应为数字，现为“{value}”", "should be a number, not {value!r}")
_NOT_DATE: Final = Wording("应为日期，如 2026-10-08，现为“{value}”", "should be a date like 2026-10-08, not {value!r}")
_NOT_A_WORD: Final = Wording("只能填 {choices}，现为“{value}”", "should be one of {choices}, not {value!r}")
_DATE: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0?0:00(?::00)?)?")


class CellError(Exception):
    """A cell that makes no sense: a stable code and a sentence with its facts."""

    def __init__(self, code: str, wording: Wording, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.wording, self.facts = code, wording, facts


@dataclass(frozen=True, slots=True)
class CellKind:
    """A way to read and to show values. `read` is never given an empty cell, `show` never None."""

    read: Callable[[Any], Any]
    show: Callable[[Any], Any] = lambda value: value
    choices: tuple[str, ...] = ()
    """What Excel offers to choose from; empty: anything may be typed."""
    whole_from: int | None = None
    whole_to: int | None = None
    """The range that Excel accepts for a whole number."""
    is_text: bool = True
    """Whether Excel shall keep what is typed as text, with its leading zeros."""
    width: int = 14
    number_format: str = ""
    """How Excel shows a number; empty: as it likes."""
    wraps: bool = False
    """Whether a long text goes on in the next line of its cell."""


def plain(value: Any) -> str:
    """A cell's text without blanks around it, full-width characters as plain ones, a whole number without .0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime):
        value = value.date()
    return unicodedata.normalize("NFKC", str(value)).strip()


def text(width: int = 18) -> CellKind:
    """Any text, as it is written but for blanks around it."""
    return CellKind(
        read=lambda value: value.strip() if isinstance(value, str) else plain(value), width=width, wraps=width >= LONG
    )


def code(width: int = 14) -> CellKind:
    """A code; Excel likes to make a number of it."""
    return CellKind(read=plain, width=width)


def whole(least: int, most: int) -> CellKind:
    """A whole number, also when it is written as text."""
    return CellKind(read=_whole, whole_from=least, whole_to=most, is_text=False, width=11)


def decimal() -> CellKind:
    """A number, also when it is written as text."""
    return CellKind(read=_decimal, is_text=False, width=12)


def share() -> CellKind:
    """A share of 0 to 1, shown in per cent."""
    return CellKind(read=_decimal, is_text=False, width=10, number_format="0%")


def moment() -> CellKind:
    """An instant, shown in China's time; only shown, never read."""
    return CellKind(read=plain, show=lambda value: f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}", width=17)


def yes_no() -> CellKind:
    """是 or 否."""
    kind = choice({"yes": "是", "no": "否"})
    return replace(kind, read=lambda value: kind.read(value) == "yes", show=lambda value: "是" if value else "否")


def date() -> CellKind:
    """A date, as Excel's own or as text."""
    return CellKind(read=_date, is_text=False, width=13, number_format="yyyy-mm-dd")


def words(known: Mapping[str, str] | None = None, width: int = 24) -> CellKind:
    """A list of words in one cell; with `known` only those, each shown by its name: code → name."""
    names = {} if known is None else _by_name(known)

    def read(value: Any) -> list[str]:
        found = [word for part in BETWEEN.split(str(value)) if (word := part.strip())]
        return found if known is None else [_known(plain(word), names, known) for word in found]

    def show(value: list[str]) -> str | None:
        return "、".join(value if known is None else [known[word] for word in value]) or None

    return CellKind(read=read, show=show, width=width)


def choice(known: Mapping[Any, str]) -> CellKind:
    """One of some words, shown by its name: code → name."""
    names = _by_name(known)
    return CellKind(
        read=lambda value: _known(plain(value), names, known),
        show=lambda value: known[value],
        choices=tuple(known.values()),
        width=11,
    )


def reference(names: Mapping[str, str], *, error: str, wording: Wording) -> CellKind:
    """The code of another row, code → key; `wording` says that there is none, with `value`."""
    codes = {key: shown for shown, key in names.items()}

    def read(value: Any) -> str:
        if (asked := plain(value)) not in names:
            raise CellError(error, wording, value=asked)
        return names[asked]

    return CellKind(read=read, show=lambda key: codes[key])


def named(rows: Iterable[tuple[str, str, str]], *, error: str, wording: Wording, width: int = 24) -> CellKind:
    """Another row by its name, or by its code where two have the same: rows of key, code and name.

    `wording` says that there is none, with `value`.
    """
    listed = list(rows)
    count = Counter(name for _, _, name in listed)
    keys = {plain(name): key for key, _, name in listed if count[name] == 1} | {code: key for key, code, _ in listed}
    names = {key: name if count[name] == 1 else code for key, code, name in listed}

    def read(value: Any) -> str:
        if (asked := plain(value)) not in keys:
            raise CellError(error, wording, value=asked)
        return keys[asked]

    return CellKind(read=read, show=lambda key: names.get(key), width=width)


def several(one: CellKind) -> CellKind:
    """Some of what another kind reads and shows, in one cell."""

    def read(value: Any) -> list[Any]:
        return [one.read(part) for part in BETWEEN.split(str(value)) if part.strip()]

    def show(value: list[Any]) -> str | None:
        return "、".join(str(shown) for each in value if (shown := one.show(each)) is not None) or None

    return CellKind(read=read, show=show, width=one.width)


def lines(width: int = 40) -> CellKind:
    """Some sentences in one cell, each in a line of its own or after a semicolon."""

    def read(value: Any) -> list[str]:
        return [part.strip() for part in re.split(r"[；;\n\r]+", str(value)) if part.strip()]

    return CellKind(read=read, show=lambda value: "\n".join(value) or None, width=width, wraps=True)


def _whole(value: Any) -> int:
    number = _number(value, _NOT_WHOLE, "not-whole")
    if not number.is_integer():
        raise CellError("not-whole", _NOT_WHOLE, value=plain(value))
    return int(number)


def _decimal(value: Any) -> float:
    return _number(value, _NOT_NUMBER, "not-a-number")


def _number(value: Any, wording: Wording, error: str) -> float:
    if isinstance(value, bool | dt.date | dt.time):
        raise CellError(error, wording, value=str(value))
    try:
        number = float(plain(value).replace(",", "").replace("_", "?"))
    except ValueError:
        raise CellError(error, wording, value=plain(value)) from None
    if abs(number) > 1e15 or number != number:
        raise CellError(error, wording, value=plain(value))
    return number


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if match := _DATE.fullmatch(plain(value)):
        try:
            return dt.date(*map(int, match.groups()))
        except ValueError:
            pass
    raise CellError("not-a-date", _NOT_DATE, value=plain(value))


def _by_name(known: Mapping[str, str]) -> dict[str, str]:
    return {name.casefold(): word for word, shown in known.items() for name in (word, plain(shown))}


def _known(word: str, names: Mapping[str, str], known: Mapping[str, str]) -> str:
    if word.casefold() not in names:
        raise CellError("unknown-word", _NOT_A_WORD, value=word, choices="、".join(known.values()))
    return names[word.casefold()]
