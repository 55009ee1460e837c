"""Messages reach their channels once; a failing channel is tried again with growing pauses, and given up in the end."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import apprise
import pytest
from sqlalchemy import text
from sqlmodel import select

from scheduler.channels.addresses import MESSAGE_HEADER, with_message_id
from scheduler.database import Database
from scheduler.models.releases import MessageState, OutboxMessage
from scheduler.notices import sending
from scheduler.notices.delivering import LEASE, PAUSES, SENDER_GONE, deliver_due
from scheduler.notices.sending import Fate, masked, send
from scheduler.operations.rounds import Chore, rounds, send_messages
from tests.builders import an_association
from tests.scheduler.notices.channels import Channel, a_channel

NOW = dt.datetime(2026, 9, 1, 4, tzinfo=dt.UTC)


@pytest.fixture
def channel() -> Iterator[Channel]:
    with a_channel() as channel:
        yield channel


def enqueue(database: Database, address: str, *titles: str) -> None:
    with database.unit_of_work() as db:
        association = an_association(db)
        for title in titles:
            message = OutboxMessage(
                association_id=association.id, channel=address, title=title, body="内容", next_attempt_at=NOW
            )
            db.add(message)


def rows(database: Database) -> list[OutboxMessage]:
    with database.reading() as db:
        return list(db.exec(select(OutboxMessage)))


def test_what_is_due_is_sent_once(database: Database, channel: Channel) -> None:
    enqueue(database, channel.address(), "一", "二")
    assert deliver_due(database, NOW - dt.timedelta(seconds=1)) == 0
    assert deliver_due(database, NOW) == 2
    assert deliver_due(database, NOW + dt.timedelta(days=1)) == 0
    assert sorted(channel.titles) == ["一", "二"]
    assert {(row.state, row.attempts, row.sent_at) for row in rows(database)} == {(MessageState.SENT, 1, NOW)}


def test_two_workers_share_the_messages(database: Database, channel: Channel) -> None:
    titles = [f"第{number}条" for number in range(30)]
    enqueue(database, channel.address(), *titles)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: deliver_due(database, NOW), range(6)))
    assert sorted(channel.titles) == sorted(titles)


def test_a_failing_channel_is_tried_again_and_given_up_in_the_end(database: Database, channel: Channel) -> None:
    channel.status = 500
    enqueue(database, channel.address("very-secret"), "一")
    now = NOW
    for attempt, pause in enumerate(PAUSES, start=1):
        assert deliver_due(database, now) == 1
        (row,) = rows(database)
        assert (row.state, row.attempts, row.next_attempt_at) == (MessageState.WAITING, attempt, now + pause)
        assert deliver_due(database, now + pause - dt.timedelta(seconds=1)) == 0
        now += pause
    deliver_due(database, now)
    (row,) = rows(database)
    assert (row.state, row.attempts) == (MessageState.FAILED, len(PAUSES) + 1)
    assert row.last_error
    assert "very-secret" not in row.last_error
    assert deliver_due(database, now + dt.timedelta(days=30)) == 0


def test_a_channel_that_recovers_gets_its_message(database: Database, channel: Channel) -> None:
    channel.status = 503
    enqueue(database, channel.address(), "一")
    deliver_due(database, NOW)
    channel.status = 200
    deliver_due(database, NOW + PAUSES[0])
    assert channel.titles == ["一"]
    assert rows(database)[0].state is MessageState.SENT


def test_an_address_that_means_nothing_is_given_up_at_once(database: Database) -> None:
    enqueue(database, "nonsense://x", "一")
    deliver_due(database, NOW)
    assert (rows(database)[0].state, rows(database)[0].last_error) == (MessageState.FAILED, "channel-address-invalid")


def test_what_a_worker_had_in_hand_when_it_died_is_not_sent_again_by_itself(
    database: Database, channel: Channel
) -> None:
    enqueue(database, channel.address(), "一")
    with database.unit_of_work() as db:
        row = db.exec(select(OutboxMessage)).one()
        row.state, row.attempts, row.next_attempt_at = MessageState.SENDING, 1, NOW + LEASE
        db.add(row)
    assert deliver_due(database, NOW) == 0
    assert rows(database)[0].state is MessageState.SENDING
    assert deliver_due(database, NOW + LEASE) == 0
    assert (rows(database)[0].state, rows(database)[0].last_error) == (MessageState.UNCERTAIN, SENDER_GONE)
    assert channel.titles == []


def test_what_is_taken_without_an_answer_is_uncertain(
    database: Database, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "READ_SECONDS", 0.1)
    enqueue(database, channel.address(), "一")
    channel.is_silent = True
    deliver_due(database, NOW)
    assert rows(database)[0].state is MessageState.UNCERTAIN
    assert deliver_due(database, NOW + dt.timedelta(days=1)) == 0


def test_an_e_mail_carries_the_key_of_its_message() -> None:
    mail = apprise.Apprise.instantiate(with_message_id("mailtos://a:b@example.org?to=li@example.org", "key"))
    assert mail.headers == {MESSAGE_HEADER: "key"}
    assert [address for _name, address in mail.targets] == ["li@example.org"]


def test_an_error_tells_no_secret() -> None:
    assert (
        masked("no route to hook.example.org/abcdef123", "json://hook.example.org/abcdef123?x=1") == "no route to …/…"
    )
    answer = send("json://127.0.0.1:1/secret-token", "一", "内容", "key")
    assert answer.fate is Fate.REFUSED
    assert "secret-token" not in answer.error


MESSAGES = (Chore("messages", 0.01, send_messages),)


def test_messages_are_sent_beside_everything_else(database: Database, channel: Channel) -> None:
    enqueue(database, channel.address(), "一")
    with rounds(database, MESSAGES):
        assert channel.took.wait(10)
    assert [row.state for row in rows(database)] == [MessageState.SENT]


def test_sending_outlives_a_database_that_is_gone_for_a_while(database: Database, channel: Channel) -> None:
    enqueue(database, channel.address(), "一")
    with database.unit_of_work() as db:
        db.execute(text("ALTER TABLE outbox_message RENAME TO elsewhere"))
    with rounds(database, MESSAGES):
        assert not channel.took.wait(0.1)
        with database.unit_of_work() as db:
            db.execute(text("ALTER TABLE elsewhere RENAME TO outbox_message"))
        assert channel.took.wait(10)
