"""Sign in and out: server-side sign-ins, each of which can be revoked.

Where a password is looked at, the function is given the whole database and not a unit of work: looking takes a tenth of
a second in which no lock may be held, and a wrong guess must stay noted although the request fails.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete
from sqlmodel import Session, col, select

from scheduler.accounts.errors import WrongKindOfAccountError, WrongPasswordError
from scheduler.accounts.secrets import check_password, digest, hash_password, new_secret, password_faults
from scheduler.accounts.standing import check_open
from scheduler.accounts.throttle import GuessLimit, forget_guesses, note_guess
from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.database import Database
from scheduler.errors import FaultyInputError, NotFoundError
from scheduler.ids import AccountId, AssociationId
from scheduler.models.accounts import Account, Role, SignIn
from scheduler.rows import add, changing, locked
from solver.wording import Lang

KEPT_FOR: Final = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a browser is: its address, and what it says it is."""

    address: str
    client: str = ""


@dataclass(frozen=True, slots=True)
class NewSignIn:
    """A sign-in that was just opened; its secret is known here only."""

    account: Account
    sign_in: SignIn
    secret: str


def sign_in(
    database: Database, *, login: str, password: str, caller: Caller, limit: GuessLimit, lasts: dt.timedelta
) -> NewSignIn:
    """Open a sign-in for whoever knows the password.

    Raises TooManyGuessesError, WrongPasswordError, AccountDisabledError and AssociationDisabledError.
    """
    login = login.strip().lower()
    account, renewed_hash = _prove(database, login=login, password=password, address=caller.address, limit=limit)
    with database.unit_of_work() as db:
        forget_guesses(db, login=login)
        current = _proved(db, account)
        check_open(db, current)
        if renewed_hash is not None:
            current.password_hash = renewed_hash
        return open_sign_in(db, current, client=caller.client, lasts=lasts)


def open_sign_in(db: Session, account: Account, *, client: str, lasts: dt.timedelta) -> NewSignIn:
    """A sign-in for somebody who has proved who they are; those of theirs that ended long ago are forgotten."""
    ended = col(SignIn.account_id) == account.id, col(SignIn.expires_at) < now() - KEPT_FOR
    db.exec(delete(SignIn).where(*ended))
    secret = new_secret()
    row = SignIn(
        account_id=account.id,
        secret_hash=digest(secret),
        csrf_token=new_secret(),
        expires_at=now() + lasts,
        last_seen_at=now(),
        client=client[:300],
    )
    return NewSignIn(account, add(db, row, actor=actor_of(account), action="sign_in.opened"), secret)


def change_password(
    database: Database, *, actor: Actor, keep: str | None, current: str, new: str, caller: Caller, limit: GuessLimit
) -> None:
    """Set one's own password and revoke all sign-ins but `keep`, the one at work.

    Raises TooManyGuessesError, WrongPasswordError (wrong `current`), FaultyInputError, WrongKindOfAccountError.
    """
    with database.reading() as db:
        account = db.get_one(Account, actor.account_id)
    if account.role == Role.SYSTEM:
        raise WrongKindOfAccountError(login=account.login)
    if faults := password_faults(new, login=account.login, place="new"):
        raise FaultyInputError(faults)
    account, _ = _prove(database, login=account.login, password=current, address=caller.address, limit=limit)
    hashed = hash_password(new)
    with database.unit_of_work() as db:
        forget_guesses(db, login=account.login)
        set_password(db, _proved(db, account), hashed, actor=actor, keep=keep)


def set_password(db: Session, account: Account, hashed: str, *, actor: Actor, keep: str | None = None) -> None:
    """Set an account's password and revoke its sign-ins but `keep`."""
    with changing(db, account, actor=actor, action="account.password_set"):
        account.password_hash = hashed
    revoke_sign_ins(db, account, actor=actor, keep=keep)


def revoke_sign_ins(db: Session, account: Account, *, actor: Actor, keep: str | None = None) -> int:
    """Sign an account out everywhere but at `keep`; how many sign-ins that were."""
    open_ones = [row for row in _open_sign_ins(db, account.id) if row.id != keep]
    for row in open_ones:
        with changing(db, row, actor=actor, action="sign_in.revoked"):
            row.revoked_at = now()
    return len(open_ones)


def revoke_own(db: Session, *, actor: Actor, sign_in_id: str) -> None:
    """Sign oneself out at one place. Raises NotFoundError, also for another's sign-in and one that is over."""
    for row in _open_sign_ins(db, actor.account_id or ""):
        if row.id == sign_in_id:
            with changing(db, row, actor=actor, action="sign_in.revoked"):
                row.revoked_at = now()
            return
    raise NotFoundError(kind="sign_in", id=sign_in_id)


def revoke_all_own(db: Session, *, actor: Actor, keep: str | None = None) -> int:
    """Sign oneself out everywhere but at `keep`; how many sign-ins that were."""
    return revoke_sign_ins(db, db.get_one(Account, actor.account_id), actor=actor, keep=keep)


def own_sign_ins(db: Session, *, actor: Actor) -> list[SignIn]:
    """Where one is signed in, the latest used first."""
    return _open_sign_ins(db, actor.account_id or "")


def actor_of(account: Account, *, request_id: str | None = None) -> Actor:
    """An account as an actor."""
    return Actor(
        association_id=AssociationId(account.association_id or ""),
        role=account.role,
        account_id=AccountId(account.id),
        name=account.name,
        supervisor_id=account.supervisor_id,
        station_id=account.station_id,
        county=account.county,
        language=Lang(account.language),
        request_id=request_id,
    )


def _prove(
    database: Database, *, login: str, password: str, address: str, limit: GuessLimit
) -> tuple[Account, str | None]:
    note_guess(database, login=login, address=address, limit=limit)
    with database.reading() as db:
        account = db.exec(select(Account).where(Account.login == login)).first()
    right, renewed_hash = check_password(password, account.password_hash if account else None)
    if account is None or not right:
        raise WrongPasswordError
    return account, renewed_hash


def _proved(db: Session, account: Account) -> Account:
    """The account whose password was right, locked. Raises WrongPasswordError when another was set meanwhile."""
    current = db.exec(locked(select(Account).where(Account.id == account.id))).one()
    if current.password_hash != account.password_hash:
        raise WrongPasswordError
    return current


def _open_sign_ins(db: Session, account_id: str) -> list[SignIn]:
    query = select(SignIn).where(
        SignIn.account_id == account_id, col(SignIn.revoked_at).is_(None), SignIn.expires_at > now()
    )
    return list(db.exec(query.order_by(col(SignIn.last_seen_at).desc(), col(SignIn.id))))
