"""What stands already, judged by the rules: frozen part, whole baseline and locks, each as a plan by itself.

Each is looked at alone, so a rule it breaks is broken whatever else is planned. Trainees are placed only where they
have no choice.
"""

from collections.abc import Iterable

from solver.plan import Plan
from solver.problem import CourseSession, Problem, SessionLock, Visit, VisitLock
from solver.rules import DayBook, Register, Violation, violations


def frozen_violations(problem: Problem) -> list[Violation]:
    """The rules that the frozen part breaks by itself; it is taken as it happened, so no plan can mend it."""
    visits, sessions = still_asked(problem)
    frozen = problem.frozen_until
    return _broken(problem, [x for x in visits if x.slot < frozen], [x for x in sessions if x.slot < frozen])


def baseline_violations(problem: Problem) -> list[Violation]:
    """The rules that the baseline as a whole breaks: what a replan will have to change."""
    return _broken(problem, *still_asked(problem))


def lock_violations(problem: Problem) -> list[Violation]:
    """The rules that fully pinned visits and course sessions break together."""
    visits = [
        Visit(engagement=lock.engagement, index=lock.index, slot=lock.slot, supervisors=lock.supervisors)
        for lock in merged_visit_locks(problem)
        if lock.slot is not None and lock.supervisors is not None
    ]
    sessions = [
        CourseSession.model_validate({"class": lock.class_id, **lock.model_dump(exclude={"class_id"})})
        for lock in merged_session_locks(problem)
        if lock.slot is not None and lock.venue is not None and lock.lecturer is not None
    ]
    return _broken(problem, visits, sessions)


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


def merged_visit_locks(problem: Problem) -> list[VisitLock]:
    """One lock for each pinned visit, with the parts of all locks on it."""
    merged: dict[tuple[str, int], VisitLock] = {}
    for lock in problem.locks:
        if isinstance(lock, VisitLock):
            before = merged.get((lock.engagement, lock.index), lock)
            parts = lock.model_dump(exclude_none=True)
            merged[lock.engagement, lock.index] = before.model_copy(update=parts)
    return list(merged.values())


def merged_session_locks(problem: Problem) -> list[SessionLock]:
    """One lock for each pinned course session, with the parts of all locks on it."""
    merged: dict[tuple[str, int], SessionLock] = {}
    for lock in problem.locks:
        if isinstance(lock, SessionLock):
            before = merged.get((lock.class_id, lock.index), lock)
            merged[lock.class_id, lock.index] = before.model_copy(update=lock.model_dump(exclude_none=True))
    return list(merged.values())


def _broken(problem: Problem, visits: Iterable[Visit], sessions: Iterable[CourseSession]) -> list[Violation]:
    forced = [trainee for trainee in problem.trainees if len(trainee.cohorts) == 1]
    alone = problem.changed(locks=[], baseline=None, frozen_until=0, trainees=forced)
    plan = Plan(
        visits=list(visits), sessions=list(sessions), trainees={trainee.id: trainee.cohorts[0] for trainee in forced}
    )
    return violations(DayBook(Register(alone), plan))
