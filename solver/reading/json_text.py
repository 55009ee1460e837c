"""From the bytes of an exchange file to JSON values, with a fault for everything JSON itself forbids or leaves open."""

import json
from collections import Counter
from typing import NoReturn

from solver.reading.faults import Faults, shown

BYTE_ORDER_MARK = "\ufeff"
DEEPEST = 50
"""No exchange file nests objects and lists nearly as deep as this."""


class _NotANumberError(ValueError):
    """NaN or Infinity, which Python's parser would take and JSON forbids."""


class _Repeating(dict[str, object]):
    """An object that gave a key twice."""

    repeated: tuple[str, ...] = ()


def json_value(source: bytes | str | dict[str, object], report: Faults) -> object:
    """The value written in `source`, or None with a fault in `report` when it is no JSON.

    A dict is taken as the value itself. Bytes are UTF-8, with or without a byte order mark. A key that an object gives
    twice is a fault of its own, and its last value counts, so that the rest of the file can still be checked.
    """
    if isinstance(source, dict):
        return source
    text = _decoded(source, report)
    if text is None:
        return None
    if not text.strip():
        report.add("empty-file", "")
        return None
    value = _parsed(text, report)
    _report_repeated(value, "", report)
    return value


def _decoded(source: bytes | str, report: Faults) -> str | None:
    try:
        text = source if isinstance(source, str) else source.decode("utf-8")
    except UnicodeDecodeError as wrong:
        report.add("not-utf8", "", byte=wrong.start)
        return None
    return text.removeprefix(BYTE_ORDER_MARK)


def _parsed(text: str, report: Faults) -> object:
    try:
        return json.loads(text, object_pairs_hook=_gathered, parse_constant=_refuse)
    except RecursionError:
        report.add("too-deep", "")
    except _NotANumberError as wrong:
        report.add("not-a-number", "", value=str(wrong))
    except json.JSONDecodeError as wrong:
        report.add("not-json", "", line=wrong.lineno, column=wrong.colno)
    except ValueError:  # an integer of more digits than Python converts
        report.add("number-too-long", "")
    return None


def _gathered(pairs: list[tuple[str, object]]) -> dict[str, object]:
    row = dict(pairs)
    if len(row) == len(pairs):
        return row
    marked = _Repeating(row)
    given = Counter(key for key, _ in pairs)
    marked.repeated = tuple(key for key, times in given.items() if times > 1)
    return marked


def _refuse(name: str) -> NoReturn:
    raise _NotANumberError(name)


def _report_repeated(value: object, path: str, report: Faults, depth: int = 0) -> None:
    """A fault for every repeated key; what nests deeper than any exchange file is refused by its shape anyway."""
    if depth > DEEPEST:
        return
    if isinstance(value, _Repeating):
        for key in value.repeated:
            report.add("repeated-key", path, key=shown(key))
    if isinstance(value, dict):
        for key, part in value.items():
            if isinstance(part, dict | list):
                _report_repeated(part, f"{path}.{shown(key)}".lstrip("."), report, depth + 1)
    elif isinstance(value, list):
        for place, part in enumerate(value):
            if isinstance(part, dict | list):
                _report_repeated(part, f"{path}[{place}]", report, depth + 1)
