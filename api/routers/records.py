"""What happened at visits: recorded by supervisors, confirmed by stations; and the advice given there."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from api.dependencies import CurrentActor, PageAsked, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from api.roster import Named
from scheduler.clock import today
from scheduler.errors import ChangedMeanwhileError, NotAllowedError, NotFoundError, VersionMissingError
from scheduler.models.records import Advice, Confirmation, Outcome, ProjectStep, VisitRecord
from scheduler.models.releases import ReleaseEvent
from scheduler.records import queries, service
from scheduler.records.commands import AdviceClosed, StationAnswer, VisitReport
from scheduler.records.errors import AlreadyRecordedError, NotOnPanelError, VisitAheadError
from scheduler.records.queries import RecordFilter

router = APIRouter(tags=["records"])
CHANGE_ERRORS = (NotFoundError, NotAllowedError, ChangedMeanwhileError, VersionMissingError)


class RecordOut(BaseModel):
    """The record of one visit."""

    id: str
    version: int
    event_key: str
    term_id: str
    station_id: str
    scheme: str
    date: dt.date
    outcome: Outcome
    station_name: str
    supervisors: list[Named]
    """Those of the panel who were there."""
    workers_present: int
    hours: float
    step: ProjectStep | None
    work: str
    next_steps: str
    confirmation: Confirmation
    confirmation_comment: str
    confirmed_at: dt.datetime | None


class RecordPage(BaseModel):
    """Records, the latest visit first."""

    items: list[RecordOut]
    total: int


class AdviceOut(BaseModel):
    """One piece of advice."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    version: int
    record_id: str
    station_id: str
    text: str
    due_on: dt.date | None
    closed_on: dt.date | None
    closing_comment: str


class UnrecordedOut(BaseModel):
    """A published visit that nobody has recorded yet."""

    model_config = ConfigDict(from_attributes=True)

    key: str
    term_id: str
    station_id: str
    scheme: str
    title: str
    date: dt.date
    start: str
    end: str


class _Asked(BaseModel):
    """What narrows a list of records."""

    event_key: str | None = None
    term_id: str | None = None
    station_id: str | None = None
    outcome: Outcome | None = None
    confirmation: Confirmation | None = None
    first_date: dt.date | None = None
    end_date: dt.date | None = None


@router.get("/records", responses=documented(NotAllowedError))
def list_records(db: ReadDb, actor: CurrentActor, paging: PageAsked, asked: Annotated[_Asked, Query()]) -> RecordPage:
    """The records one may read; the period is half-open."""
    page = queries.records(db, actor=actor, asked=RecordFilter(**asked.model_dump()), paging=paging)
    return RecordPage(items=_records(db, page.items), total=page.total)


@router.get("/records/{record_id}", responses=documented(NotFoundError))
def read_record(db: ReadDb, actor: CurrentActor, record_id: str, response: Response) -> RecordOut:
    """One record."""
    return _record(db, queries.record(db, actor=actor, record_id=record_id), response)


@router.get("/visits/unrecorded", responses=documented(NotAllowedError))
def list_unrecorded(db: ReadDb, actor: CurrentActor) -> list[UnrecordedOut]:
    """Visits up to today that nobody has recorded: a supervisor's own, a station's own, or all."""
    rows: list[ReleaseEvent] = queries.unrecorded_visits(db, actor=actor, before=today() + dt.timedelta(days=1))
    return [UnrecordedOut.model_validate(row) for row in rows]


@router.post(
    "/visits/{event_key}/record",
    status_code=201,
    responses=documented(NotFoundError, NotAllowedError, AlreadyRecordedError, VisitAheadError, NotOnPanelError),
)
def record_visit(
    db: WriteDb, actor: CurrentActor, event_key: str, report: VisitReport, response: Response
) -> RecordOut:
    """Record a published visit: one of its panel, or the planner."""
    row = service.record_visit(db, actor=actor, event_key=event_key, report=report, today=today())
    return _record(db, row, response)


@router.put("/records/{record_id}", responses=documented(*CHANGE_ERRORS, VisitAheadError, NotOnPanelError))
def correct_record(
    db: WriteDb, actor: CurrentActor, record_id: str, report: VisitReport, version: SeenVersion, response: Response
) -> RecordOut:
    """Replace what a record says; the station is asked again."""
    row = service.correct_record(db, actor=actor, record_id=record_id, report=report, version=version, today=today())
    return _record(db, row, response)


@router.post("/records/{record_id}/answer", responses=documented(*CHANGE_ERRORS))
def answer_record(
    db: WriteDb, actor: CurrentActor, record_id: str, answer: StationAnswer, version: SeenVersion, response: Response
) -> RecordOut:
    """The station confirms or disputes a record."""
    row = service.answer_record(db, actor=actor, record_id=record_id, answer=answer, version=version)
    return _record(db, row, response)


@router.get("/advice", responses=documented(NotAllowedError))
def list_advice(
    db: ReadDb, actor: CurrentActor, station_id: str | None = None, is_open: bool | None = None
) -> list[AdviceOut]:
    """Advice given at visits, the earliest due first."""
    rows = queries.advice_of(db, actor=actor, station_id=station_id, is_open=is_open)
    return [AdviceOut.model_validate(row) for row in rows]


@router.post("/advice/{advice_id}/close", responses=documented(*CHANGE_ERRORS))
def close_advice(
    db: WriteDb, actor: CurrentActor, advice_id: str, closing: AdviceClosed, version: SeenVersion, response: Response
) -> AdviceOut:
    """Say that advice was followed."""
    row: Advice = service.close_advice(
        db, actor=actor, advice_id=advice_id, comment=closing.comment, version=version, today=today()
    )
    tell_version(response, row.version)
    return AdviceOut.model_validate(row)


def _record(db: Session, row: VisitRecord, response: Response) -> RecordOut:
    tell_version(response, row.version)
    return _records(db, [row])[0]


def _records(db: Session, rows: Sequence[VisitRecord]) -> list[RecordOut]:
    names = queries.people_and_places(db, rows)
    shown = set(RecordOut.model_fields) - {"station_name", "supervisors"}
    return [
        RecordOut(
            **row.model_dump(include=shown),
            station_name=names[row.station_id],
            supervisors=[Named(id=key, name=names.get(key, key)) for key in row.supervisors],
        )
        for row in rows
    ]
