"""The quarterly meeting's report 季例会 and the fairness ledger 公平台账."""

import datetime as dt

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, ReadDb, WriteDb
from api.problems import documented
from scheduler.errors import NotAllowedError, NotFoundError, WrongStateError
from scheduler.fairness import queries as fairness
from scheduler.fairness.service import settle_term
from scheduler.models.reports import LedgerEntry
from scheduler.reports.quarter import AreaFigures, QuarterReport, quarter_report
from scheduler.reports.quarter_book import EXCEL, quarter_book

router = APIRouter(tags=["reports"])


class AreaOut(BaseModel):
    """Visits due, planned and done, hours, and advice still open; shares from 0 to 1."""

    model_config = ConfigDict(from_attributes=True)

    due: int
    planned: int
    done: int
    hours: float
    advice_open: int
    coverage: float
    carried_out: float


class StationLineOut(BaseModel):
    """A station's line; `schemes` holds due and planned visits of each scheme."""

    station_id: str
    station_name: str
    county: str
    figures: AreaOut
    schemes: dict[str, tuple[int, int]]


class SpreadOut(BaseModel):
    """How far loads are from what was agreed."""

    model_config = ConfigDict(from_attributes=True)

    people: int
    mean_deviation: float
    standard_deviation: float
    most_over: int
    most_under: int
    gini: float


class TermPointOut(BaseModel):
    """One term of the trend."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    first_date: dt.date
    due: int
    planned: int
    travel_minutes: int
    mean_deviation: float


class QuarterOut(BaseModel):
    """Everything the quarterly meeting looks at."""

    term_id: str
    term_name: str
    release_number: int
    city: AreaOut
    counties: dict[str, AreaOut]
    stations: list[StationLineOut]
    fairness: SpreadOut
    travel_minutes: int
    trend: list[TermPointOut]


class LedgerOut(BaseModel):
    """What one supervisor carried in one term; a balance above 0 is more than their share so far."""

    term_id: str
    term_name: str
    supervisor_id: str
    target: int | None
    load: int
    travel_minutes: int
    disliked_slots: int
    balance: int


@router.get("/terms/{term_id}/quarter-report", responses=documented(NotFoundError, NotAllowedError, WrongStateError))
def read_quarter(db: ReadDb, actor: CurrentActor, term_id: str) -> QuarterOut:
    """The report of a published term, of the stations one may read."""
    return _quarter(quarter_report(db, actor=actor, term_id=term_id))


@router.get(
    "/terms/{term_id}/quarter-report.xlsx",
    response_class=Response,
    responses={200: {"content": {EXCEL: {}}}, **documented(NotFoundError, NotAllowedError, WrongStateError)},
)
def download_quarter(db: ReadDb, actor: CurrentActor, term_id: str) -> Response:
    """The same as a spreadsheet to hand out."""
    content = quarter_book(quarter_report(db, actor=actor, term_id=term_id), actor.language)
    headers = {"Content-Disposition": 'attachment; filename="quarter-report.xlsx"'}
    return Response(content, media_type=EXCEL, headers=headers)


@router.post("/terms/{term_id}/settle", responses=documented(NotFoundError, NotAllowedError, WrongStateError))
def settle(db: WriteDb, actor: CurrentActor, term_id: str) -> list[LedgerOut]:
    """Write the ledger of a term from its current release; the next term's targets start from it."""
    rows = settle_term(db, actor=actor, term_id=term_id)
    names = {row.id: term.name for row, term in fairness.ledger(db, actor=actor, term_id=term_id)}
    return [_entry(row, names[row.id]) for row in rows]


@router.get("/fairness-ledger", responses=documented(NotAllowedError))
def read_ledger(
    db: ReadDb, actor: CurrentActor, supervisor_id: str | None = None, term_id: str | None = None
) -> list[LedgerOut]:
    """The ledger: a supervisor's own, or everybody's."""
    rows = fairness.ledger(db, actor=actor, supervisor_id=supervisor_id, term_id=term_id)
    return [_entry(row, term.name) for row, term in rows]


def _quarter(found: QuarterReport) -> QuarterOut:
    return QuarterOut(
        term_id=found.term.id,
        term_name=found.term.name,
        release_number=found.release_number,
        city=_area(found.city),
        counties={county: _area(figures) for county, figures in found.counties.items()},
        stations=[
            StationLineOut(
                station_id=line.station.id,
                station_name=line.station.name,
                county=line.station.county,
                figures=_area(line.figures),
                schemes={scheme: (part.due, part.planned) for scheme, part in line.schemes.items()},
            )
            for line in found.stations
        ],
        fairness=SpreadOut.model_validate(found.fairness),
        travel_minutes=found.travel_minutes,
        trend=[TermPointOut.model_validate(point) for point in found.trend],
    )


def _area(figures: AreaFigures) -> AreaOut:
    return AreaOut.model_validate(figures)


def _entry(row: LedgerEntry, term_name: str) -> LedgerOut:
    values = row.model_dump(include=set(LedgerOut.model_fields) - {"term_name"})
    return LedgerOut(term_name=term_name, **values)
