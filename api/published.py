"""Published events as answers, and how lists of them are filtered: of one release, and everybody's own dates."""

import datetime as dt
from typing import Annotated

from fastapi import Depends, Query
from pydantic import BaseModel, computed_field

from api.roster import Named, PeriodAsked, RowKey
from scheduler.models.releases import EventKind, PartyKind
from scheduler.paging import Page
from scheduler.publishing.queries import EventFilter, EventSeen
from scheduler.words import QUARTERLY_MEETING


def report_url(kind: str, term_id: str) -> str | None:
    """The report that a meeting of this kind looks at: the quarterly meeting's is that of its term."""
    return f"/api/v1/terms/{term_id}/quarter-report" if kind == QUARTERLY_MEETING else None


class EventOut(BaseModel):
    """One published visit, course session or meeting."""

    key: str
    kind: EventKind
    scheme: str
    title: str
    date: dt.date
    start: str
    end: str
    term_id: str
    release_id: str
    station_id: str | None
    """The host of a visit."""
    venue_id: str | None
    county: str | None
    place: str
    lat: float | None
    lon: float | None
    fields: list[str]
    supervisors: list[Named]
    stations: list[Named]
    cohorts: list[Named]

    @computed_field  # type: ignore[prop-decorator] # as pydantic documents it
    @property
    def report_url(self) -> str | None:
        """Of the quarterly meeting: the report of its term."""
        return report_url(self.scheme, self.term_id)


class EventPage(BaseModel):
    """Part of a list of events, by time."""

    items: list[EventOut]
    total: int


def _asked(
    period: PeriodAsked,
    kind: Annotated[EventKind | None, Query()] = None,
    scheme: Annotated[str | None, Query(max_length=40)] = None,
    supervisor_id: RowKey = None,
    station_id: RowKey = None,
    cohort_id: RowKey = None,
    venue_id: RowKey = None,
    county: Annotated[str | None, Query(max_length=100)] = None,
) -> EventFilter:
    return EventFilter(
        first_date=period.first_date,
        end_date=period.end_date,
        kind=kind,
        scheme=scheme,
        supervisor_id=supervisor_id,
        station_id=station_id,
        cohort_id=cohort_id,
        venue_id=venue_id,
        county=county,
    )


EventsAsked = Annotated[EventFilter, Depends(_asked)]


def event_page(page: Page[EventSeen]) -> EventPage:
    """A page of events with those who take part."""
    return EventPage(items=[event_out(seen) for seen in page.items], total=page.total)


def event_out(seen: EventSeen) -> EventOut:
    """An event with those who take part."""

    def parties(kind: PartyKind) -> list[Named]:
        return [Named(id=party.party_id, name=party.name) for party in seen.parties if party.party_kind is kind]

    row = seen.event.model_dump(include=set(EventOut.model_fields))
    return EventOut(
        **row,
        supervisors=parties(PartyKind.SUPERVISOR),
        stations=parties(PartyKind.STATION),
        cohorts=parties(PartyKind.COHORT),
    )
