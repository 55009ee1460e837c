"""Messages on their way outside: taken from the outbox, sent at most once, tried again while the channel refuses them.

A message is claimed in one short unit of work, sent outside of any, and its fate noted in another: a slow or failing
channel holds no lock and blocks no publication. What a worker had in hand when it died, and what a channel took without
an answer, may have arrived or not: it becomes uncertain and is sent again only when a planner says so.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog
from sqlmodel import Session, col, select

from scheduler.database import Database
from scheduler.models.releases import MessageState, OutboxMessage
from scheduler.notices.sending import INVALID_ADDRESS, Answer, Fate, send
from scheduler.rows import locked

AT_ONCE: Final = 20
"""So many messages are sent before whoever sends them looks up."""
LEASE: Final = dt.timedelta(minutes=5)
"""Sending takes seconds; after so long, whoever had a message in hand is gone."""
PAUSES: Final = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 480, 1440))
"""After each failed attempt; when they are used up the message is given up."""
SENDER_GONE: Final = "sender-gone"
"""The error of a message whose worker ended while sending it."""

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
    _doubt_what_is_lost(database, now)
    tried = 0
    while tried < AT_ONCE and not is_over() and (message := _claimed(database, now)) is not None:
        answer = send(message.channel, message.title, message.body, message.id)
        with database.unit_of_work() as db:
            _note(db, message, answer, now)
        tried += 1
    return tried


def _doubt_what_is_lost(database: Database, now: dt.datetime) -> None:
    """Messages still in hand when their lease has ended: nobody knows whether they went out."""
    lost = select(OutboxMessage).where(
        OutboxMessage.state == MessageState.SENDING, OutboxMessage.next_attempt_at <= now
    )
    with database.reading() as db:
        if db.exec(lost.limit(1)).first() is None:
            return
    with database.unit_of_work() as db:
        for row in db.exec(lost.with_for_update(skip_locked=True)).all():
            row.state, row.last_error = MessageState.UNCERTAIN, SENDER_GONE
            db.add(row)
            log.warning("message uncertain", message_id=row.id, association_id=row.association_id, reason=SENDER_GONE)


def _claimed(database: Database, now: dt.datetime) -> Claimed | None:
    """The message that waits longest, in the hands of this worker for the time of the lease."""
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
        row.state = MessageState.SENDING
        row.attempts += 1
        row.next_attempt_at = now + LEASE
        db.add(row)
        return Claimed(row.id, row.attempts, row.channel, row.title, row.body)


def _note(db: Session, message: Claimed, answer: Answer, now: dt.datetime) -> None:
    """Write down how the attempt went, also when it took longer than the lease; unless a planner has spoken since."""
    row = db.exec(locked(select(OutboxMessage).where(OutboxMessage.id == message.id))).one()
    in_hand = row.state in (MessageState.SENDING, MessageState.UNCERTAIN)
    if not in_hand or row.attempts != message.attempt:
        return
    row.last_error = answer.error
    if answer.fate is Fate.TAKEN:
        row.state, row.sent_at = MessageState.SENT, now
    elif answer.fate is Fate.UNKNOWN:
        row.state = MessageState.UNCERTAIN
        log.warning("message uncertain", message_id=row.id, association_id=row.association_id, reason=answer.error)
    elif answer.error == INVALID_ADDRESS or row.attempts > len(PAUSES):
        row.state = MessageState.FAILED
        log.warning("message given up", message_id=row.id, association_id=row.association_id, attempts=row.attempts)
    else:
        row.state, row.next_attempt_at = MessageState.WAITING, now + PAUSES[row.attempts - 1]
    db.add(row)
