"""One message through one channel, and what is known of it afterwards: taken, refused, or nobody can say."""

import logging
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import apprise

from scheduler.channels.addresses import with_message_id

INVALID_ADDRESS: Final = "channel-address-invalid"
REFUSED: Final = "channel-refused"
NO_ANSWER: Final = "channel-silent"
LONGEST_ERROR: Final = 300
READ_SECONDS: Final = 15.0
"""How long a channel may take to answer. Longer than usual: after it nobody knows what became of the message."""
_UNANSWERED: Final = re.compile(
    r"^Socket Exception: .*(Read timed out|read operation timed out|Connection aborted|Connection unexpectedly closed)",
    re.MULTILINE,
)
"""How `requests` and `smtplib` say that a connection stood and no answer came; unlike one that never came about."""
_SECRET_PART: Final = 6
"""Parts of an address at least so long may be secrets."""


class Fate(StrEnum):
    """What is known of a message after an attempt."""

    TAKEN = "taken"
    REFUSED = "refused"
    """It did not arrive for certain."""
    UNKNOWN = "unknown"
    """It went out, and there was no answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How an attempt went; `error` is empty when the message was taken, and tells no secret."""

    fate: Fate
    error: str = ""


def send(channel: str, title: str, body: str, message_id: str) -> Answer:
    """Send one message through one `apprise` address; e-mails carry the message's id in a header."""
    sender = apprise.Apprise()
    if not sender.add(with_message_id(channel, message_id)):
        return Answer(Fate.REFUSED, INVALID_ADDRESS)
    for service in sender:
        service.socket_read_timeout = READ_SECONDS
    with (
        apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as warned,  # type: ignore[no-untyped-call]
        apprise.LogCapture(level=logging.DEBUG, fmt="%(message)s") as everything,  # type: ignore[no-untyped-call]
    ):
        was_taken = sender.notify(body=body, title=title)
        said, all_said = warned.getvalue().strip(), everything.getvalue()
    if was_taken:
        return Answer(Fate.TAKEN)
    if _UNANSWERED.search(all_said):
        return Answer(Fate.UNKNOWN, NO_ANSWER)
    return Answer(Fate.REFUSED, masked(said or REFUSED, channel)[:LONGEST_ERROR])


def masked(text: str, channel: str) -> str:
    """A text without the parts of an address that may be secrets."""
    for part in sorted(re.split(r"[/?:@&=]+", channel), key=len, reverse=True):
        if len(part) >= _SECRET_PART:
            text = text.replace(part, "…")
    return text
