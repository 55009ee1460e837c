"""Months as reports speak of them: `2026-10`, a half-open period of dates."""

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, Field


def _real(text: str) -> str:
    first_of(text)
    return text


MonthText = Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$"), AfterValidator(_real)]


def first_of(month: str) -> dt.date:
    """The first day of a month written `2026-10`. Raises ValueError."""
    return dt.date.fromisoformat(f"{month}-01")


def end_of(first: dt.date) -> dt.date:
    """The first day of the next month: the end of the half-open period."""
    return (first + dt.timedelta(days=31)).replace(day=1)


def due_on(first: dt.date, report_day: int) -> dt.date:
    """The day of the next month on which the report of a month is due, its last day at the latest."""
    begins = end_of(first)
    return min(begins + dt.timedelta(days=report_day - 1), end_of(begins) - dt.timedelta(days=1))


def written(first: dt.date) -> str:
    """A month as text, `2026-10`."""
    return f"{first:%Y-%m}"
