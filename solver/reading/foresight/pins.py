"""Warnings about what is pinned or published: locks that cannot hold, and a baseline that breaks a rule."""

from collections.abc import Iterator

from solver.problem import CampClass, Problem, SessionLock, VisitLock
from solver.reading.foresight.outlook import Cautions
from solver.reading.references import subject_of
from solver.reading.standing import baseline_violations, lock_violations, session_locks, still_asked
from solver.reading.verdicts import add_violations, baseline_places, lock_places
from solver.rules import Register
from solver.wording import Wording

NOT_A_LECTURER = Wording("锁定的讲师不在这门课的讲师之列", "the lecturer is not among those of the class")
LECTURER_AWAY = Wording("锁定的讲师那时没有空", "the lecturer is not available then")
VENUE_UNFIT = Wording("锁定的场地缺少这门课要求的设施", "the venue lacks a feature that the class needs")
VENUE_CLOSED = Wording("锁定的场地那时不开放", "the venue is closed then")
CLASS_CLOSED = Wording("这门课那时不能上", "the slot is closed for the class")
FROZEN = Wording(
    "它落在已冻结的部分，而已发布的安排与它不同", "it lies in the frozen part, where the baseline says otherwise"
)


def foresee_pins(problem: Problem, cautions: Cautions) -> None:
    """Warn of locks that no plan can keep, of locks that say nothing, and of what a replan has to change."""
    for place, lock in enumerate(problem.locks):
        _foresee_lock(f"locks[{place}]", lock, problem, cautions)
    register = Register(problem)
    whole = _whole_session_locks(problem)
    for place, lock in enumerate(problem.locks):
        if isinstance(lock, SessionLock) and (lock.class_id, lock.index) not in whole:
            for reason in _obstacles(lock, register):
                cautions.add("lock-cannot-hold", f"locks[{place}]", lock.class_id, index=lock.index, reason=reason)
    add_violations(cautions, "lock-breaks-rule", lock_violations(problem), lock_places(problem), "locks")
    add_violations(cautions, "baseline-breaks-rule", baseline_violations(problem), baseline_places(problem), "baseline")


def _whole_session_locks(problem: Problem) -> set[tuple[str, int]]:
    """The course sessions that are pinned in every part; those are judged by the rules themselves."""
    parts = ("slot", "venue", "lecturer")
    whole = (lock for lock in session_locks(problem) if all(getattr(lock, part) is not None for part in parts))
    return {(lock.class_id, lock.index) for lock in whole}


def _foresee_lock(path: str, lock: VisitLock | SessionLock, problem: Problem, cautions: Cautions) -> None:
    pinned = lock.model_dump(exclude_none=True, exclude={"engagement", "class_id", "index"})
    if not pinned:
        cautions.add("lock-pins-nothing", path, subject_of(lock), index=lock.index)
        return
    if problem.frozen_until and not _agrees_with_frozen(lock, pinned, problem):
        cautions.add("lock-cannot-hold", path, subject_of(lock), index=lock.index, reason=FROZEN)


def _agrees_with_frozen(lock: VisitLock | SessionLock, pinned: dict[str, object], problem: Problem) -> bool:
    """Whether a frozen row says what the lock says; without one, the lock must not name a frozen slot."""
    rows = still_asked(problem)[0 if isinstance(lock, VisitLock) else 1]
    for row in rows:
        if row.slot < problem.frozen_until and (subject_of(row), row.index) == (subject_of(lock), lock.index):
            return all(_same(getattr(row, part), value) for part, value in pinned.items())
    return lock.slot is None or lock.slot >= problem.frozen_until


def _same(held: object, wanted: object) -> bool:
    return set(held) == set(wanted) if isinstance(held, list) and isinstance(wanted, list) else held == wanted


def _obstacles(lock: SessionLock, register: Register) -> Iterator[Wording]:
    """Why a course session cannot be as far as it is pinned."""
    camp_class: CampClass = register.classes[lock.class_id]
    if lock.lecturer is not None and lock.lecturer not in camp_class.lecturers:
        yield NOT_A_LECTURER
    if lock.venue is not None and not set(camp_class.features) <= set(register.venues[lock.venue].features):
        yield VENUE_UNFIT
    if lock.slot is None:
        return
    if lock.slot in camp_class.closed:
        yield CLASS_CLOSED
    if lock.lecturer is not None and lock.slot in register.unavailable[lock.lecturer]:
        yield LECTURER_AWAY
    if lock.venue is not None and lock.slot in register.venue_closed[lock.venue]:
        yield VENUE_CLOSED
