"""Sign in, out and everywhere; invitations; passwords; cookies; guesses; through HTTP, on both databases."""

import datetime as dt

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from pydantic import AnyHttpUrl
from sqlmodel import select

from api.app import create_app
from api.authentication import CSRF_HEADER
from scheduler.accounts import secrets, signing_in
from scheduler.accounts.identity import NOTED_EVERY
from scheduler.accounts.secrets import hash_password
from scheduler.accounts.throttle import SHARED_BY
from scheduler.clock import now, stopped_at
from scheduler.database import Database
from scheduler.models.accounts import Account, Role, SignIn, SignInFailure
from scheduler.models.associations import AuditEntry
from scheduler.settings import Settings
from tests.api.cities import Cities, ClientOf

PASSWORD = "桥上的月亮很圆很亮呀"  # noqa: S105 - of accounts that live for one test
NEW = "a quite different sentence"
API = "/api/v1"
START = dt.datetime(2026, 9, 1, 2, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same function with less work: what it costs is tested with the secrets."""
    monkeypatch.setattr(secrets, "_PASSWORDS", PasswordHash((Argon2Hasher(1, 1024, 1),)))


@pytest.fixture
def planner(database: Database, cities: Cities) -> Account:
    """With a password."""
    with database.unit_of_work() as db:
        account = db.get_one(Account, cities.first.accounts[Role.PLANNER].id)
        account.password_hash = hash_password(PASSWORD)
    return account


def sign_in(client: TestClient, login: str, password: str = PASSWORD) -> Response:
    answer = client.post(f"{API}/sign-in", json={"login": login, "password": password})
    if answer.is_success:
        client.headers[CSRF_HEADER] = answer.json()["csrf_token"]
    return answer


def another(app: FastAPI) -> TestClient:
    return TestClient(app)


def test_signing_in_says_who_one_is_and_signing_out_ends_it(client: TestClient, planner: Account) -> None:
    me = sign_in(client, f"  {planner.login.upper()} ").json()
    assert (me["login"], me["role"], me["association"]["id"]) == (planner.login, "planner", planner.association_id)
    assert client.get(f"{API}/me").json() == me
    secret = client.cookies["dudao_sign_in"]
    assert client.post(f"{API}/sign-out").status_code == 204
    assert "dudao_sign_in" not in client.cookies
    client.cookies["dudao_sign_in"] = secret
    assert client.get(f"{API}/me").json()["code"] == "not-signed-in"


def test_the_cookie_is_out_of_reach(client: TestClient, planner: Account, settings: Settings, app: FastAPI) -> None:
    plain = sign_in(client, planner.login).headers["set-cookie"].lower()
    assert {"httponly", "samesite=lax", "path=/"} <= set(plain.split("; "))
    assert "secure" not in plain
    https = settings.model_copy(update={"base_url": AnyHttpUrl("https://dudao.example.org")})
    behind_https = TestClient(create_app(https, app.state.database), base_url="https://dudao.example.org")
    safe = sign_in(behind_https, planner.login).headers["set-cookie"]
    assert safe.startswith("__Host-dudao_sign_in=")
    assert "; Secure" in safe
    assert behind_https.get(f"{API}/me").status_code == 200


def test_only_hashes_are_stored_and_no_secret_is_in_the_audit_trail(
    client: TestClient, planner: Account, database: Database
) -> None:
    sign_in(client, planner.login)
    with database.reading() as db:
        sign_in_row = db.exec(select(SignIn)).one()
        password_hash = db.get_one(Account, planner.id).password_hash or ""
        trail = "".join(str(entry.after) for entry in db.exec(select(AuditEntry)))
    assert client.cookies["dudao_sign_in"] not in sign_in_row.model_dump_json()
    assert sign_in_row.id in trail
    assert all(secret not in trail for secret in (sign_in_row.secret_hash, sign_in_row.csrf_token, password_hash))


@pytest.mark.parametrize("who", ["known", "unknown"])
def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(
    client: TestClient, planner: Account, who: str
) -> None:
    answer = sign_in(client, planner.login if who == "known" else "nobody@example.org", "wrong password")
    assert (answer.status_code, answer.json()["code"]) == (401, "wrong-password")


def test_a_password_that_is_replaced_while_it_is_looked_at_opens_nothing(
    client: TestClient, planner: Account, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced = hash_password(NEW)

    def looked_at(_password: str, _kept: str | None) -> tuple[bool, str]:
        with database.unit_of_work() as db:
            db.get_one(Account, planner.id).password_hash = replaced
        return True, "of the old password, made anew"

    monkeypatch.setattr(signing_in, "check_password", looked_at)
    assert sign_in(client, planner.login).status_code == 401
    with database.reading() as db:
        assert db.get_one(Account, planner.id).password_hash == replaced


def test_somebody_without_a_password_cannot_guess_it(client: TestClient, cities: Cities) -> None:
    assert sign_in(client, cities.first.accounts[Role.HEAD].login, "").status_code == 422
    assert sign_in(client, cities.first.accounts[Role.HEAD].login, "None").status_code == 401


def test_guesses_are_slowed_down_by_login_and_a_right_one_clears_them(
    app: FastAPI, client: TestClient, planner: Account, settings: Settings, database: Database
) -> None:
    app.state.settings = settings.model_copy(update={"sign_in_guesses": 2})
    with stopped_at(START):
        assert sign_in(client, planner.login, "wrong password").status_code == 401
        assert sign_in(client, planner.login).status_code == 200
        assert [sign_in(client, planner.login, "wrong").status_code for _ in range(3)] == [401, 401, 429]
        refused = sign_in(client, planner.login)
        assert (refused.json()["code"], refused.headers["retry-after"]) == ("too-many-guesses", "900")
        with database.reading() as db:
            assert len(db.exec(select(SignInFailure)).all()) == 2
    with stopped_at(START + dt.timedelta(minutes=15)):
        assert sign_in(client, planner.login).status_code == 200


def test_guesses_are_slowed_down_by_address(
    app: FastAPI, client: TestClient, planner: Account, settings: Settings
) -> None:
    app.state.settings = settings.model_copy(update={"sign_in_guesses": 1})
    with stopped_at(START):
        tries = [sign_in(client, f"{n}@example.org", "wrong").status_code for n in range(SHARED_BY + 1)]
        assert tries == [401] * SHARED_BY + [429]
        assert sign_in(client, planner.login).status_code == 429
        elsewhere = TestClient(app, client=("192.0.2.7", 5000))
        assert sign_in(elsewhere, planner.login).status_code == 200


def test_a_sign_in_lasts_as_long_as_it_is_used_and_is_written_down_rarely(
    client: TestClient, planner: Account, database: Database
) -> None:
    def last_seen() -> dt.datetime:
        with database.reading() as db:
            return db.exec(select(SignIn)).one().last_seen_at

    with stopped_at(START):
        sign_in(client, planner.login)
    with stopped_at(START + NOTED_EVERY - dt.timedelta(seconds=1)):
        assert client.get(f"{API}/me").status_code == 200
        assert last_seen() == START
    for days in (13, 26, 39):
        with stopped_at(START + dt.timedelta(days=days)):
            assert client.get(f"{API}/me").status_code == 200
            assert last_seen() == now()
    with stopped_at(START + dt.timedelta(days=39 + 14)):
        assert client.get(f"{API}/me").status_code == 401


def test_a_sign_in_that_ended_long_ago_is_forgotten(client: TestClient, planner: Account, database: Database) -> None:
    with stopped_at(START):
        sign_in(client, planner.login)
    for days, kept in ((14 + 90, 2), (14 + 91, 2)):
        with stopped_at(START + dt.timedelta(days=days)):
            sign_in(client, planner.login)
        with database.reading() as db:
            assert len(db.exec(select(SignIn)).all()) == kept


def test_one_sees_ones_sign_ins_and_ends_one_or_all(app: FastAPI, client: TestClient, planner: Account) -> None:
    phone, laptop = another(app), another(app)
    for browser in (client, phone, laptop):
        sign_in(browser, planner.login)
    listed = client.get(f"{API}/me/sign-ins").json()
    assert len(listed) == 3
    assert [row["is_this_one"] for row in phone.get(f"{API}/me/sign-ins").json()].count(True) == 1
    phones = next(row["id"] for row in phone.get(f"{API}/me/sign-ins").json() if row["is_this_one"])
    assert client.delete(f"{API}/me/sign-ins/{phones}").status_code == 204
    assert client.delete(f"{API}/me/sign-ins/{phones}").status_code == 404
    assert phone.get(f"{API}/me").status_code == 401
    assert client.delete(f"{API}/me/sign-ins").status_code == 204
    assert [browser.get(f"{API}/me").status_code for browser in (client, laptop)] == [401, 401]


def test_another_password_ends_all_other_sign_ins(app: FastAPI, client: TestClient, planner: Account) -> None:
    other = another(app)
    sign_in(client, planner.login)
    sign_in(other, planner.login)
    change = {"current": PASSWORD, "new": NEW}
    assert another(app).post(f"{API}/me/password", json=change).json()["code"] == "not-signed-in"
    forged = client.post(f"{API}/me/password", json=change, headers={CSRF_HEADER: "guessed"})
    assert forged.json()["code"] == "csrf-token"
    wrong = client.post(f"{API}/me/password", json={"current": "wrong", "new": NEW})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "wrong-password")
    weak = client.post(f"{API}/me/password", json={"current": PASSWORD, "new": "short"})
    assert [fault["code"] for fault in weak.json()["faults"]] == ["password-too-short"]
    assert client.post(f"{API}/me/password", json={"current": PASSWORD, "new": NEW}).status_code == 204
    assert client.get(f"{API}/me").status_code == 200
    assert other.get(f"{API}/me").status_code == 401
    assert sign_in(other, planner.login).status_code == 401
    assert sign_in(other, planner.login, NEW).status_code == 200


def invitation_for(client_of: ClientOf, account_id: str) -> str:
    answer = client_of(Role.PLANNER).post(f"{API}/accounts/{account_id}/invitation")
    return str(answer.json()["link"]).partition("#")[2]


def test_an_invitation_opens_an_account_once(client: TestClient, client_of: ClientOf, cities: Cities) -> None:
    head = cities.first.accounts[Role.HEAD]
    old, new = invitation_for(client_of, head.id), invitation_for(client_of, head.id)
    assert client.post(f"{API}/invitations/look", json={"secret": old}).json()["code"] == "invitation-void"
    looked = client.post(f"{API}/invitations/look", json={"secret": new}).json()
    assert looked == {"login": head.login, "name": head.name, "association": cities.first.association.name}
    chosen = {"secret": new, "password": PASSWORD}
    assert client.post(f"{API}/invitations/accept", json=chosen | {"password": "a"}).status_code == 422
    assert client.post(f"{API}/invitations/accept", json=chosen).json()["role"] == "head"
    assert client.get(f"{API}/me").json()["id"] == head.id
    assert client.post(f"{API}/invitations/accept", json=chosen).status_code == 410


def test_an_invitation_runs_out_after_a_week(client: TestClient, client_of: ClientOf, cities: Cities) -> None:
    with stopped_at(START):
        secret = invitation_for(client_of, cities.first.accounts[Role.HEAD].id)
    with stopped_at(START + dt.timedelta(days=7)):
        assert client.post(f"{API}/invitations/look", json={"secret": secret}).status_code == 410


def test_who_forgot_the_password_is_let_in_by_a_link_and_out_everywhere_else(
    app: FastAPI, client: TestClient, client_of: ClientOf, planner: Account
) -> None:
    sign_in(client, planner.login)
    secret = invitation_for(client_of, planner.id)
    assert client.get(f"{API}/me").status_code == 200  # until the link is used
    accepted = another(app).post(f"{API}/invitations/accept", json={"secret": secret, "password": NEW})
    assert accepted.status_code == 200
    assert client.get(f"{API}/me").status_code == 401


def test_a_disabled_account_is_out_at_once(client: TestClient, client_of: ClientOf, planner: Account) -> None:
    sign_in(client, planner.login)
    administrator = client_of(Role.PLATFORM_ADMIN)
    assert administrator.post(f"{API}/accounts/{planner.id}/disable").json()["disabled_at"] is not None
    assert client.get(f"{API}/me").status_code == 401
    refused = sign_in(client, planner.login)
    assert (refused.status_code, refused.json()["code"]) == (403, "account-disabled")
    administrator.post(f"{API}/accounts/{planner.id}/enable")
    assert client.get(f"{API}/me").status_code == 401
    assert sign_in(client, planner.login).status_code == 200


def test_passwords_are_taken_as_typed(client: TestClient, client_of: ClientOf, cities: Cities) -> None:
    head = cities.first.accounts[Role.HEAD]
    chosen = {"secret": invitation_for(client_of, head.id), "password": f" {PASSWORD} "}
    client.post(f"{API}/invitations/accept", json=chosen)
    assert sign_in(client, head.login).status_code == 401
    assert sign_in(client, head.login, f" {PASSWORD} ").status_code == 200
