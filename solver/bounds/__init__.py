"""How far from perfect a plan can be at most: a proven lower bound on the total cost."""

from solver.bounds.bound import LIMITS, Bound, lower_bound

__all__ = ["LIMITS", "Bound", "lower_bound"]
