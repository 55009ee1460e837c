"""The events of a release: everything a list, a page or a calendar says about a date, and who takes part."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, insert, select

from scheduler.comparing.naming import Names
from scheduler.comparing.occurrences import Moment, Occurrence, Party
from scheduler.ids import new_id
from scheduler.models.releases import EventKind, EventParty, PartyKind, Release, ReleaseEvent
from scheduler.planning import parse_meeting_key, parse_plan_key
from solver.rules import VisitKey


def store_events(db: Session, release: Release, rows: Iterable[Occurrence], names: Names) -> None:
    """Add the events of a new release and those who take part."""
    moments = {"created_at": release.published_at, "updated_at": release.published_at}
    own = {"association_id": release.association_id, "release_id": release.id, **moments}
    events: list[dict[str, Any]] = []
    parties: list[dict[str, Any]] = []
    for row in rows:
        event = {"id": new_id(), **own, "term_id": release.term_id, **_columns(row, names)}
        events.append(event)
        parties.extend(
            {
                "id": new_id(),
                **own,
                "event_id": event["id"],
                "party_kind": party.kind,
                "party_id": party.id,
                "name": names.of(party.id),
            }
            for party in sorted(row.parties)
        )
    # Thousands of rows at once: as instances of the models they would take ten times as long.
    for table, values in ((ReleaseEvent, events), (EventParty, parties)):
        if values:
            db.execute(insert(table), values)


def published_occurrences(db: Session, release: Release) -> dict[str, Occurrence]:
    """What a release said, by lasting key."""
    parties: defaultdict[str, list[Party]] = defaultdict(list)
    query = select(EventParty.event_id, EventParty.party_kind, EventParty.party_id)
    for event_id, kind, party_id in db.exec(query.where(EventParty.release_id == release.id)):
        parties[event_id].append(Party(PartyKind(kind), party_id))
    events = db.exec(select(ReleaseEvent).where(ReleaseEvent.release_id == release.id))
    return {event.key: _occurrence(event, parties[event.id]) for event in events}


def _columns(row: Occurrence, names: Names) -> dict[str, Any]:
    """What an event's row says of its occurrence."""
    place = names.place(row)
    return {
        "key": row.key,
        "kind": row.kind,
        "scheme": names.scheme(row),
        "title": names.title(row),
        "date": row.moment.date,
        "start": row.moment.start,
        "end": row.moment.end,
        "station_id": row.stations[0] if row.kind is EventKind.VISIT else None,
        "venue_id": row.venue,
        "county": place.county,
        "place": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "fields": names.fields(row),
    }


def _occurrence(event: ReleaseEvent, parties: list[Party]) -> Occurrence:
    def ids(kind: PartyKind) -> list[str]:
        return sorted(party.id for party in parties if party.kind is kind)

    stations = ids(PartyKind.STATION)
    if event.station_id is not None:
        stations = [event.station_id, *(id_ for id_ in stations if id_ != event.station_id)]
    is_course_session = event.kind is EventKind.COURSE_SESSION
    subject_id, index = _subject(event.key)
    return Occurrence(
        key=event.key,
        kind=event.kind,
        scheme=event.scheme,
        subject_id=subject_id,
        index=index,
        moment=Moment(event.date, event.start, event.end),
        supervisors=tuple(ids(PartyKind.SUPERVISOR)),
        stations=() if is_course_session else tuple(stations),
        venue=event.venue_id,
        cohorts=tuple(ids(PartyKind.COHORT)),
        sending=tuple(stations) if is_course_session else (),
    )


def _subject(key: str) -> tuple[str, int]:
    found = parse_plan_key(key)
    if found is None:
        return parse_meeting_key(key) or "", 0
    return (found.engagement if isinstance(found, VisitKey) else found.class_id), found.index
