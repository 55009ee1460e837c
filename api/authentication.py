"""From a request to its actor: a browser's sign-in cookie or a system's bearer token."""

import hashlib
import hmac
from typing import Final

from fastapi import Request
from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.database import Database
from scheduler.errors import NotSignedInError
from scheduler.ids import AccountId, AssociationId
from scheduler.models.accounts import Account, SignIn
from solver.wording import Lang

COOKIE: Final = "dudao_sign_in"
CSRF_HEADER: Final = "X-CSRF-Token"
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def authenticate(request: Request) -> Actor:
    """The actor of a request. Raises NotSignedInError without a valid sign-in, or a change without its CSRF token."""
    database: Database = request.app.state.database
    with database.reading() as db:
        account = _by_cookie(db, request)
    if account is None:
        raise NotSignedInError
    return Actor(
        association_id=AssociationId(account.association_id or ""),
        role=account.role,
        account_id=AccountId(account.id),
        name=account.name,
        supervisor_id=account.supervisor_id,
        station_id=account.station_id,
        county=account.county,
        language=Lang(account.language),
        request_id=getattr(request.state, "request_id", None),
    )


def _by_cookie(db: Session, request: Request) -> Account | None:
    secret = request.cookies.get(COOKIE, "")
    sign_in = db.exec(
        select(SignIn).where(
            SignIn.secret_hash == hashlib.sha256(secret.encode()).hexdigest(),
            col(SignIn.revoked_at).is_(None),
            SignIn.expires_at > now(),
        )
    ).first()
    if sign_in is None:
        return None
    if request.method not in SAFE_METHODS and not hmac.compare_digest(
        request.headers.get(CSRF_HEADER, "").encode(), sign_in.csrf_token.encode()
    ):
        return None
    account = db.get(Account, sign_in.account_id)
    return account if account is not None and account.disabled_at is None else None
