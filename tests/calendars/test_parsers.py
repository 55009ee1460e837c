"""What five independent parsers understand of a feed is what it was made from."""

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calendars.event import SHANGHAI, EventStatus, FeedEvent
from calendars.feed import FeedOptions
from tests.calendars.builders import at, event, feed_of
from tests.calendars.reading import Parser, ReadEvent

MARKS = {EventStatus.CONFIRMED: "", EventStatus.TENTATIVE: "【暂定】", EventStatus.CANCELLED: "【已取消】"}
TRICKY = st.sampled_from(
    [
        "\\n",
        "\\N",
        "\\",
        "\r",
        "\n",
        "\r\n",
        "\u2028",
        "\u2029",
        "\x85",
        "\x0b",
        "\x1d",
        ",",
        ";",
        ":",
        '"',
        "👩‍👩‍👧",
        "王",
        "\ud800",
    ]
)
any_text = st.lists(TRICKY | st.text(max_size=30), max_size=12).map("".join)


@st.composite
def events(draw: st.DrawFn) -> FeedEvent:
    start = dt.datetime(2026, 10, 8, tzinfo=SHANGHAI) + dt.timedelta(minutes=draw(st.integers(0, 400_000)))
    return event(
        uid=f"e-{draw(st.integers(0, 10**9))}.{draw(st.integers(0, 99))}@dudao",
        start=start,
        summary=draw(any_text),
        location=draw(any_text),
        description=draw(any_text),
        status=draw(st.sampled_from([EventStatus.CONFIRMED, EventStatus.TENTATIVE])),
    )


def expected(said: FeedEvent, alarms: int = 0) -> ReadEvent:
    return ReadEvent(
        uid=said.uid,
        start=said.start.astimezone(dt.UTC),
        end=said.end.astimezone(dt.UTC),
        summary=(MARKS[said.status] + said.summary),
        location=said.location,
        description=said.description,
        sequence=0,
        status=said.status.value,
        alarms=alarms,
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(events(), min_size=1, max_size=8, unique_by=lambda said: said.uid))
def test_any_text_comes_back_from_every_parser(parsers: Mapping[str, Parser], said: list[FeedEvent]) -> None:
    text = feed_of(said)
    for name, parse in parsers.items():
        assert sorted(parse(text)) == sorted(map(expected, said)), name


@pytest.mark.parametrize("alarm_minutes", [None, 60])
def test_half_past_eight_in_shanghai_is_half_past_midnight_utc(
    parsers: Mapping[str, Parser], alarm_minutes: int | None
) -> None:
    said = event(start=at(8, 8, 30))
    text = feed_of([said], FeedOptions(name="督导", alarm_minutes=alarm_minutes))
    for name, parse in parsers.items():
        (read,) = parse(text)
        assert read == expected(said, alarms=int(alarm_minutes is not None)), name
        assert read.start.isoformat() == "2026-10-08T00:30:00+00:00"


def test_an_empty_feed_is_a_calendar_without_events(parsers: Mapping[str, Parser]) -> None:
    for name, parse in parsers.items():
        assert parse(feed_of([])) == [], name
