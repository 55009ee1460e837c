"""Channels through HTTP: their addresses go in and never come out, not even into the audit trail."""

from sqlmodel import select

from scheduler.database import Database
from scheduler.models.accounts import Role
from scheduler.models.releases import OutboxMessage
from tests.api.cities import ClientOf

API = "/api/v1"
SECRET = "0123456789-abcdef"  # noqa: S105 - of nobody
BOT = f"wecombot://{SECRET}"
MAILBOX = "mailtos://duty:secret@example.org?smtp=smtp.example.org&to=office@example.org"


def test_a_channel_is_added_tried_and_removed(client_of: ClientOf, database: Database) -> None:
    supervisor = client_of(Role.SUPERVISOR)
    added = supervisor.post(f"{API}/me/channels", json={"address": BOT})
    assert added.status_code == 201
    channel = added.json()[0]["id"]
    assert supervisor.post(f"{API}/me/channels/{channel}/test").status_code == 202
    with database.reading() as db:
        assert [message.channel for message in db.exec(select(OutboxMessage))] == [BOT]
    planner = client_of(Role.PLANNER)
    told = added.text + supervisor.get(f"{API}/me/channels").text + planner.get(f"{API}/audit").text
    assert SECRET not in told
    assert "channels.changed" in told
    assert supervisor.delete(f"{API}/me/channels/{channel}").json() == []
    assert supervisor.delete(f"{API}/me/channels/{channel}").status_code == 404


def test_an_email_wants_the_mailbox_of_the_association(client_of: ClientOf) -> None:
    supervisor, planner = client_of(Role.SUPERVISOR), client_of(Role.PLANNER)
    email = {"address": "mailto:li@example.org"}
    assert supervisor.post(f"{API}/me/channels", json=email).json()["faults"][0]["code"] == "no-mailbox"
    assert planner.post(f"{API}/association/channels", json={"address": MAILBOX}).status_code == 201
    assert supervisor.post(f"{API}/me/channels", json=email).json()[0]["shown"] == email["address"]
    assert "secret" not in planner.get(f"{API}/association/channels").text


def test_there_are_not_too_many(client_of: ClientOf) -> None:
    head = client_of(Role.HEAD)
    answers = [head.post(f"{API}/me/channels", json={"address": f"feishu://abcdefghijk{n}"}) for n in range(6)]
    assert [answer.status_code for answer in answers] == [201] * 5 + [422]
