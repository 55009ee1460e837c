"""The training camp on competition timetables.

`python -m benchmarks.camp FOLDER [--seconds 60] [--workers 4] [--seeds 1 2] [--by-processor]`

FOLDER holds `.ctt` files of ITC-2007 track 3. For each file and seed: the cost under UD2, the proven bound, and when
the best plan was found. Every plan is judged by `solver.rules` before its cost is printed.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.solved import add_clock_option, shared_processor_time
from solver.camp.ctt import read_ctt
from solver.camp.planning import CampLimits, plan_camp
from solver.camp.state import CampPlan
from solver.camp.translation import to_problem
from solver.plan import Plan
from solver.problem import Problem
from solver.rules import verify


def measure(problem: Problem, limits: CampLimits, clock: Callable[[], float]) -> tuple[CampPlan, float]:
    """The camp planned within the limits, and the seconds of that clock after which the best was known.

    Raises ValueError when the plan breaks a rule or does not cost what the search says.
    """
    started = clock()
    found = [0.0]
    camp = plan_camp(problem, limits=limits, on_better=lambda _: found.append(clock() - started), clock=clock)
    verdict = verify(problem, Plan(sessions=camp.sessions, trainees=camp.trainees))
    if not verdict.is_feasible or verdict.cost.total != camp.cost:
        raise ValueError(f"{problem.name}: the verdict is {verdict.cost}, the search says {camp.cost}")
    return camp, found[-1]


def main(arguments: list[str]) -> int:
    """Print a table; the exit code is 0, or 2 when the folder holds no timetable."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    add_clock_option(parser)
    given = parser.parse_args(arguments)
    clock = partial(shared_processor_time, given.workers) if given.by_processor else time.monotonic
    files = sorted(given.folder.glob("*.ctt"))
    if not files:
        print(f"no .ctt file in {given.folder}", file=sys.stderr)
        return 2
    print("| file | costs by seed | mean | bound | best after, s |\n|---|---|---|---|---|")
    for file in files:
        problem = to_problem(read_ctt(file.read_text(encoding="utf-8")))
        runs = [
            measure(problem, CampLimits(seconds=given.seconds, workers=given.workers, seed=seed), clock)
            for seed in given.seeds
        ]
        costs = [camp.cost for camp, _ in runs]
        bound = max(camp.bound for camp, _ in runs)
        when = " ".join(f"{seconds:.0f}" for _, seconds in runs)
        print(
            f"| {file.stem} | {' '.join(map(str, costs))} | {statistics.mean(costs):.1f} | {bound} | {when} |",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
