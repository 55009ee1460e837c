"""Course sessions of a class numbered in the order of time: whoever reads 第 3 场 expects it after 第 2 场."""

from collections import defaultdict
from collections.abc import Iterable

from solver.problem import CourseSession, Problem, SessionLock


def numbered_in_time(problem: Problem, sessions: Iterable[CourseSession]) -> list[CourseSession]:
    """The same plan with indices that follow the slots within each class.

    Indices that a lock or the baseline names keep their course sessions, since rules and costs are counted by them;
    the others of a class are alike to every rule and cost.
    """
    named = {(lock.class_id, lock.index) for lock in problem.locks if isinstance(lock, SessionLock)}
    if problem.baseline:
        named |= {(row.class_id, row.index) for row in problem.baseline.sessions}
    kept: list[CourseSession] = []
    alike = defaultdict[str, list[CourseSession]](list)
    for row in sessions:
        if (row.class_id, row.index) in named:
            kept.append(row)
        else:
            alike[row.class_id].append(row)
    for rows in alike.values():
        indices = sorted(row.index for row in rows)
        in_time = sorted(rows, key=lambda row: (row.slot, row.index))
        kept += [row.model_copy(update={"index": index}) for index, row in zip(indices, in_time, strict=True)]
    return kept
