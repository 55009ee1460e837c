"""The verdict on a plan: every hard rule it breaks and every soft cost it pays, each with its subject."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from solver.plan import Cost, Plan
from solver.problem import Problem
from solver.rules.costs import COSTS
from solver.rules.daybook import DayBook
from solver.rules.register import Register
from solver.rules.rule import Check
from solver.rules.subjects import Facts, Subject, rendered
from solver.rules.table import RULES
from solver.wording import Lang


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where a plan breaks a hard rule; `rule` is its label, `check` the way it is broken."""

    rule: str
    check: Check
    subject: Subject
    facts: Facts

    @property
    def code(self) -> str:
        """The stable code of the check."""
        return self.check.code

    def message(self, lang: Lang = Lang.ZH) -> str:
        """What is wrong, in a sentence."""
        return self.check.says.say(lang, **rendered(self.facts, lang))


class Charge(NamedTuple):
    """One part of a soft cost: `quantity` units at `weight` each."""

    name: str
    subject: Subject
    quantity: int
    weight: int

    @property
    def amount(self) -> int:
        """What it adds to the total."""
        return self.quantity * self.weight


@dataclass(frozen=True)
class Verdict:
    """All violations, in the order of RULES, and all charges above 0, in the order of COSTS."""

    violations: list[Violation]
    charges: list[Charge]

    @property
    def is_feasible(self) -> bool:
        """Whether every hard rule holds."""
        return not self.violations

    @cached_property
    def cost(self) -> Cost:
        """The total and its parts by name; names with nothing to pay are left out."""
        by_name: dict[str, int] = {}
        for charge in self.charges:
            by_name[charge.name] = by_name.get(charge.name, 0) + charge.amount
        return Cost(total=sum(by_name.values()), by_name=by_name)


def verify(problem: Problem, plan: Plan) -> Verdict:
    """Judge `plan` by all rules and costs of `problem`, from scratch and whatever made the plan.

    The problem must make sense (see `solver.reading`); the plan may be anything of its format.
    """
    book = DayBook(Register(problem), plan)
    return Verdict(violations(book), charges(book))


def violations(book: DayBook) -> list[Violation]:
    """Every place where the plan breaks a hard rule."""
    return [
        Violation(rule.label, check, subject, facts)
        for rule in RULES
        for check in rule.checks
        for subject, facts in check.find(book)
    ]


def charges(book: DayBook) -> list[Charge]:
    """Every part of a soft cost that the plan pays; nothing is listed for a weight of 0."""
    found: list[Charge] = []
    for cost in COSTS:
        weight: int = getattr(book.register.problem.weights, cost.name)
        if weight:
            found.extend(Charge(cost.name, subject, units, weight) for subject, units in cost.parts(book) if units)
    return found
