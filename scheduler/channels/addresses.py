"""Addresses of channels, as the library `apprise` writes them: which are taken, how they are shown and reached."""

import hashlib
import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import apprise

from scheduler.errors import Fault, FaultyInputError
from solver.wording import Wording

GROUP_BOTS: Final = ("wecombot", "dingtalk", "feishu", "lark")
"""Services whose own servers are called: an address cannot make us call any other machine."""
MAILBOXES: Final = ("mailto", "mailtos")
"""An e-mail account to send from, which only an association has: it says which server we call."""
MESSAGE_HEADER: Final = "X-Dudao-Message"
"""The header by which two copies of one e-mail can be told to be the same."""
_EMAIL: Final = re.compile(r"mailto:([^@\s/?&]+@[^@\s/?&]+)")
_UNKNOWN: Final = Wording(
    "无法识别的通知地址；可用：企业微信机器人 wecombot://密钥、钉钉机器人 dingtalk://令牌、飞书机器人 feishu://令牌{more}",
    "unknown channel address; use wecombot://KEY, dingtalk://TOKEN, feishu://TOKEN{more}",
)
_MORE_FOR_PERSON: Final = "、mailto:LI@EXAMPLE.ORG"
_MORE_FOR_ASSOCIATION: Final = "、mailtos://USER:PASSWORD@SMTP.EXAMPLE.ORG?to=LI@EXAMPLE.ORG"
_NO_MAILBOX: Final = Wording(
    "协会尚未设置发件邮箱，暂不能用邮件通知；请联系协会排班员",
    "the association has no mailbox to send from yet; ask its planner",
)


def check_personal(address: str, association_channels: Sequence[str]) -> None:
    """Raise FaultyInputError unless a person may be told at this address: a group's bot, or `mailto:` and an e-mail."""
    if _EMAIL.fullmatch(address):
        if _mailbox(association_channels) is None:
            raise FaultyInputError([Fault("address", "no-mailbox", _NO_MAILBOX, {})])
    elif not _is_valid(address, GROUP_BOTS):
        raise FaultyInputError([Fault("address", "unknown-channel", _UNKNOWN, {"more": _MORE_FOR_PERSON})])


def check_associations(address: str) -> None:
    """Raise FaultyInputError unless an association may be told at this address: a group's bot, or its own mailbox."""
    if not _is_valid(address, GROUP_BOTS + MAILBOXES):
        raise FaultyInputError([Fault("address", "unknown-channel", _UNKNOWN, {"more": _MORE_FOR_ASSOCIATION})])


def key_of(address: str) -> str:
    """By which an address is named without being told."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def shown(address: str) -> str:
    """An address with its secrets hidden."""
    if _EMAIL.fullmatch(address):
        return address
    known = apprise.Apprise.instantiate(address)
    scheme = address.partition(":")[0]
    if not isinstance(known, apprise.NotifyBase):
        return f"{scheme}://…"
    return str(known.url(privacy=True)).partition("?")[0]  # type: ignore[no-untyped-call]


def reachable(channels: Sequence[str], association_channels: Sequence[str]) -> list[str]:
    """The addresses to send to: an e-mail goes out from the association's mailbox, and not at all without one."""
    box = _mailbox(association_channels)
    found = []
    for channel in channels:
        match = _EMAIL.fullmatch(channel)
        if match is None:
            found.append(channel)
        elif box is not None:
            found.append(_sent_to(box, match[1]))
    return found


def with_message_id(address: str, message_id: str) -> str:
    """The address of a mailbox that puts the message's id into a header of its e-mails; others as they are."""
    if address.partition("://")[0].lower() not in MAILBOXES:
        return address
    return f"{address}{'&' if '?' in address else '?'}%2B{MESSAGE_HEADER}={message_id}"


def _is_valid(address: str, schemes: Sequence[str]) -> bool:
    return address.partition("://")[0].lower() in schemes and apprise.Apprise.instantiate(address) is not None


def _mailbox(channels: Sequence[str]) -> str | None:
    return next((channel for channel in channels if channel.partition("://")[0].lower() in MAILBOXES), None)


def _sent_to(mailbox: str, recipient: str) -> str:
    """The address of the mailbox with another recipient in place of all its own."""
    parts = urlsplit(mailbox)
    others = [(name, value) for name, value in parse_qsl(parts.query) if name not in {"to", "cc", "bcc"}]
    return urlunsplit((parts.scheme, parts.netloc, "/", urlencode([*others, ("to", recipient)]), ""))
