"""Everybody's own dates, from the releases that hold now."""

from fastapi import APIRouter

from api.dependencies import CurrentActor, PageAsked, ReadDb
from api.problems import documented
from api.published import EventPage, EventsAsked, event_page
from scheduler.errors import NotAllowedError
from scheduler.publishing.queries import own_dates

router = APIRouter(tags=["dates"])


@router.get("/dates", responses=documented(NotAllowedError))
def list_dates(db: ReadDb, actor: CurrentActor, asked: EventsAsked, paging: PageAsked) -> EventPage:
    """A supervisor's and a station's own dates, a county's stations' dates, or all of them for the office, by time."""
    return event_page(own_dates(db, actor=actor, asked=asked, paging=paging))
