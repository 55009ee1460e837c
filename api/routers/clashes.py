"""What a notice of days off upset: published dates that are no longer on working days."""

import datetime as dt

from fastapi import APIRouter
from pydantic import BaseModel

from api.dependencies import CurrentActor, ReadDb
from api.problems import documented
from calendars.days import DayKind
from scheduler.errors import NotAllowedError
from scheduler.models.releases import EventKind
from scheduler.terms.clashes import list_clashes

router = APIRouter(prefix="/calendar", tags=["calendar"])
OWN = {"term_id", "key", "kind", "scheme", "title", "date", "start", "end", "place"}


class ClashOut(BaseModel):
    """A published visit or course session on a day that is not worked."""

    term_id: str
    key: str
    kind: EventKind
    scheme: str
    title: str
    date: dt.date
    start: str
    end: str
    place: str
    day: DayKind
    holiday: str | None
    is_official: bool


@router.get("/clashes", responses=documented(NotAllowedError))
def clashes(db: ReadDb, actor: CurrentActor) -> list[ClashOut]:
    """Published visits and course sessions from today on that are on days not worked, such as after a new notice."""
    return [
        ClashOut(
            **clash.event.model_dump(include=OWN),
            day=clash.day.kind,
            holiday=clash.day.name,
            is_official=clash.day.is_official,
        )
        for clash in list_clashes(db, actor=actor)
    ]
