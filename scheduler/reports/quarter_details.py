"""Parts of the quarterly meeting's report 季例会: schemes, people, open advice, and the meeting itself."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.comparing.comparison import Side
from scheduler.fairness.shares import shares
from scheduler.ids import TermId
from scheduler.meetings.queries import list_meetings
from scheduler.models.people import Station, Supervisor
from scheduler.models.records import VisitRecord
from scheduler.models.terms import Meeting, Term
from scheduler.records.queries import advice_of
from scheduler.reports.figures import StationFigures
from scheduler.words import QUARTERLY_MEETING
from solver.problem import Scheme


@dataclass(frozen=True, slots=True)
class SchemeLine:
    """A scheme's visits: due, planned and done."""

    due: int
    planned: int
    done: int


@dataclass(frozen=True, slots=True)
class PersonLine:
    """What a supervisor carries in the published plan; slots, minutes."""

    name: str
    target: int | None
    load: int
    travel_minutes: int
    disliked_slots: int


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """A piece of advice that is still open."""

    station_name: str
    county: str
    text: str
    given_on: dt.date
    """The day of the visit."""
    due_on: dt.date | None


def scheme_lines(side: Side, recorded: dict[str, StationFigures]) -> dict[str, SchemeLine]:
    """Visits of the stations in `recorded` by scheme; one in which several take part counts once."""
    register = side.book.register
    own = [row for row in side.problem.engagements if recorded.keys() & set(register.hosts(row))]
    found = {}
    for scheme in Scheme:
        rows = [row for row in own if row.scheme is scheme]
        parts = [figures.schemes[scheme] for figures in recorded.values() if scheme in figures.schemes]
        if rows or parts:
            planned = sum(len(side.book.visits_of[row.id]) for row in rows)
            done = sum(part.done for part in parts)
            found[scheme.value] = SchemeLine(sum(row.visits for row in rows), planned, done)
    return found


def person_lines(db: Session, side: Side) -> list[PersonLine]:
    """Everybody's part of the published plan, those who carry most first."""
    found = shares(side.book)
    names = dict(db.exec(select(Supervisor.id, Supervisor.name).where(col(Supervisor.id).in_(list(found)))).all())
    lines = [
        PersonLine(names.get(key, key), share.target, share.load, share.travel_minutes, share.disliked_slots)
        for key, share in found.items()
    ]
    return sorted((line for line in lines if line.load or line.target), key=lambda line: (-line.load, line.name))


def advice_lines(db: Session, *, actor: Actor) -> list[AdviceLine]:
    """Open advice that the actor may read, the earliest due first."""
    stations = {row.id: row for row in db.exec(select(Station).where(Station.association_id == actor.association_id))}
    given = advice_of(db, actor=actor, is_open=True)
    visited = select(VisitRecord.id, col(VisitRecord.date)).where(
        col(VisitRecord.id).in_({row.record_id for row in given})
    )
    visited_on = dict(db.exec(visited).all())
    return [
        AdviceLine(
            station_name=stations[row.station_id].name,
            county=stations[row.station_id].county,
            text=row.text,
            given_on=visited_on[row.record_id],
            due_on=row.due_on,
        )
        for row in given
    ]


def quarterly_meeting(db: Session, *, actor: Actor, term: Term) -> Meeting | None:
    """The quarterly meeting of a term, the last if there are several; None when the actor may not know of one."""
    found = list_meetings(db, actor=actor, term_id=TermId(term.id))
    return next((row for row in reversed(found) if row.kind == QUARTERLY_MEETING), None)
