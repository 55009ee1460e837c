"""Mending a published plan: the cost after a short and a long time, and how much is moved.

The problems hold the published plan (`baseline`) and how much of the term has passed (`frozen_until`).
"""

import argparse
from functools import partial
from pathlib import Path

from benchmarks.measuring import in_own_process
from benchmarks.problems import load
from benchmarks.solved import Solved, add_clock_option, solve_file
from benchmarks.tables import Cell, Table
from solver.plan import Plan
from solver.problem import CourseSession, Problem, Visit
from solver.rules import charges
from solver.rules.daybook import DayBook
from solver.rules.register import Register
from solver.solving import Limits

COUNTED = ("moved", "reassigned", "relocated")
COLUMNS = ["problem", "limit s", "seed", "cost", "of the longest", "left out", "frozen rows", "of them changed"]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Which problems, how long."""
    parser.add_argument("problems", nargs="+", type=Path, metavar="PROBLEM", help="problems with a baseline")
    parser.add_argument("--seconds", type=float, nargs="+", default=[5, 30], metavar="S")
    parser.add_argument("--workers", type=int, default=4, metavar="N")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1], metavar="N")
    add_clock_option(parser)


def measure(given: argparse.Namespace) -> Table:
    """One row per problem, seed and limit, the longest limit first."""
    rows: list[list[Cell]] = []
    is_sound = True
    for path in given.problems:
        problem = load(path)
        for seed in given.seeds:
            longest = 0
            for seconds in sorted(given.seconds, reverse=True):
                limits = Limits(seconds=seconds, workers=given.workers, seed=seed)
                solved = in_own_process(partial(solve_file, by_processor=given.by_processor), path, limits)
                longest = longest or solved.cost
                rows.append([path.stem, seconds, seed, *figures(problem, solved, longest)])
                is_sound = is_sound and not solved.violations
    return Table([*COLUMNS, *COUNTED, "processor s"], rows, is_sound)


def figures(problem: Problem, solved: Solved, longest: int) -> list[Cell]:
    """The columns from the cost on."""
    frozen, changed = frozen_rows(problem, solved.plan)
    counts = disturbance(problem, solved.plan)
    told: list[Cell] = [counts[name] for name in COUNTED]
    return [
        solved.cost,
        round(solved.cost / max(1, longest), 4),
        solved.left_out,
        frozen,
        changed,
        *told,
        round(solved.processor_seconds, 1),
    ]


def disturbance(problem: Problem, plan: Plan) -> dict[str, int]:
    """How many rows of the baseline are moved, reassigned and relocated, whatever they cost."""
    weights = problem.weights.model_copy(update=dict.fromkeys(COUNTED, 1))
    found = charges(DayBook(Register(problem.changed(weights=weights)), plan))
    return {name: sum(charge.quantity for charge in found if charge.name == name) for name in COUNTED}


def frozen_rows(problem: Problem, plan: Plan) -> tuple[int, int]:
    """Rows of the baseline in the frozen part, and how many of these are not in the plan as they were."""
    if problem.baseline is None:
        return 0, 0
    published: list[Visit | CourseSession] = [*problem.baseline.visits, *problem.baseline.sessions]
    before = [row for row in published if row.slot < problem.frozen_until]
    planned = {row.model_dump_json() for row in (*plan.visits, *plan.sessions)}
    return len(before), sum(row.model_dump_json() not in planned for row in before)
