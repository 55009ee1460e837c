"""The child process of a run, seen from its parent: started with a task, listened to, asked to finish, or killed."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import SubprocessStreamProtocol
from collections import deque
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Final, Self

from pydantic import ValidationError

from scheduler.running.protocol import FINISH, MESSAGES, Message, Task

LONGEST_LINE: Final = 256 * 1024 * 1024
"""Bytes; a plan of the largest problems is a few megabytes."""
SECRETS: Final = "DUDAO_"
"""A child needs no setting of the service, and gets none of its secrets."""
KEPT_LINES: Final = 40
"""So many of its last words are kept for the administrator."""


class Child:
    """A child process at work. Use `start`, and leave none behind: `kill` or `end` it, whatever it does."""

    def __init__(self, transport: asyncio.SubprocessTransport, process: asyncio.subprocess.Process) -> None:
        self._transport = transport
        self._process = process
        self._last_words: deque[str] = deque(maxlen=KEPT_LINES)
        self._listening = asyncio.create_task(self._keep_last_words())

    @classmethod
    async def start(cls, task: Task) -> Self:
        """Start a child on the task. Raises OSError when the machine cannot."""
        loop = asyncio.get_running_loop()
        # As create_subprocess_exec does, which keeps the transport to itself.
        transport, protocol = await loop.subprocess_exec(
            lambda: SubprocessStreamProtocol(LONGEST_LINE, loop),
            sys.executable,
            "-m",
            "scheduler.running.child",
            str(os.getpid()),
            env={name: value for name, value in os.environ.items() if not name.startswith(SECRETS)},
            start_new_session=True,  # Ctrl-C is for the parent, which then decides what becomes of its children
        )
        child = cls(transport, asyncio.subprocess.Process(transport, protocol, loop))
        try:
            await child._say(task.model_dump_json(exclude_none=True))
        except BaseException:
            child.kill()
            raise
        return child

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def last_words(self) -> str:
        """How it ended and the end of what it printed."""
        code = self._process.returncode
        ended = "" if code is None else f"exit {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
        return "\n".join([ended, *self._last_words]).strip()

    async def ask_to_finish(self) -> None:
        """Ask it to stop searching and hand over the best plan."""
        await self._say(FINISH)

    async def messages(self) -> AsyncIterator[Message]:
        """What it says, until it ends. Lines that are no messages are kept with its last words."""
        assert self._process.stdout is not None  # noqa: S101 - started with a pipe
        while line := await self._process.stdout.readline():
            try:
                yield MESSAGES.validate_json(line)
            except ValidationError as error:
                self._last_words.append(f"no message: {error.errors()[0]['msg']}: {line[:200]!r}")
        await self._process.wait()
        await self._listening

    def kill(self) -> None:
        """Kill it if it lives, and close the pipes to it."""
        self._transport.close()

    async def end(self) -> None:
        """Kill it if it lives, and wait until it is gone."""
        self.kill()
        await self._process.wait()
        await self._listening

    async def _say(self, line: str) -> None:
        assert self._process.stdin is not None  # noqa: S101 - started with a pipe
        with suppress(BrokenPipeError, ConnectionResetError):  # it ended; its messages end, and that is noticed
            self._process.stdin.write(f"{line}\n".encode())
            await self._process.stdin.drain()

    async def _keep_last_words(self) -> None:
        assert self._process.stderr is not None  # noqa: S101 - started with a pipe
        while line := await self._process.stderr.readline():
            self._last_words.append(line.decode(errors="replace").rstrip()[:1000])
