"""The platform administrator's work: the associations of a deployment, each with its first planner."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session, col, func, select

from scheduler.accounts.invitations import NewInvitation, invite
from scheduler.accounts.service import Login, NewAccount, PersonName, make_account
from scheduler.actor import Actor
from scheduler.associations.service import make_association
from scheduler.clock import now
from scheduler.commands import Command
from scheduler.errors import NotFoundError
from scheduler.models.accounts import Account, Role, SignIn
from scheduler.models.associations import Association
from scheduler.models.people import Station, Supervisor
from scheduler.paging import Page, Paging, page_of
from scheduler.rows import changing, locked, require_version

AssociationName = Annotated[str, Field(min_length=1, max_length=200)]
City = Annotated[str, Field(min_length=1, max_length=100)]


class NewAssociation(Command):
    """An association to be made, and who will plan there first."""

    name: AssociationName
    city: City
    planner_login: Login
    planner_name: PersonName


class AssociationNaming(Command):
    """What an association is called; what is not named stays as it is."""

    name: AssociationName | None = None
    city: City | None = None


@dataclass(frozen=True, slots=True)
class AssociationSeen:
    """An association and how much of it there is; nothing of what it does."""

    association: Association
    accounts: int
    stations: int
    supervisors: int
    last_used_at: dt.datetime | None
    """When anybody of it was last signed in, to the hour."""


def list_associations(db: Session, *, actor: Actor, paging: Paging) -> Page[AssociationSeen]:
    """All associations, by name. Raises NotAllowedError for all but the platform administrator."""
    actor.require(Role.PLATFORM_ADMIN, action="association.list")
    page = page_of(db, select(Association).order_by(col(Association.name), col(Association.id)), paging)
    return Page(_seen(db, page.items), page.total)


def found_association(
    db: Session, *, actor: Actor, asked: NewAssociation
) -> tuple[AssociationSeen, Account, NewInvitation]:
    """A new association and the invitation of its first planner. Raises NotAllowedError and TakenError."""
    association = make_association(db, actor=actor, name=asked.name, city=asked.city)
    planner = make_account(
        db,
        actor=actor,
        asked=NewAccount(
            login=asked.planner_login, name=asked.planner_name, role=Role.PLANNER, association_id=association.id
        ),
    )
    invitation = invite(db, actor=actor, account_id=planner.id)
    return _seen(db, [association])[0], planner, invitation


def name_association(
    db: Session, *, actor: Actor, association_id: str, naming: AssociationNaming, version: int
) -> AssociationSeen:
    """Change what an association is called. Raises NotFoundError, NotAllowedError and ChangedMeanwhileError."""
    actor.require(Role.PLATFORM_ADMIN, action="association.name")
    association = _locked(db, association_id)
    require_version(association, version)
    with changing(db, association, actor=actor, action="association.changed"):
        for name, value in naming.model_dump(exclude_unset=True, exclude_none=True).items():
            setattr(association, name, value)
    return _seen(db, [association])[0]


def disable_association(db: Session, *, actor: Actor, association_id: str) -> AssociationSeen:
    """Close an association: nobody of it is signed in, its tokens and feeds are useless; everything stays stored.

    Raises NotFoundError and NotAllowedError.
    """
    actor.require(Role.PLATFORM_ADMIN, action="association.disable")
    association = _locked(db, association_id)
    if association.disabled_at is None:
        with changing(db, association, actor=actor, action="association.disabled"):
            association.disabled_at = now()
    return _seen(db, [association])[0]


def enable_association(db: Session, *, actor: Actor, association_id: str) -> AssociationSeen:
    """Open a closed association again: everybody of it goes on as before. Raises as `disable_association`."""
    actor.require(Role.PLATFORM_ADMIN, action="association.enable")
    association = _locked(db, association_id)
    with changing(db, association, actor=actor, action="association.enabled"):
        association.disabled_at = None
    return _seen(db, [association])[0]


def _locked(db: Session, key: str) -> Association:
    association = db.exec(locked(select(Association).where(Association.id == key))).first()
    if association is None:
        raise NotFoundError(kind="association", id=key)
    return association


def _seen(db: Session, associations: list[Association]) -> list[AssociationSeen]:
    ids = [association.id for association in associations]
    accounts = _counts(db, Account.association_id, ids)
    stations = _counts(db, Station.association_id, ids, col(Station.archived_at).is_(None))
    supervisors = _counts(db, Supervisor.association_id, ids, col(Supervisor.archived_at).is_(None))
    used = (
        select(Account.association_id, func.max(SignIn.last_seen_at))
        .join(SignIn, col(SignIn.account_id) == col(Account.id))
        .where(col(Account.association_id).in_(ids))
        .group_by(col(Account.association_id))
    )
    last = dict(db.exec(used).all())
    return [
        AssociationSeen(
            row, accounts.get(row.id, 0), stations.get(row.id, 0), supervisors.get(row.id, 0), last.get(row.id)
        )
        for row in associations
    ]


def _counts(db: Session, owner: Any, ids: list[str], *conditions: Any) -> dict[str, int]:
    query = select(owner, func.count()).where(col(owner).in_(ids), *conditions).group_by(owner)
    return dict(db.exec(query).all())
