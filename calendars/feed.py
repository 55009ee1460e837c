"""A feed: a header, the stored bytes of its events, a footer (RFC 5545, and RFC 7986 for name, colour and refreshing).

Nothing is serialised here but the header, and the clock is not read: the same entries, options and date give the same
bytes.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import icalendar

from calendars.event import SHANGHAI
from calendars.text import one_line

KEEP_CANCELLED_DAYS: Final = 7
WINDOW_ABOVE_BYTES: Final = 900_000
"""Google stops reading near 1 MB."""
WINDOW_DAYS_BACK: Final = 14
WINDOW_DAYS_AHEAD: Final = 90
_LINE_OCTETS: Final = 75
_REFRESH: Final = dt.timedelta(hours=1)
_EVENT_END: Final = b"END:VEVENT\r\n"
_FOOTER: Final = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOptions:
    """What the owner of a feed may set, and its name and colour (a CSS colour name).

    `alarm_minutes`: remind so long before each event; None for no alarm. `keep_cancelled`: show what was cancelled
    until a week after its date. `busy_only`: what is handed in are busy-only bytes; what was cancelled is left out.
    `event_link`: the address, in ASCII, to which the part of a uid before its `@` is added for the event's URL; empty
    for none. It is not part of the stored bytes, since the service may move to another address.
    """

    name: str
    color: str = "teal"
    alarm_minutes: int | None = None
    keep_cancelled: bool = True
    busy_only: bool = False
    event_link: str = ""


class FeedEntry(NamedTuple):
    """A stored event as a feed needs it; `vevent` are bytes as of `calendars.event`, plain or busy-only."""

    start: dt.datetime
    uid: str
    is_cancelled: bool
    vevent: bytes


class FeedText(NamedTuple):
    """The bytes of a feed, and whether days far from today were left out because it was too large."""

    body: bytes
    is_windowed: bool


def feed_text(entries: Iterable[FeedEntry], options: FeedOptions, today: dt.date) -> FeedText:
    """The whole feed, in the order of time. `today` decides what is shown of cancelled events and of a large feed."""
    shown = sorted(entry for entry in entries if _is_shown(entry, options, today))
    body = _joined(shown, options)
    if len(body) <= WINDOW_ABOVE_BYTES:
        return FeedText(body, is_windowed=False)
    return FeedText(_joined([entry for entry in shown if _is_in_window(entry, today)], options), is_windowed=True)


def _is_shown(entry: FeedEntry, options: FeedOptions, today: dt.date) -> bool:
    if not entry.is_cancelled:
        return True
    kept_until = _date(entry) + dt.timedelta(days=KEEP_CANCELLED_DAYS)
    return options.keep_cancelled and not options.busy_only and today <= kept_until


def _is_in_window(entry: FeedEntry, today: dt.date) -> bool:
    return -WINDOW_DAYS_BACK <= (_date(entry) - today).days <= WINDOW_DAYS_AHEAD


def _date(entry: FeedEntry) -> dt.date:
    return entry.start.astimezone(SHANGHAI).date()


def _joined(entries: Iterable[FeedEntry], options: FeedOptions) -> bytes:
    end = _EVENT_END if options.alarm_minutes is None else _alarm(options.alarm_minutes) + _EVENT_END
    pieces = [_header(options)]
    for entry in entries:
        pieces += (entry.vevent, _link(entry.uid, options), _EVENT_END if entry.is_cancelled else end)
    return b"".join([*pieces, _FOOTER])


def _link(uid: str, options: FeedOptions) -> bytes:
    if options.busy_only or not options.event_link:
        return b""
    line = f"URL:{options.event_link}{uid.partition('@')[0]}".encode("ascii")
    # Folded as RFC 5545 section 3.1 has it: the blank that begins a further line counts.
    rest = (line[start : start + _LINE_OCTETS - 1] for start in range(_LINE_OCTETS, len(line), _LINE_OCTETS - 1))
    return b"\r\n ".join([line[:_LINE_OCTETS], *rest]) + b"\r\n"


@lru_cache(maxsize=1024)
def _header(options: FeedOptions) -> bytes:
    name = one_line(options.name)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//dudao//calendar feeds//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    # Without VALUE=DURATION, which the library leaves out by itself, some clients show nothing at all.
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(_REFRESH))
    calendar.add("color", options.color)
    calendar.add_component(_time_zone())
    text: bytes = calendar.to_ical()
    return text.removesuffix(_FOOTER)


def _time_zone() -> icalendar.Timezone:
    """Asia/Shanghai as one standard time; the library's own has summer times of 1986 to 1991, which crash clients."""
    eight_hours = dt.timedelta(hours=8)
    standard = icalendar.TimezoneStandard()
    standard.add("dtstart", dt.datetime(1970, 1, 1))  # noqa: DTZ001 - local by RFC 5545 section 3.6.5
    standard.add("tzoffsetfrom", eight_hours)
    standard.add("tzoffsetto", eight_hours)
    standard.add("tzname", "CST")
    zone = icalendar.Timezone()
    zone.add("tzid", SHANGHAI.key)
    zone.add_component(standard)
    return zone


@lru_cache(maxsize=64)
def _alarm(minutes: int) -> bytes:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", dt.timedelta(minutes=-minutes))
    alarm.add("description", "日程提醒")
    text: bytes = alarm.to_ical()
    return text
