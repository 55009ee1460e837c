"""What kind of day a date is: worked, off, or made up for another; from a table of days that is handed in.

A table holds a row for every date of the years whose notice is known. Beyond them the answer is *provisional* (暂定):
days off that the law fixes are off, and weekdays near them are worked but better avoided, as the notice may close them.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from calendars.statutory import statutory_days_near, statutory_name

SATURDAY: Final = 5


class DayKind(StrEnum):
    """The four kinds of dates that a notice makes."""

    WORKING = "working"
    MAKE_UP = "make_up"
    WEEKEND = "weekend"
    DAY_OFF = "day_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One date: its kind, and how sure that is.

    `stands_for`: of a make-up working day, the weekday whose work is done on it, where known (0 is Monday).
    `name`: the holiday that a day off or a make-up day belongs to, where known.
    `is_official`: from a notice, not from the law and the week alone.
    `is_avoided`: worked as far as is known, but near a statutory day off whose notice is still to come.
    """

    date: dt.date
    kind: DayKind
    stands_for: int | None = None
    name: str | None = None
    is_official: bool = True
    is_avoided: bool = False

    @property
    def is_worked(self) -> bool:
        """Whether offices are open."""
        return self.kind in {DayKind.WORKING, DayKind.MAKE_UP}


DayTable = Mapping[dt.date, Day]
"""Every date of the years whose notice is known; dates of other years are absent, or single days a notice reached."""


def ordinary_day(date: dt.date, *, is_official: bool = True) -> Day:
    """A date that no notice mentions: worked from Monday to Friday."""
    kind = DayKind.WEEKEND if date.weekday() >= SATURDAY else DayKind.WORKING
    return Day(date=date, kind=kind, is_official=is_official)


def day_of(date: dt.date, table: DayTable) -> Day:
    """The day as the table has it, or what the law alone says of a date the table does not have.

    The last days of a known year are avoided too while the notice of the next year may still change them.
    """
    day = table.get(date) or _provisional_day(date)
    if day.kind is not DayKind.WORKING:
        return day
    return replace(day, is_avoided=any(near not in table for near in _statutory_days_in_question(date, table)))


def days_between(first: dt.date, end: dt.date, table: DayTable) -> Iterator[Day]:
    """The days of the half-open period `first` to `end`, in order."""
    for offset in range((end - first).days):
        yield day_of(first + dt.timedelta(days=offset), table)


def dates_of_year(year: int) -> Iterator[dt.date]:
    """January 1 to December 31."""
    first = dt.date(year, 1, 1)
    return (first + dt.timedelta(days=offset) for offset in range((dt.date(year + 1, 1, 1) - first).days))


def is_year_known(year: int, table: DayTable) -> bool:
    """Whether the table holds the notice of `year`. A day in June cannot come from the notice of another year."""
    return dt.date(year, 6, 30) in table


def first_unknown_year(first: dt.date, end: dt.date, table: DayTable) -> int | None:
    """The first year that the half-open period touches and the table does not know, or None when it knows all."""
    if first >= end:
        return None
    last = end - dt.timedelta(days=1)
    return next((year for year in range(first.year, last.year + 1) if not is_year_known(year, table)), None)


def _provisional_day(date: dt.date) -> Day:
    name = statutory_name(date)
    if name is not None:
        return Day(date=date, kind=DayKind.DAY_OFF, name=name, is_official=False)
    return ordinary_day(date, is_official=False)


def _statutory_days_in_question(date: dt.date, table: DayTable) -> list[dt.date]:
    # Far from the edge of the known years there is nothing to ask, and the lunar calendar need not be loaded.
    edges = (date - dt.timedelta(days=7), date + dt.timedelta(days=7))
    return [] if all(edge in table for edge in edges) else statutory_days_near(date)
