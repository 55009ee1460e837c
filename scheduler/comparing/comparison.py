"""Two plans side by side: what differs, whom it touches, and how each of them stands by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from scheduler.comparing.difference import Change, difference
from scheduler.comparing.occurrences import Occurrence, Party, occurrences
from scheduler.comparing.touched import OwnChange, touched
from solver.plan import Cost, Plan
from solver.problem import Problem
from solver.rules import DayBook, Register, Verdict, charges, violations


class Side:
    """A problem and its plan, judged by the rules and prices of that problem when asked."""

    def __init__(
        self, problem: Problem, plan: Plan, beside: Iterable[Occurrence] = (), register: Register | None = None
    ) -> None:
        """Put a plan beside its problem.

        beside: what takes place outside the half-days of the problem, such as a meeting at a weekend. register: of
        this very problem, when there is one that knows its travel times already.
        """
        self.problem = problem
        self.plan = plan
        self._beside = {row.key: row for row in beside}
        self._register = register

    @cached_property
    def book(self) -> DayBook:
        """The plan, ready to be looked things up in."""
        return DayBook(self._register or Register(self.problem), self.plan)

    @cached_property
    def verdict(self) -> Verdict:
        """Every rule it breaks and every cost it pays."""
        return Verdict(violations(self.book), charges(self.book))

    @property
    def cost(self) -> Cost:
        """The total and its parts by name."""
        return self.verdict.cost

    @cached_property
    def occurrences(self) -> dict[str, Occurrence]:
        """What takes place, by lasting key."""
        return occurrences(self.book) | self._beside


@dataclass(frozen=True)
class Comparison:
    """All there is to say about two plans."""

    before: Side
    after: Side

    @cached_property
    def changes(self) -> list[Change]:
        """One for every key of either plan, the unchanged ones too."""
        return difference(self.before.occurrences, self.after.occurrences)

    @cached_property
    def touched(self) -> dict[Party, list[OwnChange]]:
        """Everybody whose own dates differ."""
        return touched(self.changes)
