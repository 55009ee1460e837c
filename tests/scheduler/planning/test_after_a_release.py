"""A published plan as the baseline of a term whose facts have changed since; and plans and locks carried over."""

import datetime as dt

import pytest
from sqlmodel import Session, select

from scheduler.clock import CHINA, now, stopped_at
from scheduler.ids import SnapshotId
from scheduler.models.people import Half, Leave
from scheduler.models.planning import PlanLock
from scheduler.models.releases import Release
from scheduler.models.terms import Engagement, Meeting, TermSlot
from scheduler.planning import (
    LossReason,
    carry_over,
    fit_locks,
    load_problem,
    plan_rows,
    problem_of,
    snapshot_problem,
    snapshots,
    visit_key,
)
from solver.ids import EngagementId, SupervisorId
from solver.plan import Plan
from solver.problem import Problem, Scheme, Visit
from solver.reading import read_problem
from solver.rules import verify
from tests.term_builders import MONDAY, SmallTerm, a_slot, a_small_term, an_engagement

WEDNESDAY = dt.datetime.combine(MONDAY + dt.timedelta(days=2), dt.time(12), CHINA)


def day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


@pytest.fixture
def city(db: Session) -> SmallTerm:
    return a_small_term(db)


@pytest.fixture
def due(db: Session, city: SmallTerm) -> Engagement:
    return an_engagement(db, city.term, city.stations[0], visits=3)


def release(db: Session, city: SmallTerm, plan: Plan) -> Release:
    problem = problem_of(db, term=city.term, actor=city.actor)
    assert verify(problem, plan).is_feasible
    snapshot = snapshot_problem(db, term=city.term, problem=problem, actor=city.actor)
    row = Release(
        association_id=city.association.id,
        term_id=city.term.id,
        number=1,
        published_at=now(),
        snapshot_id=snapshot.id,
        plan=plan_rows(plan),
        cost={},
    )
    db.add(row)
    db.flush()
    return row


def visits(due: Engagement, person: str, *slots: int) -> Plan:
    return Plan(
        visits=[
            Visit(engagement=EngagementId(due.id), index=index, slot=slot, supervisors=[SupervisorId(person)])
            for index, slot in enumerate(slots)
        ]
    )


def again(db: Session, city: SmallTerm, published: Release, *, frozen: int = 0) -> Problem:
    """The problem after the release, on Wednesday noon of the first week, without a fault."""
    with stopped_at(WEDNESDAY):
        made = problem_of(
            db, term=city.term, actor=city.actor, baseline_release=published, frozen_until_date=day(frozen)
        )
    assert read_problem(made.to_json()) == made
    return made


def not_worked(db: Session, city: SmallTerm, date: dt.date) -> None:
    for row in db.exec(select(TermSlot).where(TermSlot.term_id == city.term.id, TermSlot.date == date)):
        db.delete(row)


def test_the_published_plan_is_the_baseline(db: Session, city: SmallTerm, due: Engagement) -> None:
    plan = visits(due, city.supervisors[0].id, 0, 6, 12)
    made = again(db, city, release(db, city, plan), frozen=4)
    assert made.baseline is not None
    assert made.baseline.visits == plan.visits
    assert made.frozen_until == 8
    assert verify(made, plan).is_feasible


def test_a_leave_frees_frozen_visits_to_come_but_not_what_took_place(
    db: Session, city: SmallTerm, due: Engagement
) -> None:
    published = release(db, city, visits(due, city.supervisors[0].id, 0, 6, 12))
    db.add(
        Leave(
            association_id=city.association.id,
            supervisor_id=city.supervisors[0].id,
            first_date=day(0),
            last_date=day(7),
        )
    )
    db.flush()
    made = again(db, city, published, frozen=4)
    assert made.baseline is not None
    assert [row.index for row in made.baseline.visits] == [0, 2]
    [person] = [row for row in made.supervisors if row.id == city.supervisors[0].id]
    assert person.unavailable == list(range(1, 12))


def test_a_baseline_follows_dates_when_the_term_is_rebuilt(db: Session, city: SmallTerm, due: Engagement) -> None:
    published = release(db, city, visits(due, city.supervisors[0].id, 0, 6, 12))
    not_worked(db, city, day(3))
    a_slot(db, city.term, day(5), Half.MORNING)
    made = again(db, city, published)
    assert made.baseline is not None
    assert [(row.index, row.slot) for row in made.baseline.visits] == [(0, 0), (2, 11)]


def test_what_is_not_carried_over_is_named(db: Session, city: SmallTerm, due: Engagement) -> None:
    before = problem_of(db, term=city.term, actor=city.actor)
    plan = visits(due, city.supervisors[0].id, 0, 6, 12)
    due.visits = 2
    not_worked(db, city, day(3))
    db.flush()
    after = problem_of(db, term=city.term, actor=city.actor)
    carried = carry_over(plan, before, after)
    assert [(row.index, row.slot) for row in carried.plan.visits] == [(0, 0)]
    assert {(loss.key, loss.reason, loss.date) for loss in carried.lost} == {
        (visit_key(due.id, 1), LossReason.SLOT_GONE, day(3)),
        (visit_key(due.id, 2), LossReason.NOT_DUE, day(8)),
    }


def test_locks_hold_where_they_still_mean_something(db: Session, city: SmallTerm, due: Engagement) -> None:
    problem = problem_of(db, term=city.term, actor=city.actor)
    own = {"association_id": city.association.id, "draft_id": "0" * 32}
    person = city.supervisors[0].id
    rows = [
        PlanLock(**own, subject_key=visit_key(due.id, 0), date=day(1), start="08:30", supervisors=[person]),
        PlanLock(**own, subject_key=visit_key(due.id, 1), date=day(5), start="08:30"),
        PlanLock(**own, subject_key=visit_key(due.id, 7), supervisors=[person]),
        PlanLock(**own, subject_key=visit_key(due.id, 2), supervisors=["f" * 32]),
    ]
    fitted = fit_locks(rows, problem)
    assert [(lock.index, lock.slot) for lock in fitted.locks] == [(0, 2)]
    assert [loss.reason for loss in fitted.lost] == [
        LossReason.SLOT_GONE,
        LossReason.NOT_DUE,
        LossReason.PERSON_GONE,
    ]
    read_problem(problem.changed(locks=fitted.locks).to_json())


def test_snapshots_of_the_same_problem_are_one(
    db: Session, city: SmallTerm, due: Engagement, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = problem_of(db, term=city.term, actor=city.actor)
    first = snapshot_problem(db, term=city.term, problem=problem, actor=city.actor)
    assert snapshot_problem(db, term=city.term, problem=problem, actor=city.actor).id == first.id
    due.visits = 4
    db.flush()
    other = snapshot_problem(
        db, term=city.term, problem=problem_of(db, term=city.term, actor=city.actor), actor=city.actor
    )
    assert other.id != first.id
    monkeypatch.setattr(snapshots, "_held", snapshots._Held())  # nothing in memory, as after a restart
    assert load_problem(db, SnapshotId(first.id), actor=city.actor) == problem


def test_limits_and_rulings_of_today_do_not_undo_what_took_place(db: Session, city: SmallTerm, due: Engagement) -> None:
    first, second = city.supervisors
    done = an_engagement(db, city.term, city.stations[1], Scheme.ROVING, visits=1)
    plan = visits(due, first.id, 0, 6, 12)
    once = Visit(engagement=EngagementId(done.id), index=0, slot=1, supervisors=[SupervisorId(first.id)])
    published = release(db, city, plan.model_copy(update={"visits": [*plan.visits, once]}))
    first.max_per_day, first.max_per_week, first.max_per_term, first.max_pairs = 1, 1, 1, 0
    done.exclude, done.candidates, done.first_date = [first.id], [second.id], day(3)
    db.flush()
    made = again(db, city, published, frozen=4)
    [person] = [row for row in made.supervisors if row.id == first.id]
    assert (person.max_per_day, person.max_per_week, person.max_per_term, person.max_pairs) == (2, 3, 3, 1)


def test_a_meeting_frees_a_frozen_visit_to_come_and_was_missed_in_the_past(
    db: Session, city: SmallTerm, due: Engagement
) -> None:
    published = release(db, city, visits(due, city.supervisors[0].id, 0, 6, 12))
    own = {"association_id": city.association.id, "term_id": city.term.id, "title": "会", "half": Half.MORNING}
    for number in (0, 3):
        db.add(Meeting(**own, date=day(number), stations=[city.stations[0].id], supervisors=[city.supervisors[0].id]))
    db.flush()
    made = again(db, city, published, frozen=4)
    assert made.baseline is not None
    assert [row.index for row in made.baseline.visits] == [0, 2]
    assert [(row.slot, row.stations) for row in made.meetings] == [(0, []), (6, [city.stations[0].id])]


def test_who_left_has_made_their_visits_all_the_same(db: Session, city: SmallTerm, due: Engagement) -> None:
    gone = city.supervisors[0]
    published = release(db, city, visits(due, gone.id, 0, 6, 12))
    gone.archived_at = WEDNESDAY
    db.flush()
    made = again(db, city, published, frozen=4)
    assert made.baseline is not None
    assert [row.index for row in made.baseline.visits] == [0, 2]
    [person] = [row for row in made.supervisors if row.id == gone.id]
    assert person.unavailable == list(range(4, 20))
