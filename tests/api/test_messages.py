"""What did not get out is seen by the office, and a planner says what becomes of it."""

import datetime as dt

from scheduler.clock import now
from scheduler.database import Database
from scheduler.models.accounts import Role
from scheduler.models.releases import MessageState, OutboxMessage
from scheduler.notices.delivering import SENDER_GONE
from tests.api.conftest import Cities, ClientOf


def messages_in(database: Database, cities: Cities, *states: MessageState) -> None:
    with database.unit_of_work() as db:
        for number, state in enumerate(states):
            row = OutboxMessage(
                association_id=cities.first.association.id,
                channel="feishu://0123456789abcdef",
                title=state.value,
                body="内容",
                state=state,
                last_error=SENDER_GONE if state is MessageState.UNCERTAIN else "",
                created_at=now() + dt.timedelta(seconds=number),
                next_attempt_at=now(),
            )
            db.add(row)


def test_the_office_sees_what_failed_and_settles_it(database: Database, cities: Cities, client_of: ClientOf) -> None:
    messages_in(database, cities, MessageState.SENT, MessageState.FAILED, MessageState.UNCERTAIN)
    planner, head = client_of(Role.PLANNER), client_of(Role.HEAD)
    assert planner.get("/api/v1/messages").json()["total"] == 3
    troubled = {"is_troubled": True}
    uncertain, failed = head.get("/api/v1/messages", params=troubled).json()["items"]
    assert (uncertain["state"], uncertain["error"]) == ("uncertain", "发送途中程序中断，可能已送达")
    assert "0123456789abcdef" not in uncertain["channel"]
    again = planner.post(f"/api/v1/messages/{uncertain['id']}/send-again")
    assert (again.status_code, again.json()["state"]) == (200, "waiting"), again.text
    assert planner.post(f"/api/v1/messages/{failed['id']}/settle").json()["state"] == "settled"
    assert planner.post(f"/api/v1/messages/{failed['id']}/settle").status_code == 409
    assert planner.get("/api/v1/messages", params=troubled).json()["total"] == 0
    assert client_of(Role.PLANNER, cities.second).get("/api/v1/messages").json()["total"] == 0
