"""Guesses at passwords are counted by login and by address; after too many, one has to wait.

A guess is noted before the password is looked at, in a unit of work of its own: guesses sent all at once count like
guesses one after the other, and nothing that fails afterwards takes the note back.
"""

import datetime as dt
import ipaddress
import math
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete
from sqlmodel import Session, col, select

from scheduler.accounts.errors import TooManyGuessesError
from scheduler.clock import now
from scheduler.database import Database
from scheduler.models.accounts import SignInFailure

SHARED_BY: Final = 10
"""An address may guess so many times as often as one login: behind it is a whole office, or whoever a mobile network
sends out by the same door, and one who has forgotten their password is not to keep out all others."""


@dataclass(frozen=True, slots=True)
class GuessLimit:
    """At most `guesses` wrong passwords per login within `window`, and per address `SHARED_BY` times as many."""

    guesses: int
    window: dt.timedelta


def note_guess(database: Database, *, login: str, address: str, limit: GuessLimit) -> None:
    """Note that a guess is about to be made. Raises TooManyGuessesError, and then notes nothing, if it may not be."""
    place = _household(address)
    with database.reading() as db:
        _refuse_more_than(db, limit, login=login, address=place, more=1)
    with database.unit_of_work() as db:
        db.exec(delete(SignInFailure).where(col(SignInFailure.at) <= now() - limit.window))
        db.add(SignInFailure(login=login, address=place, at=now()))
    with database.reading() as db:
        _refuse_more_than(db, limit, login=login, address=place)


def forget_guesses(db: Session, *, login: str) -> None:
    """The password was right: what was noted against the login is forgotten, at whatever address."""
    db.exec(delete(SignInFailure).where(col(SignInFailure.login) == login))


def _refuse_more_than(db: Session, limit: GuessLimit, *, login: str, address: str, more: int = 0) -> None:
    """Raises TooManyGuessesError where the guesses noted, and `more` to come, are more than the limit."""
    for column, value, most in (
        (col(SignInFailure.login), login, limit.guesses),
        (col(SignInFailure.address), address, limit.guesses * SHARED_BY),
    ):
        recent = select(SignInFailure.at).where(column == value, col(SignInFailure.at) > now() - limit.window)
        last = recent.order_by(col(SignInFailure.at).desc()).offset(most - more).limit(1)
        oldest_that_counts = db.exec(last).first()
        if oldest_that_counts is not None:
            left = oldest_that_counts + limit.window - now()
            raise TooManyGuessesError(seconds=max(1, math.ceil(left.total_seconds())))


def _household(address: str) -> str:
    """The address, or of IPv6 the part that one household shares: it could use billions of others."""
    try:
        place = ipaddress.ip_address(address)
    except ValueError:
        return address[:100]
    if isinstance(place, ipaddress.IPv6Address) and place.ipv4_mapped is None:
        return str(ipaddress.ip_network((place, 64), strict=False))
    return str(place)
