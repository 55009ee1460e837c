"""The quarterly meeting's report 季例会 and the fairness ledger 公平台账."""

import datetime as dt

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, computed_field

from api.dependencies import CurrentActor, ReadDb, WriteDb
from api.downloads import saved_as
from api.problems import documented
from api.roster import SpreadOut
from scheduler.clock import today
from scheduler.errors import NotAllowedError, NotFoundError, WrongStateError
from scheduler.fairness import queries as fairness
from scheduler.fairness.service import settle_term
from scheduler.models.people import Half
from scheduler.models.reports import LedgerEntry
from scheduler.planning import meeting_key
from scheduler.reports.quarter import AreaFigures, QuarterReport, quarter_report
from scheduler.reports.quarter_book import quarter_book
from scheduler.reports.quarter_pdf import PDF, quarter_pdf
from scheduler.spreadsheets.writing import XLSX

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


class SchemeLineOut(BaseModel):
    """A scheme's visits."""

    model_config = ConfigDict(from_attributes=True)

    due: int
    planned: int
    done: int


class PersonLineOut(BaseModel):
    """What a supervisor carries; for the association's office only."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    target: int | None
    load: int
    travel_minutes: int
    disliked_slots: int


class AdviceLineOut(BaseModel):
    """Advice that is still open."""

    model_config = ConfigDict(from_attributes=True)

    station_name: str
    county: str
    text: str
    given_on: dt.date
    due_on: dt.date | None


class QuarterMeetingOut(BaseModel):
    """The quarterly meeting that looks at the report."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    title: str
    date: dt.date
    half: Half
    place: str

    @computed_field  # type: ignore[prop-decorator] # as pydantic documents it
    @property
    def event_key(self) -> str:
        """Of its published date."""
        return meeting_key(self.id)


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

    association_name: str
    area: str
    """The city, or the reader's county or station."""
    term_id: str
    term_name: str
    first_date: dt.date
    last_date: dt.date
    release_number: int
    meeting: QuarterMeetingOut | None
    city: AreaOut
    schemes: dict[str, SchemeLineOut]
    people: list[PersonLineOut]
    advice: list[AdviceLineOut]
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
    responses={200: {"content": {XLSX: {}}}, **documented(NotFoundError, NotAllowedError, WrongStateError)},
)
def quarter_as_excel(db: ReadDb, actor: CurrentActor, term_id: str) -> Response:
    """The same as a spreadsheet to hand out."""
    report = quarter_report(db, actor=actor, term_id=term_id)
    return saved_as(quarter_book(report, actor.language), f"{report.term.name}督导季例会报告.xlsx", XLSX)


@router.get(
    "/terms/{term_id}/quarter-report.pdf",
    response_class=Response,
    responses={200: {"content": {PDF: {}}}, **documented(NotFoundError, NotAllowedError, WrongStateError)},
)
def quarter_as_pdf(db: ReadDb, actor: CurrentActor, term_id: str) -> Response:
    """The same as a document to print."""
    report = quarter_report(db, actor=actor, term_id=term_id)
    content = quarter_pdf(report, actor.language, today=today())
    return saved_as(content, f"{report.term.name}督导季例会报告.pdf", PDF)


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
        association_name=found.association.name,
        area=found.area,
        term_id=found.term.id,
        term_name=found.term.name,
        first_date=found.term.first_date,
        last_date=found.term.end_date - dt.timedelta(days=1),
        release_number=found.release_number,
        meeting=None if found.meeting is None else QuarterMeetingOut.model_validate(found.meeting),
        schemes={scheme: SchemeLineOut.model_validate(line) for scheme, line in found.schemes.items()},
        people=[PersonLineOut.model_validate(line) for line in found.people],
        advice=[AdviceLineOut.model_validate(line) for line in found.advice],
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
