"""Trainees: the workers of stations who may be sent to the camp; entered by the office or their station."""

from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.errors import NotFoundError
from scheduler.models.accounts import Role
from scheduler.models.camp import Trainee
from scheduler.models.people import Station
from scheduler.paging import Page, Paging, page_of
from scheduler.people.commands import TraineeContent
from scheduler.people.listing import is_archived
from scheduler.people.permissions import EDITORS, visible_trainees
from scheduler.people.stations import find_station
from scheduler.rows import add, changing, load_for_change, unique


@dataclass(frozen=True, slots=True)
class TraineeFilter:
    """Which trainees; what is None does not limit."""

    search: str | None = None
    """In code or name."""
    station_id: str | None = None
    county: str | None = None
    archived: bool | None = False


def list_trainees(db: Session, *, actor: Actor, wanted: TraineeFilter, paging: Paging) -> Page[Trainee]:
    """The trainees that the actor sees, by code. Raises NotAllowedError for those who see none at all."""
    actor.require(Role.PLANNER, Role.HEAD, Role.SYSTEM, Role.STATION, Role.COUNTY_VIEWER, action="trainee.list")
    query = select(Trainee).where(Trainee.association_id == actor.association_id, visible_trainees(actor))
    if wanted.search:
        columns = (col(Trainee.code), col(Trainee.name))
        query = query.where(or_(*(column.icontains(wanted.search, autoescape=True) for column in columns)))
    if wanted.station_id is not None:
        query = query.where(Trainee.station_id == wanted.station_id)
    if wanted.county is not None:
        query = query.where(col(Trainee.station_id).in_(select(Station.id).where(Station.county == wanted.county)))
    if wanted.archived is not None:
        query = query.where(is_archived(Trainee, archived=wanted.archived))
    return page_of(db, query.order_by(col(Trainee.code)), paging)


def find_trainee(db: Session, trainee_id: str, *, actor: Actor) -> Trainee:
    """One trainee that the actor sees. Raises NotFoundError."""
    condition = (Trainee.id == trainee_id, Trainee.association_id == actor.association_id, visible_trainees(actor))
    trainee = db.exec(select(Trainee).where(*condition)).first()
    if trainee is None:
        raise NotFoundError(kind="trainee", id=trainee_id)
    return trainee


def make_trainee(db: Session, *, actor: Actor, content: TraineeContent) -> Trainee:
    """A new trainee of a station that the actor sees. Raises NotAllowedError, NotFoundError and TakenError."""
    actor.require(*EDITORS, Role.STATION, action="trainee.make")
    find_station(db, content.station_id, actor=actor)
    row = Trainee(association_id=actor.association_id, **content.model_dump())
    with unique("trainee", "code", content.code):
        return add(db, row, actor=actor, action="trainee.made")


def change_trainee(db: Session, *, actor: Actor, trainee_id: str, content: TraineeContent, version: int) -> Trainee:
    """Put what is entered in place of what was.

    Raises NotAllowedError, NotFoundError, ChangedMeanwhileError and TakenError.
    """
    actor.require(*EDITORS, Role.STATION, action="trainee.change")
    find_trainee(db, trainee_id, actor=actor)
    find_station(db, content.station_id, actor=actor)
    row = load_for_change(db, Trainee, trainee_id, actor=actor, version=version)
    put_trainee(db, row, actor=actor, content=content)
    return row


def put_trainee(db: Session, row: Trainee, *, actor: Actor, content: TraineeContent) -> None:
    """Put what is entered in place of what a loaded row holds. Raises TakenError."""
    with unique("trainee", "code", content.code), changing(db, row, actor=actor, action="trainee.changed"):
        for name, value in content.model_dump().items():
            setattr(row, name, value)


def archive_trainee(db: Session, *, actor: Actor, trainee_id: str, archived: bool, version: int) -> Trainee:
    """Take a trainee from the list, or back. Raises NotAllowedError, NotFoundError and ChangedMeanwhileError."""
    actor.require(*EDITORS, Role.STATION, action="trainee.archive")
    find_trainee(db, trainee_id, actor=actor)
    row = load_for_change(db, Trainee, trainee_id, actor=actor, version=version)
    if archived != (row.archived_at is not None):
        action = "trainee.archived" if archived else "trainee.restored"
        with changing(db, row, actor=actor, action=action):
            row.archived_at = now() if archived else None
    return row
