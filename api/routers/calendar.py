"""The working-day calendar: what kind of day each date is, and taking in the State Council's yearly notice."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, ReadDb, WriteDb
from api.problems import documented
from calendars.days import DayKind
from scheduler.errors import FaultyInputError, NotAllowedError
from scheduler.terms.commands import TermDate
from scheduler.terms.noticing import NoticeGiven, take_notice
from scheduler.terms.workdays import days_of

router = APIRouter(prefix="/calendar", tags=["calendar"])
MOST_DAYS = 750


class DayOut(BaseModel):
    """One date. `is_avoided`: worked as far as is known, but better kept free until the notice of its year is out."""

    model_config = ConfigDict(from_attributes=True)

    date: dt.date
    kind: DayKind
    name: str | None
    is_official: bool
    is_avoided: bool


class TermUpsetOut(BaseModel):
    """A term that a notice reaches into."""

    model_config = ConfigDict(from_attributes=True)

    association_name: str
    term_id: str
    term_name: str
    changed: list[dt.date]
    """Dates of the term that are worked and were not supposed to be, or the other way round."""
    clashes: dict[dt.date, int]
    """Published visits and course sessions, by the date that is not worked."""


class DaysNoticeOut(BaseModel):
    """What a notice says, which dates it changes, and which terms it upsets."""

    model_config = ConfigDict(from_attributes=True)

    year: int
    days: list[DayOut]
    changed: list[DayOut]
    terms: list[TermUpsetOut]


@router.get("/days", responses=documented())
def days(
    db: ReadDb,
    _actor: CurrentActor,
    first: Annotated[TermDate, Query()],
    count: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 100,
) -> list[DayOut]:
    """The kind of each of `count` dates from `first` on."""
    found = days_of(db, first=first, end=first + dt.timedelta(days=count))
    return [DayOut.model_validate(day) for day in found]


@router.post("/notices", responses=documented(NotAllowedError, FaultyInputError))
def take(
    db: WriteDb,
    actor: CurrentActor,
    given: NoticeGiven,
    trial: Annotated[bool, Query(description="Only say what it would change.")] = False,
) -> DaysNoticeOut:
    """Take in the notice of a year, for all associations: its pasted text, or JSON. Platform administrator only."""
    return DaysNoticeOut.model_validate(take_notice(db, actor=actor, given=given, is_trial=trial))
