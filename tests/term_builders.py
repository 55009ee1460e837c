"""A small term for tests: two weeks of half-days, and rows of it made with as few words as a test has to say."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from scheduler.actor import Actor, system_actor
from scheduler.ids import AssociationId
from scheduler.models.associations import Association
from scheduler.models.people import Half, Station, Supervisor
from scheduler.models.terms import Engagement, EngagementSource, Term, TermSlot
from solver.problem import Scheme
from tests.builders import a_station, a_supervisor, a_term, an_association

MONDAY = dt.date(2026, 10, 12)
HOURS = {Half.MORNING: ("08:30", "11:30"), Half.AFTERNOON: ("13:30", "16:30")}


@dataclass(frozen=True)
class SmallTerm:
    """Two stations, two supervisors who may do anything, and twenty half-days from Monday 2026-10-12 on."""

    association: Association
    term: Term
    stations: list[Station]
    supervisors: list[Supervisor]

    @property
    def actor(self) -> Actor:
        return system_actor(AssociationId(self.association.id))


def a_small_term(db: Session, association: Association | None = None, **given: Any) -> SmallTerm:
    owner = association or an_association(db)
    term = a_term(db, owner, **({"first_date": MONDAY, "end_date": MONDAY + dt.timedelta(days=14)} | given))
    for day in range((term.end_date - term.first_date).days):
        date = term.first_date + dt.timedelta(days=day)
        if date.weekday() < 5:
            for half in Half:
                a_slot(db, term, date, half)
    roles = ["pair", "roving", "resident", "evaluation", "chief", "lecture"]
    return SmallTerm(
        owner,
        term,
        [a_station(db, owner, lon=120.70 + 0.05 * number) for number in range(2)],
        [a_supervisor(db, owner, roles=roles) for _ in range(2)],
    )


def a_slot(db: Session, term: Term, date: dt.date, half: Half, **given: Any) -> TermSlot:
    start, end = HOURS[half]
    ordinary = {"start": start, "end": end, "weekday": date.isoweekday()}
    row = TermSlot(association_id=term.association_id, term_id=term.id, date=date, half=half, **(ordinary | given))
    db.add(row)
    db.flush()
    return row


def an_engagement(db: Session, term: Term, station: Station, scheme: Scheme = Scheme.PAIR, **given: Any) -> Engagement:
    ordinary = {"visits": 2, "same_supervisors": scheme is Scheme.PAIR, "source": EngagementSource.PLANNER}
    row = Engagement(
        association_id=term.association_id,
        term_id=term.id,
        station_id=station.id,
        scheme=scheme,
        **(ordinary | given),
    )
    db.add(row)
    db.flush()
    return row
