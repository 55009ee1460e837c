"""What calendars say of a published event, and in whose feeds it is."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from calendars.event import EventStatus, FeedEvent
from scheduler.clock import CHINA
from scheduler.models.feeds import FeedKind
from scheduler.models.releases import EventKind, EventParty, PartyKind, ReleaseEvent
from scheduler.words import KINDS, QUARTERLY_MEETING

UID_ENDING: Final = "@dudao"
"""After the lasting key: a uid is unique in the world (RFC 7986 section 5.3), as keys hold random ones."""
REPORT: Final = "会议材料：督导季例会报告，打开本日程的链接即可查看、下载（PDF、Excel）"
"""The link is put in when a feed is joined: it leads to the event's page, which leads to the report."""
Subject = tuple[FeedKind, str]
_FEED_OF_PARTY: Final = {
    PartyKind.SUPERVISOR: FeedKind.SUPERVISOR,
    PartyKind.STATION: FeedKind.STATION,
    PartyKind.COHORT: FeedKind.COHORT,
}


def feed_event(event: ReleaseEvent, parties: Sequence[EventParty], *, is_tentative: bool) -> FeedEvent:
    """The event for calendars, in Chinese; without telephone numbers, ratings or anything of the planner's office."""
    kind = KINDS[event.scheme].zh if event.scheme in KINDS else event.scheme
    return FeedEvent(
        uid=event.key + UID_ENDING,
        start=_moment(event.date, event.start),
        end=_moment(event.date, event.end),
        summary=event.title,
        location=event.place,
        geo=(event.lat, event.lon) if event.lat is not None and event.lon is not None else None,
        categories=(kind,),
        description="\n".join(_lines(event, parties)),
        status=EventStatus.TENTATIVE if is_tentative else EventStatus.CONFIRMED,
    )


def subjects_of(event: ReleaseEvent, parties: Iterable[EventParty]) -> set[Subject]:
    """In whose feeds the event is, but for the whole roster's."""
    subjects = {(_FEED_OF_PARTY[party.party_kind], party.party_id) for party in parties}
    if event.venue_id:
        subjects.add((FeedKind.VENUE, event.venue_id))
    if event.county:
        subjects.add((FeedKind.COUNTY, event.county))
    return subjects


def _lines(event: ReleaseEvent, parties: Sequence[EventParty]) -> Iterable[str]:
    supervisor = "讲师" if event.kind is EventKind.COURSE_SESSION else "督导"
    for kind, label in ((PartyKind.SUPERVISOR, supervisor), (PartyKind.STATION, "社工站"), (PartyKind.COHORT, "班次")):
        names = sorted(party.name for party in parties if party.party_kind is kind)
        if names:
            yield f"{label}：{'、'.join(names)}"
    if event.scheme == QUARTERLY_MEETING:
        yield REPORT


def _moment(date: dt.date, clock: str) -> dt.datetime:
    return dt.datetime.combine(date, dt.time.fromisoformat(clock), CHINA)
