"""Getting the compiled code ready before it is needed, so that the user sees a bar and not a silent minute."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
from numba.core import event

from solver.compiled.kernel import KERNELS, source_hash
from solver.inserting import Inserter
from solver.joint import FEWEST_PEOPLE
from solver.problem import Weights
from solver.reading import read_problem
from solver.solving import Limits, solve

WARMING_TURNS = 2


class _Compilations(event.Listener):
    """Counts the kernels as they are compiled or loaded."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self._done = 0
        self._tell = tell

    def on_start(self, _event: Any) -> None:
        """Nothing to count yet."""

    def on_end(self, _event: Any) -> None:
        """One more is ready."""
        self._done += 1
        self._tell(self._done)


def is_compiled() -> bool:
    """Whether every kernel has been compiled on this machine for this version before."""
    return mark().exists()


def mark() -> Path:
    """The file that says so; its name changes with the sources."""
    return Path(vars(numba.config)["CACHE_DIR"]) / f"compiled-{source_hash()}-{sys.implementation.cache_tag}"


def make_ready(on_step: Callable[[int, int], None] = lambda _done, _steps: None) -> None:
    """Compile every kernel, unless that has been done: then each is loaded when it is needed, which is sooner."""
    if is_compiled():
        on_step(len(KERNELS), len(KERNELS))
    else:
        warm_up(on_step)


def warm_up(on_step: Callable[[int, int], None] = lambda _done, _steps: None) -> None:
    """Compile every kernel, or load it from where it was kept; on_step hears how many of how many are ready.

    It solves a tiny problem, so that everything is compiled for just the types that solving uses.
    """
    steps = len(KERNELS)
    listener = _Compilations(lambda done: on_step(min(done, steps), steps))
    with event.install_listener("numba:compile", listener):
        problem = read_problem(_tiny_problem())
        plan = solve(problem, Limits(seconds=None, rounds=WARMING_TURNS, workers=2))
        for row in problem.engagements:
            rest = plan.model_copy(update={"visits": [x for x in plan.visits if x.engagement != row.id]})
            Inserter(problem, rest).ways(row.id)
    on_step(steps, steps)
    mark().touch()


def _tiny_problem() -> dict[str, Any]:
    """Two stations, enough supervisors to be shared out, a pair, a panel and a class on three working days."""
    days = ("2026-10-12", "2026-10-19", "2026-10-26")
    where = {"lat": 30.75, "lon": 120.75}
    limits = {"max_per_day": 2, "max_per_week": 4, "max_per_term": 9, "max_pairs": 2, "target": 2}
    roles = ["pair", "roving", "evaluation", "lecture"]
    people = [f"v{number}" for number in range(2 * FEWEST_PEOPLE)]
    due = {"visits": 2, "panel": 1, "first": 0, "last": 5, "fields": ["elderly"], "min_gap_days": 1}
    return {
        "format": "dudao-problem/1",
        "slots": [
            {"date": day, "start": start, "end": end}
            for day in days
            for start, end in (("08:30", "11:30"), ("13:30", "16:30"))
        ],
        "travel": {"road_factor": 1.3, "kmh": 40},
        "stations": [
            {"id": name, "name": name, "county": "", "staff": 6, "duty": 2, "present": 3, **where} for name in "ab"
        ],
        "supervisors": [{"id": name, "name": name, "roles": roles, **where, **limits} for name in people],
        "engagements": [
            {"id": "pair", "scheme": "pair", "station": "a", "same_supervisors": True, "ideal_gap_days": 7, **due},
            {"id": "rove", "scheme": "roving", "station": "a", "distinct": True, "not_paired": True, **due},
            {"id": "rate", "scheme": "evaluation", "station": "b", **due, "panel": 2, "visits": 1},
        ],
        "venues": [{"id": "r", "name": "r", "seats": 9, **where}],
        "cohorts": [{"id": "k", "name": "k"}, {"id": "l", "name": "l"}],
        "trainees": [{"id": "t", "station": "a", "cohorts": ["k", "l"]}],
        "classes": [
            {"id": "c", "title": "c", "form": "course", "cohorts": ["k"], "sessions": 2, "lecturers": people[:2]}
        ],
        "weights": dict.fromkeys(Weights.model_fields, 1) | {"unscheduled_visit": 2000, "unscheduled_session": 5000},
    }
