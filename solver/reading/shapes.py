"""Rows of the right shape: keys, types and ranges, row by row, so that one bad row hides nothing about the others."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from solver.problem import Row
from solver.reading.catalogue import EXPECTED
from solver.reading.faults import Faults, shown

R = TypeVar("R")
T = TypeVar("T")
Location = tuple[int | str, ...]

_OUT_OF_RANGE = {"greater_than", "greater_than_equal", "less_than", "less_than_equal", "finite_number"}
_OUT_OF_VOCABULARY = {"literal_error", "enum"}


@dataclass(slots=True)
class Section(Generic[R]):
    """One list of the file: its rows that read well, by their place in the list, and every id it gives."""

    rows: dict[int, R] = field(default_factory=dict)
    ids: dict[str, int] | None = field(default_factory=dict)
    """Each id's first place, also of rows that do not read well; None when the list itself cannot be read."""
    whole: bool = True
    """Whether every row reads well."""

    def by_id(self) -> dict[str, R]:
        """The rows that read well, by id; of rows with one id, the first."""
        return {id_: self.rows[place] for id_, place in (self.ids or {}).items() if place in self.rows}


def read_section(raw: object, path: str, row_type: type[R], report: Faults) -> Section[R]:
    """The rows of a list; a list that is none, and each row that is not of its shape, is a fault."""
    if not isinstance(raw, list):
        report.add("wrong-type", path, value=shown(raw), expected=EXPECTED["list_type"])
        return Section(ids=None, whole=False)
    ids: dict[str, int] = {}
    for place, row in enumerate(raw):
        id_ = row.get("id") if isinstance(row, dict) else None
        if isinstance(id_, str) and ids.setdefault(id_, place) != place:
            report.add("duplicate-id", f"{path}[{place}].id", id_, first=f"{path}[{ids[id_]}]")
    rows = _read_rows(raw, path, row_type, report)
    return Section(rows, ids, whole=len(rows) == len(raw))


def _read_rows(raw: list[object], path: str, row_type: type[R], report: Faults) -> dict[int, R]:
    reader = TypeAdapter(list[row_type])  # type: ignore[valid-type]
    try:
        return dict(enumerate(reader.validate_python(raw, by_alias=True, by_name=False)))
    except ValidationError as wrong:
        errors = _errors(wrong)
    for error in errors:
        place, *inner = error["loc"]
        report_shape(error, f"{path}[{place}]", tuple(inner), raw[place], report)
    bad = {error["loc"][0] for error in errors}
    good = [place for place in range(len(raw)) if place not in bad]
    return dict(
        zip(good, reader.validate_python([raw[place] for place in good], by_alias=True, by_name=False), strict=True)
    )


def read_part(raw: object, path: str, part_type: type[T], report: Faults) -> T | None:
    """One value of a type, or None with its faults reported."""
    try:
        return TypeAdapter(part_type).validate_python(raw, by_alias=True, by_name=False)
    except ValidationError as wrong:
        for error in _errors(wrong):
            report_shape(error, path, error["loc"], raw, report)
        return None


def _errors(wrong: ValidationError) -> list[Any]:
    return list(wrong.errors(include_url=False, include_context=True))


def report_shape(error: Mapping[str, Any], base: str, location: Location, row: object, report: Faults) -> None:
    """Turn one error of the typed rows into a fault at its place."""
    path = base + "".join(f"[{part}]" if isinstance(part, int) else f".{shown(part)}" for part in location)
    path = path.removeprefix(".")
    subject = _subject(row)
    kind, found, context = error["type"], shown(error["input"]), error.get("ctx", {})
    key = shown(str(location[-1])) if location else base
    if kind == "missing" and not isinstance(location[-1], int):
        report.add("missing-key", path, subject, key=key)
    elif kind in ("extra_forbidden", "invalid_key"):
        report.add("unknown-key", path, subject, key=key)
    elif kind == "string_unicode":
        report.add("not-unicode", path, subject)
    elif kind == "string_too_long":
        report.add("text-too-long", path, subject, limit=context["max_length"])
    elif kind in _OUT_OF_RANGE:
        report.add("number-out-of-range", path, subject, value=found, limit=_limit(context))
    elif kind in _OUT_OF_VOCABULARY:
        words = tuple(re.findall(r"'([^']*)'", context["expected"]))
        report.add("unknown-word", path, subject, value=found, expected=words)
    elif kind == "value_error":
        report.add(_VALUE_FAULTS.get(key, "blank"), path, subject, value=found)
    else:
        found = f'"{found}"' if isinstance(error["input"], str) else found
        report.add("wrong-type", path, subject, value=found, expected=EXPECTED.get(kind, EXPECTED["other"]))


_VALUE_FAULTS = {"date": "bad-date", "start": "bad-time", "end": "bad-time"}


def _limit(context: Mapping[str, Any]) -> str:
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
    return next((f"{sign} {context[name]:g}" for name, sign in signs.items() if name in context), "< ∞")


def _subject(row: object) -> str | None:
    """The id of a row, or of what a row without an id of its own is about."""
    if not isinstance(row, dict):
        return None
    named = (row.get(key) for key in ("id", "engagement", "class"))
    return next((id_ for id_ in named if isinstance(id_, str)), None)


def report_keys(raw: Mapping[str, object], known: Sequence[str], required: Sequence[str], report: Faults) -> None:
    """A fault for each key of the whole file that the format does not know, and for each one it needs."""
    for key in raw:
        if key not in known:
            report.add("unknown-key", shown(key), key=shown(key))
    for key in required:
        if key not in raw:
            report.add("missing-key", key, key=key)


def keys_of(row_type: type[Row]) -> tuple[str, ...]:
    """The keys of a row or file as the format writes them."""
    return tuple(part.alias or name for name, part in row_type.model_fields.items())
