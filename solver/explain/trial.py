"""Trying a changed plan of a changed problem: whether it breaks anything the plan at hand does not."""

from collections import Counter

from solver.explain.surroundings import Concerned, Surroundings
from solver.plan import Plan
from solver.problem import Problem
from solver.rules import DayBook, Register, Subject, Violation, charges, violations


class Trial:
    """A problem and its plan as they stand, to try changes against."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.book = DayBook(Register(problem), plan)
        self._standing: Counter[tuple[str, Subject]] | None = None
        self._surroundings: Surroundings | None = None

    def around(self, concerned: Concerned) -> "Trial":
        """A trial of the part that a change of what is `concerned` can touch."""
        if self._surroundings is None:
            self._surroundings = Surroundings(self.book)
        return Trial(*self._surroundings.part(concerned))

    def holds(self, plan: Plan, problem: Problem) -> bool:
        """Whether the changed plan breaks no rule of the changed problem beyond what is broken now."""
        book = DayBook(Register(problem) if problem is not self.problem else self.book.register, plan)
        if self._standing is None:
            self._standing = _kinds(violations(self.book))
        return not _kinds(violations(book)) - self._standing

    def extra_cost(self, plan: Plan) -> int:
        """What the changed plan costs more than the plan at hand; negative when it is cheaper."""
        return _total(DayBook(self.book.register, plan)) - _total(self.book)


def _kinds(found: list[Violation]) -> Counter[tuple[str, Subject]]:
    return Counter((violation.code, violation.subject) for violation in found)


def _total(book: DayBook) -> int:
    return sum(charge.amount for charge in charges(book))
