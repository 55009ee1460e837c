"""Sign in and out, and accept an invitation."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.authentication import caller_of, give_cookie, guess_limit, sign_in_lasts, take_cookie
from api.dependencies import AppDatabase, AppSettings, CurrentSignIn, ReadDb, WriteDb
from api.problems import documented
from api.routers.oneself import MeOut, Password, me_out
from scheduler.accounts.errors import (
    AccountDisabledError,
    AssociationDisabledError,
    InvitationVoidError,
    TooManyGuessesError,
    WrongPasswordError,
)
from scheduler.accounts.invitations import accept_invitation, invited
from scheduler.accounts.signing_in import (
    NewSignIn,
    revoke_own,
    sign_in,
)
from scheduler.commands import Command
from scheduler.errors import NotFoundError
from scheduler.models.associations import Association

router = APIRouter(tags=["sign-in"])
Secret = Annotated[str, Field(min_length=1, max_length=100)]


class SignInIn(Command):
    """A login and its password; the password is taken as it is typed."""

    model_config = ConfigDict(str_strip_whitespace=False)

    login: Annotated[str, Field(min_length=1, max_length=200)]
    password: Password


class InvitationIn(Command):
    """The part of an invitation link after `#`."""

    secret: Secret


class AcceptanceIn(InvitationIn):
    """The part of the link after `#`, and the password chosen."""

    model_config = ConfigDict(str_strip_whitespace=False)

    password: Password


class InvitedOut(BaseModel):
    """Whom an invitation is for."""

    login: str
    name: str
    association: str | None


@router.post(
    "/sign-in",
    responses=documented(
        WrongPasswordError, TooManyGuessesError, AccountDisabledError, AssociationDisabledError, public=True
    ),
)
def open_(database: AppDatabase, settings: AppSettings, request: Request, response: Response, given: SignInIn) -> MeOut:
    """Sign in by password; the answer sets the cookie."""
    opened = sign_in(
        database,
        login=given.login,
        password=given.password,
        caller=caller_of(request),
        limit=guess_limit(settings),
        lasts=sign_in_lasts(settings),
    )
    return _signed_in(database, settings, response, opened)


@router.post("/invitations/look", responses=documented(InvitationVoidError, public=True))
def look(db: ReadDb, given: InvitationIn) -> InvitedOut:
    """Whom a link is for, to be shown before a password is chosen."""
    account = invited(db, secret=given.secret)
    association = db.get(Association, account.association_id) if account.association_id else None
    return InvitedOut(login=account.login, name=account.name, association=association.name if association else None)


@router.post("/invitations/accept", responses=documented(InvitationVoidError, public=True))
def accept(
    database: AppDatabase, settings: AppSettings, request: Request, response: Response, given: AcceptanceIn
) -> MeOut:
    """Choose a password by a one-time link, and be signed in."""
    opened = accept_invitation(
        database,
        secret=given.secret,
        password=given.password,
        client=caller_of(request).client,
        lasts=sign_in_lasts(settings),
    )
    return _signed_in(database, settings, response, opened)


@router.post("/sign-out", status_code=204, responses=documented(NotFoundError))
def close(db: WriteDb, who: CurrentSignIn, settings: AppSettings, response: Response) -> None:
    """End this browser's sign-in."""
    revoke_own(db, actor=who.actor, sign_in_id=who.sign_in_id or "")
    take_cookie(response, settings)


def _signed_in(database: AppDatabase, settings: AppSettings, response: Response, opened: NewSignIn) -> MeOut:
    give_cookie(response, opened.secret, settings)
    with database.reading() as db:
        association = db.get(Association, opened.account.association_id) if opened.account.association_id else None
    return me_out(opened.account, association, opened.sign_in.csrf_token)
