"""A filled database and servers as processes of their own, for measuring what a client sees."""

import datetime as dt
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, select

from api.authentication import COOKIE, CSRF_HEADER
from migrations.running import migrate
from samples.filling import fill_city
from samples.sample import FOURTH_QUARTER_2026, SampleOptions
from samples.terms import Quarter
from scheduler.accounts.signing_in import open_sign_in
from scheduler.database import open_database, sqlite_url
from scheduler.models.people import Station, Supervisor
from scheduler.running.queue import lay_job_tables

WAIT_SECONDS = 60
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Filled:
    """A database with a city, and what a signed-in planner needs to ask for it."""

    url: str
    stations: int
    station_id: str
    supervisor_id: str
    term_id: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Server:
    """A serving process and its address."""

    process: subprocess.Popen[str]
    address: str


def filled(folder: Path, cities: int, quarter: Quarter = FOURTH_QUARTER_2026) -> Filled:
    """A new SQLite database with Jiaxing, or with so many invented cities under one association, and one quarter."""
    url = sqlite_url(folder / f"{cities}.sqlite")
    database = open_database(url)
    migrate(database)
    lay_job_tables(database)
    with database.unit_of_work() as db:
        city = fill_city(db, SampleOptions(invented_cities=cities, quarter=quarter))
        opened = open_sign_in(db, city.planner, client="benchmark", lasts=DAY)
        return _filled(db, url, city.term.id, {"Cookie": f"{COOKIE}={opened.secret}"}, opened.sign_in.csrf_token)


def _filled(db: Session, url: str, term_id: str, headers: dict[str, str], csrf_token: str) -> Filled:
    stations = db.exec(select(Station.id)).all()
    supervisor = db.exec(select(Supervisor.id)).first()
    return Filled(url, len(stations), stations[0], supervisor or "", term_id, {**headers, CSRF_HEADER: csrf_token})


@contextmanager
def our_server(database_url: str, folder: Path, *, with_worker: bool) -> Iterator[Server]:
    """`dudao serve` as a process of its own, its log in `folder`."""
    ours = {
        "DUDAO_DATABASE_URL": database_url,
        "DUDAO_DATA_DIR": str(folder),
        "DUDAO_REQUESTS_PER_MINUTE": "100000000",
        "DUDAO_LANG": "en",
    }
    command = [sys.executable, "-c", "import sys; from cli.entry import main; sys.exit(main())", "serve", "--port", "0"]
    command.append("--worker" if with_worker else "--no-worker")
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=os.environ | ours)
        with _ending(process):
            told = process.stdout.readline() if process.stdout else ""
            found = re.search(r"http://[\d.:]+", told)
            if found is None:
                raise RuntimeError((folder / "log").read_text())
            yield Server(process, found.group())


@contextmanager
def empty_server() -> Iterator[Server]:
    """An application that does nothing, as a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.empty_app", str(port)], text=True)
    with _ending(process):
        _wait_for(port)
        yield Server(process, f"http://127.0.0.1:{port}")


def memory_mb(pid: int) -> float:
    """Memory that a process holds now, in megabytes. Needs Linux."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def _ending(process: subprocess.Popen[str]) -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        process.wait(WAIT_SECONDS)


def _wait_for(port: int) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("the empty server does not answer")
