"""Guesses count by login and by household; those sent all at once count like those one after the other."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from scheduler.accounts.errors import TooManyGuessesError
from scheduler.accounts.throttle import SHARED_BY, GuessLimit, note_guess
from scheduler.clock import stopped_at
from scheduler.database import Database

LIMIT = GuessLimit(3, dt.timedelta(minutes=15))
START = dt.datetime(2026, 9, 1, 2, tzinfo=dt.UTC)


def may_guess(database: Database, login: str, address: str) -> bool:
    try:
        note_guess(database, login=login, address=address, limit=LIMIT)
    except TooManyGuessesError:
        return False
    return True


def test_guesses_at_once_do_not_slip_through(database: Database) -> None:
    with ThreadPoolExecutor(12) as pool:
        allowed = list(pool.map(lambda n: may_guess(database, "li", f"192.0.2.{n}"), range(12)))
    assert sum(allowed) <= LIMIT.guesses  # none, when all were noted before the first was counted


def test_a_household_of_ipv6_is_one_address(database: Database) -> None:
    most = LIMIT.guesses * SHARED_BY
    tries = [may_guess(database, f"login {n}", f"2001:db8:1:2::{n}") for n in range(most + 1)]
    assert tries == [True] * most + [False]
    assert may_guess(database, "another login", "2001:db8:1:3::1")


def test_one_who_guesses_too_often_does_not_keep_out_their_office(database: Database) -> None:
    """All of an office, and many telephones, come from one address."""
    tries = [may_guess(database, "li", "192.0.2.1") for _ in range(LIMIT.guesses + 1)]
    assert tries == [True] * LIMIT.guesses + [False]
    assert may_guess(database, "wang", "192.0.2.1")


def test_one_waits_until_the_oldest_guess_is_past(database: Database) -> None:
    for minute in range(3):
        with stopped_at(START + dt.timedelta(minutes=minute)):
            assert may_guess(database, "li", "192.0.2.1")
    with stopped_at(START + dt.timedelta(minutes=10)), pytest.raises(TooManyGuessesError) as refused:
        note_guess(database, login="li", address="192.0.2.1", limit=LIMIT)
    assert refused.value.facts == {"seconds": 5 * 60, "minutes": 5}
    with stopped_at(START + dt.timedelta(minutes=15)):
        assert may_guess(database, "li", "192.0.2.1")
        assert not may_guess(database, "li", "192.0.2.1")
