"""Supervisors: find, make, change, archive and restore."""

from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.errors import NotFoundError
from scheduler.models.accounts import Role
from scheduler.models.people import Supervisor
from scheduler.paging import Page, Paging, page_of
from scheduler.people.commands import SupervisorContent
from scheduler.people.listing import has_word, is_archived
from scheduler.people.permissions import EDITORS, OFFICE, visible_supervisors
from scheduler.rows import add, changing, load_for_change, unique


@dataclass(frozen=True, slots=True)
class SupervisorFilter:
    """Which supervisors; what is None does not limit."""

    search: str | None = None
    """In code, name or, for the office, employer."""
    role: str | None = None
    field: str | None = None
    employer: str | None = None
    archived: bool | None = False


def list_supervisors(db: Session, *, actor: Actor, wanted: SupervisorFilter, paging: Paging) -> Page[Supervisor]:
    """The supervisors whom the actor sees, by code. Raises NotAllowedError for those who see none at all."""
    actor.require(Role.PLANNER, Role.HEAD, Role.SYSTEM, Role.SUPERVISOR, Role.STATION, action="supervisor.list")
    sees_employers = actor.role in OFFICE
    query = select(Supervisor).where(Supervisor.association_id == actor.association_id, visible_supervisors(actor))
    if wanted.search:
        names = ("code", "name", "employer") if sees_employers else ("code", "name")
        columns = (getattr(Supervisor, name) for name in names)
        query = query.where(or_(*(column.icontains(wanted.search, autoescape=True) for column in columns)))
    if wanted.role is not None:
        query = query.where(has_word(Supervisor.roles, wanted.role))
    if wanted.field is not None:
        query = query.where(has_word(Supervisor.fields, wanted.field))
    if wanted.employer is not None and sees_employers:
        query = query.where(Supervisor.employer == wanted.employer)
    if wanted.archived is not None:
        query = query.where(is_archived(Supervisor, archived=wanted.archived))
    return page_of(db, query.order_by(col(Supervisor.code)), paging)


def find_supervisor(db: Session, supervisor_id: str, *, actor: Actor) -> Supervisor:
    """One supervisor whom the actor sees. Raises NotFoundError."""
    condition = (
        Supervisor.id == supervisor_id,
        Supervisor.association_id == actor.association_id,
        visible_supervisors(actor),
    )
    row = db.exec(select(Supervisor).where(*condition)).first()
    if row is None:
        raise NotFoundError(kind="supervisor", id=supervisor_id)
    return row


def make_supervisor(db: Session, *, actor: Actor, content: SupervisorContent) -> Supervisor:
    """A new supervisor. Raises NotAllowedError and, for the code, TakenError."""
    actor.require(*EDITORS, action="supervisor.make")
    row = Supervisor(association_id=actor.association_id, **content.model_dump())
    with unique("supervisor", "code", content.code):
        return add(db, row, actor=actor, action="supervisor.made")


def change_supervisor(
    db: Session, *, actor: Actor, supervisor_id: str, content: SupervisorContent, version: int
) -> Supervisor:
    """Put what is entered in place of what was.

    Raises NotAllowedError, NotFoundError, ChangedMeanwhileError and TakenError.
    """
    actor.require(*EDITORS, action="supervisor.change")
    row = load_for_change(db, Supervisor, supervisor_id, actor=actor, version=version)
    put_supervisor(db, row, actor=actor, content=content)
    return row


def put_supervisor(db: Session, row: Supervisor, *, actor: Actor, content: SupervisorContent) -> None:
    """Put what is entered in place of what a loaded row holds. Raises TakenError."""
    with unique("supervisor", "code", content.code), changing(db, row, actor=actor, action="supervisor.changed"):
        for name, value in content.model_dump().items():
            setattr(row, name, value)


def archive_supervisor(db: Session, *, actor: Actor, supervisor_id: str, archived: bool, version: int) -> Supervisor:
    """Take a supervisor from the list, or back: they stay in what was published, and get nothing new.

    Raises NotAllowedError, NotFoundError and ChangedMeanwhileError.
    """
    actor.require(*EDITORS, action="supervisor.archive")
    row = load_for_change(db, Supervisor, supervisor_id, actor=actor, version=version)
    if archived != (row.archived_at is not None):
        action = "supervisor.archived" if archived else "supervisor.restored"
        with changing(db, row, actor=actor, action=action):
            row.archived_at = now() if archived else None
    return row
