"""Monthly reports 月报 of stations, and the city's standard they are measured against."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from api.dependencies import CurrentActor, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from scheduler.actor import Actor
from scheduler.clock import today
from scheduler.errors import (
    ChangedMeanwhileError,
    NotAllowedError,
    NotFoundError,
    VersionMissingError,
    WrongStateError,
)
from scheduler.models.reports import ReportState, Standard
from scheduler.reports import queries, service
from scheduler.reports.commands import ReportAnswer, ReportFilled, StandardSettings
from scheduler.reports.errors import MonthAheadError, ReportClosedError
from scheduler.reports.months import MonthText, due_on, first_of, written

router = APIRouter(tags=["reports"])
Month = Annotated[MonthText, Path(examples=["2026-10"])]
CHANGE_ERRORS = (NotFoundError, NotAllowedError, ChangedMeanwhileError, VersionMissingError)


class ReportOut(BaseModel):
    """What a station says of its month."""

    model_config = ConfigDict(from_attributes=True)

    version: int
    state: ReportState
    staff: int
    licensed: int
    volunteers: int
    floor_area: int
    people_in_need: int
    people_visited: int
    projects: dict[str, int]
    comment: str
    submitted_at: dt.datetime | None
    answered_at: dt.datetime | None
    answer: str


class StationMonthOut(BaseModel):
    """A station's month: its report, what the system counts, and what it lacks against the standard."""

    station_id: str
    station_name: str
    county: str
    month: str
    due_on: dt.date
    is_late: bool
    report: ReportOut | None
    prefilled: dict[str, int]
    """What the list says of the station, to begin a report from."""
    figures: dict[str, Any]
    """As they were when the report was submitted; before that, as they are now."""
    shortfalls: dict[str, int]


class StandardOut(BaseModel):
    """The city's standard; version 0 means it is still the product's."""

    model_config = ConfigDict(from_attributes=True)

    staff: int
    licensed: int
    volunteers: int
    floor_area: int
    operator_grade: str
    training_hours: int
    certificate_share: int
    report_day: int
    record_days: int
    rating_rule: dict[str, Any]


@router.get("/months/{month}/reports", responses=documented(NotAllowedError))
def list_months(db: ReadDb, actor: CurrentActor, month: Month) -> list[StationMonthOut]:
    """One month of every station one may read, with or without a report."""
    wanted = queries.standard(db, actor=actor)
    return [_month(row, wanted) for row in queries.station_months(db, actor=actor, month=first_of(month))]


@router.get("/stations/{station_id}/months/{month}/report", responses=documented(NotFoundError, NotAllowedError))
def read_month(db: ReadDb, actor: CurrentActor, station_id: str, month: Month, response: Response) -> StationMonthOut:
    """One month of one station. Without a report yet, its version is 0."""
    return _read(db, actor, station_id, month, response)


@router.put(
    "/stations/{station_id}/months/{month}/report",
    responses=documented(*CHANGE_ERRORS, MonthAheadError, ReportClosedError),
)
def fill(
    db: WriteDb,
    actor: CurrentActor,
    station_id: str,
    month: Month,
    filled: ReportFilled,
    version: SeenVersion,
    response: Response,
) -> StationMonthOut:
    """Fill in a month; `If-Match: "0"` for one that has no report yet."""
    service.fill_report(
        db,
        actor=actor,
        station_id=station_id,
        month=first_of(month),
        filled=filled,
        version=version,
        today=today(),
    )
    return _read(db, actor, station_id, month, response)


@router.post(
    "/stations/{station_id}/months/{month}/report/submit", responses=documented(*CHANGE_ERRORS, WrongStateError)
)
def submit(
    db: WriteDb, actor: CurrentActor, station_id: str, month: Month, version: SeenVersion, response: Response
) -> StationMonthOut:
    """Hand a month in."""
    service.submit_report(db, actor=actor, station_id=station_id, month=first_of(month), version=version)
    return _read(db, actor, station_id, month, response)


@router.post(
    "/stations/{station_id}/months/{month}/report/answer", responses=documented(*CHANGE_ERRORS, WrongStateError)
)
def answer(
    db: WriteDb,
    actor: CurrentActor,
    station_id: str,
    month: Month,
    answer: ReportAnswer,
    version: SeenVersion,
    response: Response,
) -> StationMonthOut:
    """The county approves a report or returns it."""
    service.answer_report(db, actor=actor, station_id=station_id, month=first_of(month), answer=answer, version=version)
    return _read(db, actor, station_id, month, response)


@router.get("/standard", responses=documented(NotAllowedError))
def read_standard(db: ReadDb, actor: CurrentActor, response: Response) -> StandardOut:
    """The city's standard for stations."""
    return _standard(db, queries.standard(db, actor=actor), response)


@router.patch("/standard", responses=documented(NotAllowedError, ChangedMeanwhileError, VersionMissingError))
def change_standard(
    db: WriteDb, actor: CurrentActor, settings: StandardSettings, version: SeenVersion, response: Response
) -> StandardOut:
    """Set what is named; `If-Match: "0"` while it is still the product's."""
    row = service.change_standard(db, actor=actor, settings=settings, version=version)
    return _standard(db, row, response)


def _read(db: Session, actor: Actor, station_id: str, month: str, response: Response) -> StationMonthOut:
    found = queries.station_month(db, actor=actor, station_id=station_id, month=first_of(month))
    tell_version(response, found.report.version if found.report else 0)
    return _month(found, queries.standard(db, actor=actor))


def _month(found: queries.StationMonth, wanted: Standard) -> StationMonthOut:
    report, due = found.report, due_on(found.month, wanted.report_day)
    is_open = report is None or report.state in service.OPEN
    return StationMonthOut(
        station_id=found.station.id,
        station_name=found.station.name,
        county=found.station.county,
        month=written(found.month),
        due_on=due,
        is_late=is_open and today() > due,
        report=None if report is None else ReportOut.model_validate(report),
        prefilled={name: getattr(found.station, name) for name in queries.MEASURED},
        figures=found.figures.as_rows() if report is None or is_open else report.figures,
        shortfalls={} if report is None else queries.shortfalls(report, wanted),
    )


def _standard(db: Session, row: Standard, response: Response) -> StandardOut:
    tell_version(response, row.version if row in db else 0)
    return StandardOut.model_validate(row)
