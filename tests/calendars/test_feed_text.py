"""The text of a feed, line by line: what clients need, and nothing that one of them reads wrongly."""

import datetime as dt
import re

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.event import SHANGHAI, EventStatus, FeedEvent
from calendars.feed import FeedOptions, feed_text
from tests.calendars.builders import OPTIONS, TODAY, at, entry, event, feed, feed_of, first, release

any_text = st.text(st.characters(codec=None), max_size=120)


def lines(text: bytes) -> list[str]:
    """The unfolded lines."""
    return text.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def values(text: bytes, name: str) -> list[str]:
    return [line.partition(":")[2] for line in lines(text) if re.match(rf"{name}[;:]", line)]


def test_times_are_shanghai_times_with_their_zone() -> None:
    text = lines(feed_of([event(start=at(8, 8, 30))]))
    assert "DTSTART;TZID=Asia/Shanghai:20261008T083000" in text
    assert "DTEND;TZID=Asia/Shanghai:20261008T113000" in text


def test_a_time_given_in_another_zone_is_the_same_moment() -> None:
    assert event(start=dt.datetime(2026, 10, 8, 0, 30, tzinfo=dt.UTC)) == event(start=at(8, 8, 30))


def test_the_one_time_zone_is_a_single_standard_time() -> None:
    text = lines(feed_of([event(), event("other@dudao")]))
    begin, end = text.index("BEGIN:VTIMEZONE"), text.index("END:VTIMEZONE")
    assert sorted(text[begin : end + 1]) == sorted(
        [
            "BEGIN:VTIMEZONE",
            "TZID:Asia/Shanghai",
            "BEGIN:STANDARD",
            "DTSTART:19700101T000000",
            "TZOFFSETFROM:+0800",
            "TZOFFSETTO:+0800",
            "TZNAME:CST",
            "END:STANDARD",
            "END:VTIMEZONE",
        ]
    )
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "DAYLIGHT" not in "".join(text)


def test_the_header_names_the_calendar_and_says_how_often_to_come_back() -> None:
    text = lines(feed_of([]))
    assert text[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for line in (
        "NAME:王敏老师的督导日程",
        "X-WR-CALNAME:王敏老师的督导日程",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "METHOD:PUBLISH",
        "COLOR:teal",
        "CALSCALE:GREGORIAN",
    ):
        assert text.count(line) == 1, line
    assert text[-1] == "END:VCALENDAR"


def test_an_event_says_where_what_and_where_to_read_more() -> None:
    text = lines(feed_of([event()]))
    for line in (
        "UID:pair-017.2@dudao",
        "SUMMARY:“1+1”结对 · 新嘉街道社工站",
        "LOCATION:新嘉街道社工站\\, 嘉兴市南湖区",
        "GEO:30.7522;120.7551",
        "CATEGORIES:“1+1”结对",
        "URL:https://dudao.example.cn/e/pair-017.2",
        "DESCRIPTION:督导：王敏\\n领域：社区治理\\; 老年",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "SEQUENCE:0",
        "DTSTAMP:20260920T020000Z",
        "LAST-MODIFIED:20260920T020000Z",
    ):
        assert text.count(line) == 1, line
    assert not [line for line in text if re.match("ATTENDEE|ORGANIZER|BEGIN:VALARM", line)]


def test_what_is_not_known_is_not_written() -> None:
    bare = event(location="", geo=None, categories=(), description="")
    names = {re.split("[;:]", line)[0] for line in lines(feed_of([bare], FeedOptions(name="督导")))}
    assert names.isdisjoint({"LOCATION", "GEO", "CATEGORIES", "URL", "DESCRIPTION"})


@settings(max_examples=150)
@given(any_text, any_text, any_text, any_text)
def test_the_form_of_lines_whatever_the_text(name: str, summary: str, location: str, description: str) -> None:
    said = event(summary=summary, location=location, description=description, categories=(summary,))
    text = feed_of([said], FeedOptions(name=name, event_link="https://dudao.example.cn/" + "a" * len(name)))
    assert not text.startswith(b"\xef\xbb\xbf")
    assert text.endswith(b"END:VCALENDAR\r\n")
    for line in text.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        decoded = line.decode()  # fails where a character was cut
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", decoded)
        assert not re.search(r"(?<!\\)(\\\\)*\\$", decoded), "cut between a backslash and what it escapes"
    assert set(re.findall(r"\\(.)", text.decode().replace("\r\n ", ""))) <= {",", ";", "n"}


def test_no_alarm_unless_asked_for_and_none_for_what_is_cancelled() -> None:
    going, gone = first(event("a@dudao")), release(first(event("b@dudao")), None, 1)
    assert gone is not None
    without = lines(feed([going, gone]))
    assert "BEGIN:VALARM" not in without
    with_alarm = lines(feed([going, gone], FeedOptions(name="督导", alarm_minutes=90)))
    assert with_alarm.count("BEGIN:VALARM") == 1
    assert with_alarm.index("BEGIN:VALARM") < with_alarm.index("UID:b@dudao")
    assert "TRIGGER:-PT1H30M" in with_alarm
    assert "ACTION:DISPLAY" in with_alarm


def test_busy_only_says_nothing_but_the_time() -> None:
    text = feed([first(event())], FeedOptions(name="王敏（仅忙闲）", busy_only=True))
    assert values(text, "SUMMARY") == ["忙碌"]
    for secret in ("结对", "新嘉", "社区治理", "https", "GEO", "CATEGORIES"):
        assert secret not in text.decode()
    assert values(text, "UID") == ["pair-017.2@dudao"]
    assert "CLASS:PRIVATE" in lines(text)


def test_busy_only_leaves_out_what_is_cancelled() -> None:
    gone = release(first(event()), None, 1)
    assert gone is not None
    assert values(feed([gone], FeedOptions(name="忙闲", busy_only=True)), "UID") == []


def test_cancelled_events_are_kept_for_a_week_after_their_date_unless_the_owner_wants_otherwise() -> None:
    gone = release(first(event(start=at(8))), None, 1)
    assert gone is not None
    (summary,) = values(feed([gone]), "SUMMARY")
    assert summary.startswith("【已取消】")
    assert len(values(feed([gone], today=dt.date(2026, 10, 15)), "UID")) == 1
    assert values(feed([gone], today=dt.date(2026, 10, 16)), "UID") == []
    assert values(feed([gone], FeedOptions(name="督导", keep_cancelled=False)), "UID") == []


def test_provisional_events_say_so() -> None:
    text = lines(feed_of([event(status=EventStatus.TENTATIVE)]))
    assert "STATUS:TENTATIVE" in text
    assert "SUMMARY:【暂定】“1+1”结对 · 新嘉街道社工站" in text


def test_events_stand_in_the_order_of_time_whatever_order_they_come_in() -> None:
    states = [first(event(f"e{day}@dudao", at(day))) for day in (12, 9, 10)]
    assert values(feed(states), "UID") == ["e9@dudao", "e10@dudao", "e12@dudao"]
    assert feed(states) == feed(reversed(states))


def many_around(today: dt.date) -> list[FeedEvent]:
    """One event every day for half a year on both sides, each of some 7 kB."""
    midnight = dt.datetime.combine(today, dt.time(8, 30), SHANGHAI)
    days = range(-180, 181)
    return [event(f"d{day}@dudao", midnight + dt.timedelta(days=day), description="督导" * 1100) for day in days]


def test_a_feed_over_900_kb_shows_14_days_back_and_90_ahead() -> None:
    entries = [entry(first(said)) for said in many_around(TODAY)]
    text, is_windowed = feed_text(entries, OPTIONS, TODAY)
    assert is_windowed
    assert values(text, "UID") == [f"d{day}@dudao" for day in range(-14, 91)]


def test_a_feed_up_to_900_kb_shows_everything() -> None:
    entries = [entry(first(said)) for said in many_around(TODAY)[::4]]
    text, is_windowed = feed_text(entries, OPTIONS, TODAY)
    assert not is_windowed
    assert len(values(text, "UID")) == len(entries)
    assert len(text) < 900_000


def test_the_same_entries_give_the_same_bytes() -> None:
    assert feed_of([event()]) == feed_of([event()])


def test_every_shape_of_feed_is_valid_to_a_strict_reader() -> None:
    gone = release(first(event("b@dudao", at(9))), None, 1)
    assert gone is not None
    for options in (OPTIONS, FeedOptions(name="一", alarm_minutes=15), FeedOptions(name="二", busy_only=True)):
        calendar = icalendar.Calendar.from_ical(feed([first(event()), gone], options))
        assert not calendar.errors
        assert not [part.errors for part in calendar.walk() if part.errors]


@pytest.mark.parametrize("uid", ["", "督导", "a\nb", " a", "a\\\n"])
def test_a_uid_that_is_not_plain_is_refused(uid: str) -> None:
    with pytest.raises(ValueError, match="uid"):
        event(uid)


def test_a_naive_or_empty_period_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        event(start=at(8).replace(tzinfo=None))
    with pytest.raises(ValueError, match="before"):
        event(end=at(8))


def test_stored_values_give_the_event_back() -> None:
    said = event(status=EventStatus.TENTATIVE)
    assert FeedEvent.from_json(said.to_json()) == said
    bare = event(geo=None, categories=())
    assert FeedEvent.from_json(bare.to_json()) == bare


def test_the_hash_tells_contents_apart() -> None:
    variants = [
        event(),
        event(summary="别的"),
        event(geo=None),
        event(start=at(9)),
        event(status=EventStatus.CANCELLED),
    ]
    assert len({said.content_hash() for said in variants}) == len(variants)
    assert event(summary="甲 \n 乙").content_hash() == event(summary="甲 乙").content_hash()
