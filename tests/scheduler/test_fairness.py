"""The fairness ledger: written from a release, carried into the next term's targets."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from scheduler.clock import CHINA, stopped_at
from scheduler.errors import WrongStateError
from scheduler.fairness.service import settle_term
from scheduler.fairness.shares import next_target
from scheduler.models.terms import Term
from scheduler.planning import problem_of
from solver.problem import Scheme
from tests.builders import a_term
from tests.published import publish_visits
from tests.term_builders import MONDAY, SmallTerm, a_small_term, an_engagement


@pytest.fixture
def worked(db: Session) -> SmallTerm:
    """A term in which supervisor 0, who agreed on 1 slot, does all 3 visits, and 1, who agreed on 1, none."""
    small = a_small_term(db)
    for person in small.supervisors:
        person.target = 1
        db.add(person)
    due = an_engagement(db, small.term, small.stations[0], Scheme.ROVING, visits=3)
    days = [MONDAY + dt.timedelta(days=7 * (index // 2) + 2 * index) for index in range(3)]
    with stopped_at(dt.datetime(2026, 10, 9, 9, tzinfo=CHINA)):
        person = small.supervisors[0].id
        publish_visits(db, small, [(due, index, day, "08:30", person) for index, day in enumerate(days)])
    return small


def following(db: Session, small: SmallTerm) -> Term:
    return a_term(db, small.association, name="下一季", previous_term_id=small.term.id)


def test_what_everybody_carried(db: Session, worked: SmallTerm) -> None:
    entries = {row.supervisor_id: row for row in settle_term(db, actor=worked.actor, term_id=worked.term.id)}
    first, second = (entries[person.id] for person in worked.supervisors)
    assert (first.load, first.balance, second.load, second.balance) == (3, 2, 0, -1)
    assert first.travel_minutes > 0 == second.travel_minutes


def test_written_twice_it_is_the_same(db: Session, worked: SmallTerm) -> None:
    first = [row.id for row in settle_term(db, actor=worked.actor, term_id=worked.term.id)]
    assert [row.id for row in settle_term(db, actor=worked.actor, term_id=worked.term.id)] == first


def test_the_next_targets_start_from_it(db: Session, worked: SmallTerm) -> None:
    term = following(db, worked)
    before = {row.id: row.target for row in problem_of(db, term=term, actor=worked.actor).supervisors}
    settle_term(db, actor=worked.actor, term_id=worked.term.id)
    after = {row.id: row.target for row in problem_of(db, term=term, actor=worked.actor).supervisors}
    busy = worked.supervisors[0].id
    assert (before[busy], after[busy]) == (1, 0)


def test_nothing_to_write_before_a_release(db: Session) -> None:
    small = a_small_term(db)
    with pytest.raises(WrongStateError):
        settle_term(db, actor=small.actor, term_id=small.term.id)


@given(st.integers(0, 60), st.integers(-100, 100), st.integers(0, 60))
def test_a_target_stays_possible_and_moves_against_the_balance(target: int, balance: int, most: int) -> None:
    adjusted = next_target(target, balance, most)
    assert adjusted is not None
    assert 0 <= adjusted <= most
    if target <= most:
        assert (adjusted <= target) if balance > 0 else (adjusted >= target or adjusted == most)
    assert next_target(None, balance, most) is None
