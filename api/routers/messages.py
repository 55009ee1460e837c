"""Messages to channels outside: for the office, which failed or may not have arrived, and what to do about them."""

import datetime as dt

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, PageAsked, ReadDb, WriteDb
from api.problems import documented
from scheduler.actor import Actor
from scheduler.errors import NotAllowedError, NotFoundError, WrongStateError
from scheduler.models.releases import MessageState, OutboxMessage
from scheduler.notices import outbox
from scheduler.notices.outbox import MessageSeen

router = APIRouter(tags=["notices"])
SPEAKING = documented(NotFoundError, NotAllowedError, WrongStateError)


class MessageOut(BaseModel):
    """A message, without its text and without its channel's secrets."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    title: str
    channel: str
    party_name: str | None
    """Whose notice it carries; None: a reminder, a test, or the association's own channel."""
    state: MessageState
    error: str
    """Why it is not sent, in words; empty when there is nothing to say."""
    attempts: int
    created_at: dt.datetime
    next_attempt_at: dt.datetime
    sent_at: dt.datetime | None


class MessagePage(BaseModel):
    """Part of a list of messages, the newest first."""

    items: list[MessageOut]
    total: int


@router.get("/messages", responses=documented(NotAllowedError))
def list_messages(
    db: ReadDb,
    actor: CurrentActor,
    paging: PageAsked,
    state: MessageState | None = None,
    is_troubled: bool | None = None,
) -> MessagePage:
    """Messages to channels outside; `is_troubled`: those that failed or are uncertain, which wait for a word."""
    page = outbox.messages(db, actor=actor, state=state, is_troubled=is_troubled, paging=paging)
    return MessagePage(items=[_shown(row) for row in page.items], total=page.total)


@router.post("/messages/{message_id}/send-again", responses=SPEAKING)
def send_again(db: WriteDb, actor: CurrentActor, message_id: str) -> MessageOut:
    """Try a message once more that failed, or that may not have arrived."""
    return _out(db, outbox.send_again(db, actor=actor, message_id=message_id), actor)


@router.post("/messages/{message_id}/settle", responses=SPEAKING)
def settle(db: WriteDb, actor: CurrentActor, message_id: str) -> MessageOut:
    """Let it be: it waits for nobody's word any more."""
    return _out(db, outbox.settle(db, actor=actor, message_id=message_id), actor)


def _out(db: WriteDb, row: OutboxMessage, actor: Actor) -> MessageOut:
    return _shown(outbox.seen(db, [row], actor)[0])


def _shown(row: MessageSeen) -> MessageOut:
    own = {"id", "title", "state", "attempts", "created_at", "next_attempt_at", "sent_at"}
    return MessageOut(
        **row.message.model_dump(include=own), channel=row.channel, party_name=row.party_name, error=row.error
    )
