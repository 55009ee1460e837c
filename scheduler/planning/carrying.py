"""A plan made for one problem, carried over to another of the same term: by date and hour, not by slot number."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeVar

from scheduler.planning.keys import lasting_key
from solver.plan import Plan
from solver.problem import CourseSession, Problem, Visit

PlanRow = TypeVar("PlanRow", Visit, CourseSession)


class LossReason(StrEnum):
    """Why something of the old plan has no place in the new problem."""

    NOT_DUE = "not-due"
    """The engagement or class is gone, or has fewer visits or course sessions."""
    SLOT_GONE = "slot-gone"
    """The half-day is no longer worked."""
    PERSON_GONE = "person-gone"
    VENUE_GONE = "venue-gone"
    COHORT_GONE = "cohort-gone"
    """The trainee or the cohort is gone, or the trainee may no longer join it."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What is not carried over: its lasting key (for a trainee, the trainee's key) and why."""

    key: str
    reason: LossReason
    date: dt.date | None = None
    start: dt.time | None = None
    """`date`, `start`: when it was planned; None for a trainee."""


class Carried(NamedTuple):
    """A plan for the new problem, and what of the old one is lost."""

    plan: Plan
    lost: list[Loss]


def carry_over(plan: Plan, before: Problem, after: Problem) -> Carried:
    """The plan of `before` as a plan of `after`: what of it still exists there, whether or not it keeps the rules."""
    lost: list[Loss] = []
    visits = _carried(plan.visits, before, after, _visit_loss(after), lost)
    sessions = _carried(plan.sessions, before, after, _session_loss(after), lost)
    open_to = {trainee.id: trainee.cohorts for trainee in after.trainees}
    trainees = {id_: cohort for id_, cohort in plan.trainees.items() if cohort in open_to.get(id_, ())}
    lost += [Loss(id_, LossReason.COHORT_GONE) for id_ in plan.trainees if id_ not in trainees]
    return Carried(Plan(visits=visits, sessions=sessions, trainees=trainees), lost)


def carry_over_as_published(plan: Plan, before: Problem, after: Problem) -> Plan:
    """The same for a baseline: it keeps people and venues that are gone, since losing them is a change that counts."""
    lost: list[Loss] = []
    visits = _carried(plan.visits, before, after, _visit_not_due(after), lost)
    sessions = _carried(plan.sessions, before, after, _session_not_due(after), lost)
    return Plan(visits=visits, sessions=sessions, trainees=plan.trainees)


def _carried(
    rows: Iterable[PlanRow],
    before: Problem,
    after: Problem,
    loss_of: Callable[[PlanRow], LossReason | None],
    lost: list[Loss],
) -> list[PlanRow]:
    numbers = {(slot.date, slot.start): number for number, slot in enumerate(after.slots)}
    kept = []
    for row in rows:
        was = before.slots[row.slot]
        number = numbers.get((was.date, was.start))
        reason = loss_of(row) or (LossReason.SLOT_GONE if number is None else None)
        if reason is not None:
            lost.append(Loss(lasting_key(row), reason, was.date, was.start))
        else:
            kept.append(row if number == row.slot else row.model_copy(update={"slot": number}))
    return kept


def _visit_not_due(problem: Problem) -> Callable[[Visit], LossReason | None]:
    due = {engagement.id: engagement.visits for engagement in problem.engagements}
    return lambda row: LossReason.NOT_DUE if row.index >= due.get(row.engagement, 0) else None


def _session_not_due(problem: Problem) -> Callable[[CourseSession], LossReason | None]:
    due = {camp_class.id: camp_class.sessions for camp_class in problem.classes}
    return lambda row: LossReason.NOT_DUE if row.index >= due.get(row.class_id, 0) else None


def _visit_loss(problem: Problem) -> Callable[[Visit], LossReason | None]:
    not_due, people = _visit_not_due(problem), {person.id for person in problem.supervisors}

    def loss(row: Visit) -> LossReason | None:
        return not_due(row) or (None if people.issuperset(row.supervisors) else LossReason.PERSON_GONE)

    return loss


def _session_loss(problem: Problem) -> Callable[[CourseSession], LossReason | None]:
    not_due, people = _session_not_due(problem), {person.id for person in problem.supervisors}
    venues = {venue.id for venue in problem.venues}

    def loss(row: CourseSession) -> LossReason | None:
        if row.lecturer not in people:
            return not_due(row) or LossReason.PERSON_GONE
        return not_due(row) or (None if row.venue in venues else LossReason.VENUE_GONE)

    return loss
