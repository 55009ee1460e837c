"""Who may manage which accounts."""

from sqlalchemy import ColumnElement, and_, true
from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.errors import NotAllowedError, NotFoundError
from scheduler.models.accounts import Account, Role
from scheduler.rows import locked, require_version

MANAGED_BY_PLATFORM = (Role.PLANNER, Role.PLATFORM_ADMIN)


def require_manager(actor: Actor, *, action: str) -> None:
    """Raise NotAllowedError unless the actor is a planner, the platform administrator or the system itself."""
    actor.require(Role.PLANNER, Role.PLATFORM_ADMIN, action=action)


def require_role_in_reach(actor: Actor, role: Role, *, action: str) -> None:
    """Raise NotAllowedError for a role that the actor hands to nobody.

    Planners have every role of an association to give; the platform administrator appoints planners and other
    administrators, and the rest is their business.
    """
    if actor.role == Role.PLANNER and role == Role.PLATFORM_ADMIN:
        raise NotAllowedError(action=action)
    if actor.role == Role.PLATFORM_ADMIN and role not in MANAGED_BY_PLATFORM:
        raise NotAllowedError(action=action)


def in_reach(actor: Actor) -> ColumnElement[bool]:
    """The condition for accounts that the actor manages.

    A planner has the association's, the platform administrator the platform's and all planners', the operator of the
    deployment (the system itself, in no association) all.
    """
    if actor.role == Role.PLATFORM_ADMIN:
        return col(Account.role).in_(MANAGED_BY_PLATFORM)
    if actor.role is None and not actor.association_id:
        return true()
    return and_(col(Account.association_id) == actor.association_id)


def load_account(db: Session, key: str, *, actor: Actor, lock: bool = False, version: int | None = None) -> Account:
    """An account that the actor manages; `version` is what they saw. Raises NotFoundError and ChangedMeanwhileError."""
    query = select(Account).where(Account.id == key, in_reach(actor))
    account = db.exec(locked(query) if lock else query).first()
    if account is None:
        raise NotFoundError(kind="account", id=key)
    require_version(account, version)
    return account
