"""Leave of supervisors, and closures of stations and venues: when somebody or somewhere is not there after all."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.clock import today
from scheduler.errors import Fault, FaultyInputError, NotAllowedError, NotFoundError, WrongStateError
from scheduler.models.accounts import Role
from scheduler.models.camp import Venue
from scheduler.models.people import Closure, Leave, LeaveState, Station
from scheduler.paging import Page, Paging, page_of
from scheduler.people.commands import ClosureContent, LeaveContent
from scheduler.people.permissions import EDITORS, visible_closures, visible_leaves
from scheduler.people.supervisors import find_supervisor
from scheduler.rows import add, changing, load, load_for_change, locked, remove
from solver.wording import Wording

_MISSING_SUPERVISOR = Wording("请指明督导", "say which supervisor")
_MISSING_PLACE = Wording("请指明社工站或场地", "name a station or a venue")
_OVER = Wording("该时段已过去，请联系排班员", "this is over already; ask the planner to enter it")


@dataclass(frozen=True, slots=True)
class AbsenceFilter:
    """Which leaves or closures; what is None does not limit."""

    supervisor_id: str | None = None
    station_id: str | None = None
    venue_id: str | None = None
    since: dt.date | None = None
    """Those that last until this day or longer."""
    until: dt.date | None = None
    """Those that begin on this day or before."""
    withdrawn: bool | None = None


def list_leaves(db: Session, *, actor: Actor, wanted: AbsenceFilter, paging: Paging) -> Page[Leave]:
    """The leaves that the actor sees, the latest first."""
    actor.require(Role.PLANNER, Role.HEAD, Role.SYSTEM, Role.SUPERVISOR, action="leave.list")
    query = select(Leave).where(Leave.association_id == actor.association_id, visible_leaves(actor))
    if wanted.supervisor_id is not None:
        query = query.where(Leave.supervisor_id == wanted.supervisor_id)
    if wanted.withdrawn is not None:
        state = LeaveState.WITHDRAWN if wanted.withdrawn else LeaveState.REPORTED
        query = query.where(Leave.state == state)
    if wanted.since is not None:
        query = query.where(Leave.last_date >= wanted.since)
    if wanted.until is not None:
        query = query.where(Leave.first_date <= wanted.until)
    return page_of(db, query.order_by(col(Leave.first_date).desc(), col(Leave.id)), paging)


def find_leave(db: Session, leave_id: str, *, actor: Actor) -> Leave:
    """One leave that the actor sees. Raises NotFoundError."""
    condition = (Leave.id == leave_id, Leave.association_id == actor.association_id, visible_leaves(actor))
    leave = db.exec(select(Leave).where(*condition)).first()
    if leave is None:
        raise NotFoundError(kind="leave", id=leave_id)
    return leave


def report_leave(db: Session, *, actor: Actor, content: LeaveContent) -> Leave:
    """A supervisor's leave, by themselves for days to come or by the planner.

    Raises NotAllowedError, NotFoundError and FaultyInputError.
    """
    actor.require(*EDITORS, Role.SUPERVISOR, action="leave.report")
    supervisor_id = content.supervisor_id or actor.supervisor_id
    if supervisor_id is None:
        raise FaultyInputError([Fault("supervisor_id", "missing", _MISSING_SUPERVISOR, {})])
    supervisor = find_supervisor(db, supervisor_id, actor=actor)
    if actor.role == Role.SUPERVISOR and content.last_date < today():
        raise FaultyInputError([Fault("last_date", "already-over", _OVER, {})])
    values = content.model_dump(exclude={"supervisor_id"})
    row = Leave(association_id=actor.association_id, supervisor_id=supervisor.id, **values)
    return add(db, row, actor=actor, action="leave.reported")


def withdraw_leave(db: Session, *, actor: Actor, leave_id: str, version: int) -> Leave:
    """The leave counts no more. Raises NotFoundError, NotAllowedError, ChangedMeanwhileError and WrongStateError."""
    actor.require(*EDITORS, Role.SUPERVISOR, action="leave.withdraw")
    find_leave(db, leave_id, actor=actor)
    leave = load_for_change(db, Leave, leave_id, actor=actor, version=version)
    if leave.state == LeaveState.WITHDRAWN:
        raise WrongStateError(kind="leave", id=leave.id, state=leave.state.value, action="leave.withdraw")
    with changing(db, leave, actor=actor, action="leave.withdrawn"):
        leave.state = LeaveState.WITHDRAWN
    return leave


def list_closures(db: Session, *, actor: Actor, wanted: AbsenceFilter, paging: Paging) -> Page[Closure]:
    """The closures that the actor sees, the latest first."""
    actor.require(Role.PLANNER, Role.HEAD, Role.SYSTEM, Role.STATION, Role.COUNTY_VIEWER, action="closure.list")
    query = select(Closure).where(Closure.association_id == actor.association_id, visible_closures(actor))
    if wanted.station_id is not None:
        query = query.where(Closure.station_id == wanted.station_id)
    if wanted.venue_id is not None:
        query = query.where(Closure.venue_id == wanted.venue_id)
    if wanted.since is not None:
        query = query.where(Closure.last_date >= wanted.since)
    if wanted.until is not None:
        query = query.where(Closure.first_date <= wanted.until)
    return page_of(db, query.order_by(col(Closure.first_date).desc(), col(Closure.id)), paging)


def add_closure(db: Session, *, actor: Actor, content: ClosureContent) -> Closure:
    """A closure of a station, by itself or the planner, or of a venue.

    Raises NotAllowedError, NotFoundError and FaultyInputError.
    """
    actor.require(*EDITORS, Role.STATION, action="closure.add")
    values = content.model_dump()
    if actor.role == Role.STATION:
        if content.venue_id is not None:
            raise NotAllowedError(action="closure.add")
        values["station_id"] = content.station_id or actor.station_id
        if values["station_id"] != actor.station_id:
            raise NotFoundError(kind="station", id=content.station_id)
    if values["station_id"] is None and content.venue_id is None:
        raise FaultyInputError([Fault("station_id", "missing", _MISSING_PLACE, {})])
    if values["station_id"] is not None:
        load(db, Station, values["station_id"], actor=actor)
    if content.venue_id is not None:
        load(db, Venue, content.venue_id, actor=actor)
    row = Closure(association_id=actor.association_id, **values)
    return add(db, row, actor=actor, action="closure.added")


def remove_closure(db: Session, *, actor: Actor, closure_id: str) -> None:
    """It is open after all. Raises NotAllowedError and NotFoundError."""
    actor.require(*EDITORS, Role.STATION, action="closure.remove")
    condition = (Closure.id == closure_id, Closure.association_id == actor.association_id, visible_closures(actor))
    row = db.exec(locked(select(Closure).where(*condition))).first()
    if row is None:
        raise NotFoundError(kind="closure", id=closure_id)
    remove(db, row, actor=actor, action="closure.removed")
