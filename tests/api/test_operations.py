"""What operators see: health, readiness, figures, request ids; and what callers may not do too often or too large."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import structlog
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlalchemy import text

from api.app import create_app
from api.limits import Buckets
from migrations.running import newest
from scheduler.database import Database
from scheduler.settings import Settings

LIMITS = {"requests_per_minute": 5, "upload_mb": 1}


@pytest.fixture
def lines() -> Iterator[list[dict[str, Any]]]:
    """The log lines of the test."""
    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        yield lines  # type: ignore[misc]


@pytest.fixture
def limited(database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """With low limits, and no time going by in which they would be refilled."""
    monkeypatch.setattr("api.limits.time", SimpleNamespace(monotonic=lambda: 100.0))
    return TestClient(create_app(settings.model_copy(update=LIMITS), database))


def test_health_tells_the_version(client: TestClient) -> None:
    assert client.get("/health").json()["status"] == "ok"


def test_it_is_ready_only_with_the_tables_of_this_version(client: TestClient, database: Database) -> None:
    assert client.get("/ready").status_code == 503
    assert client.get("/ready").json()["checks"] == {"database": "ok", "tables": "migration-missing"}
    with database.unit_of_work() as db:
        db.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        db.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": newest()})
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)


def test_every_answer_has_an_id_and_a_log_line(client: TestClient, lines: list[dict[str, Any]]) -> None:
    given = client.get("/api/v1/nothing?token=secret", headers={"X-Request-ID": "caller-0001"})
    made = client.get("/health", headers={"X-Request-ID": "no good id!"})
    assert given.headers["X-Request-ID"] == given.json()["request_id"] == "caller-0001"
    assert len(made.headers["X-Request-ID"]) == 32
    assert made.headers["Cache-Control"] == "no-store"
    client.get("/api/v1/association")
    assert lines.pop()["route"] == "/api/v1/association"
    noted = [(line["request_id"], line["route"], line["status"]) for line in lines]
    assert noted == [("caller-0001", "(none)", 404), (made.headers["X-Request-ID"], "/health", 200)]
    assert "secret" not in str(lines)


def test_what_nobody_foresaw_is_recorded_and_answered_without_particulars(
    app: FastAPI, lines: list[dict[str, Any]]
) -> None:
    @app.get("/fails/{token}")
    def fails(token: str) -> None:
        raise RuntimeError("particulars")

    answer = TestClient(app).get("/fails/very-secret")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "particulars" not in answer.text
    failure = next(line for line in lines if line["event"] == "request failed")
    assert failure["request_id"] == answer.json()["request_id"] == answer.headers["X-Request-ID"]
    assert failure["exc_info"]
    assert "very-secret" not in str([line | {"exc_info": None} for line in lines])


def test_figures_are_for_this_machine_or_for_who_has_the_token(database: Database, settings: Settings) -> None:
    here = TestClient(create_app(settings, database), client=("127.0.0.1", 5000))
    elsewhere = TestClient(create_app(settings, database), client=("192.0.2.1", 5000))
    here.get("/health")
    figures = here.get("/metrics").text
    assert 'dudao_requests_total{method="GET",route="/health",status="200"} 1.0' in figures
    assert "dudao_database_up 1.0" in figures
    assert 'dudao_runs{state="queued"} 0.0' in figures
    assert elsewhere.get("/metrics").status_code == 401
    token = SecretStr("for the figures")
    known = TestClient(create_app(settings.model_copy(update={"metrics_token": token}), database))
    assert known.get("/metrics").status_code == 401
    assert known.get("/metrics", headers={"Authorization": "Bearer for the figures"}).status_code == 200


def test_who_asks_too_often_waits_and_others_do_not(limited: TestClient) -> None:
    statuses = [limited.get("/api/v1/nothing", headers={"Cookie": "a=1"}).status_code for _ in range(6)]
    assert statuses == [404] * 5 + [429]
    refused = limited.get("/api/v1/nothing", headers={"Cookie": "a=1"})
    assert refused.json()["code"] == "too-many-requests"
    assert refused.headers["Retry-After"] == "13"
    assert limited.get("/api/v1/nothing", headers={"Cookie": "a=2"}).status_code == 404
    assert limited.get("/health", headers={"Cookie": "a=1"}).status_code == 200


def test_an_address_has_a_limit_too_whatever_it_says_it_is(limited: TestClient) -> None:
    statuses = [limited.get("/api/v1/nothing", headers={"Cookie": f"a={n}"}).status_code for n in range(60)]
    assert statuses == [404] * 50 + [429] * 10


def test_a_body_may_not_be_too_large_whatever_it_says(limited: TestClient) -> None:
    body = b"x" * 1_100_000
    told = limited.patch("/api/v1/association", content=body)
    untold = limited.patch("/api/v1/association", content=iter([body]))
    assert (told.status_code, told.json()["code"]) == (413, "too-large")
    assert (untold.status_code, untold.json()["code"]) == (413, "too-large")


def test_a_bucket_fills_again_evenly() -> None:
    buckets = Buckets(per_minute=60)
    assert [buckets.take("a", 0.0) for _ in range(60)] == [0.0] * 60
    assert buckets.take("a", 0.25) == 0.75
    assert buckets.take("a", 1.0) == 0.0
    assert buckets.take("a", 1.5) == 0.5
