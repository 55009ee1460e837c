"""Log lines are JSON, and no secret is in them, wherever it stood."""

import json
import subprocess
import sys

import pytest

from scheduler.operations.logs import mask_secrets, masked

SECRET = "Hq3TTk9pS2xW0aVbE7nR"  # noqa: S105 - an invented one


@pytest.mark.parametrize(
    "text",
    [
        f"postgresql://dudao:{SECRET}@db.example/dudao",
        f"could not connect to postgresql+psycopg://dudao:{SECRET}@10.0.0.1:5432/x (timeout)",
        f"GET /feeds/{SECRET}.ics",
        f"mailto://user:{SECRET}@example.org?to=a",
        f"Authorization: Bearer {SECRET}",
        f"https://qyapi.example/send?key={SECRET}&debug=1",
        f"/invitation/{SECRET}",
    ],
)
def test_secrets_in_texts_are_hidden(text: str) -> None:
    assert SECRET not in masked(text)
    assert "***" in masked(text)


def test_values_with_a_secret_name_are_hidden() -> None:
    event = mask_secrets(None, "info", {"event": "x", "password": SECRET, "Cookie": SECRET, "status": 200})
    assert event == {"event": "x", "password": "***", "Cookie": "***", "status": 200}


def test_a_process_writes_json_lines_of_its_own_and_of_libraries() -> None:
    program = f"""
import logging, structlog
from scheduler.operations.logs import set_up_logs
set_up_logs("info")
structlog.contextvars.bind_contextvars(request_id="r1")
structlog.get_logger("dudao").info("已发布", release=3, url="postgresql://a:{SECRET}@h/n")
logging.getLogger("uvicorn.error").warning("slow %s", "client")
logging.getLogger("sqlalchemy.engine").info("quiet")
try:
    raise ValueError("token={SECRET}")
except ValueError:
    structlog.get_logger("dudao").exception("失败")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines] == ["已发布", "slow client", "失败"]
    assert all(line["request_id"] == "r1" and line["timestamp"].endswith("Z") for line in lines)
    assert "ValueError" in lines[2]["exception"]
    assert SECRET not in done.stderr
