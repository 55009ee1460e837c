"""Who is to be reminded of what today, by what was forgotten and when they were last reminded."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.clock import CHINA
from scheduler.models.releases import EventParty, PartyKind
from scheduler.models.reports import Reminder, ReminderKind, ReportState
from scheduler.models.terms import Term
from scheduler.people.availability import list_availability
from scheduler.records.queries import unrecorded_visits
from scheduler.reports.months import due_on, end_of, written
from scheduler.reports.queries import standard, station_months

AGAIN_DAYS: Final = 7
"""Nobody is reminded of the same thing again within so many days."""
MOST_DAYS: Final = 60
"""What is older is no longer chased."""
DEADLINE_DAYS: Final = 7
"""So many days before a deadline those are reminded who have not met it; by `AGAIN_DAYS`, once more on its day."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing one party is reminded of."""

    kind: ReminderKind
    subject_key: str
    party_kind: PartyKind
    party_id: str
    title: str
    date: dt.date


def due_today(db: Session, *, actor: Actor, today: dt.date) -> list[Due]:
    """What an association's supervisors and stations are to be reminded of; `actor` is the system at work for it."""
    since = today - dt.timedelta(days=AGAIN_DAYS)
    reminded = {
        (row.kind, row.subject_key, row.party_id)
        for row in db.exec(
            select(Reminder).where(Reminder.association_id == actor.association_id, Reminder.on_date > since)
        )
    }
    found = [*_unrecorded(db, actor, today), *_late(db, actor, today), *_silent(db, actor, today)]
    return [row for row in found if (row.kind, row.subject_key, row.party_id) not in reminded]


def _unrecorded(db: Session, actor: Actor, today: dt.date) -> Iterator[Due]:
    """Visits without a record for `record_days`, for each of their panel."""
    grace = dt.timedelta(days=standard(db, actor=actor).record_days)
    oldest = today - dt.timedelta(days=MOST_DAYS)
    visits = {
        event.id: event for event in unrecorded_visits(db, actor=actor, before=today - grace) if event.date >= oldest
    }
    panels = select(EventParty).where(
        col(EventParty.event_id).in_(visits), EventParty.party_kind == PartyKind.SUPERVISOR
    )
    for party in db.exec(panels):
        event = visits[party.event_id]
        yield Due(
            ReminderKind.UNRECORDED_VISIT, event.key, PartyKind.SUPERVISOR, party.party_id, event.title, event.date
        )


def _late(db: Session, actor: Actor, today: dt.date) -> Iterator[Due]:
    """Last month's reports that are due and not handed in."""
    month = (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    due = due_on(month, standard(db, actor=actor).report_day)
    if today <= due or today >= end_of(end_of(month)):
        return
    for row in station_months(db, actor=actor, month=month):
        if row.report is None or row.report.state in {ReportState.DRAFT, ReportState.RETURNED}:
            yield Due(ReminderKind.LATE_REPORT, written(month), PartyKind.STATION, row.station.id, written(month), due)


def _silent(db: Session, actor: Actor, today: dt.date) -> Iterator[Due]:
    """Supervisors who have not submitted their availability for a term whose deadline is near."""
    query = select(Term).where(
        Term.association_id == actor.association_id,
        col(Term.archived_at).is_(None),
        col(Term.availability_deadline).is_not(None),
    )
    for term in db.exec(query.order_by(col(Term.first_date), Term.id)).all():
        assert term.availability_deadline is not None  # noqa: S101 - asked for above
        deadline = term.availability_deadline.astimezone(CHINA).date()
        if not dt.timedelta(0) <= deadline - today <= dt.timedelta(days=DEADLINE_DAYS):
            continue
        for given in list_availability(db, actor=actor, term_id=term.id, submitted=False):
            party = PartyKind.SUPERVISOR, given.supervisor.id
            yield Due(ReminderKind.MISSING_AVAILABILITY, term.id, *party, term.name, deadline)
