"""One measured run of the optimiser: solved, judged anew, and told in figures."""

import argparse
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.measuring import Stopwatch, peak_mb
from benchmarks.problems import load
from solver.plan import Plan
from solver.problem import Problem
from solver.rules import verify
from solver.solving import Limits, Progress, solve
from solver.warming import warm_up


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan and what it took to get it."""

    plan: Plan
    cost: int
    bound: int
    left_out: int
    """Visits and course sessions not planned."""
    violations: int
    first_seconds: float
    """Until a plan was known that leaves no more out than the last one does."""
    seconds: float
    processor_seconds: float
    peak_mb: float

    @property
    def gap_percent(self) -> float:
        """By how much the cost can be above the best at most, as a share of the cost."""
        return 100 * (self.cost - self.bound) / self.cost if self.cost else 0.0


def add_clock_option(parser: argparse.ArgumentParser) -> None:
    """What the limits count."""
    parser.add_argument(
        "--by-processor",
        action="store_true",
        help="count the processor's seconds, shared by the workers, as on a machine with nothing else to do",
    )


def solve_file(path: Path, limits: Limits, *, by_processor: bool = False) -> Solved:
    """Solve a problem file with compiled code loaded before the clock starts; for a process of its own.

    by_processor: the limit counts the seconds that the processor worked for this run, shared by the workers: on a busy
    machine what comes out is what a quiet one would have given.
    """
    problem = load(path)
    warm_up()
    return solve_measured(problem, limits, by_processor=by_processor)


def solve_measured(problem: Problem, limits: Limits, *, by_processor: bool = False) -> Solved:
    """Solve and judge; the time of judging is not counted."""
    heard: list[Progress] = []
    watch = Stopwatch()
    clock = partial(shared_processor_time, limits.workers) if by_processor else time.monotonic
    plan = solve(problem, limits, on_progress=heard.append, clock=clock)
    seconds, processor_seconds = watch.seconds, watch.processor_seconds
    verdict = verify(problem, plan)
    missing = left_out(problem, plan)
    return Solved(
        plan=plan,
        cost=verdict.cost.total,
        bound=plan.bound or 0,
        left_out=missing,
        violations=len(verdict.violations),
        first_seconds=first_complete(heard, missing),
        seconds=seconds,
        processor_seconds=processor_seconds,
        peak_mb=peak_mb(),
    )


def shared_processor_time(workers: int) -> float:
    """Seconds of a clock that runs while the processor works for this process, as if shared by so many workers."""
    return time.process_time() / workers


def left_out(problem: Problem, plan: Plan) -> int:
    """How many visits and course sessions are due and not in the plan."""
    due = sum(row.visits for row in problem.engagements) + sum(row.sessions for row in problem.classes)
    return due - len(plan.visits) - len(plan.sessions)


def first_complete(heard: list[Progress], missing: int) -> float:
    """Seconds until a plan was told of that leaves out no more than `missing`; the last word when none was."""
    for progress in heard:
        if progress.cost is not None and progress.unscheduled_visits + progress.unscheduled_sessions <= missing:
            return progress.seconds
    return heard[-1].seconds
