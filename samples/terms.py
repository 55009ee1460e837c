"""The quarter a sample is planned for: its slots, and where each slot lies in the week and the term."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

from calendars.working_days import LAST_NOTICED_YEAR, half_days, working_days
from solver.problem import Slot

HALF_DAYS_A_WEEK: Final = 10
"""Monday morning is 0, Friday afternoon 9; a make-up Saturday lies outside."""
_QUARTER_PATTERN: Final = re.compile(r"(\d{4})-?[Qq]([1-4])")


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a year; `number` is 1 to 4."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """The quarter written as `2026Q4` or `2026-Q4`. Raises ValueError for anything else."""
        match = _QUARTER_PATTERN.fullmatch(text.strip())
        if match is None or not 1 <= int(match[1]) < dt.MAXYEAR:
            raise ValueError(f"not a quarter: {text}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def around(cls, date: dt.date) -> Self:
        """The quarter of a date, or the last one whose days off are known by a notice."""
        known = min(date, dt.date(LAST_NOTICED_YEAR, 12, 31))
        return cls(known.year, (known.month + 2) // 3)

    @property
    def first(self) -> dt.date:
        """The first day."""
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def end(self) -> dt.date:
        """The day after the last."""
        return dt.date(self.year + self.number // 4, 3 * self.number % 12 + 1, 1)


@dataclass(frozen=True)
class Term:
    """The slots of a term and their places in the week."""

    quarter: Quarter
    slots: list[Slot]

    @classmethod
    def of(cls, quarter: Quarter, *, provisional: bool = False) -> Self:
        """The working half-days of a quarter. Raises `calendars.working_days.NoticeMissingError`."""
        days = working_days(quarter.first, quarter.end, provisional=provisional)
        return cls(quarter, [Slot(date=half.date, start=half.start, end=half.end) for half in half_days(days)])

    @property
    def all(self) -> range:
        """Every slot number."""
        return range(len(self.slots))

    @cached_property
    def weeks(self) -> list[tuple[int, int]]:
        """The ISO (year, week) of the term, in order."""
        return sorted({self._iso_week(slot) for slot in self.all})

    def half_day_of_week(self, slot: int) -> int:
        """Which half-day of the week a slot is: 0 (Monday morning) to 13 (Sunday afternoon)."""
        return self.slots[slot].date.weekday() * 2 + (self.slots[slot].start.hour >= dt.time(12).hour)

    def week_of(self, slot: int) -> int:
        """The number of the slot's week, 0 for the first of the term."""
        return self.weeks.index(self._iso_week(slot))

    def in_half_days(self, half_days_of_week: set[int]) -> list[int]:
        """All slots that fall on some half-days of the week."""
        return [slot for slot in self.all if self.half_day_of_week(slot) in half_days_of_week]

    def in_week(self, week: int) -> list[int]:
        """All slots of the week with this number."""
        return [slot for slot in self.all if self.week_of(slot) == week]

    def in_month(self, month: int) -> list[int]:
        """All slots of a calendar month, 1 to 12."""
        return [slot for slot in self.all if self.slots[slot].date.month == month]

    def _iso_week(self, slot: int) -> tuple[int, int]:
        year, week, _ = self.slots[slot].date.isocalendar()
        return year, week
