"""Certificates of the camp 智创营: who finished a term, what they took, how far they are towards the year's hours."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, ReadDb
from api.problems import documented
from scheduler.attendance.certificates import TraineeTerm, trainee_terms
from scheduler.errors import NotAllowedError, NotFoundError

router = APIRouter(tags=["attendance"])


class CourseTakenOut(BaseModel):
    """A course of a trainee's cohort: its course sessions in the term, and those attended."""

    model_config = ConfigDict(from_attributes=True)

    title: str
    held: int
    attended: int


class TraineeTermOut(BaseModel):
    """A trainee's term; a certificate is due once `least_share` per cent of all course sessions are attended."""

    trainee_id: str
    code: str
    name: str
    station_name: str
    county: str
    cohort_name: str
    courses: list[CourseTakenOut]
    held: int
    attended: int
    hours: float
    year_hours: float
    year_target: int
    least_share: int
    has_finished: bool
    reached_target: bool


@router.get("/terms/{term_id}/certificates", responses=documented(NotFoundError, NotAllowedError))
def list_certificates(db: ReadDb, actor: CurrentActor, term_id: str) -> list[TraineeTermOut]:
    """Every trainee of the term's cohorts whom one may see, those who finished and those who have not yet."""
    return [_out(row) for row in trainee_terms(db, actor=actor, term_id=term_id)]


def _out(row: TraineeTerm) -> TraineeTermOut:
    names = ("held", "attended", "hours", "year_hours", "year_target", "least_share", "has_finished", "reached_target")
    return TraineeTermOut(
        trainee_id=row.trainee.id,
        code=row.trainee.code,
        name=row.trainee.name,
        station_name=row.station.name,
        county=row.station.county,
        cohort_name=row.cohort.name,
        courses=[CourseTakenOut.model_validate(course) for course in row.courses],
        **{name: getattr(row, name) for name in names},
    )
