"""Supervisors of the list, and their leave."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, PageAsked, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from scheduler.actor import Actor
from scheduler.errors import (
    ChangedMeanwhileError,
    NotAllowedError,
    NotFoundError,
    TakenError,
    VersionMissingError,
    WrongStateError,
)
from scheduler.models.people import Half, Leave, LeaveState, Supervisor
from scheduler.people.absences import AbsenceFilter, find_leave, list_leaves, report_leave, withdraw_leave
from scheduler.people.commands import LeaveContent, SupervisorContent
from scheduler.people.permissions import sees_whole_supervisor
from scheduler.people.supervisors import (
    SupervisorFilter,
    archive_supervisor,
    change_supervisor,
    find_supervisor,
    list_supervisors,
    make_supervisor,
)
from solver.problem import Role

router = APIRouter(tags=["supervisors"])
EDITING = documented(NotAllowedError, NotFoundError, ChangedMeanwhileError, VersionMissingError, TakenError)
Word = Annotated[str | None, Query(max_length=200)]
Key = Annotated[str | None, Query(max_length=32)]


class KnownSupervisorOut(BaseModel):
    """What a station may know of a supervisor whom it asks for."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    version: int
    code: str
    name: str
    roles: list[Role]
    fields: list[str]
    archived_at: dt.datetime | None


class SupervisorOut(KnownSupervisorOut):
    """A supervisor; `lat`, `lon` are their home. What has a default here is absent from the answer to a station."""

    lat: float | None = None
    lon: float | None = None
    employer: str | None = None
    max_per_day: int | None = None
    max_per_week: int | None = None
    max_per_term: int | None = None
    max_pairs: int | None = None
    target: int | None = None
    phone: str | None = None
    email: str | None = None


class SupervisorPage(BaseModel):
    """Part of the list of supervisors, and how long the whole is."""

    items: list[SupervisorOut]
    total: int


class LeaveOut(BaseModel):
    """A period, in half-days, in which a supervisor cannot work after all; both ends included."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    version: int
    supervisor_id: str
    first_date: dt.date
    first_half: Half
    last_date: dt.date
    last_half: Half
    reason: str
    state: LeaveState
    created_at: dt.datetime


class LeavePage(BaseModel):
    """Part of the list of leaves, and how long the whole is."""

    items: list[LeaveOut]
    total: int


@router.get("/supervisors", response_model_exclude_unset=True, responses=documented(NotAllowedError))
def list_(
    db: ReadDb,
    actor: CurrentActor,
    paging: PageAsked,
    search: Word = None,
    role: Role | None = None,
    field: Word = None,
    employer: Word = None,
    archived: bool = False,
) -> SupervisorPage:
    """The supervisors one may see, by code."""
    wanted = SupervisorFilter(search=search, role=role, field=field, employer=employer, archived=archived)
    page = list_supervisors(db, actor=actor, wanted=wanted, paging=paging)
    return SupervisorPage(items=[_supervisor(row, actor) for row in page.items], total=page.total)


@router.post("/supervisors", status_code=201, responses=documented(NotAllowedError, TakenError))
def make(db: WriteDb, actor: CurrentActor, content: SupervisorContent, response: Response) -> SupervisorOut:
    """A new supervisor."""
    return _versioned(make_supervisor(db, actor=actor, content=content), actor, response)


@router.get("/supervisors/{supervisor_id}", response_model_exclude_unset=True, responses=documented(NotFoundError))
def read(db: ReadDb, actor: CurrentActor, supervisor_id: str, response: Response) -> SupervisorOut:
    """One supervisor."""
    return _versioned(find_supervisor(db, supervisor_id, actor=actor), actor, response)


@router.put("/supervisors/{supervisor_id}", responses=EDITING)
def change(
    db: WriteDb,
    actor: CurrentActor,
    supervisor_id: str,
    content: SupervisorContent,
    version: SeenVersion,
    response: Response,
) -> SupervisorOut:
    """Put all that is entered of a supervisor in place of what was."""
    row = change_supervisor(db, actor=actor, supervisor_id=supervisor_id, content=content, version=version)
    return _versioned(row, actor, response)


@router.post("/supervisors/{supervisor_id}/archive", responses=EDITING)
def archive(
    db: WriteDb, actor: CurrentActor, supervisor_id: str, version: SeenVersion, response: Response
) -> SupervisorOut:
    """Take a supervisor from the list; what was published of them stays."""
    row = archive_supervisor(db, actor=actor, supervisor_id=supervisor_id, archived=True, version=version)
    return _versioned(row, actor, response)


@router.post("/supervisors/{supervisor_id}/restore", responses=EDITING)
def restore(
    db: WriteDb, actor: CurrentActor, supervisor_id: str, version: SeenVersion, response: Response
) -> SupervisorOut:
    """Take an archived supervisor back into the list."""
    row = archive_supervisor(db, actor=actor, supervisor_id=supervisor_id, archived=False, version=version)
    return _versioned(row, actor, response)


@router.get("/leaves", responses=documented(NotAllowedError))
def leaves(
    db: ReadDb,
    actor: CurrentActor,
    paging: PageAsked,
    supervisor_id: Key = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    withdrawn: bool | None = None,
) -> LeavePage:
    """The leaves one may see that touch the days from `since` to `until`, the latest first."""
    wanted = AbsenceFilter(supervisor_id=supervisor_id, since=since, until=until, withdrawn=withdrawn)
    page = list_leaves(db, actor=actor, wanted=wanted, paging=paging)
    return LeavePage(items=[LeaveOut.model_validate(row) for row in page.items], total=page.total)


@router.post("/leaves", status_code=201, responses=documented(NotAllowedError, NotFoundError))
def report(db: WriteDb, actor: CurrentActor, content: LeaveContent, response: Response) -> LeaveOut:
    """Report a leave: a supervisor one's own, the planner anybody's."""
    return _leave(report_leave(db, actor=actor, content=content), response)


@router.get("/leaves/{leave_id}", responses=documented(NotFoundError))
def read_leave(db: ReadDb, actor: CurrentActor, leave_id: str, response: Response) -> LeaveOut:
    """One leave."""
    return _leave(find_leave(db, leave_id, actor=actor), response)


@router.post(
    "/leaves/{leave_id}/withdraw",
    responses=documented(NotAllowedError, NotFoundError, ChangedMeanwhileError, VersionMissingError, WrongStateError),
)
def withdraw(db: WriteDb, actor: CurrentActor, leave_id: str, version: SeenVersion, response: Response) -> LeaveOut:
    """The leave counts no more."""
    return _leave(withdraw_leave(db, actor=actor, leave_id=leave_id, version=version), response)


def _supervisor(row: Supervisor, actor: Actor) -> SupervisorOut:
    if sees_whole_supervisor(actor):
        return SupervisorOut.model_validate(row)
    return SupervisorOut(**KnownSupervisorOut.model_validate(row).model_dump())


def _versioned(row: Supervisor, actor: Actor, response: Response) -> SupervisorOut:
    tell_version(response, row.version)
    return _supervisor(row, actor)


def _leave(row: Leave, response: Response) -> LeaveOut:
    tell_version(response, row.version)
    return LeaveOut.model_validate(row)
