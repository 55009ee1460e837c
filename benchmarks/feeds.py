"""Calendar feeds: milliseconds cold, warm and 304; answers a second as a ratio to an empty endpoint of the same server.

Cold: the first fetch of a feed by a process, one feed after another. Warm: prepared already, plain and compressed. 304:
the client has it. The empty endpoint is `/health`, which asks nothing of anybody. With `--busy`, processes of lower
priority, as a search is, meanwhile take all cores. Processor ms: what one answer costs the server, whatever else runs.
"""

import argparse
import datetime as dt
import http.client
import multiprocessing
import os
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final
from urllib.parse import urlsplit

from sqlmodel import Session

from benchmarks.http_load import ask
from benchmarks.served import Server, our_server
from benchmarks.tables import Cell, Table
from migrations.running import migrate
from scheduler.actor import Actor
from scheduler.database import open_database, sqlite_url
from scheduler.feeds.commands import NewFeed
from scheduler.feeds.recording import record_release
from scheduler.feeds.service import make_feed
from scheduler.ids import AccountId, AssociationId
from scheduler.models.accounts import Account, Role
from scheduler.models.associations import Association
from scheduler.models.feeds import FeedKind
from scheduler.models.planning import ProblemSnapshot
from scheduler.models.releases import EventKind, EventParty, PartyKind, Release, ReleaseEvent
from scheduler.models.terms import Term
from scheduler.planning.keys import visit_key
from scheduler.running.queue import lay_job_tables

COLUMNS = ["events", "asked for", "kB", "p50 ms", "p95 ms", "processor ms", "a second", "of the empty endpoint's"]
COLD_FEEDS: Final = 15
FIRST_DAY: Final = dt.date.today() - dt.timedelta(days=7)  # noqa: DTZ011 - any day near the server's own
PLAIN: Final = {"Accept-Encoding": "identity"}
ZIPPED: Final = {"Accept-Encoding": "gzip"}


def add_options(parser: argparse.ArgumentParser) -> None:
    """How many events, how long, and whether all cores are taken."""
    parser.add_argument("--events", type=int, nargs="+", default=[600, 6000], metavar="N")
    parser.add_argument("--seconds", type=float, default=4, metavar="S", help="per figure")
    parser.add_argument("--connections", type=int, default=8, metavar="N")
    parser.add_argument("--busy", action="store_true", help="while all cores are taken at a lower priority")


def measure(given: argparse.Namespace) -> Table:
    """Rows for every number of events: the empty endpoint, then cold, warm and 304."""
    rows: list[list[Cell]] = []
    with tempfile.TemporaryDirectory() as name, cores_taken(given.busy):
        for events in given.events:
            folder = Path(name) / str(events)
            folder.mkdir()
            url = sqlite_url(folder / "feeds.sqlite")
            tokens = filled(url, events)
            with our_server(url, folder, with_worker=False) as server:
                rows += _rows(server, tokens, events, given)
    return Table(COLUMNS, rows)


def filled(url: str, events: int) -> list[str]:
    """A database with one release of so many visits; tokens of feeds of the whole roster, each of another account."""
    database = open_database(url)
    migrate(database)
    lay_job_tables(database)
    with database.unit_of_work() as db:
        association = Association(name="嘉兴市社会工作协会", city="嘉兴")
        db.add(association)
        db.flush()
        record_release(db, _release(db, association, events))
        tokens = [_token(db, association, number) for number in range(COLD_FEEDS + 1)]
    database.close()
    return tokens


def _release(db: Session, association: Association, events: int) -> Release:
    end = FIRST_DAY + dt.timedelta(days=91)
    term = Term(association_id=association.id, name="计划期", first_date=FIRST_DAY, end_date=end)
    owned: dict[str, Any] = {"association_id": association.id, "term_id": term.id}
    snapshot = ProblemSnapshot(**owned, sha256=uuid.uuid4().hex, content=b"")
    for row in (term, snapshot):
        db.add(row)
        db.flush()
    moment = dt.datetime.now(dt.UTC)
    release = Release(**owned, number=1, published_at=moment, snapshot_id=snapshot.id, plan={}, cost={})
    db.add(release)
    db.flush()
    stored = [_event(release, number) for number in range(events)]
    db.add_all(stored)
    db.flush()
    db.add_all(party for event in stored for party in _parties(event))
    db.flush()
    return release


def _event(release: Release, number: int) -> ReleaseEvent:
    station = f"第{number % 72}街道社工站"
    return ReleaseEvent(
        association_id=release.association_id,
        release_id=release.id,
        term_id=release.term_id,
        key=visit_key(uuid.uuid4().hex, number % 6),
        kind=EventKind.VISIT,
        scheme="pair",
        title=f"“1+1”结对 {station}（第{number % 6 + 1}次）",
        date=FIRST_DAY + dt.timedelta(days=number % 91),
        start="08:30",
        end="11:30",
        place=station,
        lat=30.75 + number % 72 / 1000,
        lon=120.75,
    )


def _parties(event: ReleaseEvent) -> Iterator[EventParty]:
    owned: dict[str, Any] = {
        "association_id": event.association_id,
        "release_id": event.release_id,
        "event_id": event.id,
    }
    for kind, name in ((PartyKind.SUPERVISOR, "王敏"), (PartyKind.STATION, event.place)):
        yield EventParty(**owned, party_kind=kind, party_id=uuid.uuid4().hex, name=name)


def _token(db: Session, association: Association, number: int) -> str:
    account = Account(association_id=association.id, login=f"planner{number}", name="排班员", role=Role.PLANNER)
    db.add(account)
    db.flush()
    actor = Actor(AssociationId(association.id), Role.PLANNER, AccountId(account.id))
    return make_feed(db, actor=actor, asked=NewFeed(kind=FeedKind.ROSTER)).token


def _rows(server: Server, tokens: list[str], events: int, given: argparse.Namespace) -> Iterator[list[Cell]]:
    first, *others = (f"{server.address}/feeds/{token}.ics" for token in tokens)
    empty = _figures(server, f"{server.address}/health", {}, given)
    yield [events, "the empty endpoint", *empty, 1.0]
    tag = _fetch(first)[1]  # not measured: the first answer of a process loads code
    cold = sorted(_fetch(other)[0] for other in others)
    yield [events, "cold", None, round(median(cold), 2), round(cold[-1], 2), None, None, None]
    for label, headers, status in (
        ("warm, plain", PLAIN, 200),
        ("warm, compressed", ZIPPED, 200),
        ("304", {"If-None-Match": tag}, 304),
    ):
        # The empty endpoint is asked again beside each: what else the machine does changes from one minute to the next.
        beside = ask(f"{server.address}/health", seconds=given.seconds, connections=given.connections, headers={})
        figures = _figures(server, first, headers, given, status)
        yield [events, label, *figures, round(figures[-1] / beside.per_second, 2)]


def _fetch(url: str) -> tuple[float, str]:
    """Milliseconds of one fetch on a connection of its own, and the entity tag."""
    where = urlsplit(url)
    connection = http.client.HTTPConnection(where.netloc)
    connection.connect()
    began = time.perf_counter()
    connection.request("GET", where.path, headers=PLAIN)
    answer = connection.getresponse()
    answer.read()
    took = (time.perf_counter() - began) * 1000
    connection.close()
    return took, answer.headers["ETag"]


def _figures(
    server: Server, url: str, headers: dict[str, str], given: argparse.Namespace, status: int = 200
) -> list[float]:
    """Size of the answer in kB, p50 and p95 of one connection; processor time and answers a second of several."""
    ask(url, seconds=min(1.0, given.seconds), connections=1, headers=headers, status=status)
    one = ask(url, seconds=given.seconds, connections=1, headers=headers, status=status)
    before = _processor_ms(server)
    many = ask(url, seconds=given.seconds, connections=given.connections, headers=headers, status=status)
    each = (_processor_ms(server) - before) / len(many.milliseconds)
    kilobytes = round(one.bytes_each / 1000, 1)
    return [kilobytes, round(one.p50, 2), round(one.p95, 2), round(each, 2), round(many.per_second, 1)]


def _processor_ms(server: Server) -> float:
    """Processor time of all threads of the server so far. Needs Linux."""
    ticks = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def cores_taken(wanted: bool) -> Iterator[None]:
    """While the block lasts, a process per core computes, at the priority of a search."""
    context = multiprocessing.get_context("spawn")
    burning = [context.Process(target=_burn, daemon=True) for _ in range(len(os.sched_getaffinity(0)) if wanted else 0)]
    for process in burning:
        process.start()
    try:
        yield
    finally:
        for process in burning:
            process.kill()
            process.join()


def _burn() -> None:
    os.nice(10)
    while True:
        sum(range(100_000))
