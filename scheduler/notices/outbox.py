"""The outbox as the office sees it: what failed or may not have arrived, and what a planner does about it."""

from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.channels.addresses import shown
from scheduler.clock import now
from scheduler.errors import WrongStateError
from scheduler.models.accounts import Role
from scheduler.models.releases import MessageState, Notice, OutboxMessage
from scheduler.notices.delivering import SENDER_GONE
from scheduler.notices.sending import INVALID_ADDRESS, NO_ANSWER, REFUSED
from scheduler.paging import Page, Paging, page_of
from scheduler.rows import changing, load_for_change
from solver.wording import Wording

TROUBLED: Final = (MessageState.FAILED, MessageState.UNCERTAIN)
"""What waits for a planner's word."""
ERRORS: Final = {
    INVALID_ADDRESS: Wording("通知地址无效", "the channel's address is not valid"),
    REFUSED: Wording("对方拒收，未说明原因", "the channel refused it without saying why"),
    NO_ANSWER: Wording("已发出，但对方没有回应，可能已送达", "it went out without an answer, and may have arrived"),
    SENDER_GONE: Wording("发送途中程序中断，可能已送达", "the program ended while sending it; it may have arrived"),
}


@dataclass(frozen=True, slots=True)
class MessageSeen:
    """A message with its channel as it may be shown, and whose notice it carries."""

    message: OutboxMessage
    channel: str
    party_name: str | None
    """None: it carries no notice, such as a test or a reminder, or it is for all."""
    error: str
    """Why it is not sent, in the reader's language; empty when there is nothing to say."""


def messages(
    db: Session, *, actor: Actor, state: MessageState | None, is_troubled: bool | None, paging: Paging
) -> Page[MessageSeen]:
    """The association's messages to channels outside, the newest first. Raises NotAllowedError."""
    actor.require(Role.PLANNER, Role.HEAD, action="message.list")
    query = select(OutboxMessage).where(OutboxMessage.association_id == actor.association_id)
    if state is not None:
        query = query.where(OutboxMessage.state == state)
    if is_troubled is not None:
        troubled = col(OutboxMessage.state).in_(TROUBLED)
        query = query.where(troubled if is_troubled else ~troubled)
    page = page_of(db, query.order_by(col(OutboxMessage.created_at).desc(), col(OutboxMessage.id)), paging)
    return Page(seen(db, page.items, actor), page.total)


def seen(db: Session, found: list[OutboxMessage], actor: Actor) -> list[MessageSeen]:
    """Messages with what is shown beside them, by one query."""
    ids = {row.notice_id for row in found if row.notice_id is not None}
    names = {row.id: row.party_name for row in db.exec(select(Notice).where(col(Notice.id).in_(ids)))} if ids else {}
    return [
        MessageSeen(row, shown(row.channel), names.get(row.notice_id or ""), _said(row.last_error, actor))
        for row in found
    ]


def send_again(db: Session, *, actor: Actor, message_id: str) -> OutboxMessage:
    """A planner has a message tried once more that failed or is uncertain.

    Raises NotFoundError, NotAllowedError and WrongStateError.
    """
    row = _troubled(db, actor, message_id, "message.send-again")
    with changing(db, row, actor=actor, action="message.sent-again"):
        row.state, row.next_attempt_at = MessageState.WAITING, now()
    return row


def settle(db: Session, *, actor: Actor, message_id: str) -> OutboxMessage:
    """A planner lets a message be that failed or is uncertain. Raises as `send_again`."""
    row = _troubled(db, actor, message_id, "message.settle")
    with changing(db, row, actor=actor, action="message.settled"):
        row.state = MessageState.SETTLED
    return row


def _troubled(db: Session, actor: Actor, message_id: str, action: str) -> OutboxMessage:
    row = load_for_change(db, OutboxMessage, message_id, actor=actor)
    actor.require(Role.PLANNER, action=action)
    if row.state not in TROUBLED:
        raise WrongStateError(kind="outbox_message", id=row.id, state=row.state.value, action=action)
    return row


def _said(error: str, actor: Actor) -> str:
    return ERRORS[error].say(actor.language) if error in ERRORS else error
