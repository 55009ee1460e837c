"""The part of a worker that sends messages: a thread of its own, since a slow channel must hold up nothing else."""

import threading
from typing import Final

import structlog

from scheduler.clock import now
from scheduler.database import Database
from scheduler.notices.delivering import deliver_due

ROUND_SECONDS: Final = 5.0
"""So often it looks for messages that are due."""
log = structlog.get_logger(__name__)


class Postman:
    """Sends what is due until it is stopped; several, also on several machines, share the messages."""

    def __init__(self, database: Database, round_seconds: float = ROUND_SECONDS) -> None:
        """Start it; `stop` it before the database is closed."""
        self._database = database
        self._round_seconds = round_seconds
        self._stopping = threading.Event()
        self._rounds = threading.Thread(target=self._go_rounds, name="postman", daemon=True)
        self._rounds.start()

    def stop(self) -> None:
        """Send no more messages than the one that is being sent."""
        self._stopping.set()
        self._rounds.join()

    def _go_rounds(self) -> None:
        while not self._stopping.wait(self._round_seconds):
            try:
                while deliver_due(self._database, now(), self._stopping.is_set):
                    pass
            except Exception as error:  # the database may be gone for a while; the next round tries again
                log.warning("postman-round-failed", reason=str(error))
