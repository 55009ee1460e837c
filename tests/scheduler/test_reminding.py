"""Reminders: after the days that are set, once a week, through the channels people chose."""

import datetime as dt

import pytest
from sqlmodel import Session, select

from scheduler.clock import CHINA, stopped_at
from scheduler.database import Database
from scheduler.models.accounts import Role
from scheduler.models.people import Availability
from scheduler.models.releases import OutboxMessage
from scheduler.models.reports import MonthlyReport, Reminder, ReminderKind, ReportState
from scheduler.reminding.service import remind_all
from tests.builders import a_station, a_supervisor, a_term, an_account, an_association
from tests.published import a_visit
from tests.release_builders import a_release

VISITED = dt.date(2026, 10, 13)


@pytest.fixture
def visited(db: Session) -> None:
    """A visit on VISITED that nobody records, by a supervisor with a channel; nobody reports for October."""
    association = an_association(db)
    station, person = a_station(db, association), a_supervisor(db, association)
    an_account(db, association, Role.SUPERVISOR, supervisor_id=person.id, channels=["json://127.0.0.1:9"])
    a_visit(db, a_release(db, association), station, [person], VISITED)


def reminders_on(db: Session, day: dt.date, kind: ReminderKind) -> int:
    """How many of a kind are new on a day."""
    before = len(reminders(db, kind))
    with stopped_at(dt.datetime.combine(day, dt.time(9), tzinfo=CHINA)):
        remind_all(db, today=day)
    return len(reminders(db, kind)) - before


def reminders(db: Session, kind: ReminderKind) -> list[Reminder]:
    return list(db.exec(select(Reminder).where(Reminder.kind == kind)))


@pytest.mark.usefixtures("visited")
def test_an_unrecorded_visit_is_chased_after_the_days_set_and_weekly(db: Session) -> None:
    kind = ReminderKind.UNRECORDED_VISIT
    days = [reminders_on(db, VISITED + dt.timedelta(days=after), kind) for after in (3, 4, 5, 10, 11)]
    assert days == [0, 1, 0, 0, 1]
    (first, _) = db.exec(select(OutboxMessage)).all()
    assert "1" in first.title
    assert VISITED.isoformat() in first.body


@pytest.mark.usefixtures("visited")
def test_a_late_report_is_chased_until_it_is_handed_in(db: Session) -> None:
    late = ReminderKind.LATE_REPORT
    assert [reminders_on(db, dt.date(2026, 11, day), late) for day in (5, 6, 7)] == [0, 1, 0]
    (reminder,) = reminders(db, late)
    assert reminder.subject_key == "2026-10"
    db.add(
        MonthlyReport(
            association_id=reminder.association_id,
            station_id=reminder.party_id,
            month=dt.date(2026, 10, 1),
            state=ReportState.SUBMITTED,
            staff=6,
            licensed=4,
            volunteers=0,
            floor_area=0,
        )
    )
    assert reminders_on(db, dt.date(2026, 11, 20), late) == 0


def test_availability_is_asked_for_a_week_before_the_deadline_and_on_its_day_until_it_is_submitted(db: Session) -> None:
    association = an_association(db)
    silent, drafting, done = (a_supervisor(db, association) for _ in range(3))
    deadline = dt.datetime(2026, 9, 20, 18, tzinfo=CHINA)
    term = a_term(db, association, availability_deadline=deadline)
    for person, submitted_at in ((drafting, None), (done, deadline)):
        db.add(
            Availability(
                association_id=association.id, term_id=term.id, supervisor_id=person.id, submitted_at=submitted_at
            )
        )
    missing = ReminderKind.MISSING_AVAILABILITY
    assert [reminders_on(db, dt.date(2026, 9, day), missing) for day in (12, 13, 14, 20, 27)] == [0, 2, 0, 2, 0]
    assert {row.party_id for row in reminders(db, missing)} == {silent.id, drafting.id}


def test_nobody_is_asked_for_availability_of_an_archived_term_or_one_without_a_deadline(db: Session) -> None:
    association = an_association(db)
    a_supervisor(db, association)
    day = dt.datetime(2026, 9, 20, 18, tzinfo=CHINA)
    a_term(db, association)
    a_term(db, association, availability_deadline=day, archived_at=day)
    assert reminders_on(db, day.date(), ReminderKind.MISSING_AVAILABILITY) == 0


def test_all_associations_on_an_empty_database(database: Database) -> None:
    with database.unit_of_work() as db:
        assert remind_all(db, today=VISITED) == 0
