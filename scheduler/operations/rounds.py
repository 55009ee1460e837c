"""What has to be done now and then in the background: messages sent, holds ended. Any number of processes may do it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import structlog

from scheduler.clock import now, today
from scheduler.database import Database
from scheduler.ids import AssociationId
from scheduler.models.releases import PartyKind
from scheduler.models.reports import ReminderKind
from scheduler.notices.delivering import AT_ONCE, deliver_due
from scheduler.reminding.due import Due
from scheduler.reminding.service import remind, remind_all
from scheduler.requests.service import expire_holds, offer_again
from scheduler.storage_errors import StorageError

LOOK_SECONDS: Final = 1.0
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Chore:
    """One of them: how often it is looked at, and the work, which can be done at any time and again."""

    name: str
    every_seconds: float
    work: Callable[[Database], None]


def send_messages(database: Database) -> None:
    """Send all messages that are due."""
    while deliver_due(database, now()) == AT_ONCE:
        pass


def end_holds(database: Database) -> None:
    """Give back half-days that were held for a station too long."""
    with database.unit_of_work() as db:
        expire_holds(db, moment=now())


def offer_what_is_free(database: Database) -> None:
    """Offer again what a release has freed, and tell the stations."""
    with database.unit_of_work() as db:
        for row in offer_again(db, moment=now(), today=today()):
            offered = Due(ReminderKind.OPTIONS_OFFERED, row.id, PartyKind.STATION, row.station_id, row.topic, today())
            remind(db, association_id=AssociationId(row.association_id), found=[offered], today=today())


def remind_of_what_is_late(database: Database) -> None:
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
    """Do the chores in a thread while the block lasts. One that fails is recorded and tried again next time."""
    stopping = threading.Event()
    thread = threading.Thread(target=_go, args=(database, chores, stopping), name="chores", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()


def _go(database: Database, chores: tuple[Chore, ...], stopping: threading.Event) -> None:
    due = dict.fromkeys((chore.name for chore in chores), 0.0)
    while not stopping.is_set():
        for chore in chores:
            if time.monotonic() >= due[chore.name]:
                _do(database, chore)
                due[chore.name] = time.monotonic() + chore.every_seconds
        stopping.wait(LOOK_SECONDS)


def _do(database: Database, chore: Chore) -> None:
    try:
        chore.work(database)
    except StorageError as error:  # the database may be away for a while
        log.warning("chore-put-off", chore=chore.name, reason=error.code)
    except Exception:  # one broken chore must not end the others
        log.exception("chore-failed", chore=chore.name)
