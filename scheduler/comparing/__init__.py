"""Comparing plans: what is new, moved, handed over, cancelled; whom it touches; costs, fairness and coverage of both.

Everything but `queries` is pure: two (problem, plan) pairs in, with the rows' keys as ids; slots are compared by their
date and time, since each problem numbers its own.
"""
