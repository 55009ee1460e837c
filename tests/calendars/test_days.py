"""Kinds of days: two libraries agree on 2015 to 2026, and what holds before a notice is known."""

import datetime as dt
import re

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.days import Day, DayKind, dates_of_year, day_of, days_between, first_unknown_year
from calendars.known_days import built_in_days
from calendars.notice_text import read_notice_text
from calendars.statutory import statutory_days
from calendars.working_days import LAST_NOTICED_YEAR, working_days
from tests.calendars.notices import notice_text

MonthDay = tuple[int, int]
UNKNOWN = LAST_NOTICED_YEAR + 1


def of_2025_and_before() -> dict[dt.date, Day]:
    """A table that ends with 2025, so that 2026 is beyond the last notice."""
    return {date: day for date, day in built_in_days().items() if date.year < 2026}


@pytest.mark.parametrize("year", range(2015, 2027))
def test_both_libraries_agree_on_every_day(year: int) -> None:
    other = holidays.country_holidays("CN", years=range(year - 1, year + 2))
    made_up = {day.date for day in built_in_days().values() if day.kind is DayKind.MAKE_UP}
    for date in dates_of_year(year):
        is_off = date in other or (date.weekday() >= 5 and date not in made_up)
        assert built_in_days()[date].is_worked == (not is_off), date


def test_the_weekdays_made_up_agree_where_the_law_is_the_present_one() -> None:
    other = holidays.country_holidays("CN", years=[2025, 2026], language="zh_CN")
    swaps = {
        dt.date.fromisoformat(made_up): off.weekday()
        for off, name in other.items()
        for made_up in re.findall(r"由 (\d{4}-\d\d-\d\d) 调休", name)
    }
    ours = {day.date: day.stands_for for day in built_in_days().values() if day.kind is DayKind.MAKE_UP}
    assert {date: ours[date] for date in swaps} == swaps
    assert len(swaps) == 11


@pytest.mark.parametrize(
    ("year", "eve", "qingming", "dragon_boat", "mid_autumn"),
    [
        (2027, (2, 5), (4, 5), (6, 9), (9, 15)),
        (2028, (1, 25), (4, 4), (5, 28), (10, 3)),
        (2029, (2, 12), (4, 4), (6, 16), (9, 22)),
        (2030, (2, 2), (4, 5), (6, 5), (9, 12)),
    ],
)
def test_lunar_dates_of_years_to_come(
    year: int, eve: MonthDay, qingming: MonthDay, dragon_boat: MonthDay, mid_autumn: MonthDay
) -> None:
    days = statutory_days(year)
    first = dt.date(year, *eve)
    assert [days[first + dt.timedelta(days=n)] for n in range(4)] == ["农历除夕", "春节", "春节", "春节"]
    assert days[dt.date(year, *qingming)] == "清明节"
    assert days[dt.date(year, *dragon_boat)] == "端午节"
    assert "中秋节" in days[dt.date(year, *mid_autumn)]


@pytest.mark.parametrize("year", range(2027, 2040))
def test_the_law_fixes_thirteen_days_a_year(year: int) -> None:
    assert sum(len(names.split("; ")) for names in statutory_days(year).values()) == 13


def test_beyond_the_last_notice_statutory_days_are_closed_and_the_weekdays_near_them_avoided() -> None:
    days = {day.date: day for day in days_between(dt.date(2026, 4, 1), dt.date(2026, 5, 1), of_2025_and_before())}
    qingming = days[dt.date(2026, 4, 5)]
    assert (qingming.kind, qingming.name, qingming.is_official) == (DayKind.DAY_OFF, "清明节", False)
    near = [date for date, day in days.items() if day.is_avoided]
    assert near == [dt.date(2026, 4, day) for day in (1, 2, 3, 6, 7, 8, 9, 27, 28, 29, 30)]
    assert all(days[date].is_worked and not days[date].is_official for date in near)
    assert days[dt.date(2026, 4, 4)].kind is DayKind.WEEKEND


def test_nothing_is_guessed_about_swaps() -> None:
    days = days_between(dt.date(2026, 1, 1), dt.date(2027, 1, 1), of_2025_and_before())
    assert DayKind.MAKE_UP not in {day.kind for day in days}


def test_the_end_of_a_known_year_is_avoided_until_the_next_notice_is_known() -> None:
    eve, before = dt.date(2025, 12, 31), dt.date(2025, 12, 26)
    assert day_of(eve, of_2025_and_before()).is_avoided
    assert day_of(eve, of_2025_and_before()).is_official
    assert not day_of(before, of_2025_and_before()).is_avoided
    assert not day_of(eve, built_in_days()).is_avoided


def test_a_notice_makes_a_year_known() -> None:
    table = {**of_2025_and_before(), **read_notice_text(notice_text(2026)).table()}
    year = (dt.date(2026, 1, 1), dt.date(2027, 1, 1))
    assert first_unknown_year(*year, of_2025_and_before()) == 2026
    assert first_unknown_year(*year, table) is None
    assert working_days(*year, table=table) == working_days(*year)


def test_a_day_that_the_next_notice_reaches_back_to_does_not_make_its_year_known() -> None:
    table = {day.date: day for day in read_notice_text(notice_text(2019)).table().values()}
    assert first_unknown_year(dt.date(2018, 12, 1), dt.date(2019, 1, 1), table) == 2018


@given(st.dates(dt.date(UNKNOWN, 1, 1), dt.date(2060, 12, 31)))
def test_an_unknown_day_is_never_official_and_only_worked_days_are_avoided(date: dt.date) -> None:
    day = day_of(date, built_in_days())
    assert not day.is_official
    assert not (day.is_avoided and not day.is_worked)
    assert day.is_worked == (date.weekday() < 5 and date not in statutory_days(date.year))
