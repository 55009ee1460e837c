"""The service through HTTP while a search takes all cores: milliseconds idle and busy, memory of server and search.

The search runs in a child of the serving process, at a lower priority, as it does in a deployment of one machine.
"""

import argparse
import json
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks.http_load import Load, ask
from benchmarks.served import Filled, filled, memory_mb, our_server
from benchmarks.service import addresses
from benchmarks.tables import Cell, Table

COLUMNS = ["asked for", "idle p50 ms", "idle p95 ms", "busy p50 ms", "busy p95 ms", "p95 busy / idle"]
ASKED: Final = ("who am I", "term, with how it stands", "engagements, a page of 100")


def add_options(parser: argparse.ArgumentParser) -> None:
    """How long."""
    parser.add_argument("--seconds", type=float, default=10, metavar="S", help="per figure")
    parser.add_argument("--workers", type=int, default=None, metavar="N", help="threads of the search; all cores")


def measure(given: argparse.Namespace) -> Table:
    """One row per address, then the memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        city = filled(folder, 0)
        with our_server(city.url, folder, with_worker=True) as server:
            idle = _loads(server.address, city, given.seconds)
            before = memory_mb(server.process.pid)
            seconds = int(given.seconds * len(ASKED) * 2 + 30)
            with searching(server.address, city, seconds, given.workers):
                busy = _loads(server.address, city, given.seconds)
                child = _child_memory(server.process.pid)
            after = memory_mb(server.process.pid)
    rows: list[list[Cell]] = [
        [label, *_rounded(idle[label], busy[label]), round(busy[label].p95 / idle[label].p95, 2)] for label in ASKED
    ]
    rows.append([f"memory: server {before:.0f} MB idle, {after:.0f} MB busy; search {child:.0f} MB", *[None] * 5])
    return Table(COLUMNS, rows)


def _loads(address: str, city: Filled, seconds: float) -> dict[str, Load]:
    paths = addresses(city)
    ask(f"{address}{paths[ASKED[0]]}", seconds=1, connections=1, headers=city.headers)
    return {
        label: ask(f"{address}{paths[label]}", seconds=seconds, connections=1, headers=city.headers) for label in ASKED
    }


@contextmanager
def searching(address: str, city: Filled, seconds: int, workers: int | None) -> Iterator[None]:
    """While the block lasts, a run on all cores, or so many threads. Raises RuntimeError when it ends before."""
    wanted = {"seconds": seconds} | ({"workers": workers} if workers else {})
    run = asked(f"{address}/api/v1/terms/{city.term_id}/runs", city, wanted)
    here = f"{address}/api/v1/runs/{run['id']}"
    while (run := asked(here, city))["phase"] != "search":
        if run["state"] not in {"queued", "running"}:
            raise RuntimeError(f"the search ended: {run}")
        time.sleep(0.2)
    yield
    if asked(here, city)["state"] != "running":
        raise RuntimeError("the search was over before the measuring was; measure less at a time")
    asked(f"{here}/cancel", city, {})


def asked(
    url: str, city: Filled, body: dict[str, Any] | None = None, headers: dict[str, str] | None = None
) -> dict[str, Any]:
    """What a planner is answered: to a `GET`, or to a `POST` with a body."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **city.headers, **(headers or {})})  # noqa: S310 - ours
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - ours
        answered: dict[str, Any] = json.load(answer)
        return answered


def _child_memory(pid: int) -> float:
    """Megabytes of the largest child process."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for task in Path(f"/proc/{pid}/task").iterdir():
        children += (task / "children").read_text().split()
    return max((memory_mb(int(child)) for child in set(children)), default=0.0)


def _rounded(idle: Load, busy: Load) -> list[float]:
    return [round(value, 2) for value in (idle.p50, idle.p95, busy.p50, busy.p95)]
