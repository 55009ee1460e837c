"""What stands already, judged by the rules: frozen part, whole baseline and locks, each as a plan by itself.

Each is looked at alone, so a rule it breaks is broken whatever else is planned. Trainees are placed only where they
have no choice.
"""

from typing import TYPE_CHECKING

from solver.plan import Plan
from solver.problem import CourseSession, Problem, SessionLock, Visit, VisitLock
from solver.rules import DayBook, Register, Violation, violations

if TYPE_CHECKING:
    from solver.ids import ClassId, EngagementId

OF_PANELS = {"H1", "H6", "H7", "H8"}
"""The rules that say who may be on a panel; a visit pinned without one cannot be judged by them."""


def frozen_violations(problem: Problem) -> list[Violation]:
    """The rules that the frozen part breaks by itself; it is taken as it happened, so no plan can mend it."""
    visits, sessions = still_asked(problem)
    frozen = problem.frozen_until
    return _broken(problem, [x for x in visits if x.slot < frozen], [x for x in sessions if x.slot < frozen])


def baseline_violations(problem: Problem) -> list[Violation]:
    """The rules that the baseline as a whole breaks: what a replan will have to change."""
    return _broken(problem, *still_asked(problem))


def lock_violations(problem: Problem) -> list[Violation]:
    """The rules that pinned visits and course sessions break together, as far as they are pinned.

    Visits pinned to a slot without a panel are judged by the rules about time; panels pinned without a slot by those
    about eligible people; course sessions when slot, venue and lecturer are all pinned.
    """
    locks = visit_locks(problem)
    timed = [lock for lock in locks if lock.slot is not None]
    unmanned = {lock.engagement for lock in timed if lock.supervisors is None}
    found = [
        violation
        for violation in _broken(problem, [_visit(lock, 0) for lock in timed], _pinned_sessions(problem))
        if violation.rule not in OF_PANELS or violation.subject.engagement not in unmanned
    ]
    manned = [lock for lock in locks if lock.slot is None and lock.supervisors is not None]
    window = {engagement.id: engagement.first for engagement in problem.engagements}
    panels = _broken(problem, [_visit(lock, window[lock.engagement]) for lock in manned], [])
    return found + [violation for violation in panels if violation.rule == "H1"]


def still_asked(problem: Problem) -> tuple[list[Visit], list[CourseSession]]:
    """The baseline without the rows of what is no longer asked for."""
    if problem.baseline is None:
        return [], []
    visits = {e.id: e.visits for e in problem.engagements}
    sessions = {c.id: c.sessions for c in problem.classes}
    return (
        [x for x in problem.baseline.visits if x.index < visits.get(x.engagement, 0)],
        [x for x in problem.baseline.sessions if x.index < sessions.get(x.class_id, 0)],
    )


def visit_locks(problem: Problem) -> list[VisitLock]:
    """One lock for each pinned visit, with the parts of all locks on it."""
    merged: dict[tuple[EngagementId, int], VisitLock] = {}
    for lock in problem.locks:
        if isinstance(lock, VisitLock):
            before = merged.get((lock.engagement, lock.index), lock)
            merged[lock.engagement, lock.index] = before.model_copy(update=lock.model_dump(exclude_none=True))
    return list(merged.values())


def session_locks(problem: Problem) -> list[SessionLock]:
    """One lock for each pinned course session, with the parts of all locks on it."""
    merged: dict[tuple[ClassId, int], SessionLock] = {}
    for lock in problem.locks:
        if isinstance(lock, SessionLock):
            before = merged.get((lock.class_id, lock.index), lock)
            merged[lock.class_id, lock.index] = before.model_copy(update=lock.model_dump(exclude_none=True))
    return list(merged.values())


def _visit(lock: VisitLock, otherwise: int) -> Visit:
    slot = otherwise if lock.slot is None else lock.slot
    return Visit(engagement=lock.engagement, index=lock.index, slot=slot, supervisors=lock.supervisors or [])


def _pinned_sessions(problem: Problem) -> list[CourseSession]:
    return [
        CourseSession(
            class_id=lock.class_id, index=lock.index, slot=lock.slot, venue=lock.venue, lecturer=lock.lecturer
        )
        for lock in session_locks(problem)
        if lock.slot is not None and lock.venue is not None and lock.lecturer is not None
    ]


def _broken(problem: Problem, visits: list[Visit], sessions: list[CourseSession]) -> list[Violation]:
    if not visits and not sessions:
        return []
    forced = [trainee for trainee in problem.trainees if len(trainee.cohorts) == 1]
    alone = problem.changed(locks=[], baseline=None, frozen_until=0, trainees=forced)
    placed = {trainee.id: trainee.cohorts[0] for trainee in forced}
    plan = Plan(visits=visits, sessions=sessions, trainees=placed)
    return violations(DayBook(Register(alone), plan))
