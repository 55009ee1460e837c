"""Our search beside greedy insertion and beside a plain CP-SAT model, in one run, on visits alone.

The camp is left out because the plain model (`benchmarks/monolith.py`) does not have it. Three sizes tell where each
wins: a handful of stations, some more, the whole city. Greedy insertion is the search's own first plan. CP-SAT's time
does not count the building of its model, which is told apart.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

from benchmarks.excerpt import excerpt, without_camp
from benchmarks.measuring import Stopwatch, in_own_process, peak_mb
from benchmarks.monolith import Monolith
from benchmarks.problems import add_options as add_problem_options
from benchmarks.problems import chosen, load
from benchmarks.solved import left_out, solve_measured
from benchmarks.tables import Cell, Table
from solver.plan import Plan
from solver.problem import Problem
from solver.rules import verify
from solver.search.ruin import Dials
from solver.search.team import SupervisionSearch
from solver.solving import Limits
from solver.warming import warm_up

COLUMNS = [
    "problem",
    "stations",
    "visits",
    "by",
    "cost",
    "to ours",
    "left out",
    "bound",
    "building s",
    "search s",
    "processor s",
    "peak MB",
]


@dataclass(frozen=True, slots=True)
class Contest:
    """One problem, cut to a size, and the limits all are given."""

    path: Path
    stations: int | None
    """None: all of them."""
    limits: Limits

    def problem(self) -> Problem:
        """The visits alone of so many stations."""
        whole = load(self.path)
        return without_camp(whole) if self.stations is None else excerpt(whole, self.stations)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one of them made of it; `cost` is None when it found no plan."""

    by: str
    cost: int | None
    left_out: int | None
    violations: int
    bound: int | None
    building_seconds: float
    seconds: float
    processor_seconds: float
    peak_mb: float


def add_options(parser: argparse.ArgumentParser) -> None:
    """Which problem, which sizes, how long."""
    add_problem_options(parser)
    parser.add_argument("--stations", type=int, nargs="*", default=[5, 15], metavar="N", help="sizes cut out of it")
    parser.add_argument("--seconds", type=float, default=60, metavar="S")
    parser.add_argument("--workers", type=int, default=4, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--skip-whole", action="store_true", help="only the sizes cut out")


def measure(given: argparse.Namespace) -> Table:
    """Three rows per problem and size; `to ours` is the ratio of the costs."""
    rows: list[list[Cell]] = []
    is_sound = True
    limits = Limits(seconds=given.seconds, workers=given.workers, seed=given.seed)
    sizes: list[int | None] = [*given.stations, *([] if given.skip_whole else [None])]
    with chosen(given) as paths:
        for path in paths:
            for size in sizes:
                contest = Contest(path, size, limits)
                problem = contest.problem()
                entries = [in_own_process(run, contest) for run in (by_us, by_insertion, by_cp_sat)]
                visits = sum(row.visits for row in problem.engagements)
                name: list[Cell] = [path.stem, len(problem.stations), visits]
                rows += [[*name, *figures(entry, entries[0].cost)] for entry in entries]
                is_sound = is_sound and not any(entry.violations for entry in entries)
    return Table(COLUMNS, rows, is_sound)


def figures(entry: Entry, ours: int | None) -> list[Cell]:
    """The columns from the name on."""
    return [
        entry.by,
        entry.cost,
        round(entry.cost / ours, 3) if entry.cost is not None and ours else None,
        entry.left_out,
        entry.bound,
        round(entry.building_seconds, 1),
        round(entry.seconds, 1),
        round(entry.processor_seconds, 1),
        round(entry.peak_mb),
    ]


def by_us(contest: Contest) -> Entry:
    """The optimiser."""
    problem = contest.problem()
    warm_up()
    run = solve_measured(problem, contest.limits)
    return Entry(
        "our search",
        run.cost,
        run.left_out,
        run.violations,
        run.bound,
        0,
        run.seconds,
        run.processor_seconds,
        run.peak_mb,
    )


def by_insertion(contest: Contest) -> Entry:
    """Each engagement once, the hardest first, where it costs least."""
    problem = contest.problem()
    warm_up()
    watch = Stopwatch()
    search = SupervisionSearch(problem, workers=1, seed=contest.limits.seed, dials=Dials())
    building = watch.seconds
    search.start([], [], {})
    plan = Plan(visits=search.visits(search.roster.slot, search.roster.panel))
    return _entry("greedy insertion", problem, plan, None, building, watch)


def by_cp_sat(contest: Contest) -> Entry:
    """The plain model, handed whole to CP-SAT."""
    problem, limits = contest.problem(), contest.limits
    watch = Stopwatch()
    model = Monolith(problem)
    building = watch.seconds
    plan, bound = model.solve(limits.seconds or 0, limits.workers, limits.seed)
    return _entry("plain CP-SAT", problem, plan, bound, building, watch)


def _entry(by: str, problem: Problem, plan: Plan | None, bound: int | None, building: float, watch: Stopwatch) -> Entry:
    seconds, processor_seconds = watch.seconds - building, watch.processor_seconds
    if plan is None:
        return Entry(by, None, None, 0, bound, building, seconds, processor_seconds, peak_mb())
    verdict = verify(problem, plan)
    missing = left_out(problem, plan)
    faults = len(verdict.violations)
    return Entry(by, verdict.cost.total, missing, faults, bound, building, seconds, processor_seconds, peak_mb())
