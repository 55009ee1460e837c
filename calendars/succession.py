"""How an event goes from release to release: sequence and stamps only grow, what did not change keeps its bytes.

SEQUENCE is raised when time, place or status change (RFC 5545 section 3.8.7.4), LAST-MODIFIED and DTSTAMP when anything
does. An event that a release no longer has is cancelled, not forgotten: its uid may come back.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from calendars.event import FeedEvent, busy_vevent_bytes, vevent_bytes

_ONE_SECOND: Final = dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEvent:
    """An event as feeds have it since its last change.

    `cancelled_at`: when it was cancelled, or None. `vevent`, `busy_vevent`: bytes as of `calendars.event`; the latter
    change only when the time changes or is set free.
    """

    event: FeedEvent
    sequence: int
    last_modified: dt.datetime
    cancelled_at: dt.datetime | None
    vevent: bytes
    busy_vevent: bytes


def published(
    before: PublishedEvent | None, content: FeedEvent | None, released_at: dt.datetime
) -> PublishedEvent | None:
    """The event after a release that says `content` of it, or has it no more (None).

    `before` itself comes out when nothing changed; None comes out only of an event never published and not now.
    Raises ValueError when `content` has another uid.
    """
    if before is None:
        return None if content is None or content.is_cancelled else _edition(None, content, 0, released_at)
    after = before.event.cancelled() if content is None else content
    if after.uid != before.event.uid:
        raise ValueError(f"{after.uid} cannot succeed {before.event.uid}: a uid is for life")
    if after == before.event:
        return before
    raised = after.when_where_whether != before.event.when_where_whether
    return _edition(before, after, before.sequence + raised, released_at)


def _edition(
    before: PublishedEvent | None, event: FeedEvent, sequence: int, released_at: dt.datetime
) -> PublishedEvent:
    stamp = released_at.astimezone(dt.UTC).replace(microsecond=0)
    if before is not None:
        # Two releases in one second, or a clock set back: the stamp grows all the same.
        stamp = max(stamp, before.last_modified + _ONE_SECOND)
    if before is not None and before.event.busy_times == event.busy_times:
        busy = before.busy_vevent
    else:
        busy = busy_vevent_bytes(event, sequence=sequence, last_modified=stamp)
    was_cancelled_at = before.cancelled_at if before is not None else None
    return PublishedEvent(
        event=event,
        sequence=sequence,
        last_modified=stamp,
        cancelled_at=(was_cancelled_at or stamp) if event.is_cancelled else None,
        vevent=vevent_bytes(event, sequence=sequence, last_modified=stamp),
        busy_vevent=busy,
    )
