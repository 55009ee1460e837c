"""Dates for a meeting: the half-days on which those who take part are free come first."""

import datetime as dt

from sqlmodel import Session

from scheduler.ids import TermId
from scheduler.meetings.commands import DatesWanted
from scheduler.meetings.dates import MeetingDate, meeting_dates
from scheduler.models.people import Half
from solver.wording import Lang
from tests.published import publish_visits
from tests.term_builders import MONDAY, SmallTerm, a_small_term, an_engagement

TUESDAY = MONDAY + dt.timedelta(days=1)


def dates_for(db: Session, city: SmallTerm, *, today: dt.date, **asked: object) -> list[MeetingDate]:
    wanted = DatesWanted.model_validate({"first_date": MONDAY, "last_date": TUESDAY} | asked)
    term_id = TermId(city.term.id)
    return meeting_dates(db, actor=city.actor, term_id=term_id, wanted=wanted, today=today, lang=Lang.ZH)


def test_what_is_published_stands_in_the_way_of_those_who_take_part(db: Session) -> None:
    city = a_small_term(db)
    due = an_engagement(db, city.term, city.stations[0], visits=1)
    publish_visits(db, city, [(due, 0, MONDAY, "08:30", city.supervisors[0].id)])
    found = dates_for(db, city, today=MONDAY - dt.timedelta(days=1), stations=[city.stations[0].id])
    assert [(row.date, row.half, len(row.clashes)) for row in found] == [
        (MONDAY, Half.AFTERNOON, 0),
        (TUESDAY, Half.MORNING, 0),
        (TUESDAY, Half.AFTERNOON, 0),
        (MONDAY, Half.MORNING, 1),
    ]
    other = dates_for(db, city, today=MONDAY - dt.timedelta(days=1), stations=[city.stations[1].id])
    assert not any(row.clashes for row in other)


def test_only_days_to_come_and_whole_counties(db: Session) -> None:
    city = a_small_term(db)
    city.stations[0].closed_weekly = ["2-morning"]
    db.flush()
    found = dates_for(db, city, today=MONDAY, counties=[city.stations[0].county])
    assert [(row.half, row.away) for row in found] == [(Half.AFTERNOON, []), (Half.MORNING, [city.stations[0].name])]
