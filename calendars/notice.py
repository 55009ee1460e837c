"""A State Council notice of days off, as days: what it says, what it must agree with, and its faults for people."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from calendars.days import SATURDAY, Day, DayKind, DayTable, dates_of_year, ordinary_day
from calendars.statutory import statutory_days


@dataclass(frozen=True, slots=True)
class NoticeFault:
    """One thing wrong with a notice: a stable code, the words it is about, and what to do, in both languages."""

    code: str
    where: str
    zh: str
    en: str


class NoticeError(ValueError):
    """A notice that cannot be taken as it is; `faults` has every fault found, in the order of the text."""

    def __init__(self, faults: Sequence[NoticeFault]) -> None:
        super().__init__("; ".join(f"{fault.code} at {fault.where!r}: {fault.en}" for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice of one year: every day off and make-up day it names, a few of them in the years beside it."""

    year: int
    named_days: Mapping[dt.date, Day]

    def table(self) -> DayTable:
        """Every date of the year, and the named days of the years beside it, by date."""
        whole_year = {date: ordinary_day(date) for date in dates_of_year(self.year)}
        return dict(sorted({**whole_year, **self.named_days}.items()))


def checked_notice(year: int, days: Iterable[Day]) -> Notice:
    """The notice of some days off and make-up days. Raises NoticeError with every contradiction in it."""
    ordered = list(days)
    faults = [*_twice(ordered), *_far_away(year, ordered), *_make_up_on_weekdays(ordered)]
    named: dict[dt.date, Day] = {}
    for day in ordered:
        named.setdefault(day.date, day)
    faults += _statutory_days_missing(year, named)
    if faults:
        raise NoticeError(faults)
    return Notice(year, dict(sorted(named.items())))


def with_weekdays_made_up(off: Sequence[Day], made_up: Sequence[Day]) -> list[Day]:
    """The make-up days of one holiday with the weekdays they stand for, where the counts leave no doubt.

    The weekdays off that the law does not fix make good for fixed days that fall on a weekend first; what is left
    was swapped, day for day, in order.
    """
    fixed = {date for day in off for date in [day.date] if date in statutory_days(date.year)}
    weekdays = [day.date for day in off if day.date not in fixed and day.date.weekday() < SATURDAY]
    on_weekend = sum(date.weekday() >= SATURDAY for date in fixed)
    swapped = weekdays[on_weekend:]
    if len(swapped) != len(made_up):
        return list(made_up)
    ordered = sorted(made_up, key=lambda day: day.date)
    return [replace(day, stands_for=date.weekday()) for day, date in zip(ordered, swapped, strict=True)]


def _twice(days: Sequence[Day]) -> Iterable[NoticeFault]:
    seen: dict[dt.date, DayKind] = {}
    for day in days:
        if day.date in seen:
            both = "既放假又上班" if seen[day.date] is not day.kind else "出现了两次"
            yield NoticeFault(
                "notice-day-twice",
                day.date.isoformat(),
                f"{day.date:%Y-%m-%d}{both}，请核对原文",
                f"{day.date} is named twice ({seen[day.date]} and {day.kind}); compare with the notice",
            )
        seen[day.date] = day.kind


def _far_away(year: int, days: Sequence[Day]) -> Iterable[NoticeFault]:
    first, last = dt.date(year - 1, 12, 1), dt.date(year + 1, 1, 31)
    for day in days:
        if not first <= day.date <= last:
            yield NoticeFault(
                "notice-day-outside-year",
                day.date.isoformat(),
                f"{day.date:%Y-%m-%d}不属于{year}年的通知，请核对年份",
                f"{day.date} does not belong to the notice of {year}; check the year",
            )


def _make_up_on_weekdays(days: Sequence[Day]) -> Iterable[NoticeFault]:
    for day in days:
        if day.kind is DayKind.MAKE_UP and day.date.weekday() < SATURDAY:
            yield NoticeFault(
                "notice-make-up-on-weekday",
                day.date.isoformat(),
                f"{day.date:%Y-%m-%d}不是周末，不能是调休上班日，请核对年份和日期",
                f"{day.date} is not on a weekend, so nothing is made up on it; check year and date",
            )


def _statutory_days_missing(year: int, named: Mapping[dt.date, Day]) -> Iterable[NoticeFault]:
    for date, name in statutory_days(year).items():
        if date not in named or named[date].kind is not DayKind.DAY_OFF:
            yield NoticeFault(
                "notice-statutory-day-missing",
                date.isoformat(),
                f"法定节假日{name}（{date:%Y-%m-%d}）没有放假，请粘贴通知全文并核对",
                f"the statutory day off {date} ({name}) is not off; paste the whole notice and compare",
            )
