"""The demand policy: what stations are due and why, and the engagements it makes."""

import datetime as dt
from typing import Any

import pytest
from sqlmodel import Session

from scheduler.clock import now
from scheduler.demand.applying import apply_policy, preview_policy
from scheduler.demand.commands import EngagementContent, EngagementShape, ExceptionGiven, NewRule, Withdrawal
from scheduler.demand.due import age_months
from scheduler.demand.engagements import (
    change_engagement,
    follow_policy_again,
    reinstate_engagement,
    withdraw_engagement,
)
from scheduler.demand.policy import end_exception, give_exception, make_rule
from scheduler.demand.queries import DueFilter, list_due
from scheduler.ids import TermId
from scheduler.models.releases import Release
from scheduler.models.terms import Engagement, EngagementSource
from scheduler.paging import Paging
from scheduler.planning import plan_rows, problem_of, snapshot_problem
from scheduler.planning.term_rows import of_term
from solver.ids import EngagementId, SupervisorId
from solver.plan import Plan
from solver.problem import Scheme, Visit
from tests.builders import a_station
from tests.term_builders import MONDAY, SmallTerm, a_small_term, an_engagement


@pytest.fixture
def city(db: Session) -> SmallTerm:
    """Two stations: the first young and of one star, the second old and of five."""
    city = a_small_term(db)
    first, second = city.stations
    first.rating, first.opened_on, first.fields = 1, dt.date(2026, 1, 5), ["elderly"]
    second.rating, second.opened_on, second.fields = 5, dt.date(2020, 1, 5), ["children"]
    db.flush()
    return city


def rule(db: Session, city: SmallTerm, scheme: Scheme, visits: int, **content: Any) -> None:
    asked = NewRule(scheme=scheme, visits=visits, **content)
    make_rule(db, actor=city.actor, term_id=TermId(city.term.id), asked=asked)


def due(db: Session, city: SmallTerm) -> dict[tuple[str, Scheme], int]:
    page = list_due(db, actor=city.actor, term_id=TermId(city.term.id), wanted=DueFilter(), paging=Paging())
    return {(line.station.id, line.scheme): line.visits for lines in page.items for line in lines}


def applied(db: Session, city: SmallTerm) -> tuple[int, int, int, int]:
    """How many were made, changed, withdrawn and left."""
    changes = apply_policy(db, actor=city.actor, term_id=TermId(city.term.id))
    return len(changes.made), len(changes.changed), len(changes.withdrawn), len(changes.unchanged)


def engagements(db: Session, city: SmallTerm) -> list[Engagement]:
    return [row for row in of_term(db, Engagement, city.term) if row.withdrawn_at is None]


@pytest.mark.parametrize(
    "condition",
    [{"ratings": [1, 2]}, {"max_age_months": 10}, {"fields": ["elderly", "disabled"]}, {"ratings": [None, 1]}],
)
def test_the_first_rule_whose_conditions_a_station_meets_holds(
    db: Session, city: SmallTerm, condition: dict[str, Any]
) -> None:
    rule(db, city, Scheme.PAIR, 3, position=9)
    rule(db, city, Scheme.PAIR, 6, position=1, **condition)
    first, second = city.stations
    assert due(db, city) == {(first.id, Scheme.PAIR): 6, (second.id, Scheme.PAIR): 3}


def test_ages_are_whole_months_at_the_terms_first_day(city: SmallTerm) -> None:
    station = city.stations[0]
    assert age_months(station, dt.date(2026, 10, 12)) == 9
    assert age_months(station, dt.date(2026, 10, 4)) == 8
    assert age_months(station, dt.date(2025, 1, 1)) == 0
    station.opened_on = None
    assert age_months(station, dt.date(2026, 10, 12)) == 0


def test_counties_and_archived_stations(db: Session, city: SmallTerm) -> None:
    away = a_station(db, city.association, county="海盐县")
    city.stations[0].archived_at = now()
    rule(db, city, Scheme.ROVING, 1, counties=["海盐县"])
    rule(db, city, Scheme.EVALUATION, 1)
    assert due(db, city) == {
        (away.id, Scheme.ROVING): 1,
        (away.id, Scheme.EVALUATION): 1,
        (city.stations[1].id, Scheme.EVALUATION): 1,
    }


def test_an_exception_stands_before_the_rule_until_it_ends(db: Session, city: SmallTerm) -> None:
    rule(db, city, Scheme.PAIR, 3)
    one = {"actor": city.actor, "term_id": TermId(city.term.id), "station_id": city.stations[0].id}
    give_exception(db, **one, scheme=Scheme.PAIR, asked=ExceptionGiven(visits=8, reason="站长新任"))
    give_exception(db, **one, scheme=Scheme.RESIDENT, asked=ExceptionGiven(visits=4, reason="试点"))
    wanted = DueFilter(station_id=city.stations[0].id)
    [lines] = list_due(db, actor=city.actor, term_id=TermId(city.term.id), wanted=wanted, paging=Paging()).items
    assert [(line.scheme, line.by_rule, line.visits) for line in lines] == [
        (Scheme.PAIR, 3, 8),
        (Scheme.RESIDENT, 0, 4),
    ]
    assert lines[0].exception is not None
    assert lines[0].exception.reason == "站长新任"
    end_exception(db, **one, scheme=Scheme.PAIR)
    assert due(db, city)[city.stations[0].id, Scheme.PAIR] == 3


def test_applying_again_changes_nothing_and_keys_stay(db: Session, city: SmallTerm) -> None:
    rule(db, city, Scheme.PAIR, 3, min_gap_days=7, ideal_gap_days=14)
    rule(db, city, Scheme.ROVING, 1)
    preview = preview_policy(db, actor=city.actor, term_id=TermId(city.term.id))
    assert (len(preview.made), len(engagements(db, city))) == (4, 0)
    assert applied(db, city) == (4, 0, 0, 0)
    assert applied(db, city) == (0, 0, 0, 4)
    before = {row.id for row in engagements(db, city)}
    give_exception(
        db,
        actor=city.actor,
        term_id=TermId(city.term.id),
        station_id=city.stations[0].id,
        scheme=Scheme.PAIR,
        asked=ExceptionGiven(visits=5, reason="新站"),
    )
    assert applied(db, city) == (0, 1, 0, 3)
    assert {row.id for row in engagements(db, city)} == before


def test_what_is_no_longer_due_is_withdrawn_and_comes_back_with_its_key(db: Session, city: SmallTerm) -> None:
    rule(db, city, Scheme.PAIR, 3)
    applied(db, city)
    [first] = [row for row in engagements(db, city) if row.station_id == city.stations[0].id]
    one = {"actor": city.actor, "term_id": TermId(city.term.id), "station_id": city.stations[0].id}
    give_exception(db, **one, scheme=Scheme.PAIR, asked=ExceptionGiven(visits=0, reason="停办一季"))
    assert applied(db, city) == (0, 0, 1, 1)
    assert first.withdrawn_at is not None
    end_exception(db, **one, scheme=Scheme.PAIR)
    assert applied(db, city) == (0, 1, 0, 1)
    assert first.withdrawn_at is None


def test_what_was_set_by_hand_stays_until_the_policy_is_followed_again(db: Session, city: SmallTerm) -> None:
    rule(db, city, Scheme.PAIR, 3)
    applied(db, city)
    row = engagements(db, city)[0]
    one = {"actor": city.actor, "engagement_id": row.id}
    asked = EngagementContent(visits=4, priority=9, exclude=[city.supervisors[0].id])
    change_engagement(db, **one, asked=asked, version=row.version)
    assert applied(db, city) == (0, 0, 0, 2)
    assert (row.visits, row.priority) == (4, 9)
    follow_policy_again(db, **one, version=row.version)
    assert applied(db, city) == (0, 1, 0, 1)
    assert (row.visits, row.priority, row.exclude) == (3, 1, [city.supervisors[0].id])


def test_what_a_planner_withdrew_the_policy_does_not_bring_back(db: Session, city: SmallTerm) -> None:
    rule(db, city, Scheme.PAIR, 3)
    applied(db, city)
    row = engagements(db, city)[0]
    one = {"actor": city.actor, "engagement_id": row.id}
    withdraw_engagement(db, **one, asked=Withdrawal(reason="站点搬迁"), version=row.version)
    changes = apply_policy(db, actor=city.actor, term_id=TermId(city.term.id))
    assert [kept.id for kept in changes.kept_by_hand] == [row.id]
    reinstate_engagement(db, **one, version=row.version)
    assert applied(db, city) == (0, 0, 0, 2)


def test_engagements_by_hand_are_none_of_the_policys_business(db: Session, city: SmallTerm) -> None:
    an_engagement(db, city.term, city.stations[0], source=EngagementSource.PLANNER)
    an_engagement(db, city.term, city.stations[1], Scheme.ROVING, source=EngagementSource.REQUEST)
    assert applied(db, city) == (0, 0, 0, 0)
    assert len(engagements(db, city)) == 2


def test_a_chief_supervisor_meets_a_countys_stations_at_a_host_that_stays(db: Session, city: SmallTerm) -> None:
    first, second = city.stations
    second.floor_area = 900
    rule(db, city, Scheme.CHIEF, 2)
    applied(db, city)
    [row] = engagements(db, city)
    assert (row.station_id, row.attendees, row.same_supervisors) == (second.id, [first.id], True)
    first.floor_area = 2000
    third = a_station(db, city.association, county=first.county)
    assert applied(db, city) == (0, 1, 0, 0)
    assert (row.station_id, set(row.attendees)) == (second.id, {first.id, third.id})


def test_shape_and_custom_of_a_scheme(db: Session, city: SmallTerm) -> None:
    shape = EngagementShape(wanted=["项目管理"], first_day=7, days=3, not_paired=False)
    rule(db, city, Scheme.EVALUATION, 1, panel=2, shape=shape)
    rule(db, city, Scheme.RESIDENT, 2)
    applied(db, city)
    rows = {row.scheme: row for row in engagements(db, city) if row.station_id == city.stations[0].id}
    evaluation, resident = rows[Scheme.EVALUATION], rows[Scheme.RESIDENT]
    assert (evaluation.panel, evaluation.fields, evaluation.not_paired) == (2, ["项目管理"], False)
    assert evaluation.first_date == MONDAY + dt.timedelta(days=7)
    assert evaluation.end_date == MONDAY + dt.timedelta(days=10)
    assert (resident.same_weekday, resident.same_supervisors, resident.fields) == (True, True, ["elderly"])


def test_people_of_the_last_release_are_kept_or_rotated_away_from(db: Session, city: SmallTerm) -> None:
    last = a_small_term(db, city.association, first_date=MONDAY - dt.timedelta(days=28))
    last.term.end_date = MONDAY
    pair = an_engagement(db, last.term, city.stations[0], visits=1)
    roving = an_engagement(db, last.term, city.stations[0], Scheme.ROVING, visits=1)
    keeps, goes = city.supervisors
    publish(db, last, {pair.id: keeps.id, roving.id: goes.id})
    city.term.previous_term_id = last.term.id
    rule(db, city, Scheme.PAIR, 1)
    rule(db, city, Scheme.ROVING, 1)
    applied(db, city)
    rows = {(row.station_id, row.scheme): row for row in engagements(db, city)}
    assert rows[city.stations[0].id, Scheme.PAIR].keep == [keeps.id]
    assert rows[city.stations[0].id, Scheme.ROVING].avoid == [goes.id]
    assert rows[city.stations[1].id, Scheme.PAIR].keep == []


def publish(db: Session, city: SmallTerm, panels: dict[str, str]) -> None:
    problem = problem_of(db, term=city.term, actor=city.actor)
    snapshot = snapshot_problem(db, term=city.term, problem=problem, actor=city.actor)
    visits = [
        Visit(engagement=EngagementId(id_), index=0, slot=slot, supervisors=[SupervisorId(person)])
        for slot, (id_, person) in enumerate(panels.items())
    ]
    release = Release(
        association_id=city.association.id,
        term_id=city.term.id,
        number=1,
        published_at=now(),
        snapshot_id=snapshot.id,
        plan=plan_rows(Plan(visits=visits)),
        cost={},
    )
    db.add(release)
    db.flush()
    city.term.current_release_id = release.id
    db.flush()
