"""The platform administrator's work: the associations of a deployment, each with its first planner."""

from typing import Annotated

from pydantic import Field
from sqlmodel import Session, col, select

from scheduler.accounts.invitations import NewInvitation, invite
from scheduler.accounts.service import Login, NewAccount, PersonName, make_account
from scheduler.actor import Actor
from scheduler.associations.service import make_association
from scheduler.commands import Command
from scheduler.models.accounts import Account, Role
from scheduler.models.associations import Association
from scheduler.paging import Page, Paging, page_of


class NewAssociation(Command):
    """An association to be made, and who will plan there first."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    city: Annotated[str, Field(min_length=1, max_length=100)]
    planner_login: Login
    planner_name: PersonName


def list_associations(db: Session, *, actor: Actor, paging: Paging) -> Page[Association]:
    """All associations, by name. Raises NotAllowedError for all but the platform administrator."""
    actor.require(Role.PLATFORM_ADMIN, action="association.list")
    return page_of(db, select(Association).order_by(col(Association.name), col(Association.id)), paging)


def found_association(
    db: Session, *, actor: Actor, asked: NewAssociation
) -> tuple[Association, Account, NewInvitation]:
    """A new association and the invitation of its first planner. Raises NotAllowedError and TakenError."""
    association = make_association(db, actor=actor, name=asked.name, city=asked.city)
    planner = make_account(
        db,
        actor=actor,
        asked=NewAccount(
            login=asked.planner_login, name=asked.planner_name, role=Role.PLANNER, association_id=association.id
        ),
    )
    return association, planner, invite(db, actor=actor, account_id=planner.id)
