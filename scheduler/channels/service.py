"""The channels of oneself and of one's association: listed without their secrets, added, removed, tried."""

from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import StringConstraints
from sqlmodel import Session, select

from scheduler.actor import Actor
from scheduler.associations.queries import own_association
from scheduler.channels.addresses import check_associations, check_personal, key_of, shown
from scheduler.commands import Command
from scheduler.errors import Fault, FaultyInputError, NotFoundError
from scheduler.models.accounts import Account, Role
from scheduler.models.associations import Association
from scheduler.notices.making import enqueue
from scheduler.notices.texts import Text
from scheduler.rows import changing, locked
from solver.wording import Wording

MOST: Final = 5
MEMBERS: Final = tuple(set(Role) - {Role.PLATFORM_ADMIN, Role.SYSTEM})
TRIAL: Final = Wording("督导排程：测试消息", "dudao: test message")
TRIAL_BODY: Final = Wording("这个通知渠道可以使用。", "This channel works.")
_TOO_MANY: Final = Wording("最多 {most} 个通知渠道", "{most} channels at most")


class NewChannel(Command):
    """An address, as `apprise` writes it, or `mailto:` and an e-mail."""

    address: Annotated[str, StringConstraints(min_length=5, max_length=500)]


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as it may be shown."""

    id: str
    shown: str


def own_channels(db: Session, *, actor: Actor) -> list[Channel]:
    """One's own channels. Raises NotAllowedError for who gets no notices."""
    return _listed(_account(db, actor).channels)


def add_own_channel(db: Session, *, actor: Actor, asked: NewChannel) -> list[Channel]:
    """Want notices at one more address. Raises NotAllowedError and FaultyInputError."""
    account = _account(db, actor, lock=True)
    check_personal(asked.address, own_association(db, actor=actor).notice_channels)
    return _put(db, account, "channels", _added(account.channels, asked.address), actor)


def remove_own_channel(db: Session, *, actor: Actor, channel_id: str) -> list[Channel]:
    """Want no notices there any more. Raises NotAllowedError and NotFoundError."""
    account = _account(db, actor, lock=True)
    return _put(db, account, "channels", _without(account.channels, channel_id), actor)


def try_own_channel(db: Session, *, actor: Actor, channel_id: str) -> None:
    """Have a test message sent there. Raises NotAllowedError and NotFoundError."""
    account = _account(db, actor)
    address = _named(account.channels, channel_id)
    enqueue(db, actor.association_id, [address], _trial(actor))


def association_channels(db: Session, *, actor: Actor) -> list[Channel]:
    """The association's own channels. Raises NotAllowedError."""
    return _listed(_association(db, actor).notice_channels)


def add_association_channel(db: Session, *, actor: Actor, asked: NewChannel) -> list[Channel]:
    """Have every release told at one more address. Raises NotAllowedError and FaultyInputError."""
    association = _association(db, actor, lock=True)
    check_associations(asked.address)
    return _put(db, association, "notice_channels", _added(association.notice_channels, asked.address), actor)


def remove_association_channel(db: Session, *, actor: Actor, channel_id: str) -> list[Channel]:
    """Have releases told there no more. Raises NotAllowedError and NotFoundError."""
    association = _association(db, actor, lock=True)
    return _put(db, association, "notice_channels", _without(association.notice_channels, channel_id), actor)


def try_association_channel(db: Session, *, actor: Actor, channel_id: str) -> None:
    """Have a test message sent there. Raises NotAllowedError and NotFoundError."""
    address = _named(_association(db, actor).notice_channels, channel_id)
    enqueue(db, actor.association_id, [address], _trial(actor))


def _account(db: Session, actor: Actor, *, lock: bool = False) -> Account:
    actor.require(*MEMBERS, action="channel.own")
    query = select(Account).where(Account.id == actor.account_id)
    return db.exec(locked(query) if lock else query).one()


def _association(db: Session, actor: Actor, *, lock: bool = False) -> Association:
    actor.require(Role.PLANNER, action="channel.association")
    query = select(Association).where(Association.id == actor.association_id)
    return db.exec(locked(query) if lock else query).one()


def _listed(addresses: list[str]) -> list[Channel]:
    return [Channel(key_of(address), shown(address)) for address in addresses]


def _added(addresses: list[str], address: str) -> list[str]:
    found = list(dict.fromkeys([*addresses, address]))
    if len(found) > MOST:
        raise FaultyInputError([Fault("address", "too-many-channels", _TOO_MANY, {"most": MOST})])
    return found


def _named(addresses: list[str], channel_id: str) -> str:
    for address in addresses:
        if key_of(address) == channel_id:
            return address
    raise NotFoundError(kind="channel", id=channel_id)


def _without(addresses: list[str], channel_id: str) -> list[str]:
    gone = _named(addresses, channel_id)
    return [address for address in addresses if address != gone]


def _put(db: Session, row: Account | Association, column: str, addresses: list[str], actor: Actor) -> list[Channel]:
    """The audit trail says that channels were changed, and not to what: they are secrets."""
    with changing(db, row, actor=actor, action="channels.changed"):
        setattr(row, column, addresses)
    return _listed(addresses)


def _trial(actor: Actor) -> Text:
    return Text(TRIAL.say(actor.language), TRIAL_BODY.say(actor.language))
