"""Explaining a plan: where its cost comes from, why something is left out, and what would free it."""

from solver.explain.burdens import CostExplanation, CostShare, LoadGap, VisitBurden, explain_costs
from solver.explain.changes import CHANGES, change_message
from solver.explain.reasons import REASONS, reason_message
from solver.explain.unscheduled import explain_unscheduled

__all__ = [
    "CHANGES",
    "REASONS",
    "CostExplanation",
    "CostShare",
    "LoadGap",
    "VisitBurden",
    "change_message",
    "explain_costs",
    "explain_unscheduled",
    "reason_message",
]
