"""Trainees, and who of them is sent to the training camp in a term."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, PageAsked, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from scheduler.camp import trainees
from scheduler.camp.commands import EnrolmentGiven, NewTrainee, TraineeChange
from scheduler.errors import (
    ChangedMeanwhileError,
    FaultyInputError,
    NotAllowedError,
    NotFoundError,
    TakenError,
    VersionMissingError,
)
from scheduler.ids import TermId
from scheduler.models.camp import Enrolment, Trainee

router = APIRouter(tags=["camp"])
READ_ERRORS = (NotFoundError, NotAllowedError)
MAKE_ERRORS = (*READ_ERRORS, FaultyInputError)
CHANGE_ERRORS = (*MAKE_ERRORS, ChangedMeanwhileError, VersionMissingError)
Archived = Annotated[bool, Query(description="List those who left, too.")]


class TraineeOut(BaseModel):
    """A worker of a station who may be sent to the camp."""

    id: str
    version: int
    code: str
    station_id: str
    name: str
    licence: str
    is_archived: bool


class TraineePage(BaseModel):
    """Trainees, by station and number."""

    items: list[TraineeOut]
    total: int


class EnrolmentOut(BaseModel):
    """A trainee sent to a track in a term; without a cohort the optimiser chooses one."""

    model_config = ConfigDict(from_attributes=True)

    trainee_id: str
    term_id: str
    track_id: str
    cohort_id: str | None


class EnrolledOut(EnrolmentOut):
    """An enrolment with who it is."""

    name: str
    code: str
    station_id: str
    placed_in: str | None
    """The cohort in which the published plan has them."""


@router.get("/trainees", responses=documented(NotAllowedError))
def index(
    db: ReadDb,
    actor: CurrentActor,
    paging: PageAsked,
    station_id: Annotated[str | None, Query(max_length=32)] = None,
    name: Annotated[str | None, Query(max_length=100)] = None,
    archived: Archived = False,
) -> TraineePage:
    """The trainees that one may see; a station sees its own."""
    page = trainees.list_trainees(db, actor=actor, paging=paging, station_id=station_id, name=name, archived=archived)
    return TraineePage(items=[_trainee(row) for row in page.items], total=page.total)


@router.post("/trainees", status_code=201, responses=documented(*MAKE_ERRORS, TakenError))
def make_trainee(db: WriteDb, actor: CurrentActor, asked: NewTrainee, response: Response) -> TraineeOut:
    """Add a worker of a station; a station adds its own."""
    return _trainee(trainees.make_trainee(db, actor=actor, asked=asked), response)


@router.get("/trainees/{trainee_id}", responses=documented(NotFoundError))
def read_trainee(db: ReadDb, actor: CurrentActor, trainee_id: str, response: Response) -> TraineeOut:
    """One trainee."""
    return _trainee(trainees.find_trainee(db, actor=actor, trainee_id=trainee_id), response)


@router.patch("/trainees/{trainee_id}", responses=documented(*CHANGE_ERRORS, TakenError))
def change_trainee(
    db: WriteDb, actor: CurrentActor, trainee_id: str, asked: TraineeChange, version: SeenVersion, response: Response
) -> TraineeOut:
    """Change what is named."""
    row = trainees.change_trainee(db, actor=actor, trainee_id=trainee_id, asked=asked, version=version)
    return _trainee(row, response)


@router.post("/trainees/{trainee_id}/archive", responses=documented(*CHANGE_ERRORS))
def archive_trainee(
    db: WriteDb, actor: CurrentActor, trainee_id: str, version: SeenVersion, response: Response
) -> TraineeOut:
    """Say that somebody left; enrolments no longer count."""
    return _trainee(trainees.archive_trainee(db, actor=actor, trainee_id=trainee_id, version=version), response)


@router.post("/trainees/{trainee_id}/restore", responses=documented(*CHANGE_ERRORS))
def restore_trainee(
    db: WriteDb, actor: CurrentActor, trainee_id: str, version: SeenVersion, response: Response
) -> TraineeOut:
    """Say that somebody is back."""
    row = trainees.archive_trainee(db, actor=actor, trainee_id=trainee_id, version=version, archived=False)
    return _trainee(row, response)


@router.get("/terms/{term_id}/enrolments", responses=documented(*READ_ERRORS))
def enrolments(
    db: ReadDb,
    actor: CurrentActor,
    term_id: TermId,
    station_id: Annotated[str | None, Query(max_length=32)] = None,
    track_id: Annotated[str | None, Query(max_length=32)] = None,
) -> list[EnrolledOut]:
    """Who is sent to the camp in a term; a station sees its own workers."""
    found = trainees.list_enrolments(db, actor=actor, term_id=term_id, station_id=station_id, track_id=track_id)
    placed = trainees.placed_cohorts(db, actor=actor, term_id=term_id)
    return [_enrolled(row, trainee, placed.get(trainee.id)) for row, trainee in found]


@router.put("/terms/{term_id}/enrolments/{trainee_id}", responses=documented(*MAKE_ERRORS))
def enrol(db: WriteDb, actor: CurrentActor, term_id: TermId, trainee_id: str, asked: EnrolmentGiven) -> EnrolmentOut:
    """Send a trainee to a track; planners may fix the cohort."""
    row = trainees.enrol(db, actor=actor, term_id=term_id, trainee_id=trainee_id, asked=asked)
    return EnrolmentOut.model_validate(row)


@router.delete("/terms/{term_id}/enrolments/{trainee_id}", status_code=204, responses=documented(*READ_ERRORS))
def withdraw(db: WriteDb, actor: CurrentActor, term_id: TermId, trainee_id: str) -> None:
    """Send a trainee nowhere in the term."""
    trainees.withdraw_enrolment(db, actor=actor, term_id=term_id, trainee_id=trainee_id)


def _trainee(row: Trainee, response: Response | None = None) -> TraineeOut:
    if response is not None:
        tell_version(response, row.version)
    return TraineeOut.model_validate(row.model_dump() | {"is_archived": row.archived_at is not None})


def _enrolled(row: Enrolment, trainee: Trainee, placed_in: str | None) -> EnrolledOut:
    who = {"name": trainee.name, "code": trainee.code, "station_id": trainee.station_id, "placed_in": placed_in}
    return EnrolledOut.model_validate(row.model_dump() | who)
