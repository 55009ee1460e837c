"""Make, change, disable and enable accounts."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints
from sqlmodel import Session, select

from scheduler import formats
from scheduler.accounts.errors import OwnAccountError
from scheduler.accounts.invitations import void_invitations
from scheduler.accounts.permissions import load_account, require_manager, require_role_in_reach
from scheduler.accounts.signing_in import revoke_sign_ins
from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.commands import Command
from scheduler.errors import Fault, FaultyInputError, NotFoundError
from scheduler.models.accounts import Account, Role
from scheduler.models.associations import Association
from scheduler.models.people import Station, Supervisor
from scheduler.rows import add, changing, locked, unique
from solver.wording import Lang, Wording

Login = Annotated[str, StringConstraints(min_length=2, max_length=200, to_lower=True, pattern=formats.LOGIN)]
PersonName = Annotated[str, Field(min_length=1, max_length=200)]

_MISSING = Wording("角色“{role}”的账号须填 {field}", "an account with the role {role!r} needs {field}")
_NOT_WANTED = Wording("角色“{role}”的账号不能填 {field}", "an account with the role {role!r} has no {field}")
_UNKNOWN = Wording("没有这条记录：{value}", "there is no such {field}: {value}")
_BELONGING = {Role.SUPERVISOR: "supervisor_id", Role.STATION: "station_id", Role.COUNTY_VIEWER: "county"}
"""What an account of a role speaks for."""


class NewAccount(Command):
    """An account to be made; which of the last three is needed follows from the role."""

    login: Login
    name: PersonName
    role: Role
    language: Lang = Lang.ZH
    association_id: str | None = None
    """For the platform administrator, who appoints planners of any association; empty for everybody else."""
    supervisor_id: str | None = None
    station_id: str | None = None
    county: str | None = None


class AccountChange(Command):
    """What may be changed of an account; what is not named stays as it is. With the role goes what it speaks for."""

    login: Login | None = None
    name: PersonName | None = None
    language: Lang | None = None
    role: Role | None = None
    supervisor_id: str | None = None
    station_id: str | None = None
    county: str | None = None


class OwnChange(Command):
    """What everybody may change of their own account."""

    name: PersonName | None = None
    language: Lang | None = None


def make_account(db: Session, *, actor: Actor, asked: NewAccount) -> Account:
    """A new account without a password or token yet.

    Raises NotAllowedError, FaultyInputError for what does not fit the role, and TakenError.
    """
    require_manager(actor, action="account.make")
    require_role_in_reach(actor, asked.role, action="account.make")
    account = Account(
        association_id=_association_of_new(db, actor=actor, asked=asked),
        login=asked.login,
        name=asked.name,
        role=asked.role,
        language=asked.language,
        supervisor_id=asked.supervisor_id,
        station_id=asked.station_id,
        county=asked.county,
    )
    _check_belonging(db, account)
    with unique("account", "login", asked.login):
        return add(db, account, actor=actor, action="account.made")


def change_account(db: Session, *, actor: Actor, account_id: str, change: AccountChange, version: int) -> Account:
    """Change an account; a new role signs it out everywhere.

    Raises NotFoundError, NotAllowedError, ChangedMeanwhileError, OwnAccountError, FaultyInputError and TakenError.
    """
    require_manager(actor, action="account.change")
    account = load_account(db, account_id, actor=actor, lock=True, version=version)
    given = change.model_dump(exclude_unset=True, exclude_none=True)
    has_new_role = change.role is not None and change.role != account.role
    if has_new_role:
        _check_new_role(actor, account, change.role or account.role)
        given = dict.fromkeys(_BELONGING.values()) | given
    with unique("account", "login", change.login), changing(db, account, actor=actor, action="account.changed"):
        _set(account, given)
        _check_belonging(db, account)
    if has_new_role:
        revoke_sign_ins(db, account, actor=actor)
    return account


def disable_account(db: Session, *, actor: Actor, account_id: str) -> Account:
    """Close an account: its sign-ins, links and tokens are useless at once.

    Raises NotFoundError, NotAllowedError and OwnAccountError.
    """
    require_manager(actor, action="account.disable")
    account = load_account(db, account_id, actor=actor, lock=True)
    if account.id == actor.account_id:
        raise OwnAccountError
    if account.disabled_at is None:
        with changing(db, account, actor=actor, action="account.disabled"):
            account.disabled_at = now()
        revoke_sign_ins(db, account, actor=actor)
        void_invitations(db, account, actor=actor)
    return account


def enable_account(db: Session, *, actor: Actor, account_id: str) -> Account:
    """Open a disabled account again; the password and the tokens of before hold. Raises as `disable_account`."""
    require_manager(actor, action="account.enable")
    account = load_account(db, account_id, actor=actor, lock=True)
    with changing(db, account, actor=actor, action="account.enabled"):
        account.disabled_at = None
    return account


def sign_out_account(db: Session, *, actor: Actor, account_id: str) -> Account:
    """Sign an account out of every browser, such as after a phone was lost; its password holds.

    Raises NotFoundError and NotAllowedError.
    """
    require_manager(actor, action="account.sign-out")
    account = load_account(db, account_id, actor=actor, lock=True)
    revoke_sign_ins(db, account, actor=actor)
    return account


def change_own(db: Session, *, actor: Actor, change: OwnChange) -> Account:
    """Change one's own name or language."""
    account = db.exec(locked(select(Account).where(Account.id == actor.account_id))).one()
    with changing(db, account, actor=actor, action="account.changed"):
        _set(account, change.model_dump(exclude_unset=True, exclude_none=True))
    return account


def _set(account: Account, given: dict[str, Any]) -> None:
    for name, value in given.items():
        setattr(account, name, value)


def _check_new_role(actor: Actor, account: Account, role: Role) -> None:
    require_role_in_reach(actor, role, action="account.change")
    if account.id == actor.account_id:
        raise OwnAccountError
    if Role.SYSTEM in {role, account.role} or Role.PLATFORM_ADMIN in {role, account.role}:
        wording = Wording("系统账号和平台管理员的角色不能更改", "the role of systems and platform administrators stays")
        raise FaultyInputError([Fault("role", "role-stays", wording, {})])


def _association_of_new(db: Session, *, actor: Actor, asked: NewAccount) -> str | None:
    if asked.role == Role.PLATFORM_ADMIN:
        return None
    wanted = asked.association_id or actor.association_id
    if actor.association_id not in {"", wanted} or db.get(Association, wanted) is None:
        raise NotFoundError(kind="association", id=wanted)
    return wanted


def _check_belonging(db: Session, account: Account) -> None:
    """Raise FaultyInputError unless the account speaks for exactly what its role speaks for, in its association."""
    wanted = _BELONGING.get(account.role)
    faults = []
    for field in _BELONGING.values():
        value = getattr(account, field)
        facts = {"role": account.role.value, "field": field, "value": value}
        if field == wanted and not value:
            faults.append(Fault(field, "missing-for-role", _MISSING, facts))
        elif field != wanted and value:
            faults.append(Fault(field, "not-for-role", _NOT_WANTED, facts))
        elif value and not _exists(db, account, field, value):
            faults.append(Fault(field, "unknown", _UNKNOWN, facts))
    if faults:
        raise FaultyInputError(faults)


def _exists(db: Session, account: Account, field: str, value: str) -> bool:
    condition = {
        "supervisor_id": (Supervisor.id, Supervisor.association_id, Supervisor.id),
        "station_id": (Station.id, Station.association_id, Station.id),
        "county": (Station.county, Station.association_id, Station.county),
    }[field]
    column, association, key = condition
    query = select(column).where(key == value, association == account.association_id).limit(1)
    with db.no_autoflush:
        return db.exec(query).first() is not None
