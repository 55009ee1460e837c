"""The problems that are measured: files of the exchange format, or the project's own samples."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from samples.sample import SampleOptions, make_sample
from solver.problem import Problem
from solver.reading import read_problem


def add_options(parser: argparse.ArgumentParser) -> None:
    """Which problems: files, or else one sample."""
    parser.add_argument("problems", nargs="*", type=Path, metavar="PROBLEM", help="problem files; none: a sample")
    parser.add_argument("--cities", type=int, default=0, metavar="N", help="cities of the sample (0: Jiaxing)")
    parser.add_argument("--tight", type=float, default=0.8, metavar="X", help="demand of the sample, near 1 is hard")
    parser.add_argument("--sample-seed", type=int, default=1, metavar="N", help="seed of the sample")


@contextmanager
def chosen(given: argparse.Namespace) -> Iterator[list[Path]]:
    """The files to measure; a sample lies in a folder that is gone afterwards."""
    if given.problems:
        yield given.problems
        return
    with tempfile.TemporaryDirectory() as folder:
        place = f"{given.cities}-cities" if given.cities else "jiaxing"
        path = Path(folder) / f"{place}-tight-{given.tight}-seed-{given.sample_seed}.json"
        write_sample(path, SampleOptions(given.sample_seed, given.cities, given.tight))
        yield [path]


def write_sample(path: Path, options: SampleOptions) -> None:
    """A sample problem as a file."""
    path.write_text(make_sample(options).to_json(), encoding="utf-8")


def load(path: Path) -> Problem:
    """Read a problem file. Raises FaultyProblem with everything that is wrong with it."""
    return read_problem(path.read_bytes())
