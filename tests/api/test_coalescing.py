"""One question for many requests: everybody gets an answer that was asked after they came."""

import asyncio
import threading
from collections.abc import Set

import pytest

from api.coalescing import Coalescer


class Source:
    """Answers with how often it was asked, when it is let."""

    def __init__(self) -> None:
        self.asked: list[set[str]] = []
        self.may_answer = threading.Semaphore(0)

    def ask(self, keys: Set[str]) -> dict[str, int]:
        self.asked.append(set(keys))
        number = len(self.asked)
        assert self.may_answer.acquire(timeout=10)
        if "fault" in keys:
            raise OSError("no answer")
        return {key: number for key in keys if key != "unknown"}


async def until_asked(source: Source, times: int) -> None:
    while len(source.asked) < times:
        await asyncio.sleep(0.001)


def test_what_comes_at_once_is_asked_at_once() -> None:
    async def run() -> None:
        source = Source()
        source.may_answer.release()
        found = Coalescer(source.ask)
        assert await asyncio.gather(found.get("a"), found.get("b"), found.get("a"), found.get("unknown")) == [
            1,
            1,
            1,
            None,
        ]
        assert source.asked == [{"a", "b", "unknown"}]

    asyncio.run(run())


def test_who_comes_while_it_is_being_asked_waits_for_the_next_answer() -> None:
    async def run() -> None:
        source = Source()
        found = Coalescer(source.ask)
        early = asyncio.create_task(found.get("a"))
        await until_asked(source, 1)
        late = [asyncio.create_task(found.get(key)) for key in ("a", "b")]
        await asyncio.sleep(0)
        source.may_answer.release(2)
        assert await early == 1
        assert await asyncio.gather(*late) == [2, 2]
        assert source.asked == [{"a"}, {"a", "b"}]

    asyncio.run(run())


def test_a_fault_is_theirs_who_waited_and_nobody_else_s() -> None:
    async def run() -> None:
        source = Source()
        source.may_answer.release(2)
        found = Coalescer(source.ask)
        with pytest.raises(OSError, match="no answer"):
            await found.get("fault")
        assert await found.get("a") == 2

    asyncio.run(run())


def test_who_goes_away_takes_nothing_from_the_others() -> None:
    async def run() -> None:
        source = Source()
        found = Coalescer(source.ask)
        gone, stays = asyncio.create_task(found.get("a")), asyncio.create_task(found.get("a"))
        await until_asked(source, 1)
        gone.cancel()
        source.may_answer.release()
        assert await stays == 1

    asyncio.run(run())


def test_it_serves_one_event_loop_after_the_other() -> None:
    source = Source()
    source.may_answer.release(2)
    found = Coalescer(source.ask)
    assert asyncio.run(found.get("a")) == 1
    assert asyncio.run(found.get("a")) == 2
