"""One-time links with which a person sets the password: the first time, or after forgetting it."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, col, select

from scheduler.accounts.errors import AccountDisabledError, InvitationVoidError, WrongKindOfAccountError
from scheduler.accounts.permissions import load_account, require_manager
from scheduler.accounts.secrets import digest, hash_password, new_secret, password_faults
from scheduler.accounts.signing_in import NewSignIn, actor_of, open_sign_in, set_password
from scheduler.accounts.standing import is_open
from scheduler.accounts.throttle import forget_guesses
from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.database import Database
from scheduler.errors import FaultyInputError
from scheduler.models.accounts import Account, Invitation, Role
from scheduler.rows import add, changing, locked

LASTS: Final = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation that was just made; its secret is known here only."""

    invitation: Invitation
    secret: str


def invite(db: Session, *, actor: Actor, account_id: str) -> NewInvitation:
    """A new link for a person's account; the links before it are void, the password before it holds until it is used.

    Raises NotFoundError, NotAllowedError, WrongKindOfAccountError for a system, and AccountDisabledError.
    """
    require_manager(actor, action="account.invite")
    account = load_account(db, account_id, actor=actor, lock=True)
    if account.role == Role.SYSTEM:
        raise WrongKindOfAccountError(login=account.login)
    if account.disabled_at is not None:
        raise AccountDisabledError
    void_invitations(db, account, actor=actor)
    secret = new_secret()
    row = Invitation(account_id=account.id, secret_hash=digest(secret), expires_at=now() + LASTS)
    return NewInvitation(add(db, row, actor=actor, action="account.invited"), secret)


def invited(db: Session, *, secret: str) -> Account:
    """Whom a link is for. Raises InvitationVoidError."""
    return _open_invitation(db, secret)[1]


def accept_invitation(database: Database, *, secret: str, password: str, client: str, lasts: dt.timedelta) -> NewSignIn:
    """Set the password, revoke all sign-ins and open a new one.

    It is given the whole database because hashing takes a tenth of a second in which no lock may be held.
    Raises InvitationVoidError and FaultyInputError.
    """
    with database.reading() as db:
        account = invited(db, secret=secret)
    if faults := password_faults(password, login=account.login, place="password"):
        raise FaultyInputError(faults)
    hashed = hash_password(password)
    with database.unit_of_work() as db:
        invitation, account = _open_invitation(db, secret, lock=True)
        actor = actor_of(account)
        with changing(db, invitation, actor=actor, action="account.invitation_accepted"):
            invitation.used_at = now()
        set_password(db, account, hashed, actor=actor)
        forget_guesses(db, login=account.login)
        return open_sign_in(db, account, client=client, lasts=lasts)


def void_invitations(db: Session, account: Account, *, actor: Actor) -> None:
    """Make the account's open links useless."""
    query = select(Invitation).where(
        Invitation.account_id == account.id, col(Invitation.used_at).is_(None), Invitation.expires_at > now()
    )
    for row in db.exec(query).all():
        with changing(db, row, actor=actor, action="account.invitation_voided"):
            row.expires_at = now()


def _open_invitation(db: Session, secret: str, *, lock: bool = False) -> tuple[Invitation, Account]:
    query = (
        select(Invitation, Account)
        .join(Account, col(Account.id) == col(Invitation.account_id))
        .where(
            Invitation.secret_hash == digest(secret),
            col(Invitation.used_at).is_(None),
            Invitation.expires_at > now(),
            is_open(),
        )
    )
    found = db.exec(locked(query) if lock else query).first()
    if found is None:
        raise InvitationVoidError
    return found[0], found[1]
