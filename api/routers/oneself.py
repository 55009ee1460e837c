"""Everything about oneself: who one is, one's name and language, one's password, and where one is signed in."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.authentication import caller_of, guess_limit, take_cookie
from api.dependencies import AppDatabase, AppSettings, CurrentSignIn, ReadDb, WriteDb
from api.problems import documented
from scheduler.accounts.errors import TooManyGuessesError, WrongKindOfAccountError, WrongPasswordError
from scheduler.accounts.scopes import Scope
from scheduler.accounts.secrets import LONGEST_PASSWORD
from scheduler.accounts.service import OwnChange, change_own
from scheduler.accounts.signing_in import change_password, own_sign_ins, revoke_all_own, revoke_own
from scheduler.commands import Command
from scheduler.errors import NotFoundError
from scheduler.models.accounts import Account, Role
from scheduler.models.associations import Association

router = APIRouter(tags=["sign-in"])
Password = Annotated[str, Field(min_length=1, max_length=LONGEST_PASSWORD)]


class PasswordIn(Command):
    """The password until now, and the one from now on."""

    model_config = ConfigDict(str_strip_whitespace=False)

    current: Password
    new: Password


class OwnAssociationOut(BaseModel):
    """The association one belongs to, in short."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    city: str


class MeOut(BaseModel):
    """Oneself. `csrf_token` goes into the header `X-CSRF-Token` of every change made from a browser."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    login: str
    name: str
    role: Role
    language: str
    supervisor_id: str | None
    station_id: str | None
    county: str | None
    association: OwnAssociationOut | None = None
    csrf_token: str | None = None
    scopes: list[Scope] | None = None
    """Of the bearer token at work; null for a person."""
    links: dict[str, str] = {}


class SignInOut(BaseModel):
    """A browser one is signed in with."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    client: str
    created_at: dt.datetime
    last_seen_at: dt.datetime
    """To the hour."""
    expires_at: dt.datetime
    is_this_one: bool = False


@router.get("/me", responses=documented())
def me(db: ReadDb, who: CurrentSignIn) -> MeOut:
    """Who one is, in which association, and where one's things are."""
    association_id = who.actor.association_id
    association = db.get(Association, association_id) if association_id else None
    csrf_token = who.identity.sign_in.csrf_token if who.identity.sign_in else None
    return me_out(who.identity.account, association, csrf_token, scopes=who.identity.scopes)


@router.patch("/me", responses=documented())
def change_me(db: WriteDb, who: CurrentSignIn, change: OwnChange) -> MeOut:
    """Change one's own name or language."""
    who.require_scope(Scope.WRITE)
    account = change_own(db, actor=who.actor, change=change)
    association = db.get(Association, account.association_id) if account.association_id else None
    csrf_token = who.identity.sign_in.csrf_token if who.identity.sign_in else None
    return me_out(account, association, csrf_token, scopes=who.identity.scopes)


@router.post(
    "/me/password",
    status_code=204,
    responses=documented(WrongPasswordError, TooManyGuessesError, WrongKindOfAccountError),
)
def change_own_password(
    database: AppDatabase, settings: AppSettings, request: Request, who: CurrentSignIn, given: PasswordIn
) -> None:
    """Choose another password; every other browser is signed out."""
    change_password(
        database,
        actor=who.actor,
        keep=who.sign_in_id,
        current=given.current,
        new=given.new,
        caller=caller_of(request),
        limit=guess_limit(settings),
    )


@router.get("/me/sign-ins", responses=documented())
def sign_ins(db: ReadDb, who: CurrentSignIn) -> list[SignInOut]:
    """The browsers one is signed in with."""
    rows = own_sign_ins(db, actor=who.actor)
    return [SignInOut.model_validate(row).model_copy(update={"is_this_one": row.id == who.sign_in_id}) for row in rows]


@router.delete(
    "/me/sign-ins/{sign_in_id}",
    status_code=204,
    responses=documented(NotFoundError),
)
def sign_out_there(db: WriteDb, who: CurrentSignIn, sign_in_id: str) -> None:
    """Sign out one browser."""
    revoke_own(db, actor=who.actor, sign_in_id=sign_in_id)


@router.delete("/me/sign-ins", status_code=204, responses=documented())
def sign_out_everywhere(db: WriteDb, who: CurrentSignIn, settings: AppSettings, response: Response) -> None:
    """Sign out everywhere, here as well."""
    revoke_all_own(db, actor=who.actor)
    take_cookie(response, settings)


def me_out(
    account: Account,
    association: Association | None,
    csrf_token: str | None,
    *,
    scopes: frozenset[Scope] | None = None,
) -> MeOut:
    """Oneself, with where one's things are."""
    links = {"self": "/api/v1/me"}
    if association is not None:
        links["association"] = "/api/v1/association"
    if account.supervisor_id is not None:
        links["supervisor"] = f"/api/v1/supervisors/{account.supervisor_id}"
    if account.station_id is not None:
        links["station"] = f"/api/v1/stations/{account.station_id}"
    return MeOut.model_validate(account).model_copy(
        update={
            "association": OwnAssociationOut.model_validate(association) if association else None,
            "csrf_token": csrf_token,
            "scopes": None if scopes is None else sorted(scopes),
            "links": links,
        }
    )
