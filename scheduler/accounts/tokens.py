"""Bearer tokens of systems: shown once, limited to scopes, with an end, revocable."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import AwareDatetime, Field
from sqlmodel import Session, col, select

from scheduler.accounts.errors import WrongKindOfAccountError
from scheduler.accounts.permissions import load_account, require_manager
from scheduler.accounts.scopes import Scope
from scheduler.accounts.secrets import digest, new_secret
from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.commands import Command
from scheduler.errors import Fault, FaultyInputError, NotFoundError
from scheduler.models.accounts import Account, ApiToken, Role
from scheduler.rows import add, changing, locked
from solver.wording import Wording

PREFIX: Final = "dudao_"
"""By which a token that was left in a file by mistake is recognised."""
LONGEST: Final = dt.timedelta(days=366)
_BAD_END: Final = Wording(
    "令牌有效期须在现在之后、一年以内（至 {latest}）", "a token ends after now and within a year (by {latest})"
)


class NewToken(Command):
    """What a token shall be good for, and how long."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(Scope))]
    expires_at: AwareDatetime


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A token that was just made; its secret is known here only."""

    token: ApiToken
    secret: str


def issue_token(db: Session, *, actor: Actor, account_id: str, asked: NewToken) -> IssuedToken:
    """A new token of a system's account.

    Raises NotFoundError, NotAllowedError, FaultyInputError and, for a person, WrongKindOfAccountError.
    """
    account = _system_account(db, actor=actor, account_id=account_id)
    latest = now() + LONGEST
    if not now() < asked.expires_at <= latest:
        raise FaultyInputError([Fault("expires_at", "bad-token-end", _BAD_END, {"latest": f"{latest:%Y-%m-%d}"})])
    secret = PREFIX + new_secret()
    token = ApiToken(
        account_id=account.id,
        name=asked.name,
        secret_hash=digest(secret),
        scopes=sorted(set(asked.scopes)),
        expires_at=asked.expires_at,
    )
    return IssuedToken(add(db, token, actor=actor, action="token.issued"), secret)


def list_tokens(db: Session, *, actor: Actor, account_id: str) -> list[ApiToken]:
    """All tokens of a system's account, also those that are over; the newest first. Raises as `issue_token`."""
    account = _system_account(db, actor=actor, account_id=account_id)
    query = select(ApiToken).where(ApiToken.account_id == account.id)
    return list(db.exec(query.order_by(col(ApiToken.created_at).desc(), col(ApiToken.id))))


def revoke_token(db: Session, *, actor: Actor, account_id: str, token_id: str) -> ApiToken:
    """End a token at once; nothing changes when it is revoked already. Raises as `issue_token`."""
    account = _system_account(db, actor=actor, account_id=account_id)
    query = select(ApiToken).where(ApiToken.id == token_id, ApiToken.account_id == account.id)
    token = db.exec(locked(query)).first()
    if token is None:
        raise NotFoundError(kind="api_token", id=token_id)
    if token.revoked_at is None:
        with changing(db, token, actor=actor, action="token.revoked"):
            token.revoked_at = now()
    return token


def _system_account(db: Session, *, actor: Actor, account_id: str) -> Account:
    require_manager(actor, action="token.manage")
    account = load_account(db, account_id, actor=actor)
    if account.role != Role.SYSTEM:
        raise WrongKindOfAccountError(login=account.login)
    return account
