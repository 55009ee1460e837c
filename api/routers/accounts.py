"""Accounts of an association and of the platform: make, invite, change, disable; tokens of systems; associations."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import AppSettings, CurrentActor, PageAsked, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from scheduler.accounts.errors import AccountDisabledError, OwnAccountError, WrongKindOfAccountError
from scheduler.accounts.invitations import NewInvitation, invite
from scheduler.accounts.opening import AccountsWanted, open_accounts
from scheduler.accounts.permissions import load_account, require_manager
from scheduler.accounts.platform import NewAssociation, found_association, list_associations
from scheduler.accounts.queries import list_accounts
from scheduler.accounts.scopes import Scope
from scheduler.accounts.service import (
    AccountChange,
    NewAccount,
    change_account,
    disable_account,
    enable_account,
    make_account,
)
from scheduler.accounts.tokens import IssuedToken, NewToken, issue_token, list_tokens, revoke_token
from scheduler.errors import (
    ChangedMeanwhileError,
    NotAllowedError,
    NotFoundError,
    TakenError,
    VersionMissingError,
)
from scheduler.models.accounts import Account, Role
from scheduler.settings import Settings

router = APIRouter(tags=["accounts"])


class AccountOut(BaseModel):
    """An account, without its secrets."""

    model_config = ConfigDict(from_attributes=True)

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
    has_password: bool = False
    disabled_at: dt.datetime | None
    created_at: dt.datetime


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


class TokenOut(BaseModel):
    """A bearer token, without its secret."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    scopes: list[Scope]
    created_at: dt.datetime
    expires_at: dt.datetime
    last_used_at: dt.datetime | None
    revoked_at: dt.datetime | None


class IssuedTokenOut(TokenOut):
    """A new bearer token with its secret, shown this once: `Authorization: Bearer SECRET`."""

    secret: str


class AssociationSummaryOut(BaseModel):
    """An association, as the platform administrator sees it."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    city: str
    created_at: dt.datetime


class AssociationPage(BaseModel):
    """Part of the list of associations, and how long the whole is."""

    items: list[AssociationSummaryOut]
    total: int


class FoundedOut(BaseModel):
    """A new association, its first planner, and the link to hand to them."""

    association: AssociationSummaryOut
    planner: AccountOut
    invitation: InvitationOut


@router.get("/accounts", responses=documented(NotAllowedError))
def list_(
    db: ReadDb,
    actor: CurrentActor,
    paging: PageAsked,
    role: Role | None = None,
    search: Annotated[str | None, Query(max_length=100)] = None,
    disabled: bool | None = None,
    association_id: Annotated[str | None, Query(max_length=32)] = None,
) -> AccountPage:
    """The accounts one manages, by name."""
    page = list_accounts(
        db,
        actor=actor,
        paging=paging,
        role=role,
        search=search,
        disabled=disabled,
        association_id=association_id,
    )
    return AccountPage(items=[_account(row) for row in page.items], total=page.total)


@router.post("/accounts", status_code=201, responses=documented(NotAllowedError, NotFoundError, TakenError))
def make(db: WriteDb, actor: CurrentActor, asked: NewAccount, response: Response) -> AccountOut:
    """A new account; then `POST .../invitation` for a person, `POST .../tokens` for a system."""
    return _versioned(make_account(db, actor=actor, asked=asked), response)


@router.post("/accounts/for-list", status_code=201, responses=documented(NotAllowedError))
def open_for_list(db: WriteDb, actor: CurrentActor, settings: AppSettings, wanted: AccountsWanted) -> list[OpenedOut]:
    """Accounts and one-time links for all supervisors or stations that have none yet."""
    opened = open_accounts(db, actor=actor, wanted=wanted)
    return [
        OpenedOut(account=_account(one.account), invitation=_invitation(one.invitation, settings)) for one in opened
    ]


@router.get("/accounts/{account_id}", responses=documented(NotAllowedError, NotFoundError))
def read(db: ReadDb, actor: CurrentActor, account_id: str, response: Response) -> AccountOut:
    """One account."""
    require_manager(actor, action="account.read")
    return _versioned(load_account(db, account_id, actor=actor), response)


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
    return _versioned(account, response)


@router.post("/accounts/{account_id}/disable", responses=documented(NotAllowedError, NotFoundError, OwnAccountError))
def disable(db: WriteDb, actor: CurrentActor, account_id: str, response: Response) -> AccountOut:
    """Close the account: it is signed out everywhere at once."""
    return _versioned(disable_account(db, actor=actor, account_id=account_id), response)


@router.post("/accounts/{account_id}/enable", responses=documented(NotAllowedError, NotFoundError))
def enable(db: WriteDb, actor: CurrentActor, account_id: str, response: Response) -> AccountOut:
    """Open a disabled account again."""
    return _versioned(enable_account(db, actor=actor, account_id=account_id), response)


@router.post(
    "/accounts/{account_id}/invitation",
    status_code=201,
    responses=documented(NotAllowedError, NotFoundError, WrongKindOfAccountError, AccountDisabledError),
)
def invite_(db: WriteDb, actor: CurrentActor, settings: AppSettings, account_id: str) -> InvitationOut:
    """A one-time link to choose a password, also for who forgot theirs; links of before are void."""
    return _invitation(invite(db, actor=actor, account_id=account_id), settings)


@router.get(
    "/accounts/{account_id}/tokens", responses=documented(NotAllowedError, NotFoundError, WrongKindOfAccountError)
)
def tokens(db: ReadDb, actor: CurrentActor, account_id: str) -> list[TokenOut]:
    """A system's tokens, the newest first."""
    return [TokenOut.model_validate(row) for row in list_tokens(db, actor=actor, account_id=account_id)]


@router.post(
    "/accounts/{account_id}/tokens",
    status_code=201,
    responses=documented(NotAllowedError, NotFoundError, WrongKindOfAccountError),
)
def issue(db: WriteDb, actor: CurrentActor, account_id: str, asked: NewToken) -> IssuedTokenOut:
    """A new token of a system; its secret is shown this once."""
    issued: IssuedToken = issue_token(db, actor=actor, account_id=account_id, asked=asked)
    return IssuedTokenOut(**TokenOut.model_validate(issued.token).model_dump(), secret=issued.secret)


@router.delete(
    "/accounts/{account_id}/tokens/{token_id}",
    responses=documented(NotAllowedError, NotFoundError, WrongKindOfAccountError),
)
def revoke(db: WriteDb, actor: CurrentActor, account_id: str, token_id: str) -> TokenOut:
    """End a token at once."""
    return TokenOut.model_validate(revoke_token(db, actor=actor, account_id=account_id, token_id=token_id))


@router.get("/platform/associations", responses=documented(NotAllowedError))
def associations(db: ReadDb, actor: CurrentActor, paging: PageAsked) -> AssociationPage:
    """All associations of this deployment, for the platform administrator."""
    page = list_associations(db, actor=actor, paging=paging)
    return AssociationPage(items=[AssociationSummaryOut.model_validate(row) for row in page.items], total=page.total)


@router.post("/platform/associations", status_code=201, responses=documented(NotAllowedError, TakenError))
def found(db: WriteDb, actor: CurrentActor, settings: AppSettings, asked: NewAssociation) -> FoundedOut:
    """A new association with its first planner."""
    association, planner, invitation = found_association(db, actor=actor, asked=asked)
    return FoundedOut(
        association=AssociationSummaryOut.model_validate(association),
        planner=_account(planner),
        invitation=_invitation(invitation, settings),
    )


def _account(account: Account) -> AccountOut:
    out = AccountOut.model_validate(account)
    return out.model_copy(update={"has_password": account.password_hash is not None})


def _versioned(account: Account, response: Response) -> AccountOut:
    tell_version(response, account.version)
    return _account(account)


def _invitation(new: NewInvitation, settings: Settings) -> InvitationOut:
    """What stands behind `#` stays in the browser: it reaches no log on the way."""
    return InvitationOut(link=settings.link(f"/invitation#{new.secret}"), expires_at=new.invitation.expires_at)
