"""What holds course sessions where they are: locks, the frozen part, and the baseline that change is counted from."""

from typing import Final

import numpy as np

from solver.camp.tables import LARGEST
from solver.compiled.kernel import NONE, Ints
from solver.problem import CourseSession, Problem, SessionLock

LOCK_PRICE: Final = 1_000_000
"""What leaving out a locked course session costs the search: locks come before everything else."""


class Pins:
    """Locks, the frozen part and the baseline by the number of the course session."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.people: dict[str | None, int] = {row.id: idx for idx, row in enumerate(problem.supervisors)}
        self.venues: dict[str | None, int] = {row.id: idx for idx, row in enumerate(problem.venues)}
        self.classes = {row.id: idx for idx, row in enumerate(problem.classes)}
        self.starts = np.concatenate(([0], np.cumsum([row.sessions for row in problem.classes]))).astype(np.int64)
        self.lock_slot, self.lock_venue = self._nothing(), self._nothing()
        self.base_slot, self.base_venue, self.base_lecturer = self._nothing(), self._nothing(), self._nothing()
        self.lecturer_locks: dict[int, set[int]] = {}
        self._left_out = min(problem.weights.unscheduled_session, LARGEST)
        self.park_price = np.full(int(self.starts[-1]), self._left_out, dtype=np.int64)
        for lock in problem.locks:
            if isinstance(lock, SessionLock):
                self._pin(lock)
        for row in problem.baseline.sessions if problem.baseline else ():
            self._remember(row)

    def _nothing(self) -> Ints:
        return np.full(int(self.starts[-1]), NONE, dtype=np.int64)

    def _session(self, row: CourseSession | SessionLock) -> int:
        class_idx = self.classes.get(row.class_id)
        if class_idx is None or row.index >= self.problem.classes[class_idx].sessions:
            return NONE
        return int(self.starts[class_idx]) + row.index

    def _remember(self, row: CourseSession) -> None:
        session = self._session(row)
        if session == NONE:
            return
        self.base_slot[session] = row.slot
        self.base_venue[session] = self.venues.get(row.venue, NONE)
        self.base_lecturer[session] = self.people.get(row.lecturer, NONE)
        if row.slot < self.problem.frozen_until:
            self._pin(row)

    def _pin(self, row: CourseSession | SessionLock) -> None:
        session = self._session(row)
        if session == NONE:
            return
        self.park_price[session] = self._left_out + LOCK_PRICE
        if row.slot is not None:
            self.lock_slot[session] = row.slot
        if row.venue in self.venues:
            self.lock_venue[session] = self.venues[row.venue]
        if row.lecturer in self.people:
            self.lecturer_locks.setdefault(self.classes[row.class_id], set()).add(self.people[row.lecturer])

    def lecturers(self) -> list[list[int]]:
        """By class: who may be chosen, locks kept."""
        rows = []
        for class_idx, row in enumerate(self.problem.classes):
            able = [self.people[lecturer] for lecturer in row.lecturers]
            locked = self.lecturer_locks.get(class_idx)
            rows.append(able if locked is None else [person for person in able if {person} == locked])
        return rows
