"""Accounts and links for many people at once: a city has dozens of stations and supervisors to be let in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field
from sqlmodel import Session, col, select

from scheduler.accounts.invitations import NewInvitation, invite
from scheduler.accounts.permissions import load_account, require_manager
from scheduler.accounts.service import NewAccount, make_account
from scheduler.actor import Actor
from scheduler.commands import Command
from scheduler.models.accounts import Account, Role
from scheduler.models.people import Station, Supervisor


class Listed(StrEnum):
    """Of whom there is a list."""

    SUPERVISORS = "supervisors"
    STATIONS = "stations"


class AccountsWanted(Command):
    """For whom accounts are wanted: all of a list who have none yet, or only those of `ids` among them."""

    of: Listed
    ids: Annotated[list[Annotated[str, Field(max_length=32)]], Field(max_length=500)] | None = None


class LinksWanted(Command):
    """Of which accounts new links are wanted."""

    ids: Annotated[list[Annotated[str, Field(max_length=32)]], Field(min_length=1, max_length=500)]


@dataclass(frozen=True, slots=True)
class Opened:
    """An account, and the link that was just made to hand to its person."""

    account: Account
    invitation: NewInvitation


def open_accounts(db: Session, *, actor: Actor, wanted: AccountsWanted) -> list[Opened]:
    """An account with an invitation for each supervisor or station that has none, by code; at most 500 at once.

    The login is the supervisor's e-mail address, or else the code, with a number when somebody has it already.
    Raises NotAllowedError.
    """
    actor.require(Role.PLANNER, action="account.make")
    people = _supervisors(db, actor) if wanted.of is Listed.SUPERVISORS else _stations(db, actor)
    chosen = [one for one in people if wanted.ids is None or one.id in wanted.ids][:500]
    return [_opened(db, actor, one) for one in chosen]


def invite_all(db: Session, *, actor: Actor, wanted: LinksWanted) -> list[Opened]:
    """A new link for each of some people's accounts, by name; their links of before are void.

    Raises NotAllowedError, NotFoundError, WrongKindOfAccountError and AccountDisabledError; then no link is made.
    """
    require_manager(actor, action="account.invite")
    accounts = [load_account(db, key, actor=actor) for key in dict.fromkeys(wanted.ids)]
    accounts.sort(key=lambda account: (account.name, account.id))
    return [Opened(account, invite(db, actor=actor, account_id=account.id)) for account in accounts]


def _supervisors(db: Session, actor: Actor) -> Sequence[Supervisor]:
    taken = select(Account.supervisor_id).where(col(Account.supervisor_id).is_not(None))
    query = select(Supervisor).where(
        Supervisor.association_id == actor.association_id,
        col(Supervisor.archived_at).is_(None),
        col(Supervisor.id).not_in(taken),
    )
    return db.exec(query.order_by(col(Supervisor.code))).all()


def _stations(db: Session, actor: Actor) -> Sequence[Station]:
    taken = select(Account.station_id).where(col(Account.station_id).is_not(None))
    query = select(Station).where(
        Station.association_id == actor.association_id,
        col(Station.archived_at).is_(None),
        col(Station.id).not_in(taken),
    )
    return db.exec(query.order_by(col(Station.county), col(Station.code))).all()


def _opened(db: Session, actor: Actor, one: Supervisor | Station) -> Opened:
    asked = NewAccount(
        login=next(login for login in _logins(one) if not _is_taken(db, login)),
        name=one.name,
        role=Role.SUPERVISOR if isinstance(one, Supervisor) else Role.STATION,
        supervisor_id=one.id if isinstance(one, Supervisor) else None,
        station_id=one.id if isinstance(one, Station) else None,
    )
    account = make_account(db, actor=actor, asked=asked)
    return Opened(account, invite(db, actor=actor, account_id=account.id))


def _logins(one: Supervisor | Station) -> Iterator[str]:
    """Logins to try, the best first; a login has two characters at least."""
    if isinstance(one, Supervisor) and one.email:
        yield one.email.lower()
    code = one.code.lower().ljust(2, "_")
    yield code
    yield from (f"{code}-{number}" for number in range(2, 10_000))


def _is_taken(db: Session, login: str) -> bool:
    return db.exec(select(Account.id).where(Account.login == login)).first() is not None
