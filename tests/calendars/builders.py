"""Short ways to make events and feeds in tests."""

import datetime as dt
from collections.abc import Iterable, Sequence

from calendars.event import SHANGHAI, FeedEvent
from calendars.feed import FeedEntry, FeedOptions, feed_text
from calendars.succession import PublishedEvent, published

RELEASED = dt.datetime(2026, 9, 20, 2, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 10, 1)
OPTIONS = FeedOptions(name="王敏老师的督导日程", event_link="https://dudao.example.cn/e/")


def at(day: int, hour: int = 8, minute: int = 30, month: int = 10) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def event(uid: str = "pair-017.2@dudao", start: dt.datetime | None = None, **facts: object) -> FeedEvent:
    begin = start or at(8)
    said = {
        "uid": uid,
        "start": begin,
        "end": begin + dt.timedelta(hours=3),
        "summary": "“1+1”结对 · 新嘉街道社工站",
        "location": "新嘉街道社工站, 嘉兴市南湖区",
        "geo": (30.7522, 120.7551),
        "categories": ("“1+1”结对",),
        "description": "督导：王敏\n领域：社区治理; 老年",
    }
    return FeedEvent(**(said | facts))  # type: ignore[arg-type]


def release(before: PublishedEvent | None, content: FeedEvent | None, number: int = 0) -> PublishedEvent | None:
    """The event after release `number`, one a day."""
    return published(before, content, RELEASED + dt.timedelta(days=number))


def first(content: FeedEvent) -> PublishedEvent:
    state = release(None, content)
    assert state is not None
    return state


def entry(state: PublishedEvent, *, busy: bool = False) -> FeedEntry:
    body = state.busy_vevent if busy else state.vevent
    return FeedEntry(state.event.start, state.event.uid, state.event.is_cancelled, body)


def feed(states: Iterable[PublishedEvent], options: FeedOptions = OPTIONS, today: dt.date = TODAY) -> bytes:
    return feed_text([entry(state, busy=options.busy_only) for state in states], options, today).body


def feed_of(events: Sequence[FeedEvent], options: FeedOptions = OPTIONS) -> bytes:
    return feed([first(content) for content in events], options)
