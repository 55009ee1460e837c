"""From a request to its actor: a browser's sign-in cookie with its CSRF token, or a system's bearer token."""

import datetime as dt
import hmac
from dataclasses import dataclass, replace
from typing import Annotated, Final

import structlog
from fastapi import Depends, Request, Response, Security
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from scheduler.accounts.errors import CsrfTokenError, ScopeMissingError
from scheduler.accounts.identity import Identity, by_sign_in, by_token, note_use
from scheduler.accounts.scopes import Scope
from scheduler.accounts.signing_in import Caller, actor_of
from scheduler.accounts.throttle import GuessLimit
from scheduler.actor import Actor
from scheduler.database import Database
from scheduler.errors import NotSignedInError
from scheduler.settings import Settings
from scheduler.storage_errors import StorageError

COOKIE: Final = "dudao_sign_in"
CSRF_HEADER: Final = "X-CSRF-Token"
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
COOKIE_SECONDS: Final = 400 * 24 * 3600
"""As long as browsers keep a cookie at most: when a sign-in ends, the server decides."""

log = structlog.get_logger()
_cookie_scheme = APIKeyCookie(name=COOKIE, scheme_name="browser", auto_error=False)
_bearer_scheme = HTTPBearer(scheme_name="system", auto_error=False)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who makes a request, and by what."""

    actor: Actor
    identity: Identity

    @property
    def sign_in_id(self) -> str | None:
        """The browser's sign-in; None for a system."""
        return None if self.identity.sign_in is None else self.identity.sign_in.id

    def require_scope(self, *enough: Scope) -> None:
        """Raise ScopeMissingError unless it is a person, or the token has one of the scopes."""
        held = self.identity.scopes
        if held is not None and held.isdisjoint(enough):
            raise ScopeMissingError(scope=enough[0].value)


def signed_in(
    request: Request,
    _cookie: Annotated[str | None, Security(_cookie_scheme)],
    bearer: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer_scheme)],
) -> SignedIn:
    """Who makes the request. Raises NotSignedInError, and CsrfTokenError for a browser's change without its token."""
    database: Database = request.app.state.database
    settings: Settings = request.app.state.settings
    with database.reading() as db:
        if bearer is not None:
            identity = by_token(db, bearer.credentials)
        else:
            secret = request.cookies.get(cookie_name(settings))
            identity = by_sign_in(db, secret) if secret else None
    if identity is None:
        raise NotSignedInError
    _check_csrf_token(request, identity)
    if identity.note_is_due:
        _note_use(database, identity, settings)
    actor = actor_of(identity.account, request_id=getattr(request.state, "request_id", None))
    return SignedIn(replace(actor, scopes=identity.scopes), identity)


async def authenticate(request: Request, who: Annotated[SignedIn, Depends(signed_in)]) -> Actor:
    """The actor; a system's token needs the scope to read or, for a change, to write. Raises ScopeMissingError."""
    who.require_scope(_scope_of(request))
    return who.actor


async def authenticate_for_solving(request: Request, who: Annotated[SignedIn, Depends(signed_in)]) -> Actor:
    """The actor where a token for solving is enough: the stateless endpoint and its runs. Raises ScopeMissingError."""
    who.require_scope(Scope.SOLVE, _scope_of(request))
    return who.actor


def cookie_name(settings: Settings) -> str:
    """The cookie's name; over HTTPS browsers take it with this prefix from our own host only, for all of its paths."""
    return f"__Host-{COOKIE}" if settings.is_https else COOKIE


def give_cookie(response: Response, secret: str, settings: Settings) -> None:
    """Hand a new sign-in's secret to the browser, out of reach of scripts and of other sites' requests."""
    response.set_cookie(
        cookie_name(settings),
        secret,
        max_age=COOKIE_SECONDS,
        path="/",
        secure=settings.is_https,
        httponly=True,
        samesite="lax",
    )


def take_cookie(response: Response, settings: Settings) -> None:
    """Have the browser forget its sign-in."""
    response.delete_cookie(cookie_name(settings), path="/", secure=settings.is_https, httponly=True, samesite="lax")


def sign_in_lasts(settings: Settings) -> dt.timedelta:
    """How long a sign-in lasts without use."""
    return dt.timedelta(days=settings.sign_in_days)


def caller_of(request: Request) -> Caller:
    """Where a browser is. Behind a trusted proxy the server has put the caller's address in place of the proxy's."""
    address = request.client.host if request.client is not None else ""
    return Caller(address=address, client=request.headers.get("user-agent", ""))


def guess_limit(settings: Settings) -> GuessLimit:
    """How often a password may be guessed."""
    return GuessLimit(settings.sign_in_guesses, dt.timedelta(minutes=settings.sign_in_pause_minutes))


def _scope_of(request: Request) -> Scope:
    return Scope.READ if request.method in SAFE_METHODS else Scope.WRITE


def _check_csrf_token(request: Request, identity: Identity) -> None:
    """A bearer token needs no such check: no other site can make a browser send it."""
    if identity.sign_in is None or request.method in SAFE_METHODS:
        return
    sent = request.headers.get(CSRF_HEADER, "")
    if not hmac.compare_digest(sent.encode(), identity.sign_in.csrf_token.encode()):
        raise CsrfTokenError


def _note_use(database: Database, identity: Identity, settings: Settings) -> None:
    try:
        note_use(database, identity, lasts=sign_in_lasts(settings))
    except StorageError as error:
        # With a full disk one can still read; the note is made with one of the next requests.
        log.warning("use of a sign-in not noted", code=error.code, account_id=identity.account.id)
