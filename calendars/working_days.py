"""Working days of mainland China and their half-days, from the State Council's yearly notices.

The notices come with the library `chinesecalendar`, or as a table of days that is handed in (a service keeps its own,
to which it adds each new notice). The notice for a year appears late in the year before, so a period may reach past
the last notice known: that is refused, unless the caller asks for a *provisional* (暂定) answer, in which days off that
the law fixes are closed and every other Monday to Friday counts as a working day.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final, NamedTuple

from calendars.days import DayTable, days_between, first_unknown_year
from calendars.known_days import built_in_days

LAST_NOTICED_YEAR: Final = max(built_in_days()).year


class NoticeMissingError(ValueError):
    """A day lies in a year whose days off are not known; `year` is the first such year of the period."""

    def __init__(self, year: int, table: DayTable) -> None:
        super().__init__(f"no notice of days off for {year}; known: {min(table).year} to {max(table).year}")
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


def working_days(
    first: dt.date, end: dt.date, *, provisional: bool = False, table: DayTable | None = None
) -> list[dt.date]:
    """The working days of the half-open period `first` to `end`, make-up working days (调休) included, in order.

    `table` holds the days of the known notices; without one, those that come with the software.
    Raises NoticeMissingError when the period reaches outside the known notices and `provisional` is false.
    """
    days = built_in_days() if table is None else table
    if not provisional and (year := first_unknown_year(first, end, days)) is not None:
        raise NoticeMissingError(year, days)
    return [day.date for day in days_between(first, end, days) if day.is_worked]


def half_days(days: Sequence[dt.date], hours: Sequence[Hours] = (MORNING, AFTERNOON)) -> list[HalfDay]:
    """The half-days of some days, in the order of the days; `hours` are those of one day, in time order."""
    return [HalfDay(day, part.start, part.end) for day in days for part in hours]


def first_year_without_notice(first: dt.date, end: dt.date, table: DayTable | None = None) -> int | None:
    """The first year that the half-open period touches and no known notice covers, or None when all are known."""
    return first_unknown_year(first, end, built_in_days() if table is None else table)
