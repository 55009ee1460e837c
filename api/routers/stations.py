"""Stations of the list, and their closures and those of venues."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, PageAsked, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from scheduler.actor import Actor
from scheduler.errors import ChangedMeanwhileError, NotAllowedError, NotFoundError, TakenError, VersionMissingError
from scheduler.models.people import Half, Station
from scheduler.people.absences import AbsenceFilter, add_closure, list_closures, remove_closure
from scheduler.people.commands import ClosureContent, StationContent
from scheduler.people.permissions import sees_whole_station
from scheduler.people.stations import (
    StationFilter,
    archive_station,
    change_station,
    find_station,
    list_stations,
    make_station,
    station_choices,
)

router = APIRouter(tags=["stations"])
EDITING = documented(NotAllowedError, NotFoundError, ChangedMeanwhileError, VersionMissingError, TakenError)
Word = Annotated[str | None, Query(max_length=200)]
Key = Annotated[str | None, Query(max_length=32)]


class VisitedStationOut(BaseModel):
    """What a visitor needs to know of a station."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    version: int
    code: str
    name: str
    county: str
    lat: float
    lon: float
    fields: list[str]
    closed_weekly: list[str]
    address: str
    contact: str
    archived_at: dt.datetime | None


class StationOut(VisitedStationOut):
    """A station. What stands with a default here is absent from the answer to a supervisor."""

    staff: int | None = None
    licensed: int | None = None
    volunteers: int | None = None
    floor_area: int | None = None
    duty: int | None = None
    present: int | None = None
    operator: str | None = None
    operator_grade: str | None = None
    rating: int | None = None
    opened_on: dt.date | None = None


class StationPage(BaseModel):
    """Part of the list of stations, and how long the whole is."""

    items: list[StationOut]
    total: int


class StationChoicesOut(BaseModel):
    """The words in use, to choose from."""

    model_config = ConfigDict(from_attributes=True)

    counties: list[str]
    operators: list[str]
    operator_grades: list[str]
    fields: list[str]


class ClosureOut(BaseModel):
    """A period, in half-days, in which a station or a venue is closed; both ends included."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    station_id: str | None
    venue_id: str | None
    first_date: dt.date
    first_half: Half
    last_date: dt.date
    last_half: Half
    reason: str


class ClosurePage(BaseModel):
    """Part of the list of closures, and how long the whole is."""

    items: list[ClosureOut]
    total: int


@router.get("/stations", response_model_exclude_unset=True, responses=documented(NotAllowedError))
def list_(
    db: ReadDb,
    actor: CurrentActor,
    paging: PageAsked,
    search: Word = None,
    county: Word = None,
    operator: Word = None,
    field: Word = None,
    rating: Annotated[int | None, Query(ge=0, le=5, description="0: not rated yet")] = None,
    archived: bool = False,
) -> StationPage:
    """The stations one may see, by county and code."""
    wanted = StationFilter(
        search=search, county=county, operator=operator, field=field, rating=rating, archived=archived
    )
    page = list_stations(db, actor=actor, wanted=wanted, paging=paging)
    return StationPage(items=[_station(row, actor) for row in page.items], total=page.total)


@router.get("/stations/choices", responses=documented(NotAllowedError))
def choices(db: ReadDb, actor: CurrentActor) -> StationChoicesOut:
    """Counties, operators, grades and fields that occur in the list."""
    return StationChoicesOut.model_validate(station_choices(db, actor=actor))


@router.post("/stations", status_code=201, responses=documented(NotAllowedError, TakenError))
def make(db: WriteDb, actor: CurrentActor, content: StationContent, response: Response) -> StationOut:
    """A new station."""
    return _versioned(make_station(db, actor=actor, content=content), actor, response)


@router.get("/stations/{station_id}", response_model_exclude_unset=True, responses=documented(NotFoundError))
def read(db: ReadDb, actor: CurrentActor, station_id: str, response: Response) -> StationOut:
    """One station."""
    return _versioned(find_station(db, station_id, actor=actor), actor, response)


@router.put("/stations/{station_id}", responses=EDITING)
def change(
    db: WriteDb, actor: CurrentActor, station_id: str, content: StationContent, version: SeenVersion, response: Response
) -> StationOut:
    """Put all that is entered of a station in place of what was."""
    row = change_station(db, actor=actor, station_id=station_id, content=content, version=version)
    return _versioned(row, actor, response)


@router.post("/stations/{station_id}/archive", responses=EDITING)
def archive(db: WriteDb, actor: CurrentActor, station_id: str, version: SeenVersion, response: Response) -> StationOut:
    """Take a station from the list; what was published of it stays."""
    row = archive_station(db, actor=actor, station_id=station_id, archived=True, version=version)
    return _versioned(row, actor, response)


@router.post("/stations/{station_id}/restore", responses=EDITING)
def restore(db: WriteDb, actor: CurrentActor, station_id: str, version: SeenVersion, response: Response) -> StationOut:
    """Take an archived station back into the list."""
    row = archive_station(db, actor=actor, station_id=station_id, archived=False, version=version)
    return _versioned(row, actor, response)


@router.get("/closures", responses=documented(NotAllowedError))
def closures(
    db: ReadDb,
    actor: CurrentActor,
    paging: PageAsked,
    station_id: Key = None,
    venue_id: Key = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> ClosurePage:
    """The closures one may see that touch the days from `since` to `until`, the latest first."""
    wanted = AbsenceFilter(station_id=station_id, venue_id=venue_id, since=since, until=until)
    page = list_closures(db, actor=actor, wanted=wanted, paging=paging)
    return ClosurePage(items=[ClosureOut.model_validate(row) for row in page.items], total=page.total)


@router.post("/closures", status_code=201, responses=documented(NotAllowedError, NotFoundError))
def close(db: WriteDb, actor: CurrentActor, content: ClosureContent) -> ClosureOut:
    """Say that a station or a venue is closed; a station says so of itself."""
    return ClosureOut.model_validate(add_closure(db, actor=actor, content=content))


@router.delete("/closures/{closure_id}", status_code=204, responses=documented(NotAllowedError, NotFoundError))
def open_(db: WriteDb, actor: CurrentActor, closure_id: str) -> None:
    """Say that it is open after all."""
    remove_closure(db, actor=actor, closure_id=closure_id)


def _station(row: Station, actor: Actor) -> StationOut:
    if sees_whole_station(actor):
        return StationOut.model_validate(row)
    return StationOut(**VisitedStationOut.model_validate(row).model_dump())


def _versioned(row: Station, actor: Actor, response: Response) -> StationOut:
    tell_version(response, row.version)
    return _station(row, actor)
