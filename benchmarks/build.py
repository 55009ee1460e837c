"""Processor time to read a problem and to compile it, by its size, to see whether it is linear."""

import argparse
import tempfile
from pathlib import Path

from benchmarks.measuring import Stopwatch, in_own_process, peak_mb
from benchmarks.problems import load, write_sample
from benchmarks.tables import Cell, Table
from samples.sample import SampleOptions
from solver.compiled.view import compile_view
from solver.search.ruin import Dials
from solver.search.team import SupervisionSearch
from solver.warming import warm_up

COLUMNS = ["problem", "stations", "visits", "read s", "view s", "search s", "all s", "all, per station", "peak MB"]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Which sizes."""
    parser.add_argument("problems", nargs="*", type=Path, metavar="PROBLEM", help="from small to large; none: samples")
    parser.add_argument("--cities", type=int, nargs="+", default=[1, 4, 16], metavar="N", help="sizes of the samples")


def measure(given: argparse.Namespace) -> Table:
    """One row per problem; the time per station is told as a ratio to that of the first."""
    with tempfile.TemporaryDirectory() as folder:
        paths = list(given.problems)
        for cities in [] if paths else given.cities:
            paths.append(Path(folder) / f"{cities}-cities.json")
            write_sample(paths[-1], SampleOptions(invented_cities=cities))
        built = [(path.stem, *in_own_process(build_file, path)) for path in paths]
    rows: list[list[Cell]] = []
    per_station = 0.0
    for name, stations, visits, seconds, peak in built:
        each = sum(seconds) / max(1, stations)
        per_station = per_station or each
        times: list[Cell] = [round(part, 2) for part in (*seconds, sum(seconds))]
        rows.append([name, stations, visits, *times, round(each / per_station, 2), round(peak)])
    return Table(COLUMNS, rows)


def build_file(path: Path) -> tuple[int, int, tuple[float, float, float], float]:
    """Stations, visits, processor seconds to read, to compile the view and to set up a search of the visits, peak MB.

    Compiled code is loaded before.
    """
    warm_up()
    watch = Stopwatch()
    problem = load(path)
    read = watch.processor_seconds
    compile_view(problem)
    viewed = watch.processor_seconds
    SupervisionSearch(problem, workers=4, seed=1, dials=Dials())
    ready = watch.processor_seconds
    visits = sum(row.visits for row in problem.engagements)
    return len(problem.stations), visits, (read, viewed - read, ready - viewed), peak_mb()
