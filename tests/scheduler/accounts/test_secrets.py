"""Passwords are judged fairly, hashed, and looked at with the same work whether there is one or not."""

import pytest

from scheduler.accounts import secrets
from scheduler.accounts.secrets import check_password, hash_password, password_faults

HASH = hash_password("a quite long sentence")


def test_no_password_costs_as_much_work_as_a_wrong_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash function runs once either way, with the same settings."""
    looked_at: list[str] = []
    real = secrets._PASSWORDS

    class Watched:
        def verify_and_update(self, given: str, kept: str) -> tuple[bool, str | None]:
            looked_at.append(kept)
            return real.verify_and_update(given, kept)

    check_password("warm up", None)
    monkeypatch.setattr(secrets, "_PASSWORDS", Watched())
    assert check_password("wrong", None) == (False, None)
    assert check_password("wrong", HASH) == (False, None)
    unknown, known = (kept.split("$")[1:4] for kept in looked_at)
    assert unknown == known


def test_nobody_is_let_in_without_a_password() -> None:
    assert check_password("a quite long sentence", HASH) == (True, None)
    assert check_password("", None) == (False, None)


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("123456789", ["password-too-short"]),
        ("1212121212", ["password-too-plain"]),
        ("LI@example.org!!", ["password-contains-login"]),
        ("春天的河水很清很长", ["password-too-short"]),
        ("春天的河水很清很长呀", []),
        ("correct horse battery", []),
    ],
)
def test_a_chosen_password_is_long_and_not_the_login(password: str, codes: list[str]) -> None:
    assert [fault.code for fault in password_faults(password, login="li@example.org", place="p")] == codes
