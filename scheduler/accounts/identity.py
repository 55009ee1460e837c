"""Whose secret is it: from a sign-in's or a token's secret to its account, in one query."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import update
from sqlmodel import Session, col, select

from scheduler.accounts.scopes import Scope
from scheduler.accounts.secrets import digest
from scheduler.accounts.standing import is_open
from scheduler.clock import now
from scheduler.database import Database
from scheduler.models.accounts import Account, ApiToken, SignIn

NOTED_EVERY: Final = dt.timedelta(hours=1)
"""Use is noted so rarely that reading stays reading."""


@dataclass(frozen=True, slots=True)
class Identity:
    """An account that showed a valid secret, and which."""

    account: Account
    sign_in: SignIn | None = None
    token: ApiToken | None = None

    @property
    def scopes(self) -> frozenset[Scope] | None:
        """What the token is limited to; None for a person."""
        return None if self.token is None else frozenset(map(Scope, self.token.scopes))

    @property
    def note_is_due(self) -> bool:
        """Whether use was last noted too long ago."""
        if self.sign_in is not None:
            return self.sign_in.last_seen_at <= now() - NOTED_EVERY
        last = self.token.last_used_at if self.token is not None else None
        return last is None or last <= now() - NOTED_EVERY


def by_sign_in(db: Session, secret: str) -> Identity | None:
    """Who is signed in with this secret; None when nobody is, any more."""
    found = db.exec(
        select(SignIn, Account)
        .join(Account, col(Account.id) == col(SignIn.account_id))
        .where(
            SignIn.secret_hash == digest(secret),
            col(SignIn.revoked_at).is_(None),
            SignIn.expires_at > now(),
            is_open(),
        )
    ).first()
    return None if found is None else Identity(found[1], sign_in=found[0])


def by_token(db: Session, secret: str) -> Identity | None:
    """Which system has this token; None when none has, any more."""
    found = db.exec(
        select(ApiToken, Account)
        .join(Account, col(Account.id) == col(ApiToken.account_id))
        .where(
            ApiToken.secret_hash == digest(secret),
            col(ApiToken.revoked_at).is_(None),
            ApiToken.expires_at > now(),
            is_open(),
        )
    ).first()
    return None if found is None else Identity(found[1], token=found[0])


def note_use(database: Database, identity: Identity, *, lasts: dt.timedelta) -> None:
    """Note that a secret is in use; a sign-in then lasts `lasts` from now. Not a change for the audit trail."""
    with database.unit_of_work() as db:
        if identity.sign_in is not None:
            until = max(identity.sign_in.expires_at, now() + lasts)
            db.exec(
                update(SignIn).where(col(SignIn.id) == identity.sign_in.id).values(last_seen_at=now(), expires_at=until)
            )
        elif identity.token is not None:
            db.exec(update(ApiToken).where(col(ApiToken.id) == identity.token.id).values(last_used_at=now()))
