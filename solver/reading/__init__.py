"""Reading the exchange files: every fault of a file at once, or a problem that makes sense; and what will not work."""

from solver.reading.faults import Caution, Fault, FaultyFile, FaultyPlan, FaultyProblem
from solver.reading.foresight import warnings
from solver.reading.plan_file import read_plan
from solver.reading.problem_file import read_problem

__all__ = ["Caution", "Fault", "FaultyFile", "FaultyPlan", "FaultyProblem", "read_plan", "read_problem", "warnings"]
