"""The working-day calendar of the deployment: the notices that come with the software, and those taken in since."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from sqlmodel import Session, col, delete, select

from calendars.days import Day, DayTable, days_between
from calendars.known_days import built_in_days
from calendars.notice import Notice, NoticeError
from calendars.notice_json import read_notice_json
from calendars.notice_text import read_notice_text
from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.commands import Command
from scheduler.errors import Fault, FaultyInputError
from scheduler.models.accounts import Role
from scheduler.models.associations import AuditEntry, CalendarDay
from solver.wording import Wording


class NoticeGiven(Command):
    """A State Council notice: its pasted text, or a JSON document as `calendars.notice_json` reads it."""

    text: Annotated[str, Field(min_length=1, max_length=20_000)]
    year: Annotated[int, Field(ge=2000, le=2098)] | None = None
    """Of the notice, when its text does not say."""
    source: Annotated[str, Field(min_length=1, max_length=300)]
    """Where it was found, such as its number or its address."""


@dataclass(frozen=True, slots=True)
class NoticeTaken:
    """What a notice says, and which dates it changes of what was known or supposed before."""

    year: int
    days: list[Day]
    """Days off and make-up days, in order."""
    changed: list[Day]


def known_days(db: Session) -> DayTable:
    """Every day of the years whose notice is known."""
    return {**built_in_days(), **{row.date: _day(row) for row in db.exec(select(CalendarDay))}}


def days_of(db: Session, *, first: dt.date, end: dt.date) -> list[Day]:
    """The days of the half-open period, in order; those that no notice covers are not official."""
    return list(days_between(first, end, known_days(db)))


def read_notice(given: NoticeGiven) -> Notice:
    """The notice in a text or JSON document. Raises FaultyInputError with every fault of it."""
    try:
        if given.text.lstrip().startswith("{"):
            return read_notice_json(given.text)
        return read_notice_text(given.text, given.year)
    except NoticeError as error:
        raise FaultyInputError(
            [Fault(fault.where, fault.code, _literal(fault.zh, fault.en), {}) for fault in error.faults]
        ) from None


def take_notice(db: Session, *, actor: Actor, given: NoticeGiven, is_trial: bool) -> NoticeTaken:
    """Take a year's notice in, for all associations; a trial only says what it would change.

    Terms that are there already stay as they are until their half-days are rebuilt.
    Raises NotAllowedError for all but the platform administrator, and FaultyInputError.
    """
    actor.require(Role.PLATFORM_ADMIN, action="calendar.take-notice")
    notice = read_notice(given)
    table, before = notice.table(), known_days(db)
    first, last = min(table), max(table)
    was = {day.date: day for day in days_between(first, last + dt.timedelta(days=1), before)}
    taken = NoticeTaken(
        notice.year,
        list(notice.named_days.values()),
        [day for date, day in table.items() if was[date].is_worked != day.is_worked],
    )
    if not is_trial:
        _store(db, actor, table, given, notice.year)
    return taken


def _store(db: Session, actor: Actor, table: DayTable, given: NoticeGiven, year: int) -> None:
    db.exec(delete(CalendarDay).where(col(CalendarDay.date).in_(list(table))))
    db.add_all(
        CalendarDay(
            date=day.date,
            kind=day.kind,
            stands_for=None if day.stands_for is None else day.stands_for + 1,
            name=day.name or "",
            source=given.source,
            official=True,
        )
        for day in table.values()
    )
    db.add(
        AuditEntry(
            at=now(),
            account_id=actor.account_id,
            actor_name=actor.name,
            action="calendar.notice-taken",
            subject_kind="calendar_day",
            subject_id=str(year),
            after={"source": given.source, "days": len(table)},
            request_id=actor.request_id,
        )
    )
    db.flush()


def _day(row: CalendarDay) -> Day:
    return Day(
        date=row.date,
        kind=row.kind,
        stands_for=None if row.stands_for is None else row.stands_for - 1,
        name=row.name or None,
        is_official=row.official,
    )


def _literal(zh: str, en: str) -> Wording:
    """Sentences that may hold braces, as a wording without places to fill in."""
    return Wording(*(text.replace("{", "{{").replace("}", "}}") for text in (zh, en)))
