"""Taking in a State Council notice of days off, for all associations, and which of their terms it upsets."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field
from sqlmodel import Session, col, delete, select

from calendars.days import Day, DayTable, days_between
from calendars.notice import Notice, NoticeError
from calendars.notice_json import read_notice_json
from calendars.notice_text import read_notice_text
from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.commands import Command
from scheduler.errors import Fault, FaultyInputError, literal
from scheduler.models.accounts import Role
from scheduler.models.associations import Association, AuditEntry, CalendarDay
from scheduler.models.terms import Term
from scheduler.terms.clashes import clashing_events
from scheduler.terms.workdays import known_days


class NoticeGiven(Command):
    """A State Council notice: its pasted text, or a JSON document as `calendars.notice_json` reads it."""

    text: Annotated[str, Field(min_length=1, max_length=20_000)]
    year: Annotated[int, Field(ge=2000, le=2098)] | None = None
    """Of the notice, when its text does not say."""
    source: Annotated[str, Field(min_length=1, max_length=300)]
    """Where it was found, such as its number or its address."""


@dataclass(frozen=True, slots=True)
class TermUpset:
    """A term that a notice reaches into: what of it changes, and how many published dates are on days off then."""

    association_name: str
    term_id: str
    term_name: str
    changed: list[dt.date]
    """Dates of the term that are worked and were not supposed to be, or the other way round."""
    clashes: dict[dt.date, int] = field(default_factory=dict)
    """Published visits and course sessions from today on, by the date that is not worked."""


@dataclass(frozen=True, slots=True)
class NoticeTaken:
    """What a notice says, which dates it changes of what was known or supposed before, and which terms it upsets."""

    year: int
    days: list[Day]
    """Days off and make-up days, in order."""
    changed: list[Day]
    terms: list[TermUpset]


def read_notice(given: NoticeGiven) -> Notice:
    """The notice in a text or JSON document. Raises FaultyInputError with every fault of it."""
    try:
        if given.text.lstrip().startswith("{"):
            return read_notice_json(given.text)
        return read_notice_text(given.text, given.year)
    except NoticeError as error:
        raise FaultyInputError(
            [Fault(fault.where, fault.code, literal(fault.zh, fault.en), {}) for fault in error.faults]
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
    changed = [day for date, day in table.items() if was[date].is_worked != day.is_worked]
    taken = NoticeTaken(
        notice.year, list(notice.named_days.values()), changed, _upset(db, changed, {**before, **table})
    )
    if not is_trial:
        _store(db, actor, table, given, notice.year)
    return taken


def _upset(db: Session, changed: list[Day], table: DayTable) -> list[TermUpset]:
    """Terms with a changed date or a published date on a changed day, by association and time."""
    dates = sorted(day.date for day in changed)
    if not dates:
        return []
    query = (
        select(Term, Association.name)
        .join(Association, col(Association.id) == col(Term.association_id))
        .where(col(Term.archived_at).is_(None), Term.first_date <= dates[-1], Term.end_date > dates[0])
        .order_by(col(Association.name), col(Term.first_date), col(Term.id))
    )
    clashes: dict[str, Counter[dt.date]] = {}
    for clash in clashing_events(db, table):
        clashes.setdefault(clash.event.term_id, Counter())[clash.event.date] += 1
    reached = [
        TermUpset(
            name,
            term.id,
            term.name,
            [date for date in dates if term.first_date <= date < term.end_date],
            {date: clashes[term.id][date] for date in dates if date in clashes.get(term.id, {})},
        )
        for term, name in db.exec(query)
    ]
    return [term for term in reached if term.changed]


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
