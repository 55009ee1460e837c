"""Read accounts: with what they speak for, whether their person came, and when they were last used."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, or_, select

from scheduler.accounts.permissions import in_reach, require_manager
from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.models.accounts import Account, ApiToken, Invitation, Role, SignIn
from scheduler.models.associations import Association
from scheduler.models.people import Station, Supervisor
from scheduler.paging import Page, Paging, page_of


@dataclass(frozen=True, slots=True)
class AccountFilter:
    """Which accounts; what is None does not limit."""

    role: Role | None = None
    search: str | None = None
    """In the login or the name."""
    disabled: bool | None = None
    has_password: bool | None = None
    association_id: str | None = None


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """An account and what its own row does not say."""

    account: Account
    belongs_to: str | None
    """The supervisor, station or county it speaks for, by name."""
    association_name: str | None
    last_used_at: dt.datetime | None
    """By a browser or a token, to the hour."""
    link_ends_at: dt.datetime | None
    """Until when a one-time link of theirs is good; None when there is none."""


def list_accounts(db: Session, *, actor: Actor, paging: Paging, wanted: AccountFilter) -> Page[AccountSeen]:
    """The accounts that the actor manages, by name. Raises NotAllowedError."""
    require_manager(actor, action="account.list")
    query = select(Account).where(in_reach(actor))
    if wanted.role is not None:
        query = query.where(Account.role == wanted.role)
    if wanted.search:
        columns = (col(Account.login), col(Account.name))
        query = query.where(or_(*(column.icontains(wanted.search, autoescape=True) for column in columns)))
    for column, there in ((Account.disabled_at, wanted.disabled), (Account.password_hash, wanted.has_password)):
        if there is not None:
            query = query.where(col(column).is_not(None) if there else col(column).is_(None))
    if wanted.association_id is not None:
        query = query.where(Account.association_id == wanted.association_id)
    page = page_of(db, query.order_by(col(Account.name), col(Account.id)), paging)
    return Page(seen(db, page.items), page.total)


def seen(db: Session, accounts: Sequence[Account]) -> list[AccountSeen]:
    """Accounts with what their own rows do not say, in a few queries for all of them."""
    ids = [account.id for account in accounts]
    names = _names(db, accounts)
    used = _last_used(db, ids)
    links = _links(db, ids)
    return [
        AccountSeen(
            account,
            names.get(account.supervisor_id or account.station_id or "", account.county),
            names.get(account.association_id or ""),
            used.get(account.id),
            links.get(account.id),
        )
        for account in accounts
    ]


def _names(db: Session, accounts: Sequence[Account]) -> dict[str, str]:
    wanted = (
        (Supervisor, {account.supervisor_id for account in accounts}),
        (Station, {account.station_id for account in accounts}),
        (Association, {account.association_id for account in accounts}),
    )
    found: dict[str, str] = {}
    for table, keys in wanted:
        if named := sorted(key for key in keys if key):
            found |= dict(db.exec(select(table.id, table.name).where(col(table.id).in_(named))).all())
    return found


def _last_used(db: Session, ids: list[str]) -> dict[str, dt.datetime]:
    found: dict[str, dt.datetime] = {}
    for owner, used in ((SignIn.account_id, SignIn.last_seen_at), (ApiToken.account_id, ApiToken.last_used_at)):
        query = select(owner, func.max(used)).where(col(owner).in_(ids), col(used).is_not(None)).group_by(owner)
        for key, moment in db.exec(query):
            if moment is not None:
                found[key] = max(moment, found.get(key, moment))
    return found


def _links(db: Session, ids: list[str]) -> dict[str, dt.datetime]:
    query = select(Invitation.account_id, Invitation.expires_at).where(
        col(Invitation.account_id).in_(ids), col(Invitation.used_at).is_(None), Invitation.expires_at > now()
    )
    return dict(db.exec(query).all())
