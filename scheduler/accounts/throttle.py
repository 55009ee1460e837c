"""Guesses at passwords are counted by login and by address; after too many, one has to wait.

A guess is noted before the password is looked at, in a unit of work of its own: guesses sent all at once count like
guesses one after the other, and nothing that fails afterwards takes the note back.
"""

import datetime as dt
import ipaddress
import math
from dataclasses import dataclass

from sqlalchemy import delete
from sqlmodel import Session, col, select

from scheduler.accounts.errors import TooManyGuessesError
from scheduler.clock import now
from scheduler.database import Database
from scheduler.models.accounts import SignInFailure


@dataclass(frozen=True, slots=True)
class GuessLimit:
    """At most `guesses` wrong passwords per login, and per address, within `window`."""

    guesses: int
    window: dt.timedelta


def note_guess(database: Database, *, login: str, address: str, limit: GuessLimit) -> None:
    """Note that a guess is about to be made. Raises TooManyGuessesError, and then notes nothing, if it may not be."""
    place = _household(address)
    with database.reading() as db:
        _refuse_more_than(db, limit.guesses - 1, login=login, address=place, limit=limit)
    with database.unit_of_work() as db:
        db.exec(delete(SignInFailure).where(col(SignInFailure.at) <= now() - limit.window))
        db.add(SignInFailure(login=login, address=place, at=now()))
    with database.reading() as db:
        _refuse_more_than(db, limit.guesses, login=login, address=place, limit=limit)


def forget_guesses(db: Session, *, login: str) -> None:
    """The password was right: what was noted against the login is forgotten, at whatever address."""
    db.exec(delete(SignInFailure).where(col(SignInFailure.login) == login))


def _refuse_more_than(db: Session, most: int, *, login: str, address: str, limit: GuessLimit) -> None:
    for column, value in ((col(SignInFailure.login), login), (col(SignInFailure.address), address)):
        recent = select(SignInFailure.at).where(column == value, col(SignInFailure.at) > now() - limit.window)
        oldest_that_counts = db.exec(recent.order_by(col(SignInFailure.at).desc()).offset(most).limit(1)).first()
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
