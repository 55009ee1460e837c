"""What has changed since a release, entered with a replan: by each fact's own service; a series cut where it stands."""

import datetime as dt

import pytest
from sqlmodel import Session

from scheduler.errors import WrongStateError
from scheduler.models.people import Closure, Leave
from scheduler.models.releases import Release
from scheduler.models.terms import Engagement, EngagementSource
from scheduler.planning import problem_of
from scheduler.planning.term_rows import of_term
from scheduler.replanning.commands import Facts
from scheduler.replanning.facts import enter_facts
from solver.problem import Scheme
from solver.reading import read_problem
from tests.scheduler.planning.test_after_a_release import release, visits
from tests.term_builders import MONDAY, SmallTerm, a_small_term, an_engagement


@pytest.fixture
def city(db: Session) -> SmallTerm:
    return a_small_term(db)


@pytest.fixture
def due(db: Session, city: SmallTerm) -> Engagement:
    return an_engagement(db, city.term, city.stations[0], visits=3, min_gap_days=1)


@pytest.fixture
def published(db: Session, city: SmallTerm, due: Engagement) -> Release:
    return release(db, city, visits(due, city.supervisors[0].id, 0, 6, 12))


def enter(db: Session, city: SmallTerm, published: Release, frozen_days: int, **facts: object) -> dict[str, list[str]]:
    return enter_facts(
        db,
        actor=city.actor,
        term=city.term,
        release=published,
        facts=Facts.model_validate(facts),
        frozen_until=MONDAY + dt.timedelta(days=frozen_days),
    )


def test_facts_become_rows(db: Session, city: SmallTerm, due: Engagement, published: Release) -> None:
    days = {"first_date": "2098-10-13", "last_date": "2098-10-14"}
    made = enter(
        db,
        city,
        published,
        2,
        leaves=[days | {"supervisor_id": city.supervisors[0].id}],
        closures=[days | {"station_id": city.stations[1].id}],
        engagements=[{"scheme": "roving", "station_id": city.stations[1].id}],
        priorities=[{"engagement_id": due.id, "priority": 7}],
    )
    assert db.get(Leave, made["leaves"][0]) is not None
    assert db.get(Closure, made["closures"][0]) is not None
    added = db.get(Engagement, made["engagements"][0])
    assert added is not None
    assert (added.scheme, added.source) == (Scheme.ROVING, EngagementSource.PLANNER)
    assert due.priority == 7


def test_the_rest_of_a_series_goes_to_somebody_else(
    db: Session, city: SmallTerm, due: Engagement, published: Release
) -> None:
    made = enter(db, city, published, 4, hand_overs=[{"engagement_id": due.id, "reason": "长期病假"}])
    rest = db.get(Engagement, made["engagements"][0])
    assert rest is not None
    assert (due.visits, rest.visits) == (2, 1)
    assert (rest.first_date, rest.exclude) == (MONDAY + dt.timedelta(days=4), [city.supervisors[0].id])
    frozen = MONDAY + dt.timedelta(days=4)
    problem = problem_of(db, term=city.term, actor=city.actor, baseline_release=published, frozen_until_date=frozen)
    assert read_problem(problem.to_json()) == problem


def test_a_series_that_has_not_begun_is_handed_over_whole(
    db: Session, city: SmallTerm, due: Engagement, published: Release
) -> None:
    enter(db, city, published, 0, hand_overs=[{"engagement_id": due.id, "reason": "退出"}])
    assert due.withdrawn_at is not None
    [rest] = [row for row in of_term(db, Engagement, city.term) if row.withdrawn_at is None]
    assert rest.visits == 3


def test_a_series_without_a_rest_is_not_handed_over(
    db: Session, city: SmallTerm, due: Engagement, published: Release
) -> None:
    with pytest.raises(WrongStateError):
        enter(db, city, published, 14, hand_overs=[{"engagement_id": due.id, "reason": "退出"}])
