"""What a plan asks of each supervisor: slots, minutes on the road, disliked half-days. Pure."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from solver.ids import SupervisorId
from solver.rules import COSTS, DayBook

_COSTS: Final = {cost.name: cost for cost in COSTS}


@dataclass(frozen=True, slots=True)
class Share:
    """One supervisor's part of one term."""

    load: int
    travel_minutes: int
    disliked_slots: int
    target: int | None

    @property
    def beyond(self) -> int:
        """Slots above (or below) what was agreed; 0 when nothing was."""
        return 0 if self.target is None else self.load - self.target


def shares(book: DayBook) -> dict[SupervisorId, Share]:
    """Everybody's part, by the rules' own count of travel and disliked half-days."""
    travel, disliked = _by_person(book, "travel"), _by_person(book, "disliked")
    return {
        person.id: Share(book.load[person.id], travel[person.id], disliked[person.id], person.target)
        for person in book.register.problem.supervisors
    }


def next_target(target: int | None, balance: int, most: int) -> int | None:
    """The target of the next term: what is agreed, less what was done too much so far, between 0 and `most`.

    A half of the balance is made good each term, so that one bad quarter does not empty the next one.
    """
    if target is None:
        return None
    return max(0, min(most, target - round(balance / 2)))


def _by_person(book: DayBook, name: str) -> Counter[SupervisorId]:
    counted: Counter[SupervisorId] = Counter()
    for subject, quantity in _COSTS[name].parts(book):
        if subject.person is not None:
            counted[subject.person] += quantity
    return counted
