"""From the start of the process to the first plan on disk, beside what any program of this kind has to load.

The compiled code is on disk already. `dudao solve` is given a tenth of a second, so what is measured is its way there
and back: Python, libraries, compiled code, reading, the first plan, judging, writing.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.problems import add_options as add_problem_options
from benchmarks.problems import chosen
from benchmarks.tables import Cell, Table

SHORTEST_SECONDS = "0.1"
BARE = "pass"
LIBRARIES = (
    "import numba, numpy, pydantic; from ortools.linear_solver import pywraplp; from ortools.sat.python import cp_model"
)
DUDAO = "import sys; from cli.entry import main; sys.exit(main())"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Which problem, how often."""
    add_problem_options(parser)
    parser.add_argument("--times", type=int, default=5, metavar="N", help="the median of so many starts is told")


def measure(given: argparse.Namespace) -> Table:
    """One row for the bare interpreter, one for the libraries, one per problem."""
    libraries = median_seconds(LIBRARIES, [], given.times)
    rows: list[list[Cell]] = [
        ["bare interpreter", *compared(median_seconds(BARE, [], given.times), libraries)],
        ["the libraries imported", *compared(libraries, libraries)],
    ]
    with chosen(given) as paths, tempfile.TemporaryDirectory() as folder:
        for path in paths:
            plan = str(Path(folder) / "plan.json")
            command = ["solve", str(path), "-o", plan, "--seconds", SHORTEST_SECONDS]
            median_seconds(DUDAO, command, 1)
            rows.append(
                [f"first plan of {path.stem}", *compared(median_seconds(DUDAO, command, given.times), libraries)]
            )
    return Table(["from process start to", "seconds", "ratio to the libraries"], rows)


def compared(seconds: float, libraries: float) -> list[Cell]:
    """Seconds, and how many times the import of the libraries they are."""
    return [round(seconds, 2), round(seconds / libraries, 2)]


def median_seconds(code: str, arguments: list[str], times: int) -> float:
    """How long a new interpreter takes to run `code`. Raises CalledProcessError when it fails."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)
