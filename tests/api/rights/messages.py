"""Rights in messages to channels outside."""

from scheduler.clock import now
from scheduler.models.releases import MessageState, OutboxMessage
from tests.api.rights import OFFICE, PLANNERS, Making, Right


def a_failed_message(making: Making) -> str:
    row = OutboxMessage(
        association_id=making.city.association.id,
        channel="feishu://0123456789abcdef",
        title="排班有变动",
        body="内容",
        state=MessageState.FAILED,
        next_attempt_at=now(),
    )
    making.db.add(row)
    making.db.flush()
    return row.id


ROWS = {"message_id": a_failed_message}
RIGHTS = {
    "GET /messages": Right(OFFICE),
    "POST /messages/{message_id}/send-again": Right(PLANNERS),
    "POST /messages/{message_id}/settle": Right(PLANNERS),
}
