"""Plans as they are stored: the exchange file's text in UTF-8, compressed, as problems are; and what made them."""

import hashlib
import sys
import zlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import solver
from scheduler.models.runs import RunPlan
from solver.plan import Plan
from solver.reading import read_plan

LIBRARIES = ("numpy", "numba", "ortools")


def packed(text: str) -> bytes:
    """A text as it is stored."""
    return zlib.compress(text.encode())


def unpacked(content: bytes) -> str:
    """A stored text."""
    return zlib.decompress(content).decode()


def plan_of(row: RunPlan) -> Plan:
    """A run's plan."""
    return read_plan(unpacked(row.content))


@cache
def versions() -> dict[str, str]:
    """What searches in this installation: the package, a hash of the solver's sources, Python and the libraries."""
    digest = hashlib.sha256()
    for source in sorted(Path(solver.__file__).parent.rglob("*.py")):
        digest.update(source.read_bytes())
    libraries = {name: version(name) for name in LIBRARIES}
    return {
        "dudao": version("dudao"),
        "solver": digest.hexdigest()[:16],
        "python": sys.version.split()[0],
        **libraries,
    }
