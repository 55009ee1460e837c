"""Working days: the fourth quarter of 2026 by its notice, and what happens beyond the notices."""

import datetime as dt

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.known_days import built_in_days
from calendars.working_days import (
    LAST_NOTICED_YEAR,
    NoticeMissingError,
    first_year_without_notice,
    half_days,
    working_days,
)

QUARTER = (dt.date(2026, 10, 1), dt.date(2027, 1, 1))
noticed_dates = st.dates(min(built_in_days()), dt.date(LAST_NOTICED_YEAR, 12, 31))


def test_national_day_2026_is_seven_days_off_and_the_saturday_after_is_made_up() -> None:
    days = working_days(*QUARTER)
    assert days[:4] == [dt.date(2026, 10, 8), dt.date(2026, 10, 9), dt.date(2026, 10, 10), dt.date(2026, 10, 12)]
    assert [day for day in days if day.weekday() > 4] == [dt.date(2026, 10, 10)]


def test_the_fourth_quarter_of_2026_has_62_working_days_of_two_half_days() -> None:
    days = working_days(*QUARTER)
    assert len(days) == 62
    slots = half_days(days)
    assert len(slots) == 124
    assert slots[0] == (dt.date(2026, 10, 8), dt.time(8, 30), dt.time(11, 30))
    assert slots[1] == (dt.date(2026, 10, 8), dt.time(13, 30), dt.time(16, 30))


@given(noticed_dates, st.integers(0, 60))
def test_agrees_with_the_notices_and_is_half_open(first: dt.date, length: int) -> None:
    end = min(first + dt.timedelta(days=length), dt.date(LAST_NOTICED_YEAR, 12, 31))
    days = set(working_days(first, end))
    for offset in range(-1, length + 2):
        day = first + dt.timedelta(days=offset)
        if first <= day < end:
            assert (day in days) == chinese_calendar.is_workday(day)
        else:
            assert day not in days


def test_a_year_without_notice_is_refused_by_name() -> None:
    with pytest.raises(NoticeMissingError, match=str(LAST_NOTICED_YEAR + 1)) as refusal:
        working_days(dt.date(LAST_NOTICED_YEAR, 12, 1), dt.date(LAST_NOTICED_YEAR + 1, 1, 2))
    assert refusal.value.year == LAST_NOTICED_YEAR + 1


def test_the_last_day_of_the_last_notice_is_still_answered() -> None:
    assert working_days(dt.date(LAST_NOTICED_YEAR, 12, 31), dt.date(LAST_NOTICED_YEAR + 1, 1, 1)) is not None
    assert first_year_without_notice(dt.date(2026, 5, 1), dt.date(2026, 5, 1)) is None


def test_a_provisional_answer_counts_weekdays_only_where_no_notice_is_known() -> None:
    first = dt.date(LAST_NOTICED_YEAR, 10, 1)
    days = working_days(first, dt.date(LAST_NOTICED_YEAR + 1, 2, 1), provisional=True)
    known = [day for day in days if day.year == LAST_NOTICED_YEAR]
    assert known == working_days(first, dt.date(LAST_NOTICED_YEAR + 1, 1, 1))
    unknown = [day for day in days if day.year > LAST_NOTICED_YEAR]
    assert unknown
    assert all(day.weekday() < 5 for day in unknown)
