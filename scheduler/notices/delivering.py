"""Messages on their way outside: taken from the outbox, sent, tried again with growing pauses, given up in the end.

A message is claimed in one short unit of work, sent outside of any, and its fate noted in another: a slow or failing
channel holds no lock, blocks no publication, and a worker that dies in between leaves the message to the next.
"""

import datetime as dt
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import apprise
import structlog
from sqlmodel import Session, col, select

from scheduler.database import Database
from scheduler.models.releases import MessageState, OutboxMessage

AT_ONCE: Final = 20
"""So many messages are sent before whoever sends them looks up."""
LEASE: Final = dt.timedelta(minutes=5)
"""After so long a claimed message counts as never sent."""
PAUSES: Final = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 480, 1440))
"""After each failed attempt; when they are used up the message is given up."""
LONGEST_ERROR: Final = 300
_SECRET_PART: Final = 6
"""Parts of an address at least so long may be secrets."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that this worker sends now."""

    id: str
    attempt: int
    channel: str
    title: str
    body: str


def deliver_due(database: Database, now: dt.datetime, is_over: Callable[[], bool] = lambda: False) -> int:
    """Send the messages that are due, one after another, at most AT_ONCE of them; how many were tried.

    is_over: asked before each message whether to stop early. Raises StorageError.
    """
    tried = 0
    while tried < AT_ONCE and not is_over() and (message := _claimed(database, now)) is not None:
        error = send(message.channel, message.title, message.body)
        with database.unit_of_work() as db:
            _note(db, message, error, now)
        tried += 1
    return tried


def send(channel: str, title: str, body: str) -> str:
    """Send one message through one `apprise` address; empty when it was taken, else why not, without secrets."""
    sender = apprise.Apprise()
    if not sender.add(channel):
        return "channel-address-invalid"
    with apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as captured:  # type: ignore[no-untyped-call]
        was_taken = sender.notify(body=body, title=title)
        said = captured.getvalue().strip()
    return "" if was_taken else masked(said or "channel-refused", channel)[:LONGEST_ERROR]


def masked(text: str, channel: str) -> str:
    """A text without the parts of an address that may be secrets."""
    for part in sorted(re.split(r"[/?:@&=]+", channel), key=len, reverse=True):
        if len(part) >= _SECRET_PART:
            text = text.replace(part, "…")
    return text


def _claimed(database: Database, now: dt.datetime) -> Claimed | None:
    """The message that waits longest, counted as tried and out of reach of other workers for the time of the lease."""
    due = (
        select(OutboxMessage)
        .where(OutboxMessage.state == MessageState.WAITING, OutboxMessage.next_attempt_at <= now)
        .order_by(col(OutboxMessage.next_attempt_at), col(OutboxMessage.id))
        .limit(1)
    )
    with database.reading() as db:  # there mostly is none, and asking for it should not wait for who writes
        if db.exec(due).first() is None:
            return None
    with database.unit_of_work() as db:
        row = db.exec(due.with_for_update(skip_locked=True)).first()
        if row is None:
            return None
        row.attempts += 1
        row.next_attempt_at = now + LEASE
        db.add(row)
        return Claimed(row.id, row.attempts, row.channel, row.title, row.body)


def _note(db: Session, message: Claimed, error: str, now: dt.datetime) -> None:
    """Write down how the attempt went, unless somebody else has the message by now."""
    row = db.exec(select(OutboxMessage).where(OutboxMessage.id == message.id).with_for_update()).one()
    if row.state is not MessageState.WAITING or row.attempts != message.attempt:
        return
    row.last_error = error
    if not error:
        row.state, row.sent_at = MessageState.SENT, now
    elif error == "channel-address-invalid" or row.attempts > len(PAUSES):
        row.state = MessageState.FAILED
        log.warning("message given up", message_id=row.id, association_id=row.association_id, attempts=row.attempts)
    else:
        row.next_attempt_at = now + PAUSES[row.attempts - 1]
    db.add(row)
