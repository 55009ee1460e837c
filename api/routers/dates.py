"""Everybody's own dates, from the releases that hold now."""

import datetime as dt

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, PageAsked, ReadDb
from api.problems import documented
from api.published import EventOut, EventPage, EventsAsked, event_out, event_page
from scheduler.errors import NotAllowedError, NotFoundError
from scheduler.publishing.one_date import date_seen
from scheduler.publishing.queries import own_dates

router = APIRouter(tags=["dates"])


class DateVersionOut(BaseModel):
    """When and where a date stood from a release on."""

    model_config = ConfigDict(from_attributes=True)

    number: int
    published_at: dt.datetime
    date: dt.date
    start: str
    end: str
    place: str


class DateOut(EventOut):
    """One published date with everything that is said of it."""

    term_name: str
    release_number: int
    published_at: dt.datetime
    is_tentative: bool
    """On a day that no notice of days off covers yet (暂定)."""
    venue_name: str | None
    versions: list[DateVersionOut]
    """Each time and place it had, the oldest first; the last one holds."""


@router.get("/dates", responses=documented(NotAllowedError))
def list_dates(db: ReadDb, actor: CurrentActor, asked: EventsAsked, paging: PageAsked) -> EventPage:
    """A supervisor's and a station's own dates, a county's stations' dates, or all of them for the office, by time."""
    return event_page(own_dates(db, actor=actor, asked=asked, paging=paging))


@router.get("/dates/{published_key}", responses=documented(NotFoundError))
def read_date(db: ReadDb, actor: CurrentActor, published_key: str) -> DateOut:
    """One date, as calendars link to it; not found once it is withdrawn."""
    found = date_seen(db, actor=actor, key=published_key)
    return DateOut(
        **event_out(found.seen).model_dump(),
        term_name=found.term_name,
        release_number=found.release.number,
        published_at=found.release.published_at,
        is_tentative=found.is_tentative,
        venue_name=found.venue_name,
        versions=[DateVersionOut.model_validate(version) for version in found.versions],
    )
