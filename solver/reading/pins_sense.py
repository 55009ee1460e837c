"""What locks, the baseline and the frozen part must mean: what they name is asked for, and said once."""

from collections.abc import Mapping

from solver.problem import CourseSession, SessionLock, Visit, VisitLock
from solver.reading.draft import Draft
from solver.reading.faults import Faults
from solver.reading.references import subject_of

LOCK_PARTS = ("slot", "supervisors", "venue", "lecturer")


def check_pins(draft: Draft, report: Faults) -> None:
    """Report locks on what is not asked for or at odds with each other, and a baseline that says a visit twice."""
    visits = {id_: row.visits for id_, row in draft.engagements.by_id().items()}
    sessions = {id_: row.sessions for id_, row in draft.classes.by_id().items()}
    _check_locks(draft.visit_locks.rows, visits, report)
    _check_locks(draft.session_locks.rows, sessions, report)
    _check_baseline("baseline.visits", draft.baseline_visits.rows, visits, draft.n_slots, report)
    _check_baseline("baseline.sessions", draft.baseline_sessions.rows, sessions, draft.n_slots, report)
    _check_frozen_until(draft, report)


def _check_locks(rows: Mapping[int, VisitLock | SessionLock], asked: dict[str, int], report: Faults) -> None:
    pinned: dict[tuple[str, int, str], object] = {}
    for place, lock in rows.items():
        id_ = subject_of(lock)
        if lock.index >= asked.get(id_, lock.index + 1):
            report.add("lock-out-of-range", f"locks[{place}].index", id_, index=lock.index, count=asked[id_])
        for part in LOCK_PARTS:
            value = getattr(lock, part, None)
            if value is None:
                continue
            wanted = frozenset(value) if isinstance(value, list) else value
            if pinned.setdefault((id_, lock.index, part), wanted) != wanted:
                report.add("locks-contradict", f"locks[{place}].{part}", id_, index=lock.index, part=part)


def _check_baseline(
    path: str,
    rows: Mapping[int, Visit | CourseSession],
    asked: dict[str, int],
    n_slots: int | None,
    report: Faults,
) -> None:
    """Look only at rows of what is still asked for: the others are history and have no part in any rule or cost."""
    known: set[tuple[str, int]] = set()
    for place, row in rows.items():
        id_ = subject_of(row)
        if row.index >= asked.get(id_, 0):
            continue
        if n_slots is not None and row.slot >= n_slots:
            report.add("slot-out-of-term", f"{path}[{place}].slot", id_, slot=row.slot, last=n_slots - 1)
        if (id_, row.index) in known:
            report.add("baseline-twice", f"{path}[{place}]", id_, index=row.index)
        known.add((id_, row.index))


def _check_frozen_until(draft: Draft, report: Faults) -> None:
    frozen = draft.frozen_until or 0
    if draft.n_slots is not None and frozen > draft.n_slots:
        report.add("frozen-beyond-term", "frozen_until", frozen=frozen, count=draft.n_slots)
    if frozen and not draft.has_baseline:
        report.add("frozen-without-baseline", "frozen_until", frozen=frozen)
