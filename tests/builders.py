"""Rows for tests, made with as few words as a test has to say: what is not named is ordinary."""

import datetime as dt
from typing import Any, TypeVar

from sqlmodel import Session

from scheduler.models.accounts import Account, Role
from scheduler.models.associations import Association
from scheduler.models.base import Row
from scheduler.models.camp import Trainee, Venue
from scheduler.models.people import Station, Supervisor
from scheduler.models.terms import Term

R = TypeVar("R", bound=Row)
_numbers = iter(range(1, 1_000_000_000))
"""For codes and names that must differ."""


def an_association(db: Session, **given: Any) -> Association:
    number = next(_numbers)
    return _stored(db, Association, given, name=f"第{number}社会工作协会", city=f"第{number}市")


def a_station(db: Session, association: Association, **given: Any) -> Station:
    number = next(_numbers)
    return _stored(
        db,
        Station,
        given,
        association_id=association.id,
        code=f"3304{number:05}",
        name=f"第{number}街道",
        county="南湖区",
        lat=30.76,
        lon=120.75,
        fields=["elderly"],
        staff=6,
        licensed=4,
        duty=2,
        present=3,
    )


def a_supervisor(db: Session, association: Association, **given: Any) -> Supervisor:
    number = next(_numbers)
    return _stored(
        db,
        Supervisor,
        given,
        association_id=association.id,
        code=f"D{number:04}",
        name=f"督导{number}",
        lat=30.75,
        lon=120.74,
        roles=["pair", "roving", "evaluation"],
        fields=["elderly"],
    )


def a_venue(db: Session, association: Association, **given: Any) -> Venue:
    return _stored(
        db, Venue, given, association_id=association.id, name=f"第{next(_numbers)}教室", lat=30.75, lon=120.75, seats=40
    )


def a_trainee(db: Session, station: Station, **given: Any) -> Trainee:
    number = next(_numbers)
    return _stored(
        db,
        Trainee,
        given,
        association_id=station.association_id,
        station_id=station.id,
        code=f"W{number:05}",
        name=f"学员{number}",
    )


def a_term(db: Session, association: Association, **given: Any) -> Term:
    """The fourth quarter of 2026, without slots."""
    return _stored(
        db,
        Term,
        given,
        association_id=association.id,
        name=f"第{next(_numbers)}计划期",
        first_date=dt.date(2026, 10, 1),
        end_date=dt.date(2027, 1, 1),
    )


def an_absence(db: Session, table: type[R], association: Association, **given: Any) -> R:
    """A leave or a closure of two days; say of whom or what."""
    return _stored(
        db,
        table,
        given,
        association_id=association.id,
        first_date=dt.date(2026, 10, 8),
        last_date=dt.date(2026, 10, 9),
    )


def an_account(db: Session, association: Association | None, role: Role, **given: Any) -> Account:
    """Somebody with this role; supervisors and stations need their `supervisor_id` or `station_id`."""
    number = next(_numbers)
    return _stored(
        db,
        Account,
        given,
        association_id=association.id if association else None,
        login=f"{role.value}{number}@example.org",
        name=f"{role.value} {number}",
        role=role,
    )


def _stored(db: Session, table: type[R], given: dict[str, Any], **ordinary: Any) -> R:
    row = table(**(ordinary | given))
    db.add(row)
    db.flush()
    return row
