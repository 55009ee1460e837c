"""What has to be done now and then in the background: messages sent, holds ended. Any number of processes may do it.

Each chore has a thread of its own: a slow channel holds up nothing but messages.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import structlog
from sqlmodel import Session

from scheduler.clock import now, today
from scheduler.database import Database
from scheduler.ids import AssociationId
from scheduler.models.releases import PartyKind
from scheduler.models.reports import ReminderKind
from scheduler.notices.delivering import AT_ONCE, deliver_due
from scheduler.reminding.due import Due
from scheduler.reminding.service import remind, remind_all
from scheduler.requests.renewing import expire_holds, left_to_look_at, offer_again
from scheduler.storage_errors import StorageError

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Chore:
    """One of them: how often it is looked at, and the work, which can be done at any time and again."""

    name: str
    every_seconds: float
    work: Callable[[Database, "IsOver"], None]


IsOver = Callable[[], bool]
"""Whether to stop early: asked in between by work that may be long."""


def send_messages(database: Database, is_over: IsOver) -> None:
    """Send all messages that are due."""
    while deliver_due(database, now(), is_over) == AT_ONCE:
        pass


def end_holds(database: Database, _is_over: IsOver) -> None:
    """Give back half-days that were held for a station too long."""
    with database.unit_of_work() as db:
        expire_holds(db, moment=now())


def offer_what_is_free(database: Database, is_over: IsOver) -> None:
    """Offer again what a release has freed, and tell the stations.

    Looking takes seconds, so each request has a unit of work of its own: on SQLite nobody else writes meanwhile.
    """
    with database.reading() as db:
        keys = left_to_look_at(db, today=today())
    for key in keys:
        if is_over():
            return
        with database.unit_of_work() as db:
            _offer_and_tell(db, key)


def _offer_and_tell(db: Session, request_id: str) -> None:
    row = offer_again(db, request_id=request_id, moment=now(), today=today())
    if row is not None:
        offered = Due(ReminderKind.OPTIONS_OFFERED, row.id, PartyKind.STATION, row.station_id, row.topic, today())
        remind(db, association_id=AssociationId(row.association_id), found=[offered], today=today())


def remind_of_what_is_late(database: Database, _is_over: IsOver) -> None:
    """Chase visits without a record, and reports that are late."""
    with database.unit_of_work() as db:
        remind_all(db, today=today())


CHORES: Final = (
    Chore("messages", 5, send_messages),
    Chore("holds", 60, end_holds),
    Chore("requests", 120, offer_what_is_free),
    Chore("reminders", 3600, remind_of_what_is_late),
)


@contextmanager
def rounds(database: Database, chores: tuple[Chore, ...] = CHORES) -> Iterator[None]:
    """Do the chores while the block lasts. One that fails is recorded and tried again next time."""
    stopping = threading.Event()
    threads = [
        threading.Thread(target=_go, args=(database, chore, stopping), name=f"chore-{chore.name}", daemon=True)
        for chore in chores
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopping.set()
        for thread in threads:
            thread.join()


def _go(database: Database, chore: Chore, stopping: threading.Event) -> None:
    while not stopping.is_set():
        _do(database, chore, stopping.is_set)
        stopping.wait(chore.every_seconds)


def _do(database: Database, chore: Chore, is_over: IsOver) -> None:
    try:
        chore.work(database, is_over)
    except StorageError as error:  # the database may be away for a while
        log.warning("chore-put-off", chore=chore.name, reason=error.code)
    except Exception:  # a broken chore is tried again: what broke it may be over then
        log.exception("chore-failed", chore=chore.name)
