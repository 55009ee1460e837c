"""Half-days on which a meeting would suit: who could not come, and which published dates it would clash with."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.comparing.comparison import Side
from scheduler.comparing.queries import names_in
from scheduler.drafts.making import problem_now
from scheduler.ids import TermId
from scheduler.meetings.commands import DatesWanted
from scheduler.meetings.service import stations_of
from scheduler.models.accounts import Role
from scheduler.models.people import Half
from scheduler.models.terms import Term
from scheduler.publishing.current import published_now
from scheduler.rows import load
from solver.plan import Plan
from solver.problem import Problem
from solver.wording import Lang

MOST = 12
"""So many half-days are offered at most."""


@dataclass(frozen=True, slots=True)
class MeetingDate:
    """One half-day: the names of those who are away or closed, and what is published for somebody then."""

    date: dt.date
    half: Half
    away: list[str]
    clashes: list[str]

    @property
    def trouble(self) -> int:
        """How many things stand in its way."""
        return len(self.away) + len(self.clashes)


def meeting_dates(
    db: Session, *, actor: Actor, term_id: TermId, wanted: DatesWanted, today: dt.date, lang: Lang
) -> list[MeetingDate]:
    """The worked half-days after today in the window that suit best, the fewest troubles first, then the earliest.

    Raises NotFoundError and NotAllowedError.
    """
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, Role.HEAD, action="meeting.find-date")
    published = published_now(db, term=term, actor=actor)
    problem = problem_now(db, term, actor=actor) if published is None else published.problem
    stations = {*wanted.stations, *stations_of(db, actor, wanted.counties)}
    away = _away(problem, stations, set(wanted.supervisors))
    side = Side(problem, Plan() if published is None else published.plan)
    names = names_in(db, term.id, problem)
    clashes: defaultdict[tuple[dt.date, str], list[str]] = defaultdict(list)
    for row in side.occurrences.values():
        comes = not (stations.isdisjoint(row.stations) and set(wanted.supervisors).isdisjoint(row.supervisors))
        if comes and row.subject_id != wanted.meeting_id:
            clashes[row.moment.date, row.moment.start].append(names.title(row, lang))
    found = [
        MeetingDate(
            date=slot.date,
            half=Half.of(slot.start),
            away=away[number],
            clashes=clashes[slot.date, f"{slot.start:%H:%M}"],
        )
        for number, slot in enumerate(problem.slots)
        if max(wanted.first_date, today + dt.timedelta(days=1)) <= slot.date <= wanted.last_date
    ]
    return sorted(found, key=lambda row: (row.trouble, row.date, row.half is Half.AFTERNOON))[:MOST]


def _away(problem: Problem, stations: set[str], supervisors: set[str]) -> defaultdict[int, list[str]]:
    """By half-day, the names of those who take part and cannot."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for person in problem.supervisors:
        for number in person.unavailable if person.id in supervisors else ():
            found[number].append(person.name)
    for station in problem.stations:
        for number in station.closed if station.id in stations else ():
            found[number].append(station.name)
    return found
