"""Cost after so many seconds, first complete plan, bound, memory and processor time of whole problems.

Every figure comes from a run of its own: the search cools down over the time it is given, so a run of 10 seconds is not
the first third of one of 30. Time runs from the call of `solve` with a problem that is read; the bound is sought beside
the search, on the same cores.
"""

import argparse
from functools import partial

from benchmarks.measuring import in_own_process
from benchmarks.problems import add_options as add_problem_options
from benchmarks.problems import chosen
from benchmarks.solved import Solved, add_clock_option, solve_file
from benchmarks.tables import Cell, Table
from solver.solving import Limits

COLUMNS = [
    "problem",
    "limit s",
    "seed",
    "cost",
    "left out",
    "complete after s",
    "bound",
    "gap %",
    "took s",
    "processor s",
    "peak MB",
]


def add_options(parser: argparse.ArgumentParser) -> None:
    """What to plan, how long, how often."""
    add_problem_options(parser)
    parser.add_argument("--seconds", type=float, nargs="+", default=[1, 10, 30], metavar="S")
    parser.add_argument("--workers", type=int, default=4, metavar="N")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1], metavar="N")
    add_clock_option(parser)


def measure(given: argparse.Namespace) -> Table:
    """One row per problem, limit and seed."""
    rows: list[list[Cell]] = []
    is_sound = True
    with chosen(given) as paths:
        for path in paths:
            for seconds in given.seconds:
                for seed in given.seeds:
                    limits = Limits(seconds=seconds, workers=given.workers, seed=seed)
                    solved = in_own_process(partial(solve_file, by_processor=given.by_processor), path, limits)
                    rows.append([path.stem, seconds, seed, *figures(solved)])
                    is_sound = is_sound and not solved.violations
    return Table(COLUMNS, rows, is_sound)


def figures(solved: Solved) -> list[Cell]:
    """The columns from the cost on."""
    return [
        solved.cost,
        solved.left_out,
        round(solved.first_seconds, 2),
        solved.bound,
        round(solved.gap_percent, 1),
        round(solved.seconds, 1),
        round(solved.processor_seconds, 1),
        round(solved.peak_mb),
    ]
