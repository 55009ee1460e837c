"""Feeds over HTTP: what calendar programs get, what they do not, and what their owner sees."""

import datetime as dt
import gzip
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from structlog.testing import capture_logs

from api.app import create_app
from scheduler.clock import stopped_at
from scheduler.database import Database
from scheduler.models.accounts import Role
from scheduler.models.planning import Draft, DraftOrigin, ProblemSnapshot
from scheduler.models.terms import Term
from scheduler.settings import Settings
from tests.api.conftest import Cities, ClientOf
from tests.api.subscribers import KEYS, Subscriber, subscriber
from tests.api.test_storage_trouble import with_pragma
from tests.release_builders import PUBLISHED

__all__ = ["subscriber"]


@pytest.fixture(autouse=True)
def _in_october() -> Iterator[None]:
    with stopped_at(dt.datetime(2026, 10, 1, 4, 0, tzinfo=dt.UTC)):
        yield


def test_get(subscriber: Subscriber) -> None:
    got = subscriber.fetch()
    assert got.status_code == 200
    assert got.content.count(b"BEGIN:VEVENT") == 2
    assert got.headers["content-type"] == "text/calendar; charset=utf-8"
    assert got.headers["content-length"] == str(len(got.content))
    assert got.headers["content-disposition"] == 'inline; filename="dudao-supervisor.ics"'
    assert got.headers["cache-control"] == "private, no-cache"
    assert got.headers["referrer-policy"] == "no-referrer"
    assert got.headers["x-robots-tag"] == "noindex"
    assert got.headers["last-modified"] == "Sun, 20 Sep 2026 02:00:00 GMT"
    assert got.headers["etag"].startswith('W/"')
    assert "set-cookie" not in got.headers


def test_head_is_get_without_the_body(subscriber: Subscriber) -> None:
    head, got = subscriber.fetch("HEAD"), subscriber.fetch()
    assert head.status_code == 200
    assert head.content == b""
    ours = ("content-length", "content-type", "etag", "last-modified", "cache-control", "vary", "content-disposition")
    assert [head.headers[name] for name in ours] == [got.headers[name] for name in ours]


def test_twice_the_same_and_in_another_process(subscriber: Subscriber, database: Database, settings: Settings) -> None:
    other = TestClient(create_app(settings, database))
    first, second = subscriber.fetch(), subscriber.fetch()
    third = other.get(subscriber.path, headers={"Accept-Encoding": "identity"})
    assert first.content == second.content == third.content
    assert first.headers["etag"] == third.headers["etag"]


def test_who_has_it_gets_304_with_nothing(subscriber: Subscriber) -> None:
    tag = subscriber.fetch().headers["etag"]
    for given in (
        {"If_None_Match": tag},
        {"If_None_Match": f'"x", {tag.removeprefix("W/")}'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": "Sun, 20 Sep 2026 02:00:00 GMT"},
    ):
        for method in ("GET", "HEAD"):
            answer = subscriber.fetch(method, **given)
            assert (answer.status_code, answer.content) == (304, b"")
            assert answer.headers["etag"] == tag
            assert answer.headers["cache-control"] == "private, no-cache"
            assert answer.headers["vary"] == "Accept-Encoding"


def test_a_release_that_only_removes_a_visit_is_a_200(subscriber: Subscriber) -> None:
    with stopped_at(PUBLISHED):
        subscriber.owner.patch(f"/api/v1/feeds/{subscriber.feed['id']}", json={"keep_cancelled": False})
    before = subscriber.fetch().headers
    subscriber.publish(8)
    for given in ({"If_None_Match": before["etag"]}, {"If_Modified_Since": before["last-modified"]}):
        answer = subscriber.fetch(**given)
        assert answer.status_code == 200
        assert answer.content.count(b"BEGIN:VEVENT") == 1


def test_last_modified_is_when_the_release_was_published(subscriber: Subscriber) -> None:
    subscriber.publish(8)
    answer = subscriber.fetch(If_Modified_Since="Sun, 20 Sep 2026 02:00:00 GMT")
    assert answer.status_code == 200
    assert answer.headers["last-modified"] == "Mon, 21 Sep 2026 02:00:00 GMT"


def test_gzip_only_when_asked_for(subscriber: Subscriber) -> None:
    plain = subscriber.fetch()
    assert "content-encoding" not in plain.headers
    zipped = subscriber.fetch("HEAD", Accept_Encoding="gzip, deflate")
    assert zipped.headers["content-encoding"] == "gzip"
    assert int(zipped.headers["content-length"]) < len(plain.content)
    assert plain.headers["vary"] == zipped.headers["vary"] == "Accept-Encoding"
    assert plain.headers["etag"] == zipped.headers["etag"]
    assert subscriber.fetch(Accept_Encoding="gzip").content == plain.content  # the client unpacks it
    assert "content-encoding" not in subscriber.fetch(Accept_Encoding="gzip;q=0").headers
    with subscriber.program.stream("GET", subscriber.path, headers={"Accept-Encoding": "gzip"}) as raw:
        assert gzip.decompress(b"".join(raw.iter_raw())) == plain.content


@pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 500, "督导", "..%2f", "%00"])
def test_an_unknown_address_is_a_404_and_no_page(client: TestClient, token: str) -> None:
    answer = client.get(f"/feeds/{token}.ics", follow_redirects=False)
    assert answer.status_code == 404
    assert "html" not in answer.headers["content-type"]


def test_revoked_is_410_at_once_and_renewed_404(subscriber: Subscriber) -> None:
    renewed = subscriber.owner.post(f"/api/v1/feeds/{subscriber.feed['id']}/renew").json()
    assert subscriber.fetch().status_code == 404
    subscriber.path = renewed["subscription"]["https_url"].removeprefix("http://127.0.0.1:8000")
    assert subscriber.fetch().status_code == 200
    assert subscriber.owner.delete(f"/api/v1/feeds/{subscriber.feed['id']}").status_code == 204
    answer = subscriber.fetch()
    assert answer.status_code == 410
    assert "html" not in answer.headers["content-type"]
    assert answer.headers["cache-control"] == "no-store"
    assert subscriber.fetch("HEAD").status_code == 410


def test_other_methods_are_refused(subscriber: Subscriber) -> None:
    for method in ("POST", "PUT", "DELETE", "PROPFIND"):
        assert subscriber.fetch(method).status_code == 405


def test_the_address_is_short_and_its_owner_sees_the_last_fetch(subscriber: Subscriber) -> None:
    assert len("https://dudao.shegong.example.gov.cn" + subscriber.path) <= 110
    assert subscriber.feed["last_fetched_at"] is None
    subscriber.fetch(User_Agent="iOS/26.1 (23B85) dataaccessd/1.0")
    (feed,) = subscriber.owner.get("/api/v1/feeds").json()
    assert feed["last_client"] == "iOS/26.1 (23B85) dataaccessd/1.0"
    assert feed["last_fetched_at"] == "2026-10-01T04:00:00Z"
    assert (
        subscriber.path.removeprefix("/feeds/").removesuffix(".ics") not in subscriber.owner.get("/api/v1/feeds").text
    )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_when_nothing_can_be_written_feeds_are_read_all_the_same(subscriber: Subscriber) -> None:
    database = subscriber.database
    with with_pragma(database, "busy_timeout = 20"), database.unit_of_work() as writer, capture_logs() as lines:
        writer.execute(text("SELECT 1"))
        assert subscriber.fetch().status_code == 200
    assert [line["code"] for line in lines if line["log_level"] == "warning"] == ["database-busy"]
    subscriber.fetch()
    assert subscriber.owner.get("/api/v1/feeds").json()[0]["last_fetched_at"] is not None


def test_no_line_of_the_log_has_the_token(subscriber: Subscriber) -> None:
    token = subscriber.path.removeprefix("/feeds/").removesuffix(".ics")
    with capture_logs() as lines:
        subscriber.fetch()
        subscriber.program.get(subscriber.path.removesuffix(".ics"))
    assert len(lines) >= 2
    assert token not in str(lines)


def test_an_empty_feed_is_a_calendar(subscriber: Subscriber) -> None:
    subscriber.owner.patch(f"/api/v1/feeds/{subscriber.feed['id']}", json={"keep_cancelled": False})
    subscriber.publish()
    answer = subscriber.fetch()
    assert answer.status_code == 200
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"BEGIN:VEVENT" not in answer.content


def test_a_draft_changes_no_byte(subscriber: Subscriber) -> None:
    before = subscriber.fetch()
    with subscriber.database.unit_of_work() as db:
        term = db.get_one(Term, subscriber.term_id)
        owned = {"association_id": term.association_id, "term_id": term.id}
        snapshot = ProblemSnapshot(**owned, sha256="0" * 64, content=b"")
        db.add(snapshot)
        db.flush()
        db.add(Draft(**owned, name="草案", origin=DraftOrigin.EMPTY, snapshot_id=snapshot.id, plan={}))
    after = subscriber.fetch()
    assert (after.content, after.headers["etag"]) == (before.content, before.headers["etag"])


def test_what_a_subscriber_is_shown(subscriber: Subscriber, client_of: ClientOf) -> None:
    subscriber.owner.delete(f"/api/v1/feeds/{subscriber.feed['id']}")
    asked = {"kind": "supervisor", "subject_id": subscriber.supervisor.id}
    how = subscriber.owner.post("/api/v1/feeds", json=asked).json()["subscription"]
    assert how["webcal_url"] == how["https_url"].replace("http:", "webcal:")
    assert how["qr_svg"].startswith("<svg")
    assert {device["code"] for device in how["devices"]} >= {
        "iphone",
        "mac",
        "outlook",
        "google",
        "android",
        "thunderbird",
    }
    assert all(device["steps"] and device["delay"] for device in how["devices"])
    assert "24 小时" in next(device["delay"] for device in how["devices"] if device["code"] == "google")
    assert any("不能代替通知" in note for note in how["notes"])


def test_the_subscribe_page(subscriber: Subscriber) -> None:
    page = subscriber.program.get(subscriber.path.removesuffix(".ics"))
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "script" not in page.text
    assert 'href="webcal://127.0.0.1:8000/feeds/' in page.text
    assert "<svg" in page.text
    assert "更新延迟" in page.text
    assert (
        "How late"
        in subscriber.program.get(subscriber.path.removesuffix(".ics"), headers={"Accept-Language": "en"}).text
    )
    subscriber.owner.delete(f"/api/v1/feeds/{subscriber.feed['id']}")
    assert subscriber.program.get(subscriber.path.removesuffix(".ics")).status_code == 410


def test_downloads(subscriber: Subscriber, client_of: ClientOf, cities: Cities) -> None:
    once = subscriber.program.get(f"{subscriber.path}?download")
    assert once.headers["content-disposition"].startswith("attachment")
    one = subscriber.owner.get(f"/api/v1/downloads/events/{KEYS[0]}")
    assert one.headers["content-disposition"] == 'attachment; filename="dudao-event.ics"'
    assert one.content.count(b"BEGIN:VEVENT") == 1
    term = subscriber.owner.get(f"/api/v1/downloads/terms/{subscriber.term_id}")
    assert term.content.count(b"BEGIN:VEVENT") == 2
    assert client_of(Role.PLANNER, cities.second).get(f"/api/v1/downloads/events/{KEYS[0]}").status_code == 404
    assert subscriber.program.get(f"/api/v1/downloads/events/{KEYS[0]}").status_code == 401


def test_one_cannot_see_or_subscribe_to_another_city_s(client_of: ClientOf, cities: Cities) -> None:
    planner = client_of(Role.PLANNER)
    asked = {"kind": "supervisor", "subject_id": cities.second.supervisor.id}
    assert planner.post("/api/v1/feeds", json=asked).status_code == 404
    offered = planner.get("/api/v1/feeds/offers").json()
    assert cities.second.supervisor.id not in str(offered)
    assert cities.first.supervisor.id in str(offered)


def test_busy_only_is_for_supervisors(client_of: ClientOf) -> None:
    assert client_of(Role.PLANNER).post("/api/v1/feeds", json={"kind": "roster", "busy_only": True}).status_code == 422
