"""Whether an account may be used: neither it nor its association is closed."""

from sqlalchemy import ColumnElement, and_, exists
from sqlmodel import Session, col

from scheduler.accounts.errors import AccountDisabledError, AssociationDisabledError
from scheduler.models.accounts import Account
from scheduler.models.associations import Association


def is_open() -> ColumnElement[bool]:
    """The condition for accounts that may be used."""
    closed = exists().where(
        col(Association.id) == col(Account.association_id), col(Association.disabled_at).is_not(None)
    )
    return and_(col(Account.disabled_at).is_(None), ~closed)


def check_open(db: Session, account: Account) -> None:
    """Raise AccountDisabledError or AssociationDisabledError unless the account may be used."""
    if account.disabled_at is not None:
        raise AccountDisabledError
    association = db.get(Association, account.association_id) if account.association_id else None
    if association is not None and association.disabled_at is not None:
        raise AssociationDisabledError(name=association.name)
