"""The table of days that comes with the software: the notices that the library `chinesecalendar` knows."""

import datetime as dt
from collections import defaultdict
from functools import cache
from typing import Final

import chinese_calendar

from calendars.days import Day, DayKind, DayTable, dates_of_year, ordinary_day

_CHINESE_NAMES: Final = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


@cache
def built_in_days() -> DayTable:
    """Every day of the years that the installed `chinesecalendar` knows, by date."""
    stands_for = _weekdays_made_up()
    years = sorted({day.year for day in chinese_calendar.holidays})
    return {date: _day(date, stands_for) for year in years for date in dates_of_year(year)}


def _day(date: dt.date, stands_for: dict[dt.date, int]) -> Day:
    if date in chinese_calendar.holidays:
        return Day(date=date, kind=DayKind.DAY_OFF, name=_CHINESE_NAMES[chinese_calendar.holidays[date]])
    if date in chinese_calendar.workdays:
        name = _CHINESE_NAMES[chinese_calendar.workdays[date]]
        return Day(date=date, kind=DayKind.MAKE_UP, stands_for=stands_for.get(date), name=name)
    return ordinary_day(date)


def _weekdays_made_up() -> dict[dt.date, int]:
    """Of each make-up day the weekday it stands for: a holiday's first for its first day off in lieu, and so on."""
    made_up, in_lieu = _by_holiday(chinese_calendar.workdays), _by_holiday(chinese_calendar.in_lieu_days)
    pairs = (
        zip(days, in_lieu[holiday], strict=True)
        for holiday, days in made_up.items()
        if len(days) == len(in_lieu[holiday])
    )
    return {worked: off.weekday() for pair in pairs for worked, off in pair}


def _by_holiday(days: dict[dt.date, str]) -> dict[tuple[int, str], list[dt.date]]:
    # A new year's holiday may begin in December; the others keep to their year.
    grouped: defaultdict[tuple[int, str], list[dt.date]] = defaultdict(list)
    for date in sorted(days):
        new_year = days[date] == "New Year's Day" and date.month == 12
        grouped[date.year + new_year, days[date]].append(date)
    return grouped
