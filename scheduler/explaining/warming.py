"""The compiled code that answers "why here" and "what else is free", loaded before anybody asks."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from solver.ids import EngagementId
from solver.inserting import insertions
from solver.plan import Plan
from solver.problem import Problem, Weights
from solver.reading import read_problem
from solver.warming import is_compiled

LOOK_SECONDS: Final = 15.0
"""So often it is looked whether the code has been compiled in the meantime."""


@contextmanager
def warming() -> Iterator[None]:
    """While the block lasts, load in the background what explaining runs, once it has been compiled on this machine.

    Compiling itself takes minutes and would hold up every request: the child process of the first run does it.
    """
    stopping = threading.Event()
    thread = threading.Thread(target=_wait_and_load, args=(stopping,), name="warming", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()


def load_kernels() -> None:
    """Fit an engagement into the smallest of plans, which runs everything that explaining and requests run."""
    problem = _smallest_problem()
    insertions(problem, Plan(visits=[], sessions=[]), EngagementId("e"), 1)


def _wait_and_load(stopping: threading.Event) -> None:
    while not is_compiled():
        if stopping.wait(LOOK_SECONDS):
            return
    load_kernels()


def _smallest_problem() -> Problem:
    where = {"lat": 30.75, "lon": 120.75}
    limits = {"max_per_day": 2, "max_per_week": 4, "max_per_term": 9, "max_pairs": 2, "target": 2}
    days = ("2026-10-12", "2026-10-19")
    return read_problem(
        {
            "format": "dudao-problem/1",
            "slots": [{"date": day, "start": "08:30", "end": "11:30"} for day in days],
            "travel": {"road_factor": 1.3, "kmh": 40},
            "stations": [{"id": "s", "name": "s", "county": "", "staff": 6, "duty": 2, "present": 3, **where}],
            "supervisors": [{"id": "p", "name": "p", "roles": ["pair"], **where, **limits}],
            "engagements": [
                {"id": "e", "scheme": "pair", "station": "s", "visits": 2, "panel": 1, "first": 0, "last": 1}
                | {"same_supervisors": True, "min_gap_days": 1, "ideal_gap_days": 7, "fields": ["elderly"]}
            ],
            "weights": dict.fromkeys(Weights.model_fields, 1),
        }
    )
