"""Accounts of an association and of the platform: make, invite, change, disable, sign out; lists of them."""

import datetime as dt
from typing import Annotated, Any, Final

from fastapi import APIRouter, Body, Query, Response
from pydantic import BaseModel, Field
from sqlmodel import Session

from api.dependencies import AppSettings, CurrentActor, PageAsked, ReadDb, SeenVersion, WriteDb, tell_version
from api.downloads import saved_as
from api.problems import documented
from scheduler.accounts.books import LinkShown, account_book, link_book
from scheduler.accounts.errors import AccountDisabledError, OwnAccountError, WrongKindOfAccountError
from scheduler.accounts.invitations import NewInvitation, invite
from scheduler.accounts.opening import AccountsWanted, LinksWanted, Opened, invite_all, open_accounts
from scheduler.accounts.permissions import load_account, require_manager
from scheduler.accounts.queries import AccountFilter, AccountSeen, list_accounts, seen
from scheduler.accounts.service import (
    AccountChange,
    NewAccount,
    change_account,
    disable_account,
    enable_account,
    make_account,
    sign_out_account,
)
from scheduler.errors import (
    ChangedMeanwhileError,
    NotAllowedError,
    NotFoundError,
    TakenError,
    VersionMissingError,
)
from scheduler.models.accounts import Account, Role
from scheduler.settings import Settings
from scheduler.spreadsheets.writing import XLSX

BOOK: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {XLSX: {}}, "description": "the file"}}
router = APIRouter(tags=["accounts"])


class AccountOut(BaseModel):
    """An account, without its secrets."""

    id: str
    version: int
    association_id: str | None
    login: str
    name: str
    role: Role
    language: str
    supervisor_id: str | None
    station_id: str | None
    county: str | None
    has_password: bool
    disabled_at: dt.datetime | None
    created_at: dt.datetime
    belongs_to: str | None
    """The supervisor, station or county it speaks for, by name."""
    association_name: str | None
    last_used_at: dt.datetime | None
    """By a browser or a token, to the hour."""
    link_ends_at: dt.datetime | None
    """Until when a one-time link is good; null when there is none."""


class AccountPage(BaseModel):
    """Part of the list of accounts, and how long the whole is."""

    items: list[AccountOut]
    total: int


class InvitationOut(BaseModel):
    """A one-time link, shown this once: hand it to the person it is for."""

    link: str
    expires_at: dt.datetime


class OpenedOut(BaseModel):
    """A new account and its one-time link, shown this once."""

    account: AccountOut
    invitation: InvitationOut


class _Asked(BaseModel):
    """What narrows the list of accounts."""

    role: Role | None = None
    search: Annotated[str, Field(max_length=100)] | None = None
    """In the login or the name."""
    disabled: bool | None = None
    has_password: bool | None = None
    """False: who has not accepted the invitation yet."""
    association_id: Annotated[str, Field(max_length=32)] | None = None


@router.get("/accounts", responses=documented(NotAllowedError))
def list_(db: ReadDb, actor: CurrentActor, paging: PageAsked, asked: Annotated[_Asked, Query()]) -> AccountPage:
    """The accounts one manages, by name."""
    page = list_accounts(db, actor=actor, paging=paging, wanted=AccountFilter(**asked.model_dump()))
    return AccountPage(items=[_seen(row) for row in page.items], total=page.total)


@router.get("/accounts.xlsx", response_class=Response, responses=BOOK | documented(NotAllowedError))
def download(db: ReadDb, actor: CurrentActor, asked: Annotated[_Asked, Query()]) -> Response:
    """The same list as a spreadsheet, all of it, without any secret."""
    return _book(account_book(db, actor=actor, wanted=AccountFilter(**asked.model_dump())), "账号")


@router.post("/accounts", status_code=201, responses=documented(NotAllowedError, NotFoundError, TakenError))
def make(db: WriteDb, actor: CurrentActor, asked: NewAccount, response: Response) -> AccountOut:
    """A new account; then `POST .../invitation` for a person, `POST .../tokens` for a system."""
    return _versioned(db, make_account(db, actor=actor, asked=asked), response)


@router.post("/accounts/for-list", status_code=201, responses=documented(NotAllowedError))
def open_for_list(db: WriteDb, actor: CurrentActor, settings: AppSettings, wanted: AccountsWanted) -> list[OpenedOut]:
    """Accounts and one-time links for all supervisors or stations that have none yet."""
    return _opened(db, open_accounts(db, actor=actor, wanted=wanted), settings)


@router.post(
    "/accounts/invitations",
    status_code=201,
    responses=documented(NotAllowedError, NotFoundError, WrongKindOfAccountError, AccountDisabledError),
)
def invite_many(db: WriteDb, actor: CurrentActor, settings: AppSettings, wanted: LinksWanted) -> list[OpenedOut]:
    """New one-time links for many people at once; their links of before are void."""
    return _opened(db, invite_all(db, actor=actor, wanted=wanted), settings)


@router.post("/accounts/invitations.xlsx", response_class=Response, responses=BOOK | documented(NotAllowedError))
def links(actor: CurrentActor, shown: Annotated[list[LinkShown], Body(min_length=1, max_length=500)]) -> Response:
    """Links that were just made as a spreadsheet to hand out; nothing is stored."""
    return _book(link_book(actor, shown), "账号链接")


@router.get("/accounts/{account_id}", responses=documented(NotAllowedError, NotFoundError))
def read(db: ReadDb, actor: CurrentActor, account_id: str, response: Response) -> AccountOut:
    """One account."""
    require_manager(actor, action="account.read")
    return _versioned(db, load_account(db, account_id, actor=actor), response)


@router.patch(
    "/accounts/{account_id}",
    responses=documented(
        NotAllowedError,
        NotFoundError,
        ChangedMeanwhileError,
        VersionMissingError,
        OwnAccountError,
        TakenError,
    ),
)
def change(
    db: WriteDb, actor: CurrentActor, account_id: str, change: AccountChange, version: SeenVersion, response: Response
) -> AccountOut:
    """Change what is named; with another role, also name what it speaks for."""
    account = change_account(db, actor=actor, account_id=account_id, change=change, version=version)
    return _versioned(db, account, response)


@router.post("/accounts/{account_id}/disable", responses=documented(NotAllowedError, NotFoundError, OwnAccountError))
def disable(db: WriteDb, actor: CurrentActor, account_id: str, response: Response) -> AccountOut:
    """Close the account: it is signed out everywhere at once."""
    return _versioned(db, disable_account(db, actor=actor, account_id=account_id), response)


@router.post("/accounts/{account_id}/enable", responses=documented(NotAllowedError, NotFoundError))
def enable(db: WriteDb, actor: CurrentActor, account_id: str, response: Response) -> AccountOut:
    """Open a disabled account again."""
    return _versioned(db, enable_account(db, actor=actor, account_id=account_id), response)


@router.post("/accounts/{account_id}/sign-out", responses=documented(NotAllowedError, NotFoundError))
def sign_out(db: WriteDb, actor: CurrentActor, account_id: str, response: Response) -> AccountOut:
    """Sign the account out of every browser; its password holds."""
    return _versioned(db, sign_out_account(db, actor=actor, account_id=account_id), response)


@router.post(
    "/accounts/{account_id}/invitation",
    status_code=201,
    responses=documented(NotAllowedError, NotFoundError, WrongKindOfAccountError, AccountDisabledError),
)
def invite_(db: WriteDb, actor: CurrentActor, settings: AppSettings, account_id: str) -> InvitationOut:
    """A one-time link to choose a password, also for who forgot theirs; links of before are void."""
    return invitation_out(invite(db, actor=actor, account_id=account_id), settings)


def account_out(db: Session, account: Account) -> AccountOut:
    """An account as an answer."""
    return _seen(seen(db, [account])[0])


def invitation_out(new: NewInvitation, settings: Settings) -> InvitationOut:
    """What stands behind `#` stays in the browser: it reaches no log on the way."""
    return InvitationOut(link=settings.link(f"/invitation#{new.secret}"), expires_at=new.invitation.expires_at)


def _seen(found: AccountSeen) -> AccountOut:
    own = set(AccountOut.model_fields) & set(Account.model_fields)
    return AccountOut(
        **found.account.model_dump(include=own),
        has_password=found.account.password_hash is not None,
        belongs_to=found.belongs_to,
        association_name=found.association_name,
        last_used_at=found.last_used_at,
        link_ends_at=found.link_ends_at,
    )


def _opened(db: Session, opened: list[Opened], settings: Settings) -> list[OpenedOut]:
    found = seen(db, [one.account for one in opened])
    return [
        OpenedOut(account=_seen(account), invitation=invitation_out(one.invitation, settings))
        for account, one in zip(found, opened, strict=True)
    ]


def _versioned(db: Session, account: Account, response: Response) -> AccountOut:
    tell_version(response, account.version)
    return account_out(db, account)


def _book(content: bytes, name: str) -> Response:
    file = saved_as(content, f"{name}.xlsx", XLSX)
    file.headers["Cache-Control"] = "private, no-store"
    return file
