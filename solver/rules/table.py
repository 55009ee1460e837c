"""The table of hard rules, in the order of `docs/rules.md`."""

from solver.rules.camp import T1, T2, T3, T4, T5
from solver.rules.people import H3, H5, H11
from solver.rules.rule import Rule
from solver.rules.series import H6, H7, H8, H9, H10
from solver.rules.standing import H12
from solver.rules.trainees import T6, T7
from solver.rules.visits import H0, H1, H2, H4

RULES: tuple[Rule, ...] = (H0, H1, H2, H3, H4, H5, H6, H7, H8, H9, H10, H11, H12, T1, T2, T3, T4, T5, T6, T7)
