"""Working days of mainland China and their half-days, from the State Council's yearly notices.

The notices come with the library `chinesecalendar`. The notice for a year appears late in the year before, so a
period may reach past the last notice known: that is refused, unless the caller asks for a *provisional* (暂定)
answer, in which every Monday to Friday of an unknown year counts as a working day.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import chinese_calendar

_NOTICED_YEARS: Final = frozenset(day.year for day in chinese_calendar.holidays)
FIRST_NOTICED_YEAR: Final = min(_NOTICED_YEARS)
LAST_NOTICED_YEAR: Final = max(_NOTICED_YEARS)
_SATURDAY = 5


class NoticeMissingError(ValueError):
    """A day lies in a year whose days off are not known; `year` is the first such year of the period."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no notice of days off for {year}; known: {FIRST_NOTICED_YEAR} to {LAST_NOTICED_YEAR}")
        self.year = year


class Hours(NamedTuple):
    """Clock times between which a half-day is worked."""

    start: dt.time
    end: dt.time


class HalfDay(NamedTuple):
    """One working half-day on a date."""

    date: dt.date
    start: dt.time
    end: dt.time


MORNING: Final = Hours(dt.time(8, 30), dt.time(11, 30))
AFTERNOON: Final = Hours(dt.time(13, 30), dt.time(16, 30))


def working_days(first: dt.date, end: dt.date, *, provisional: bool = False) -> list[dt.date]:
    """The working days of the half-open period `first` to `end`, make-up working days (调休) included, in order.

    Raises NoticeMissingError when the period reaches outside the known notices and `provisional` is false.
    """
    if not provisional and (year := first_year_without_notice(first, end)) is not None:
        raise NoticeMissingError(year)
    return [day for day in _days(first, end) if _is_worked(day)]


def half_days(days: Sequence[dt.date], hours: Sequence[Hours] = (MORNING, AFTERNOON)) -> list[HalfDay]:
    """The half-days of some days, in the order of the days; `hours` are those of one day, in time order."""
    return [HalfDay(day, part.start, part.end) for day in days for part in hours]


def first_year_without_notice(first: dt.date, end: dt.date) -> int | None:
    """The first year that the half-open period touches and no known notice covers, or None when all are known."""
    if first >= end:
        return None
    last = end - dt.timedelta(days=1)
    return next((year for year in range(first.year, last.year + 1) if year not in _NOTICED_YEARS), None)


def _days(first: dt.date, end: dt.date) -> Iterator[dt.date]:
    for offset in range((end - first).days):
        yield first + dt.timedelta(days=offset)


def _is_worked(day: dt.date) -> bool:
    if day.year not in _NOTICED_YEARS:
        return day.weekday() < _SATURDAY
    return bool(chinese_calendar.is_workday(day))
