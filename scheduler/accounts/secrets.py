"""Secrets: made here, kept as hashes only."""

import hashlib
import secrets
from functools import cache
from typing import Final

from pwdlib import PasswordHash

from scheduler.errors import Fault
from solver.wording import Wording

SHORTEST_PASSWORD: Final = 10
LONGEST_PASSWORD: Final = 200
FEWEST_CHARACTERS: Final = 5

_PASSWORDS: Final = PasswordHash.recommended()
_TOO_SHORT: Final = Wording(
    "密码至少 {least} 个字符（可用一句话，中文也可以）",
    "a password has at least {least} characters; a sentence is good",
)
_TOO_PLAIN: Final = Wording("密码过于简单，请多用几种不同的字符", "too plain: use more different characters")
_IS_LOGIN: Final = Wording("密码不能与登录名相同或包含登录名", "a password does not contain the login")


def new_secret() -> str:
    """A new secret of 256 random bits, 43 characters that fit an address."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What the database keeps of a secret of `new_secret`: nobody can guess 256 bits, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hash_password(password: str) -> str:
    """What the database keeps of a password: argon2id with a salt; takes about 0.1 s."""
    return _PASSWORDS.hash(password)


def check_password(password: str, password_hash: str | None) -> tuple[bool, str | None]:
    """Whether it is the password, and a new hash when the old one was made with weaker settings.

    With None (no such account, or no password yet) it works as long as for a wrong password, and the answer is no.
    """
    right, renewed = _PASSWORDS.verify_and_update(password, password_hash or _nobodys())
    return (right, renewed) if password_hash else (False, None)


def password_faults(password: str, *, login: str, place: str) -> list[Fault]:
    """What is wrong with a password somebody chose; empty when nothing is."""
    if len(password) < SHORTEST_PASSWORD:
        return [Fault(place, "password-too-short", _TOO_SHORT, {"least": SHORTEST_PASSWORD})]
    if len(set(password)) < FEWEST_CHARACTERS:
        return [Fault(place, "password-too-plain", _TOO_PLAIN, {})]
    if login.casefold() in password.casefold():
        return [Fault(place, "password-contains-login", _IS_LOGIN, {})]
    return []


@cache
def _nobodys() -> str:
    return hash_password(new_secret())
