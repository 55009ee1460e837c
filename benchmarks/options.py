"""Options for session requests through HTTP: milliseconds of each kind, idle and while a search takes all cores.

Free: any half-day of two weeks suits. Taken: a half-day and a person that are taken, so that near misses are looked for
and options that move one or two other visits. The reference is `who am I` of the same server in the same run.
"""

import argparse
import datetime as dt
import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any, Final

from benchmarks.busy import asked, searching
from benchmarks.served import Filled, filled, our_server
from benchmarks.tables import Cell, Table
from samples.terms import Quarter
from scheduler.clock import today

COLUMNS = [
    "asked for", "of", "idle p50 ms", "idle p95 ms", "to who am I", "busy p50 ms", "busy p95 ms", "p95 busy / idle"
]  # fmt: skip
SETTLED: Final = {"completed", "failed", "cancelled"}
PLANNING_SECONDS: Final = 10
BUSY_SECONDS: Final = 600
"""Longer than the measuring under a search lasts."""


@dataclass(slots=True)
class Asked:
    """What was asked over and over: how long each answer took, and the best kind of option in each."""

    milliseconds: list[float] = field(default_factory=list)
    best: Counter[str] = field(default_factory=Counter)

    def point(self, percent: int) -> float:
        """So many percent of the answers took at most so many milliseconds."""
        return quantiles(self.milliseconds, n=100)[percent - 1]


def add_options(parser: argparse.ArgumentParser) -> None:
    """How many requests."""
    parser.add_argument("--requests", type=int, default=60, metavar="N", help="of each kind, idle and busy")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="of the choice of stations and half-days")
    parser.add_argument("--workers", type=int, default=None, metavar="N", help="threads of the search; all cores")


def measure(given: argparse.Namespace) -> Table:
    """One row for the reference and for each kind of request, then what was offered."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        city = filled(folder, 0, Quarter.around(today()))
        with our_server(city.url, folder, with_worker=True) as server:
            base = f"{server.address}/api/v1"
            _publish(base, city)
            taken = _taken(base, city)
            idle = _all_kinds(base, city, taken, given)
            with searching(server.address, city, BUSY_SECONDS, given.workers):
                busy = _all_kinds(base, city, taken, given)
    rows = [_row(label, idle, busy) for label in idle]
    rows += [[_offered(label, idle[label]), *[None] * (len(COLUMNS) - 1)] for label in idle if idle[label].best]
    return Table(COLUMNS, rows)


def _publish(base: str, city: Filled) -> None:
    """Plan the term and publish it, as a planner would."""
    run = asked(f"{base}/terms/{city.term_id}/runs", city, {"seconds": PLANNING_SECONDS})
    while (run := asked(f"{base}/runs/{run['id']}", city))["state"] not in SETTLED:
        time.sleep(0.2)
    new = {"name": "benchmark", "origin": "run", "origin_id": run["id"]}
    draft = asked(f"{base}/terms/{city.term_id}/drafts", city, new)["draft"]
    gate = asked(f"{base}/drafts/{draft['id']}/release-check", city)
    warnings = [warning["code"] for warning in gate["warnings"]]
    body = {"acknowledged_warnings": warnings, "provisional_override": True}
    asked(f"{base}/drafts/{draft['id']}/release", city, body, {"If-Match": f'"{draft["version"]}"'})


def _taken(base: str, city: Filled) -> list[dict[str, Any]]:
    """The published visits after tomorrow."""
    after = today() + dt.timedelta(days=2)
    found = asked(f"{base}/dates?term_id={city.term_id}&first_date={after}&limit=500", city)["items"]
    return [visit for visit in found if visit["kind"] == "visit" and visit["scheme"] != "evaluation"]


def _all_kinds(base: str, city: Filled, taken: list[dict[str, Any]], given: argparse.Namespace) -> dict[str, Asked]:
    """Each kind so many times, the same requests each time this is called."""
    stations = [row["id"] for row in asked(f"{base}/stations?limit=500", city)["items"]]
    chance = random.Random(given.seed)
    url = f"{base}/terms/{city.term_id}/session-requests"
    found = {label: Asked() for label in ("who am I", "free options", "near misses and options that move others")}
    reference, free, moving = found.values()
    for _ in range(given.requests):
        _timed(reference, f"{base}/me", city, None)
        visit = chance.choice(taken)
        _timed(free, url, city, _wish(chance.choice(stations), visit))
        _timed(moving, url, city, _wish(chance.choice(stations), visit) | _just(visit))
    return found


def _wish(station: str, visit: dict[str, Any]) -> dict[str, Any]:
    first = dt.date.fromisoformat(visit["date"])
    end = first + dt.timedelta(days=14)
    return {"station_id": station, "topic": "benchmark", "first_date": f"{first}", "end_date": f"{end}"}


def _just(visit: dict[str, Any]) -> dict[str, Any]:
    """Only the half-day of a visit, and only its supervisor."""
    date = dt.date.fromisoformat(visit["date"])
    half = "morning" if visit["start"] < "12" else "afternoon"
    return {
        "end_date": f"{date + dt.timedelta(days=1)}",
        "half_days": [f"{date.isoweekday()}-{half}"],
        "supervisor_id": visit["supervisors"][0]["id"],
    }


def _timed(found: Asked, url: str, city: Filled, body: dict[str, Any] | None) -> None:
    began = time.perf_counter()
    answer = asked(url, city, body)
    found.milliseconds.append((time.perf_counter() - began) * 1000)
    if body is not None:
        found.best[_best_kind(answer["options"])] += 1


def _best_kind(options: list[dict[str, Any]]) -> str:
    fits = {option["fit"] for option in options}
    order = ("free", "moves_another", "moves_two")
    return next((fit for fit in order if fit in fits), "near misses only" if fits else "nothing")


def _row(label: str, idle: dict[str, Asked], busy: dict[str, Asked]) -> list[Cell]:
    one, other = idle[label], busy[label]
    times = [one.point(50), one.point(95), one.point(50) / idle["who am I"].point(50), other.point(50), other.point(95)]
    return [
        label,
        len(one.milliseconds),
        *(round(value, 1) for value in times),
        round(other.point(95) / one.point(95), 2),
    ]


def _offered(label: str, one: Asked) -> str:
    return f"{label}: best kind {', '.join(f'{kind} {count}' for kind, count in one.best.most_common())}"
