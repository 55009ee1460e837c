"""Cells are read as people write them and shown as they are read."""

import datetime as dt
from typing import Any

import pytest

from scheduler.spreadsheets.cells import CellError, CellKind, choice, code, date, decimal, text, whole, words
from scheduler.spreadsheets.sheets.availability import read_exceptions, show_exceptions
from scheduler.spreadsheets.sheets.supervisors import ROLES

HALVES = {"free": "可", "unavailable": "不可"}


@pytest.mark.parametrize(
    ("kind", "value", "wanted"),
    [
        (code(), 330402007, "330402007"),
        (code(), 330402007.0, "330402007"),
        (code(), " Ｄ００１ ", "D001"),  # noqa: RUF001
        (text(), "  建设街道（北） ", "建设街道（北）"),
        (text(), 12, "12"),
        (whole(0, 9), "６ ", 6),  # noqa: RUF001
        (whole(0, 9), 6.0, 6),
        (whole(0, 9), "1,200", 1200),
        (decimal(), "30.764", 30.764),
        (decimal(), 30, 30.0),
        (date(), dt.datetime(2026, 10, 8), dt.date(2026, 10, 8)),  # noqa: DTZ001 - as Excel has it
        (date(), "2026年10月8日", dt.date(2026, 10, 8)),
        (date(), "2026/10/8", dt.date(2026, 10, 8)),
        (words(), "为老服务、 社区治理,心理健康；\n", ["为老服务", "社区治理", "心理健康"]),
        (words(ROLES), "结对、总督导，LECTURE", ["pair", "chief", "lecture"]),
        (choice(HALVES), "不可", "unavailable"),
    ],
)
def test_read_as_written(kind: CellKind, value: Any, wanted: Any) -> None:
    assert kind.read(value) == wanted


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        (whole(0, 9), "六", "not-whole"),
        (whole(0, 9), 6.5, "not-whole"),
        (whole(0, 9), True, "not-whole"),
        (decimal(), "nan", "not-a-number"),
        (decimal(), "1e400", "not-a-number"),
        (decimal(), dt.datetime(2026, 10, 8), "not-a-number"),  # noqa: DTZ001
        (date(), "2026-13-01", "not-a-date"),
        (date(), 45000, "not-a-date"),
        (words(ROLES), "结对、站长", "unknown-word"),
        (choice(HALVES), "也许", "unknown-word"),
    ],
)
def test_nonsense_has_a_code(kind: CellKind, value: Any, error: str) -> None:
    with pytest.raises(CellError) as raised:
        kind.read(value)
    assert raised.value.code == error
    raised.value.wording.say(lang="zh", **raised.value.facts)  # type: ignore[arg-type]


def test_exceptions_are_read_back() -> None:
    said = {"2026-10-09-morning": "unavailable", "2026-10-12-afternoon": "free"}
    assert show_exceptions(said) == "2026-10-09 上午 不可；2026-10-12 下午 可"
    assert read_exceptions("2026/10/9上午=不可;\n2026年10月12日 下午：可") == said
    assert show_exceptions({}) is None
    with pytest.raises(CellError):
        read_exceptions("10-09 上午 不可")
