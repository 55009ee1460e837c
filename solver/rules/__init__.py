"""Hard rules and soft costs, each stated once in plain code: `verify` judges any plan, independent of the search."""

from solver.rules.costs import COSTS, CostRule
from solver.rules.daybook import DayBook
from solver.rules.register import Register
from solver.rules.rule import Check, Rule
from solver.rules.subjects import SessionKey, Subject, VisitKey
from solver.rules.table import RULES
from solver.rules.verdict import Charge, Verdict, Violation, charges, verify, violations

__all__ = [
    "COSTS",
    "RULES",
    "Charge",
    "Check",
    "CostRule",
    "DayBook",
    "Register",
    "Rule",
    "SessionKey",
    "Subject",
    "Verdict",
    "Violation",
    "VisitKey",
    "charges",
    "verify",
    "violations",
]
