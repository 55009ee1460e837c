"""The training camp of a term: cohorts and classes."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from api.dependencies import CurrentActor, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from scheduler.camp import term_camp
from scheduler.camp.commands import (
    ClassChange,
    CohortChange,
    NewClass,
    NewCohort,
)
from scheduler.errors import (
    ChangedMeanwhileError,
    FaultyInputError,
    NotAllowedError,
    NotFoundError,
    TakenError,
    VersionMissingError,
)
from scheduler.ids import TermId
from scheduler.models.camp import CampClass, Cohort

router = APIRouter(tags=["camp"])
READ_ERRORS = (NotFoundError, NotAllowedError)
MAKE_ERRORS = (*READ_ERRORS, FaultyInputError)
CHANGE_ERRORS = (*MAKE_ERRORS, ChangedMeanwhileError, VersionMissingError)
Archived = Annotated[bool, Query(description="List those given up, too.")]


class CohortOut(BaseModel):
    """Trainees of one track who take their courses together; `max_size` null: unlimited."""

    id: str
    version: int
    term_id: str
    track_id: str
    name: str
    max_size: int | None
    is_archived: bool


class ClassOut(BaseModel):
    """A course given to some cohorts together."""

    id: str
    version: int
    term_id: str
    course_id: str
    cohorts: list[str]
    is_archived: bool


@router.get("/terms/{term_id}/cohorts", responses=documented(NotFoundError))
def cohorts(db: ReadDb, actor: CurrentActor, term_id: TermId, archived: Archived = False) -> list[CohortOut]:
    """The cohorts of a term."""
    return [_cohort(row) for row in term_camp.list_cohorts(db, actor=actor, term_id=term_id, archived=archived)]


@router.post("/terms/{term_id}/cohorts", status_code=201, responses=documented(*MAKE_ERRORS, TakenError))
def make_cohort(db: WriteDb, actor: CurrentActor, term_id: TermId, asked: NewCohort, response: Response) -> CohortOut:
    """Add a cohort of a track."""
    return _cohort(term_camp.make_cohort(db, actor=actor, term_id=term_id, asked=asked), response)


@router.get("/cohorts/{cohort_id}", responses=documented(NotFoundError))
def read_cohort(db: ReadDb, actor: CurrentActor, cohort_id: str, response: Response) -> CohortOut:
    """One cohort."""
    return _cohort(term_camp.find_cohort(db, actor=actor, cohort_id=cohort_id), response)


@router.patch("/cohorts/{cohort_id}", responses=documented(*CHANGE_ERRORS, TakenError))
def change_cohort(
    db: WriteDb, actor: CurrentActor, cohort_id: str, asked: CohortChange, version: SeenVersion, response: Response
) -> CohortOut:
    """Change name or size."""
    row = term_camp.change_cohort(db, actor=actor, cohort_id=cohort_id, asked=asked, version=version)
    return _cohort(row, response)


@router.post("/cohorts/{cohort_id}/archive", responses=documented(*CHANGE_ERRORS))
def archive_cohort(
    db: WriteDb, actor: CurrentActor, cohort_id: str, version: SeenVersion, response: Response
) -> CohortOut:
    """Give a cohort up, with the classes that nobody else takes."""
    return _cohort(term_camp.archive_cohort(db, actor=actor, cohort_id=cohort_id, version=version), response)


@router.get("/terms/{term_id}/classes", responses=documented(NotFoundError))
def classes(db: ReadDb, actor: CurrentActor, term_id: TermId, archived: Archived = False) -> list[ClassOut]:
    """The classes of a term."""
    return [_class(row) for row in term_camp.list_classes(db, actor=actor, term_id=term_id, archived=archived)]


@router.post("/terms/{term_id}/classes", status_code=201, responses=documented(*MAKE_ERRORS))
def make_class(db: WriteDb, actor: CurrentActor, term_id: TermId, asked: NewClass, response: Response) -> ClassOut:
    """Give a course to some cohorts together."""
    return _class(term_camp.make_class(db, actor=actor, term_id=term_id, asked=asked), response)


@router.post("/terms/{term_id}/classes/make", status_code=201, responses=documented(*READ_ERRORS))
def make_classes(db: WriteDb, actor: CurrentActor, term_id: TermId) -> list[ClassOut]:
    """Make the classes that are missing: each course for each cohort of its tracks, lectures for all together."""
    return [_class(row) for row in term_camp.make_classes(db, actor=actor, term_id=term_id)]


@router.get("/classes/{class_id}", responses=documented(NotFoundError))
def read_class(db: ReadDb, actor: CurrentActor, class_id: str, response: Response) -> ClassOut:
    """One class."""
    return _class(term_camp.find_class(db, actor=actor, class_id=class_id), response)


@router.patch("/classes/{class_id}", responses=documented(*CHANGE_ERRORS))
def change_class(
    db: WriteDb, actor: CurrentActor, class_id: str, asked: ClassChange, version: SeenVersion, response: Response
) -> ClassOut:
    """Change who takes it together."""
    row = term_camp.change_class(db, actor=actor, class_id=class_id, asked=asked, version=version)
    return _class(row, response)


@router.post("/classes/{class_id}/archive", responses=documented(*CHANGE_ERRORS))
def archive_class(
    db: WriteDb, actor: CurrentActor, class_id: str, version: SeenVersion, response: Response
) -> ClassOut:
    """Give a class up."""
    return _class(term_camp.archive_class(db, actor=actor, class_id=class_id, version=version), response)


def _cohort(row: Cohort, response: Response | None = None) -> CohortOut:
    return CohortOut.model_validate(_told(row, response))


def _class(row: CampClass, response: Response | None = None) -> ClassOut:
    return ClassOut.model_validate(_told(row, response))


def _told(row: Cohort | CampClass, response: Response | None) -> dict[str, object]:
    if response is not None:
        tell_version(response, row.version)
    return row.model_dump() | {"is_archived": row.archived_at is not None}
