"""The accounts that an operator makes where nobody can sign in yet, and links for those who lost a password."""

from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, select

from cli.exits import CommandError
from scheduler.accounts.invitations import NewInvitation, invite
from scheduler.accounts.service import NewAccount, make_account
from scheduler.actor import Actor, system_actor
from scheduler.associations.service import make_association
from scheduler.ids import AssociationId
from scheduler.models.accounts import Account, Role
from scheduler.models.associations import Association

OPERATOR: Final[Actor] = system_actor(AssociationId(""))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose account is asked for. What belongs to a new account is not looked at when there is one."""

    login: str
    person: str
    administrator: bool
    association: str
    city: str


def link_for(db: Session, wanted: Wanted) -> NewInvitation:
    """An invitation for the account of this login, which is made if there is none.

    Raises CommandError when it is not said whose account a new one would be, and every DomainError of the services.
    """
    key = db.exec(select(Account.id).where(Account.login == wanted.login.lower())).first()
    return invite(db, actor=OPERATOR, account_id=key or _made(db, wanted).id)


def _made(db: Session, wanted: Wanted) -> Account:
    name = wanted.person or wanted.login
    if wanted.administrator:
        administrator = NewAccount(login=wanted.login, name=name, role=Role.PLATFORM_ADMIN)
        return make_account(db, actor=OPERATOR, asked=administrator)
    if not wanted.association:
        raise CommandError("account-unknown", login=wanted.login)
    owner = _association(db, wanted)
    planner = NewAccount(login=wanted.login, name=name, role=Role.PLANNER, association_id=owner.id)
    return make_account(db, actor=OPERATOR, asked=planner)


def _association(db: Session, wanted: Wanted) -> Association:
    """The association of this name, made when a city is given and there is none."""
    known = db.exec(select(Association).where(Association.name == wanted.association)).first()
    if known is None and not wanted.city:
        raise CommandError("association-unknown", association=wanted.association)
    return known or make_association(db, actor=OPERATOR, name=wanted.association, city=wanted.city)
