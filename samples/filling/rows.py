"""What the parts of a filled city share: who acts, the sample, its term, and from the sample's ids to keys of rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlmodel import Session

from samples.sample import SampleOptions
from scheduler.actor import Actor
from scheduler.models.base import OwnedRow
from scheduler.models.terms import TermSlot
from scheduler.rows import add_all
from solver.problem import Problem

FRIDAY: Final = 5
MOST: Final = 0.8
"""A half-day of the week counts as a habit when it is taken in at least this share of the weeks."""


@dataclass
class Filling:
    """One sample on its way into a database."""

    db: Session
    actor: Actor
    options: SampleOptions
    problem: Problem
    slots: list[TermSlot] = field(default_factory=list)
    """Of the term in time order, as the sample's: a slot's number is its place."""
    keys: dict[str, str] = field(default_factory=dict)
    """The key of the row that stands for a station, supervisor, venue or cohort of the sample."""

    def store(self, rows: Sequence[OwnedRow], *, action: str) -> None:
        """Store rows with their audit entries."""
        add_all(self.db, rows, actor=self.actor, action=action)

    def keys_of(self, ids: Iterable[str]) -> list[str]:
        """Keys of the rows for some ids of the sample."""
        return [self.keys[id_] for id_ in ids]

    def habits(self, taken: Iterable[int]) -> tuple[list[str], list[int]]:
        """Half-days of the week, `1-morning`, that are taken in most weeks, and the other slots that are taken."""
        numbers = set(taken)
        weekly = [
            half
            for half, slots in self._by_half_of_week().items()
            if len(numbers.intersection(slots)) >= MOST * len(slots)
        ]
        covered = {slot for half in weekly for slot in self._by_half_of_week()[half]}
        return weekly, sorted(numbers - covered)

    def missing(self, weekly: Iterable[str], taken: Iterable[int]) -> list[int]:
        """Slots of weekly habits that are not taken after all."""
        numbers = set(taken)
        return [slot for half in weekly for slot in self._by_half_of_week()[half] if slot not in numbers]

    def half_day(self, slot: int) -> str:
        """A half-day as `2026-10-09-morning`."""
        return f"{self.slots[slot].date}-{self.slots[slot].half}"

    def _by_half_of_week(self) -> dict[str, list[int]]:
        halves: dict[str, list[int]] = {}
        for number, row in enumerate(self.slots):
            if row.weekday <= FRIDAY:  # a make-up day is worked as one of these
                halves.setdefault(f"{row.weekday}-{row.half}", []).append(number)
        return halves
