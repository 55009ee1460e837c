"""Lists and details of the service through HTTP: milliseconds, and answers a second as a ratio to an empty answer.

One planner's browser on one connection (p50, p95), then several at once (answers a second); server, client and database
file on one machine. The empty answer comes from a FastAPI application that does nothing, served in the same way in the
same run.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.http_load import ask
from benchmarks.served import Filled, empty_server, filled, memory_mb, our_server
from benchmarks.tables import Cell, Table

COLUMNS = ["stations", "asked for", "kB", "p50 ms", "p95 ms", "a second", "of the empty answer's"]


def add_options(parser: argparse.ArgumentParser) -> None:
    """How large, how long."""
    parser.add_argument("--cities", type=int, nargs="+", default=[0, 19], metavar="N", help="0: Jiaxing's 72 stations")
    parser.add_argument("--seconds", type=float, default=5, metavar="S", help="per figure")
    parser.add_argument("--connections", type=int, default=8, metavar="N")


def measure(given: argparse.Namespace) -> Table:
    """One row per size and address."""
    rows: list[list[Cell]] = []
    with tempfile.TemporaryDirectory() as name, empty_server() as nothing:
        folder = Path(name)
        for cities in given.cities:
            city = filled(folder, cities)
            empty = _figures(f"{nothing.address}/empty", {}, given)
            rows.append([city.stations, "an empty answer", *empty, 1.0])
            with our_server(city.url, folder, with_worker=False) as ours:
                for label, path in addresses(city).items():
                    figures = _figures(f"{ours.address}{path}", city.headers, given)
                    rows.append([city.stations, label, *figures, round(figures[-1] / empty[-1], 3)])
                held = f"server's memory: {memory_mb(ours.process.pid):.0f} MB"
                rows.append([city.stations, held, *[None] * (len(COLUMNS) - 2)])
    return Table(COLUMNS, rows)


def addresses(city: Filled) -> dict[str, str]:
    """What is asked for, by what it is."""
    base = "/api/v1"
    return {
        "who am I": f"{base}/me",
        "station": f"{base}/stations/{city.station_id}",
        "stations, a page of 100": f"{base}/stations?limit=100",
        "stations, all in pages of 500": f"{base}/stations?limit=500",
        "supervisors, a page of 100": f"{base}/supervisors?limit=100",
        "term, with how it stands": f"{base}/terms/{city.term_id}",
        "what each station is due": f"{base}/terms/{city.term_id}/demand?limit=100",
        "engagements, a page of 100": f"{base}/terms/{city.term_id}/engagements?limit=100",
    }


def _figures(url: str, headers: dict[str, str], given: argparse.Namespace) -> list[float]:
    """Size of the answer in kB, p50 and p95 of one connection, answers a second of several."""
    ask(url, seconds=min(1.0, given.seconds), connections=1, headers=headers)  # not measured: first answers load code
    one = ask(url, seconds=given.seconds, connections=1, headers=headers)
    many = ask(url, seconds=given.seconds, connections=given.connections, headers=headers)
    return [round(one.bytes_each / 1000, 1), round(one.p50, 2), round(one.p95, 2), round(many.per_second, 1)]
