"""gzip only when asked for, and always the same."""

import gzip
import time

import pytest

from calendars.compression import compressed, wants_gzip


@pytest.mark.parametrize(
    "header",
    [
        "gzip",
        "GZIP",
        "x-gzip",
        "deflate, gzip;q=0.5",
        "gzip;q=1.0, identity; q=0.5",
        "*",
        "br;q=1, *;q=0.1",
        "gzip ; q=0.001",
    ],
)
def test_asked_for(header: str) -> None:
    assert wants_gzip(header)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "identity",
        "br",
        "gzip;q=0",
        "gzip;q=0.000, *",
        "*;q=0",
        "gzip;q=0.2, identity;q=0.9",
        "gzip;q=x",
        "gzip;q=-1",
        "gzip;q=2",
    ],
)
def test_not_asked_for(header: str | None) -> None:
    assert not wants_gzip(header)


def test_the_same_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = compressed(b"BEGIN:VCALENDAR" * 100)
    monkeypatch.setattr(time, "time", lambda: 1e9)
    assert compressed(b"BEGIN:VCALENDAR" * 100) == first
    assert gzip.decompress(first) == b"BEGIN:VCALENDAR" * 100
    assert len(first) < 100
