"""Many requests at once, one question to the database: each still gets an answer asked after it came."""

import asyncio
from collections.abc import Callable, Set
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from starlette.concurrency import run_in_threadpool

K = TypeVar("K")
V = TypeVar("V")


class _Batch(Generic[K, V]):
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.keys: set[K] = set()
        self.answer: asyncio.Future[dict[K, V]] = loop.create_future()


class Coalescer(Generic[K, V]):
    """Asks for what came while the last question was under way all at once, in a thread.

    An answer is never older than the request: not the question under way when it came is waited for, but the next.
    """

    def __init__(self, ask: Callable[[Set[K]], dict[K, V]]) -> None:
        self._ask = ask
        self._open: WeakKeyDictionary[asyncio.AbstractEventLoop, _Batch[K, V]] = WeakKeyDictionary()
        self._asking: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Task[None]] = WeakKeyDictionary()

    async def get(self, key: K) -> V | None:
        """The value of a key as it is now; None when there is none. Raises what asking raises."""
        loop = asyncio.get_running_loop()
        batch = self._open.get(loop)
        if batch is None:
            batch = self._open[loop] = _Batch(loop)
            if loop not in self._asking:
                self._asking[loop] = loop.create_task(self._ask_on(loop))
        batch.keys.add(key)
        return (await asyncio.shield(batch.answer)).get(key)

    async def _ask_on(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            while (batch := self._open.pop(loop, None)) is not None:
                try:
                    answer = await run_in_threadpool(self._ask, batch.keys)
                except Exception as error:
                    batch.answer.set_exception(error)
                else:
                    batch.answer.set_result(answer)
        finally:
            del self._asking[loop]
