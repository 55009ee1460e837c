"""How long it takes to list the ten best ways to fit one engagement into a plan, once the plan is loaded.

Each engagement of the sample is taken out of a plan and fitted in anew, as a station's request for a visit would be.
"""

import argparse
import random
import statistics
from pathlib import Path

from benchmarks.measuring import Stopwatch, in_own_process
from benchmarks.problems import add_options as add_problem_options
from benchmarks.problems import chosen, load
from benchmarks.tables import Cell, Table
from solver.inserting import Inserter
from solver.plan import Plan
from solver.solving import Limits, solve
from solver.warming import warm_up

COLUMNS = ["problem", "scheme", "engagements", "ways found", "median ms", "largest ms", "loading ms"]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Which problems, how many engagements."""
    add_problem_options(parser)
    parser.add_argument("--sample", type=int, default=100, metavar="N", help="engagements tried, taken at random")
    parser.add_argument("--seconds", type=float, default=5, metavar="S", help="for the plan they are fitted into")


def measure(given: argparse.Namespace) -> Table:
    """One row per problem and scheme."""
    with chosen(given) as paths:
        rows = [row for path in paths for row in in_own_process(insert_file, path, given.sample, given.seconds)]
    return Table(COLUMNS, rows)


def insert_file(path: Path, sample: int, seconds: float) -> list[list[Cell]]:
    """The rows of one problem; for a process of its own."""
    problem = load(path)
    warm_up()
    plan = solve(problem, Limits(seconds=seconds, workers=2))
    tried = random.Random(1).sample(problem.engagements, min(sample, len(problem.engagements)))
    taken: dict[str, list[tuple[float, float, int]]] = {}
    for row in tried:
        rest = Plan(
            visits=[visit for visit in plan.visits if visit.engagement != row.id],
            sessions=plan.sessions,
            trainees=plan.trainees,
        )
        loading = Stopwatch()
        inserter = Inserter(problem, rest)
        loaded = loading.seconds
        watch = Stopwatch()
        found = inserter.ways(row.id)
        taken.setdefault(row.scheme.value, []).append((watch.seconds, loaded, len(found)))
    return [[path.stem, scheme, *figures(times)] for scheme, times in sorted(taken.items())]


def figures(times: list[tuple[float, float, int]]) -> list[Cell]:
    """The columns from the number of engagements on; `times`: seconds, seconds of loading, and ways of each."""
    seconds, loading, ways = zip(*times, strict=True)
    return [
        len(times),
        sum(ways),
        round(1000 * statistics.median(seconds), 1),
        round(1000 * max(seconds), 1),
        round(1000 * statistics.median(loading)),
    ]
