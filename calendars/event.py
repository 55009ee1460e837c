"""One event of a feed: what it says, and its VEVENT (RFC 5545 section 3.6.1) as bytes, made once when it is published.

The bytes end before `END:VEVENT`: `calendars.feed` puts in what belongs to a feed and not to the event, its link and an
alarm, without making the event anew.
"""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

import icalendar

from calendars.text import many_lines, one_line

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
BUSY_SUMMARY: Final = "忙碌"
_END: Final = b"END:VEVENT\r\n"
_GEO_DECIMALS: Final = 6


class EventStatus(StrEnum):
    """How sure an event is; its summary says so too, as many clients show no status."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


_MARKS: Final = {EventStatus.CONFIRMED: "", EventStatus.TENTATIVE: "【暂定】", EventStatus.CANCELLED: "【已取消】"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEvent:
    """What an event says, cleaned for all clients; two equal events have the same bytes.

    `uid`: the lasting key, printable ASCII. `start`, `end`: aware, whole seconds, kept in Asia/Shanghai; start < end.
    `geo`: latitude and longitude in degrees. `categories`: the scheme, or a course's form.
    Raises ValueError for a naive or empty period and for a uid that is not plain.
    """

    uid: str
    start: dt.datetime
    end: dt.datetime
    summary: str
    location: str = ""
    geo: tuple[float, float] | None = None
    categories: tuple[str, ...] = ()
    description: str = ""
    status: EventStatus = EventStatus.CONFIRMED

    def __post_init__(self) -> None:
        if not (self.uid.isascii() and self.uid.isprintable() and self.uid.strip() == self.uid != ""):
            raise ValueError(f"uid {self.uid!r} must be printable ASCII without blanks at its ends")
        if self.start.tzinfo is None or self.end.tzinfo is None or self.start >= self.end:
            raise ValueError(f"event {self.uid}: start and end must be aware, start before end")
        for name, value in {
            "start": self.start.astimezone(SHANGHAI).replace(microsecond=0),
            "end": self.end.astimezone(SHANGHAI).replace(microsecond=0),
            "summary": one_line(self.summary),
            "location": one_line(self.location),
            "geo": self.geo and (round(self.geo[0], _GEO_DECIMALS), round(self.geo[1], _GEO_DECIMALS)),
            "categories": tuple(one_line(category) for category in self.categories),
            "description": many_lines(self.description),
        }.items():
            object.__setattr__(self, name, value)

    @property
    def is_cancelled(self) -> bool:
        """Whether it no longer takes place."""
        return self.status is EventStatus.CANCELLED

    @property
    def when_where_whether(self) -> tuple[object, ...]:
        """What raises SEQUENCE when it changes: time, place and status."""
        return self.start, self.end, self.location, self.geo, self.status

    @property
    def busy_times(self) -> tuple[object, ...]:
        """All that a busy-only feed shows of it."""
        return self.start, self.end, self.is_cancelled

    def cancelled(self) -> Self:
        """The same event, not taking place."""
        return replace(self, status=EventStatus.CANCELLED)

    def content_hash(self) -> str:
        """64 hexadecimal digits that change when anything the event says changes."""
        return hashlib.sha256(json.dumps(self.to_json(), sort_keys=True).encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """The event as plain values, for storing."""
        return asdict(self) | {"start": self.start.isoformat(), "end": self.end.isoformat()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """The event that `to_json` gave."""
        geo = stored["geo"]
        read = {
            "start": dt.datetime.fromisoformat(stored["start"]),
            "end": dt.datetime.fromisoformat(stored["end"]),
            "geo": (geo[0], geo[1]) if geo else None,
            "categories": tuple(stored["categories"]),
            "status": EventStatus(stored["status"]),
        }
        return cls(**(stored | read))


def vevent_bytes(event: FeedEvent, *, sequence: int, last_modified: dt.datetime) -> bytes:
    """The VEVENT up to, not including, its END line; the same arguments give the same bytes.

    `last_modified` is aware; it is written as LAST-MODIFIED and DTSTAMP, in whole seconds.
    """
    component = _timed_component(event, sequence, last_modified)
    component.add("summary", _MARKS[event.status] + event.summary)
    component.add("status", event.status.value)
    component.add("transp", "TRANSPARENT" if event.is_cancelled else "OPAQUE")
    if event.location:
        component.add("location", event.location)
    if event.geo:
        component.add("geo", event.geo)
    if event.categories:
        component.add("categories", list(event.categories))
    if event.description:
        component.add("description", event.description)
    return _opened(component)


def busy_vevent_bytes(event: FeedEvent, *, sequence: int, last_modified: dt.datetime) -> bytes:
    """As `vevent_bytes`, but saying only that the time is taken."""
    component = _timed_component(event, sequence, last_modified)
    component.add("summary", BUSY_SUMMARY)
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    component.add("transp", "TRANSPARENT" if event.is_cancelled else "OPAQUE")
    component.add("class", "PRIVATE")
    return _opened(component)


def _opened(component: icalendar.Event) -> bytes:
    text: bytes = component.to_ical()
    return text.removesuffix(_END)


def _timed_component(event: FeedEvent, sequence: int, last_modified: dt.datetime) -> icalendar.Event:
    if last_modified.tzinfo is None:
        raise ValueError(f"event {event.uid}: last_modified must be aware")
    stamp = last_modified.astimezone(dt.UTC).replace(microsecond=0)
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("dtstamp", stamp)
    component.add("last-modified", stamp)
    component.add("sequence", sequence)
    component.add("dtstart", event.start)
    component.add("dtend", event.end)
    return component
