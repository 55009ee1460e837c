"""What is searched: a term as its rows stand, what is published of it, and what a draft has locked."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError
from sqlmodel import Session

from scheduler.clock import stopped_at
from scheduler.errors import FaultyInputError, WrongStateError
from scheduler.models.planning import Draft, DraftOrigin, PlanLock
from scheduler.models.releases import Release
from scheduler.planning import problem_of, snapshot_problem, visit_key
from scheduler.running.commands import SearchAsked, TermRunAsked
from scheduler.running.inputs import sound_problem, term_problem
from scheduler.settings import Settings
from tests.term_builders import MONDAY, SmallTerm, a_small_term, an_engagement

NOON = dt.datetime.combine(MONDAY + dt.timedelta(days=4), dt.time(12), ZoneInfo("Asia/Shanghai"))
"""Friday of the first of two weeks: eight half-days are over, the day itself is not."""


def published(db: Session, small: SmallTerm) -> str:
    """One engagement of two visits, both published: on the first and on the last half-day. Its key."""
    due = an_engagement(db, small.term, small.stations[0])
    problem = problem_of(db, term=small.term, actor=small.actor)
    snapshot = snapshot_problem(db, term=small.term, problem=problem, actor=small.actor)
    visits = [
        {"engagement": due.id, "index": index, "slot": slot, "supervisors": [small.supervisors[0].id]}
        for index, slot in enumerate((0, 19))
    ]
    release = Release(
        association_id=small.association.id,
        term_id=small.term.id,
        number=1,
        published_at=NOON - dt.timedelta(days=30),
        snapshot_id=snapshot.id,
        plan={"visits": visits, "sessions": [], "trainees": {}},
        cost={},
    )
    db.add(release)
    db.flush()
    small.term.current_release_id = release.id
    return due.id


def test_what_is_published_and_over_stays_and_the_rest_counts(db: Session) -> None:
    small = a_small_term(db)
    published(db, small)
    with stopped_at(NOON):
        kept = term_problem(db, term=small.term, asked=TermRunAsked(), actor=small.actor)
        fresh = term_problem(db, term=small.term, asked=TermRunAsked(from_scratch=True), actor=small.actor)
    assert kept.frozen_until == fresh.frozen_until == 8
    assert kept.baseline is not None
    assert [row.slot for row in kept.baseline.visits] == [0, 19]
    assert min(kept.weights.moved, kept.weights.reassigned, kept.weights.relocated) > 0
    assert (fresh.weights.moved, fresh.weights.reassigned, fresh.weights.relocated) == (0, 0, 0)
    assert fresh.weights.travel == kept.weights.travel


def test_a_drafts_locks_are_kept_and_another_terms_draft_is_refused(db: Session) -> None:
    small = a_small_term(db)
    due = an_engagement(db, small.term, small.stations[0])
    problem = problem_of(db, term=small.term, actor=small.actor)
    snapshot = snapshot_problem(db, term=small.term, problem=problem, actor=small.actor)
    ours = {"association_id": small.association.id, "snapshot_id": snapshot.id, "origin": DraftOrigin.EMPTY}
    draft = Draft(**ours, term_id=small.term.id, name="甲", plan={})
    db.add(draft)
    db.flush()
    lock = {"association_id": small.association.id, "draft_id": draft.id, "subject_key": visit_key(due.id, 1)}
    db.add(PlanLock(**lock, date=MONDAY + dt.timedelta(days=7), start="13:30"))
    db.flush()
    locked = term_problem(db, term=small.term, asked=TermRunAsked(draft_id=draft.id), actor=small.actor)
    assert [(row.index, row.slot) for row in locked.locks] == [(1, 11)]
    other = a_small_term(db, small.association)
    with pytest.raises(WrongStateError):
        term_problem(db, term=other.term, asked=TermRunAsked(draft_id=draft.id), actor=small.actor)


def test_a_term_that_makes_no_sense_is_refused_with_its_faults(db: Session) -> None:
    small = a_small_term(db)
    small.stations[0].present = 0  # fewer than must stay on duty
    db.flush()
    with pytest.raises(FaultyInputError) as refused:
        term_problem(db, term=small.term, asked=TermRunAsked(), actor=small.actor)
    assert [fault.place for fault in refused.value.faults] == ["stations[0].present"]
    with pytest.raises(FaultyInputError):
        sound_problem(b"\xff")


def test_a_search_has_its_limits() -> None:
    settings = Settings(run_seconds_most=30, run_workers=3)
    assert SearchAsked().settled(settings) == {"seconds": 30.0, "rounds": None, "workers": 3, "seed": 1}
    assert SearchAsked(rounds=5, workers=1).settled(settings)["seconds"] is None
    with pytest.raises(FaultyInputError) as refused:
        SearchAsked(seconds=31, workers=4).settled(settings)
    assert [fault.place for fault in refused.value.faults] == ["seconds", "workers"]
    with pytest.raises(ValidationError):
        SearchAsked(seconds=0)
