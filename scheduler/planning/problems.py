"""From rows to a problem: a term as it stands now, with the locks of a draft and the release that is to be mended."""

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.clock import today
from scheduler.ids import SnapshotId
from scheduler.models.planning import PlanLock
from scheduler.models.releases import Release
from scheduler.models.terms import Term
from scheduler.planning.camp import exchange_classes, exchange_cohorts, exchange_trainees, exchange_venues
from scheduler.planning.carrying import carry_over_as_published
from scheduler.planning.frozen import with_baseline
from scheduler.planning.locks import fit_locks
from scheduler.planning.people import (
    exchange_engagements,
    exchange_meetings,
    exchange_stations,
    exchange_supervisors,
)
from scheduler.planning.plans import plan_in
from scheduler.planning.prices import weights_of
from scheduler.planning.snapshots import load_problem
from scheduler.planning.term_rows import TermRows, load_term_rows
from solver.plan import Plan
from solver.problem import PROBLEM_FORMAT, Problem, Travel


def problem_of(
    db: Session,
    *,
    term: Term,
    actor: Actor,
    locks: Sequence[PlanLock] = (),
    baseline_release: Release | None = None,
    frozen_until_date: dt.date | None = None,
) -> Problem:
    """The `dudao-problem/1` of a term as its rows stand now; ids are keys of rows.

    locks: those that still mean something are taken over (`fit_locks` names the others). baseline_release: the release
    that is to be disturbed little, nothing of it changing before `frozen_until_date`.
    Not yet checked for sense: see `scheduler.checking`.
    """
    rows = load_term_rows(db, term=term, actor=actor)
    if baseline_release is None:
        problem = make_problem(rows)
    else:
        before = load_problem(db, SnapshotId(baseline_release.snapshot_id), actor=actor)
        plan = plan_in(baseline_release.plan)
        problem = make_problem(rows, published=_people_of(plan))
        published = carry_over_as_published(plan, before, problem)
        problem = with_baseline(
            problem,
            published,
            frozen_until=0 if frozen_until_date is None else slots_before(problem, frozen_until_date),
            today=slots_before(problem, today()),
        )
    return problem.changed(locks=fit_locks(locks, problem).locks)


def make_problem(rows: TermRows, *, published: Iterable[str] = ()) -> Problem:
    """The problem that rows state, without locks and baseline; the supervisors `published` stay although archived."""
    people = exchange_supervisors(rows, published)
    stations, venues = exchange_stations(rows), exchange_venues(rows)
    places: set[str] = {*(row.id for row in people), *(row.id for row in stations), *(row.id for row in venues)}
    overrides = [row for row in rows.association.travel.get("overrides", []) if places.issuperset(row[:2])]
    return Problem(
        format=PROBLEM_FORMAT,
        name=f"{rows.association.city}{rows.term.name}",
        slots=rows.slots.exchange_rows(),
        travel=Travel.model_validate(rows.association.travel | {"overrides": overrides}),
        stations=stations,
        supervisors=people,
        engagements=exchange_engagements(rows, people),
        meetings=exchange_meetings(rows),
        venues=venues,
        cohorts=exchange_cohorts(rows),
        trainees=exchange_trainees(rows),
        classes=exchange_classes(rows),
        weights=weights_of(rows.association, rows.term),
    )


def _people_of(plan: Plan) -> set[str]:
    return {*(person for row in plan.visits for person in row.supervisors), *(row.lecturer for row in plan.sessions)}


def slots_before(problem: Problem, date: dt.date) -> int:
    """How many half-days of a problem lie before a date."""
    return sum(slot.date < date for slot in problem.slots)
