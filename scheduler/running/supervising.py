"""Watching one child process: its progress is written down, wishes are passed on, and one that hangs is ended.

The result is one of the four outcomes below; the workflow decides what becomes of the run.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import structlog
from sqlmodel import Session

from scheduler.database import Database
from scheduler.models.runs import RunState
from scheduler.running import records
from scheduler.running.process import Child
from scheduler.running.protocol import Best, Result, Standing, Task, Unsound, Warming
from scheduler.running.records import Hold
from scheduler.storage_errors import StorageError

T = TypeVar("T")
LOOK_SECONDS: Final = 0.25
"""So often the run's row is looked at for wishes, and the child for signs of life."""
NOTE_SECONDS: Final = 0.5
"""Progress is written down at most so often, but each new phase and the first plan at once."""
QUIET_NOTE_SECONDS: Final = 5.0
"""And so often when nothing but the clock has moved."""
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Watchdog:
    """When a child is taken for lost."""

    silence_seconds: float = 180
    """It said nothing for so long; a living search says something every second."""
    warming_seconds: float = 900
    """The same before the search: one piece of code may take long to compile on a busy machine."""
    grace_seconds: float = 180
    """It went on for so long after its limit, or after it was asked to finish."""


@dataclass(frozen=True, slots=True)
class Solved:
    """The child handed over a plan (its text), not verified yet."""

    plan: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The child hung or made an unsound plan; `code` is one of `errors.FAILURES`."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Crashed:
    """The child ended without a plan."""

    detail: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """The run was cancelled, or another worker holds it now: there is nothing left to do."""


Outcome = Solved | Failed | Crashed | Dropped


class Supervision:
    """One child at work on one part of a run."""

    def __init__(
        self, database: Database, hold: Hold, *, part: int, label: str, searched: float, most: float, dog: Watchdog
    ) -> None:
        """`searched`: seconds spent on the part before; `most`: seconds after which the child is asked to finish."""
        self._database, self._hold, self._part, self._label = database, hold, part, label
        self._searched, self._most, self._dog = searched, most, dog
        self._heard = time.monotonic()
        self._search_began: float | None = None
        self._asked_to_finish: float | None = None
        self._noted: Warming | Standing | None = None
        self._noted_at = 0.0
        self._outcome: Outcome | None = None

    async def work(self, task: Task) -> Outcome:
        """Start a child on the task and watch it to its end; it is gone when this returns or is cancelled."""
        child = await Child.start(task)
        log.info("run-child-started", run=self._hold.run_id, attempt=self._hold.attempt, part=self._part, pid=child.pid)
        tasks = [asyncio.create_task(self._listen(child)), asyncio.create_task(self._mind(child))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            child.kill()  # first, and without waiting: a worker that stops cancels more than once
            for each in tasks:
                each.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await child.end()
        for each in tasks:
            if not each.cancelled() and (error := each.exception()) is not None:
                raise error
        return self._outcome or Crashed(child.last_words)

    async def _listen(self, child: Child) -> None:
        async for message in child.messages():
            self._heard = time.monotonic()
            match message:
                case Result():
                    self._outcome = Solved(message.plan)
                    return
                case Unsound():
                    self._outcome = Failed("run-unsound", message.detail)
                    return
                case Best():
                    await self._keep(message)
                case _:
                    await self._note(message)

    async def _keep(self, best: Best) -> None:
        best = best.model_copy(update={"seconds": self._searched + best.seconds})
        await self._write(lambda db: records.keep_best(db, self._hold, self._part, self._label, best))

    async def _note(self, message: Warming | Standing) -> None:
        if isinstance(message, Standing) and self._search_began is None:
            self._search_began = time.monotonic()
        since = time.monotonic() - self._noted_at
        if since < self._pause_before(message):
            return
        self._noted, self._noted_at = message, time.monotonic()
        if isinstance(message, Standing):
            message = message.model_copy(update={"seconds": self._searched + message.seconds})
        await self._write(lambda db: records.note_progress(db, self._hold, self._part, message))

    def _pause_before(self, message: Warming | Standing) -> float:
        before = self._noted
        if before is None or type(before) is not type(message):
            return 0.0
        if isinstance(message, Warming) or not isinstance(before, Standing):
            return NOTE_SECONDS
        if message.phase != before.phase or (message.cost is None) != (before.cost is None):
            return 0.0
        moved = (message.cost, message.bound) != (before.cost, before.bound)
        return NOTE_SECONDS if moved else QUIET_NOTE_SECONDS

    async def _mind(self, child: Child) -> None:
        """Ends when the child must be killed; then `_outcome` says why."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            state = await self._state()
            if state is None or state is RunState.CANCELLED:
                self._outcome = Dropped()
                return
            now = time.monotonic()
            too_long = self._search_began is not None and now - self._search_began > self._most
            if (state is RunState.FINISHING or too_long) and self._asked_to_finish is None:
                self._asked_to_finish = now
                await child.ask_to_finish()
            if (lost := self._lost(now)) is not None:
                self._outcome = Failed(lost, child.last_words)
                return

    def _lost(self, now: float) -> str | None:
        """The code of what is wrong with the child, if it must be taken for lost."""
        most = self._dog.warming_seconds if self._search_began is None else self._dog.silence_seconds
        if now - self._heard > most:
            return "run-silent"
        if self._asked_to_finish is None or self._search_began is None:
            return None
        if now - max(self._asked_to_finish, self._search_began) > self._dog.grace_seconds:
            return "run-overtime"
        return None

    async def _state(self) -> RunState | None:
        try:
            return await asyncio.to_thread(self._read_state)
        except StorageError as error:
            log.warning("run-state-unknown", run=self._hold.run_id, reason=error.code)
            return RunState.RUNNING  # the search goes on; the database is asked again soon

    def _read_state(self) -> RunState | None:
        with self._database.reading() as db:
            return records.state_of(db, self._hold)

    async def _write(self, write: Callable[[Session], None]) -> None:
        """Write progress; when the database cannot, the next report says it all again."""
        try:
            await asyncio.to_thread(in_unit_of_work, self._database, write)
        except StorageError as error:
            log.warning("run-progress-not-written", run=self._hold.run_id, reason=error.code)


def in_unit_of_work(database: Database, work: Callable[[Session], T]) -> T:
    """What `work` returns, done in one unit of work. Raises StorageError."""
    with database.unit_of_work() as db:
        return work(db)
