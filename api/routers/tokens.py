"""Bearer tokens of an association's system accounts: issued, listed, revoked."""

import datetime as dt

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, ReadDb, WriteDb
from api.problems import documented
from scheduler.accounts.errors import WrongKindOfAccountError
from scheduler.accounts.scopes import Scope
from scheduler.accounts.tokens import IssuedToken, NewToken, issue_token, list_tokens, revoke_token
from scheduler.errors import NotAllowedError, NotFoundError

router = APIRouter(tags=["accounts"])


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
