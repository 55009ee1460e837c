"""A run around its search: how long each step takes, and how soon a killed server's run goes on.

Jiaxing's term through HTTP on SQLite, by the times in a run's row and by the client's clock. The search itself
is measured by `plan`.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from benchmarks.busy import asked
from benchmarks.served import Filled, filled, our_server
from benchmarks.tables import Cell, Table

COLUMNS: Final = ["step", "runs", "median s", "largest s"]
LONG: Final = 600
LOOK_SECONDS: Final = 0.02
LARGEST_WAIT_SECONDS: Final = 300


def add_options(parser: argparse.ArgumentParser) -> None:
    """How often."""
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="of each kind")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="threads of each search")


def measure(given: argparse.Namespace) -> Table:
    """One row per step."""
    took: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        city = filled(folder, 0)
        with our_server(city.url, folder, with_worker=True) as server:
            for _ in range(given.runs):
                _live(_Desk(server.address, city, given.workers), took)
        for _ in range(given.runs):
            _killed(city, folder, given.workers, took)
    rows: list[list[Cell]] = [
        [step, len(each), round(statistics.median(each), 2), round(max(each), 2)] for step, each in took.items()
    ]
    return Table(COLUMNS, rows)


class _Desk:
    """A planner's desk: asks for runs and waits for what becomes of them."""

    def __init__(self, address: str, city: Filled, workers: int) -> None:
        self._base = f"{address}/api/v1"
        self._city = city
        self._workers = workers

    def submit(self) -> str:
        """A run of the term; its key."""
        body = {"seconds": LONG, "workers": self._workers}
        return str(asked(f"{self._base}/terms/{self._city.term_id}/runs", self._city, body)["id"])

    def steer(self, run: str, verb: str) -> None:
        """Finish or cancel it."""
        asked(f"{self._base}/runs/{run}/{verb}", self._city, {})

    def wait(self, run: str, until: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """The run as soon as it is so. Raises TimeoutError."""
        deadline = time.monotonic() + LARGEST_WAIT_SECONDS
        while not until(found := asked(f"{self._base}/runs/{run}", self._city)):
            if time.monotonic() > deadline:
                raise TimeoutError(f"the run stands as before: {found}")
            time.sleep(LOOK_SECONDS)
        return found


def _live(desk: _Desk, took: dict[str, list[float]]) -> None:
    """A run that is asked to finish, and one that is cancelled."""
    began = time.perf_counter()
    run = desk.submit()
    _note(took, "asking for it, until it is stored with its job", time.perf_counter() - began)
    found = desk.wait(run, lambda run: run["first_plan_at"])
    submitted, started, planned = (datetime.fromisoformat(found[f"{name}_at"]) for name in _MOMENTS)
    _note(took, "until a worker has it", (started - submitted).total_seconds())
    _note(took, "until the first plan is stored, child started and code loaded", (planned - started).total_seconds())
    began = time.perf_counter()
    desk.steer(run, "finish")
    desk.wait(run, lambda run: run["state"] == "completed")
    _note(took, "from asked to finish to the verified plan", time.perf_counter() - began)


_MOMENTS: Final = ("submitted", "started", "first_plan")


def _killed(city: Filled, folder: Path, workers: int, took: dict[str, list[float]]) -> None:
    """A run whose server is killed and started again."""
    with our_server(city.url, folder, with_worker=True) as server:
        desk = _Desk(server.address, city, workers)
        run = desk.submit()
        best = desk.wait(run, lambda run: run["first_plan_at"])["progress"]["cost"]["total"]
        server.process.kill()
        server.process.wait()
    with our_server(city.url, folder, with_worker=True) as server:
        desk = _Desk(server.address, city, workers)
        began = time.perf_counter()
        desk.wait(run, lambda run: run["attempt"] == 2 and run["phase"] == "search" and _cost(run) <= best)
        _note(took, "from a server up again after kill -9 to a search that goes on", time.perf_counter() - began)
        began = time.perf_counter()
        desk.steer(run, "cancel")
        _note(took, "cancelling", time.perf_counter() - began)


def _cost(run: dict[str, Any]) -> int:
    cost = run["progress"]["cost"]
    return 1 << 60 if cost is None else int(cost["total"])


def _note(took: dict[str, list[float]], step: str, seconds: float) -> None:
    took.setdefault(step, []).append(seconds)
