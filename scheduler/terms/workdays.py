"""The working-day calendar of the deployment: the notices that come with the software, and those taken in since."""

import datetime as dt

from sqlmodel import Session, select

from calendars.days import Day, DayTable, days_between
from calendars.known_days import built_in_days
from scheduler.models.associations import CalendarDay


def known_days(db: Session) -> DayTable:
    """Every day of the years whose notice is known."""
    return {**built_in_days(), **{row.date: _day(row) for row in db.exec(select(CalendarDay))}}


def days_of(db: Session, *, first: dt.date, end: dt.date) -> list[Day]:
    """The days of the half-open period, in order; those that no notice covers are not official."""
    return list(days_between(first, end, known_days(db)))


def _day(row: CalendarDay) -> Day:
    return Day(
        date=row.date,
        kind=row.kind,
        stands_for=None if row.stands_for is None else row.stands_for - 1,
        name=row.name or None,
        is_official=row.official,
    )
