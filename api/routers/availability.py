"""Availability: what supervisors say about a term's half-days."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from api.dependencies import CurrentActor, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from scheduler.errors import (
    ChangedMeanwhileError,
    NotAllowedError,
    NotFoundError,
    TakenError,
    VersionMissingError,
    WrongStateError,
)
from scheduler.models.people import Availability, Mark
from scheduler.people.availability import find_availability, list_availability, save_availability, submit_availability
from scheduler.people.commands import AvailabilityContent
from scheduler.people.errors import DeadlinePassedError

router = APIRouter(prefix="/terms/{term_id}", tags=["availability"])
SAYING = (NotAllowedError, NotFoundError, DeadlinePassedError, WrongStateError, TakenError)


class AvailabilityOut(BaseModel):
    """What a supervisor said of a term. Version 0: nothing yet, which means free all the time."""

    version: int = 0
    supervisor_id: str
    weekly: dict[str, Mark] = {}
    exceptions: dict[str, Mark] = {}
    wishes: str = ""
    submitted_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None


class NamedAvailabilityOut(AvailabilityOut):
    """The same with the supervisor's name."""

    code: str
    name: str


@router.get("/availability", responses=documented(NotAllowedError, NotFoundError))
def list_(
    db: ReadDb,
    actor: CurrentActor,
    term_id: str,
    submitted: Annotated[bool | None, Query(description="only who did, or only who did not submit")] = None,
) -> list[NamedAvailabilityOut]:
    """Every supervisor of the list with what they said, by code."""
    given = list_availability(db, actor=actor, term_id=term_id, submitted=submitted)
    return [
        NamedAvailabilityOut(
            code=one.supervisor.code,
            name=one.supervisor.name,
            **_out(one.availability, one.supervisor.id).model_dump(),
        )
        for one in given
    ]


@router.get("/supervisors/{supervisor_id}/availability", responses=documented(NotAllowedError, NotFoundError))
def read(db: ReadDb, actor: CurrentActor, term_id: str, supervisor_id: str, response: Response) -> AvailabilityOut:
    """What one supervisor said."""
    given = find_availability(db, actor=actor, term_id=term_id, supervisor_id=supervisor_id)
    return _versioned(given.availability, supervisor_id, response)


@router.put(
    "/supervisors/{supervisor_id}/availability",
    responses=documented(*SAYING, ChangedMeanwhileError, VersionMissingError),
)
def save(
    db: WriteDb,
    actor: CurrentActor,
    term_id: str,
    supervisor_id: str,
    content: AvailabilityContent,
    version: SeenVersion,
    response: Response,
) -> AvailabilityOut:
    """Put what is entered in place of what was said; the planner may after the deadline too."""
    row = save_availability(
        db, actor=actor, term_id=term_id, supervisor_id=supervisor_id, content=content, version=version
    )
    return _versioned(row, supervisor_id, response)


@router.post("/supervisors/{supervisor_id}/availability/submit", responses=documented(*SAYING))
def submit(db: WriteDb, actor: CurrentActor, term_id: str, supervisor_id: str, response: Response) -> AvailabilityOut:
    """Say that it is complete; who has nothing to say is free all the time."""
    row = submit_availability(db, actor=actor, term_id=term_id, supervisor_id=supervisor_id)
    return _versioned(row, supervisor_id, response)


@router.post("/supervisors/{supervisor_id}/availability/reopen", responses=documented(*SAYING))
def reopen(db: WriteDb, actor: CurrentActor, term_id: str, supervisor_id: str, response: Response) -> AvailabilityOut:
    """Say that it is not complete after all."""
    row = submit_availability(db, actor=actor, term_id=term_id, supervisor_id=supervisor_id, submitted=False)
    return _versioned(row, supervisor_id, response)


def _out(row: Availability | None, supervisor_id: str) -> AvailabilityOut:
    if row is None:
        return AvailabilityOut(supervisor_id=supervisor_id)
    return AvailabilityOut.model_validate(row, from_attributes=True)


def _versioned(row: Availability | None, supervisor_id: str, response: Response) -> AvailabilityOut:
    out = _out(row, supervisor_id)
    tell_version(response, out.version)
    return out
