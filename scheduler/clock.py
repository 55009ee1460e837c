"""The time, read at the edges of the service only: everything inside is told it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

CHINA: Final = ZoneInfo("Asia/Shanghai")
"""The zone in which people read and write times; the database holds UTC."""

_stopped: datetime | None = None


def now() -> datetime:
    """The time now, aware, in UTC."""
    return _stopped or datetime.now(UTC)


def today() -> date:
    """The date now in China."""
    return now().astimezone(CHINA).date()


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """For tests: within the block it is `moment` in all threads. Raises ValueError when that has no zone."""
    global _stopped
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone")
    before, _stopped = _stopped, moment.astimezone(UTC)
    try:
        yield
    finally:
        _stopped = before
