"""Making terms from the working-day calendar, and making their half-days anew."""

import datetime as dt
import json

import pytest
from sqlmodel import Session, select

from calendars.known_days import built_in_days
from scheduler.actor import Actor, system_actor
from scheduler.clock import now
from scheduler.demand.commands import ExceptionGiven
from scheduler.demand.policy import give_exception
from scheduler.errors import FaultyInputError
from scheduler.ids import AssociationId, TermId
from scheduler.models.associations import Association, AuditEntry
from scheduler.models.people import Half
from scheduler.models.releases import EventKind, Release, ReleaseEvent
from scheduler.models.terms import DemandException, DemandRule, Term, TermSlot
from scheduler.planning import problem_of, snapshot_problem
from scheduler.planning.term_rows import of_term
from scheduler.terms.commands import HalfDayException, NewTerm, SlotRebuild
from scheduler.terms.errors import PublishedSlotsLostError, TermsOverlapError
from scheduler.terms.noticing import NoticeGiven, take_notice
from scheduler.terms.queries import slots_of, standing_of
from scheduler.terms.rebuilding import preview_rebuild, rebuild_slots
from scheduler.terms.service import make_term
from solver.problem import Scheme
from tests.builders import a_station, an_association

HOLIDAYS_2027 = {
    "元旦": ("01-01", "01-02", "01-03", "01-04"),
    "春节": ("02-05", "02-06", "02-07", "02-08", "02-09"),
    "清明节": ("04-05",),
    "劳动节": ("05-01", "05-02"),
    "端午节": ("06-09",),
    "中秋节": ("09-15",),
    "国庆节": ("10-01", "10-02", "10-03"),
}
"""Invented: the real one is not out."""


@pytest.fixture
def association(db: Session) -> Association:
    return an_association(db)


@pytest.fixture
def actor(association: Association) -> Actor:
    return system_actor(AssociationId(association.id))


def dates(db: Session, actor: Actor, term: Term) -> list[dt.date]:
    return sorted({row.date for row in slots_of(db, actor=actor, term_id=TermId(term.id))})


def first_quarter(db: Session, actor: Actor) -> Term:
    return make_term(db, actor=actor, asked=NewTerm(quarter="2027Q1"))


def notice(db: Session, actor: Actor, *, is_trial: bool = False) -> list[dt.date]:
    days = [
        {"date": f"2027-{date}", "kind": "day_off", "name": name}
        for name, dates in HOLIDAYS_2027.items()
        for date in dates
    ]
    days.append({"date": "2027-02-20", "kind": "make_up", "stands_for": 4, "name": "春节"})
    given = NoticeGiven(text=json.dumps({"year": 2027, "days": days}), source="虚构的通知")
    return [day.date for day in take_notice(db, actor=actor, given=given, is_trial=is_trial).changed]


def test_a_quarter_has_the_half_days_of_the_notice(db: Session, actor: Actor) -> None:
    term = make_term(db, actor=actor, asked=NewTerm(quarter="2026Q4"))
    slots = slots_of(db, actor=actor, term_id=TermId(term.id))
    worked = [date for date, day in built_in_days().items() if day.is_worked and date.year == 2026 and date.month > 9]
    assert dates(db, actor, term) == worked
    assert len(slots) == 2 * len(worked)
    assert (term.name, term.provisional) == ("2026年第四季度", False)
    [make_up] = {row.weekday for row in slots if row.date == dt.date(2026, 10, 10)}
    assert make_up < 6


def test_beyond_the_last_notice_a_term_is_provisional_and_days_near_holidays_are_avoided(
    db: Session, actor: Actor
) -> None:
    term = first_quarter(db, actor)
    assert term.provisional
    avoided = {row.date for row in slots_of(db, actor=actor, term_id=TermId(term.id)) if row.avoid}
    assert dt.date(2027, 1, 4) in avoided
    assert dt.date(2027, 3, 10) not in avoided
    assert dt.date(2027, 1, 1) not in dates(db, actor, term)


def test_a_notice_settles_a_provisional_term_once_it_is_rebuilt(db: Session, actor: Actor) -> None:
    term = first_quarter(db, actor)
    changed = notice(db, actor)
    assert {dt.date(2027, 1, 4), dt.date(2027, 2, 20)} <= set(changed)
    standing = standing_of(db, actor=actor, term=term)
    assert standing is not None
    assert standing.half_days_outdated
    kept = {row.id for row in of_term(db, TermSlot, term) if row.date == dt.date(2027, 3, 10)}
    rebuild_slots(db, actor=actor, term_id=TermId(term.id), asked=SlotRebuild(), version=term.version)
    assert not term.provisional
    assert dt.date(2027, 1, 4) not in dates(db, actor, term)
    [made_up] = {row.weekday for row in of_term(db, TermSlot, term) if row.date == dt.date(2027, 2, 20)}
    assert made_up == 5
    assert {row.id for row in of_term(db, TermSlot, term) if row.date == dt.date(2027, 3, 10)} == kept
    standing = standing_of(db, actor=actor, term=term)
    assert standing is not None
    assert not standing.half_days_outdated


def test_a_notice_on_trial_changes_nothing(db: Session, actor: Actor) -> None:
    before = notice(db, actor, is_trial=True)
    assert before == notice(db, actor, is_trial=True)
    assert notice(db, actor) == before
    assert notice(db, actor) == []


def test_a_faulty_notice_names_its_faults(db: Session, actor: Actor) -> None:
    given = NoticeGiven(text='{"year": 2027, "days": []}', source="x")
    with pytest.raises(FaultyInputError) as error:
        take_notice(db, actor=actor, given=given, is_trial=True)
    assert {fault.code for fault in error.value.faults} == {"notice-statutory-day-missing"}
    assert all(fault.message() for fault in error.value.faults)


def test_half_days_set_by_hand_survive_a_rebuild(db: Session, actor: Actor) -> None:
    term = first_quarter(db, actor)
    by_hand = [
        HalfDayException(date=dt.date(2027, 3, 6), half=Half.MORNING, worked=True),
        HalfDayException(date=dt.date(2027, 3, 10), half=Half.AFTERNOON, worked=False),
    ]
    for asked in (SlotRebuild(exceptions=by_hand), SlotRebuild(last_date=dt.date(2027, 3, 12))):
        rebuild_slots(db, actor=actor, term_id=TermId(term.id), asked=asked, version=term.version)
    halves = {(row.date, row.half) for row in of_term(db, TermSlot, term)}
    assert (dt.date(2027, 3, 6), Half.MORNING) in halves
    assert (dt.date(2027, 3, 10), Half.AFTERNOON) not in halves
    assert max(date for date, _ in halves) == dt.date(2027, 3, 12)


def test_published_dates_are_taken_away_only_when_confirmed(db: Session, actor: Actor) -> None:
    term = first_quarter(db, actor)
    date = dt.date(2027, 3, 10)
    snapshot = snapshot_problem(db, term=term, problem=problem_of(db, term=term, actor=actor), actor=actor)
    own = {"association_id": term.association_id, "term_id": term.id}
    release = Release(**own, number=1, published_at=now(), snapshot_id=snapshot.id, plan={}, cost={})
    db.add(release)
    db.flush()
    times = {"date": date, "start": "08:30", "end": "11:30"}
    db.add(
        ReleaseEvent(
            **own, **times, release_id=release.id, key="visit-x-0", kind=EventKind.VISIT, scheme="pair", title="结对"
        )
    )
    term.current_release_id = release.id
    db.flush()
    off = SlotRebuild(exceptions=[HalfDayException(date=date, half=Half.MORNING, worked=False)])
    preview = preview_rebuild(db, actor=actor, term_id=TermId(term.id), asked=off)
    assert [event.key for event in preview.losses.events] == ["visit-x-0"]
    with pytest.raises(PublishedSlotsLostError) as error:
        rebuild_slots(db, actor=actor, term_id=TermId(term.id), asked=off, version=term.version)
    assert error.value.facts["count"] == 1
    confirmed = off.model_copy(update={"confirm": True})
    rebuild_slots(db, actor=actor, term_id=TermId(term.id), asked=confirmed, version=term.version)
    assert (date, Half.MORNING) not in {(row.date, row.half) for row in of_term(db, TermSlot, term)}


def test_terms_follow_each_other_and_inherit_the_policy(db: Session, actor: Actor) -> None:
    first = make_term(db, actor=actor, asked=NewTerm(quarter="2026Q4"))
    rule = {"association_id": first.association_id, "term_id": first.id}
    db.add(DemandRule(**rule, scheme=Scheme.PAIR, visits=6, ratings=[1, 2]))
    db.flush()
    asked = NewTerm(name="另一期", first_date=dt.date(2026, 12, 31), last_date=dt.date(2027, 1, 31))
    with pytest.raises(TermsOverlapError):
        make_term(db, actor=actor, asked=asked)
    second = first_quarter(db, actor)
    assert second.previous_term_id == first.id
    [copied] = db.exec(select(DemandRule).where(DemandRule.term_id == second.id))
    assert (copied.scheme, copied.visits, copied.ratings) == (Scheme.PAIR, 6, [1, 2])


@pytest.mark.parametrize("wanted", [True, False])
def test_a_new_term_keeps_the_own_numbers_of_open_stations_if_wanted(
    db: Session, association: Association, actor: Actor, *, wanted: bool
) -> None:
    first = make_term(db, actor=actor, asked=NewTerm(quarter="2026Q4"))
    stations = [a_station(db, association), a_station(db, association, archived_at=now())]
    for station in stations:
        given = ExceptionGiven(visits=12, reason="新建站驻点")
        give_exception(
            db, actor=actor, term_id=TermId(first.id), station_id=station.id, scheme=Scheme.RESIDENT, asked=given
        )
    second = make_term(db, actor=actor, asked=NewTerm(quarter="2027Q1", copy_exceptions=wanted))
    found = db.exec(select(DemandException).where(DemandException.term_id == second.id)).all()
    told = [(row.station_id, row.scheme, row.visits, row.reason, row.account_id) for row in found]
    assert told == [(stations[0].id, Scheme.RESIDENT, 12, "新建站驻点", actor.account_id)][: int(wanted)]
    entries = db.exec(select(AuditEntry.subject_id).where(AuditEntry.action == "demand_exception.copied")).all()
    assert entries == [row.id for row in found]


@pytest.mark.parametrize(("first", "last"), [("2027-03-02", "2027-03-01"), ("2027-01-01", "2027-12-31")])
def test_senseless_periods_are_refused(db: Session, actor: Actor, first: str, last: str) -> None:
    asked = NewTerm(name="期", first_date=dt.date.fromisoformat(first), last_date=dt.date.fromisoformat(last))
    with pytest.raises(FaultyInputError):
        make_term(db, actor=actor, asked=asked)
