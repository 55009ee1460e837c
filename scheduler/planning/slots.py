"""The half-days of a term as the optimiser numbers them: from 0, in time order; found by date, week and period."""

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from scheduler.models.people import Half
from scheduler.models.terms import TermSlot
from solver.problem import Slot


class Period(Protocol):
    """A period in half-days with both ends included: a leave, a closure."""

    first_date: dt.date
    first_half: Half
    last_date: dt.date
    last_half: Half


class SlotTable:
    """The half-days of one term in time order; numbers are those of the exchange format."""

    def __init__(self, rows: Iterable[TermSlot]) -> None:
        self.rows = sorted(rows, key=lambda row: (row.date, row.start))
        self._moments = [_moment(row.date, row.half) for row in self.rows]
        self._numbers = {moment: number for number, moment in enumerate(self._moments)}
        self._of_week: defaultdict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            self._of_week[f"{row.weekday}-{row.half}"].append(number)
        self.avoided = frozenset(number for number, row in enumerate(self.rows) if row.avoid)

    def __len__(self) -> int:
        return len(self.rows)

    def of_week(self, half: str) -> Sequence[int]:
        """All numbers of one half-day of the week, `1-morning` … `7-afternoon`.

        A make-up day counts as the weekday that it is worked as.
        """
        return self._of_week.get(half, ())

    def of_weeks(self, halves: Iterable[str]) -> set[int]:
        """All numbers of some half-days of the week."""
        return {number for half in halves for number in self.of_week(half)}

    def number(self, date: dt.date, half: Half) -> int | None:
        """The number of one half-day, or None when it is not worked in the term."""
        return self._numbers.get(_moment(date, half))

    def number_of_text(self, text: str) -> int | None:
        """The number of a half-day written as `2026-10-09-morning`, or None when it is not worked in the term."""
        date, _, half = text.rpartition("-")
        return self.number(dt.date.fromisoformat(date), Half(half))

    def within(self, period: Period) -> range:
        """The numbers in a period."""
        after_last = bisect_left(self._moments, (*_moment(period.last_date, period.last_half), True))
        return range(bisect_left(self._moments, _moment(period.first_date, period.first_half)), after_last)

    def before(self, date: dt.date) -> int:
        """How many half-days lie before a date; it is the number of the first one on or after it."""
        return bisect_left(self._moments, (date,))

    def exchange_rows(self) -> list[Slot]:
        """The slots of the exchange format."""
        return [
            Slot(date=row.date, start=dt.time.fromisoformat(row.start), end=dt.time.fromisoformat(row.end))
            for row in self.rows
        ]


def _moment(date: dt.date, half: Half) -> tuple[dt.date, bool]:
    return date, half is Half.AFTERNOON
