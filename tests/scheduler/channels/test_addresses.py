"""Addresses that call a machine of the caller's choice are refused, secrets hidden; e-mails leave by the mailbox."""

import apprise
import pytest

from scheduler.channels.addresses import check_associations, check_personal, key_of, reachable, shown
from scheduler.errors import FaultyInputError

BOT = "wecombot://0123456789-abcdef"
MAILBOX = "mailtos://duty:secret@example.org?smtp=smtp.example.org&to=office@example.org&name=DUDAO"
EMAIL = "mailto:li@example.org"


def refused(address: str, *, personal: bool, association: tuple[str, ...] = ()) -> str | None:
    try:
        check_personal(address, association) if personal else check_associations(address)
    except FaultyInputError as error:
        return error.faults[0].code
    return None


def test_a_refusal_says_what_may_be_used() -> None:
    with pytest.raises(FaultyInputError) as raised:
        check_associations("nonsense")
    assert "mailtos://" in raised.value.faults[0].message()


@pytest.mark.parametrize("address", [BOT, "dingtalk://abcdefghijkl/", "feishu://abcdefghijkl"])
def test_bots_of_groups_are_taken(address: str) -> None:
    assert refused(address, personal=True) is None
    assert refused(address, personal=False) is None


@pytest.mark.parametrize(
    "address",
    ["json://127.0.0.1/x", "https://example.org", "wecombot://", "syslog://", "nonsense", "mailto:li", MAILBOX],
)
def test_nothing_else_is_taken_from_a_person(address: str) -> None:
    assert refused(address, personal=True, association=(MAILBOX,)) == "unknown-channel"


def test_an_association_has_a_mailbox_and_persons_are_reached_through_it() -> None:
    assert refused(MAILBOX, personal=False) is None
    assert refused(EMAIL, personal=True) == "no-mailbox"
    assert refused(EMAIL, personal=True, association=(BOT, MAILBOX)) is None
    first, second = reachable([BOT, EMAIL], [MAILBOX])
    assert first == BOT
    letter = apprise.Apprise.instantiate(second)
    assert isinstance(letter, apprise.NotifyBase)
    assert [address for _, address in letter.targets] == ["li@example.org"]
    assert letter.smtp_host == "smtp.example.org"
    assert reachable([EMAIL], [BOT]) == []


def test_secrets_are_hidden() -> None:
    assert "0123456789" not in shown(BOT)
    assert "secret" not in shown(MAILBOX)
    assert shown(EMAIL) == EMAIL
    assert len(key_of(BOT)) == 16
