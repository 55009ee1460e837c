"""Published dates that a notice closes are listed; what a term works by its own word is not."""

import datetime as dt

import pytest
from sqlmodel import Session

from calendars.working_days import LAST_NOTICED_YEAR
from scheduler.actor import Actor, system_actor
from scheduler.clock import stopped_at
from scheduler.errors import NotAllowedError
from scheduler.ids import AssociationId
from scheduler.models.accounts import Role
from scheduler.models.releases import EventKind
from scheduler.models.terms import Term
from scheduler.terms.clashes import list_clashes
from scheduler.terms.noticing import NoticeGiven, NoticeTaken, take_notice
from tests.builders import an_association
from tests.release_builders import a_release, an_event

NEXT = LAST_NOTICED_YEAR + 1
NOTICE = f"""国务院办公厅关于{NEXT}年部分节假日安排的通知
一、元旦：1月1日至3日放假，共3天。
二、春节：2月5日至11日放假调休，共7天。1月31日、2月20日上班。
三、清明节：4月3日至5日放假，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月25日、5月8日上班。
五、端午节：6月9日放假，共1天。
六、中秋节：9月15日放假，共1天。
七、国庆节：10月1日至7日放假调休，共7天。9月26日、10月9日上班。"""
"""Invented, but with the days off that the law fixes for 2027."""
QUARTER = {"first_date": dt.date(NEXT, 1, 1), "end_date": dt.date(NEXT, 4, 1)}
IN_TIME = dt.datetime(NEXT - 1, 11, 23, tzinfo=dt.UTC)


def take(db: Session, *, is_trial: bool = False) -> NoticeTaken:
    given = NoticeGiven(text=NOTICE, source="通知")
    return take_notice(db, actor=system_actor(AssociationId("")), given=given, is_trial=is_trial)


def planner(association_id: str) -> Actor:
    return Actor(association_id=AssociationId(association_id), role=Role.PLANNER)


def test_visits_on_what_turns_out_to_be_a_day_off_are_listed(db: Session) -> None:
    release = a_release(db, provisional=True, **QUARTER)
    clashing = an_event(db, release, date=dt.date(NEXT, 2, 10))
    an_event(db, release, date=dt.date(NEXT, 2, 12))
    an_event(db, release, date=dt.date(NEXT, 2, 10), kind=EventKind.MEETING)
    elsewhere = a_release(db, provisional=True, **QUARTER)
    an_event(db, elsewhere, date=dt.date(NEXT, 2, 10))
    actor = planner(release.association_id)
    with stopped_at(IN_TIME):
        assert list_clashes(db, actor=actor) == []
        take(db)
        (clash,) = list_clashes(db, actor=actor)
        assert (clash.event.id, clash.day.name) == (clashing.id, "春节")
    with stopped_at(dt.datetime(NEXT, 2, 20, tzinfo=dt.UTC)):
        assert list_clashes(db, actor=actor) == []


def test_only_the_release_that_holds_counts(db: Session) -> None:
    first = a_release(db, provisional=True, **QUARTER)
    an_event(db, first, date=dt.date(NEXT, 2, 10))
    a_release(db, term=db.get_one(Term, first.term_id))
    with stopped_at(IN_TIME):
        take(db)
        assert list_clashes(db, actor=planner(first.association_id)) == []


def test_a_half_day_worked_by_the_term_s_own_word_is_no_clash(db: Session) -> None:
    release = a_release(db, provisional=True, **QUARTER)
    term = db.get_one(Term, release.term_id)
    term.slot_exceptions = {f"{NEXT}-02-10-morning": True}
    db.add(term)
    an_event(db, release, date=dt.date(NEXT, 2, 10))
    afternoon = an_event(db, release, date=dt.date(NEXT, 2, 10), start="13:30", end="16:30")
    with stopped_at(IN_TIME):
        take(db)
        assert [clash.event.id for clash in list_clashes(db, actor=planner(release.association_id))] == [afternoon.id]


def test_clashes_are_the_office_s_business(db: Session) -> None:
    with pytest.raises(NotAllowedError):
        list_clashes(db, actor=Actor(association_id=AssociationId(an_association(db).id), role=Role.STATION))


def test_a_notice_says_whose_terms_it_upsets_before_it_is_taken_in(db: Session) -> None:
    release = a_release(db, provisional=True, **QUARTER)
    closed = an_event(db, release, date=dt.date(NEXT, 2, 10)).date
    an_event(db, release, date=closed)
    an_event(db, release, date=dt.date(NEXT, 2, 12))
    a_release(db, first_date=dt.date(NEXT - 1, 10, 1), end_date=dt.date(NEXT, 1, 1))
    with stopped_at(IN_TIME):
        (tried,) = take(db, is_trial=True).terms
        assert list_clashes(db, actor=planner(release.association_id)) == []
        (taken,) = take(db).terms
    assert tried == taken
    assert (taken.term_id, taken.clashes) == (release.term_id, {closed: 2})
    assert closed in taken.changed
    assert dt.date(NEXT, 2, 12) not in taken.changed
