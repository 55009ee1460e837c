"""Options in the words of dates and names, as they are shown and kept with the request."""

import datetime as dt
import time
from collections.abc import Iterable, Iterator
from typing import Final

from pydantic import BaseModel

from scheduler.models.people import Half
from scheduler.models.requests import SessionRequest
from scheduler.planning.keys import visit_key
from scheduler.requests.displacing import Displacement, displacements
from scheduler.requests.options import Fit, Option, Room, near_misses, offered_options
from scheduler.requests.wish import Wish
from solver.ids import StationId, SupervisorId
from solver.plan import Plan
from solver.problem import Problem, Visit

DISPLACING_SECONDS: Final = 6.0
"""How long options that move other visits are looked for, at most; mostly it takes a tenth of a second."""


class VisitOffered(BaseModel):
    """One visit of an offer."""

    date: dt.date
    start: str
    end: str
    supervisor_id: str
    supervisor_name: str


class VisitMoved(BaseModel):
    """Another visit that must move for an offer."""

    key: str
    station_name: str
    supervisor_name: str
    from_date: dt.date
    from_start: str
    to_date: dt.date
    to_start: str


class Offer(BaseModel):
    """One option of a request."""

    number: int
    fit: Fit
    visits: list[VisitOffered]
    cost: int
    cost_by_name: dict[str, int]
    brings: list[str]
    joins_key: str | None = None
    """The visit at a neighbour's that the station would join."""
    host_name: str | None = None
    moves: list[VisitMoved] = []


def wish_of(request: SessionRequest, problem: Problem, ahead: frozenset[int]) -> tuple[Wish, Room]:
    """What a request asks for in a problem, and where near misses may be looked for; the wish may have no slot left."""
    period = frozenset(
        number for number in ahead if request.first_date <= problem.slots[number].date < request.end_date
    )
    suits = frozenset(number for number in period if _suits(request, problem, number))
    wish = Wish(
        station=StationId(request.station_id),
        scheme=request.scheme,
        visits=request.visits,
        slots=suits,
        fields=tuple(request.fields),
        min_gap_days=request.min_gap_days,
        supervisors=() if request.supervisor_id is None else (SupervisorId(request.supervisor_id),),
    )
    return wish, Room(period=period, ahead=ahead)


def free_offers(problem: Problem, plan: Plan, wish: Wish) -> list[Offer]:
    """What meets the wish while nothing else moves, of several people and half-days, the cheapest first."""
    named = Naming(problem)
    return list(_numbered(named.offer(option) for option in offered_options(problem, plan, wish)))


def offers_for(problem: Problem, plan: Plan, wish: Wish, room: Room) -> list[Offer]:
    """The options for a wish, the best kind first: free ones, else near misses and such that move others."""
    if free := free_offers(problem, plan, wish):
        return free
    named = Naming(problem)
    near = [named.offer(option) for option in near_misses(problem, plan, wish, room)]
    ends = time.monotonic() + DISPLACING_SECONDS
    ways = displacements(problem, plan, wish, room.ahead, is_over=lambda: time.monotonic() > ends)
    return list(_numbered([*near, *(named.displacing(way) for way in ways)]))


def _numbered(offers: Iterable[Offer]) -> Iterator[Offer]:
    for number, offer in enumerate(offers):
        yield offer.model_copy(update={"number": number})


def _suits(request: SessionRequest, problem: Problem, number: int) -> bool:
    if not request.half_days:
        return True
    slot = problem.slots[number]
    return f"{slot.date.isoweekday()}-{Half.of(slot.start)}" in request.half_days


class Naming:
    """Names and dates of one problem."""

    def __init__(self, problem: Problem) -> None:
        self._slots = problem.slots
        self._people = {row.id: row.name for row in problem.supervisors}
        self._stations = {row.id: row.name for row in problem.stations}
        self._station_of = {row.id: row.station for row in problem.engagements}

    def person(self, person: SupervisorId) -> str:
        """A person's name."""
        return self._people[person]

    def offer(self, option: Option) -> Offer:
        """An option of a wish."""
        joins = option.joins
        return Offer(
            number=0,
            fit=option.fit,
            visits=[
                VisitOffered(
                    date=self._slots[visit.slot].date,
                    start=f"{self._slots[visit.slot].start:%H:%M}",
                    end=f"{self._slots[visit.slot].end:%H:%M}",
                    supervisor_id=visit.supervisor,
                    supervisor_name=self._people[visit.supervisor],
                )
                for visit in option.visits
            ],
            cost=option.cost,
            cost_by_name=option.cost_by_name,
            brings=list(option.brings),
            joins_key=None if joins is None else visit_key(joins, option.joins_index or 0),
            host_name=None if option.host is None else self._stations[option.host],
        )

    def displacing(self, way: Displacement) -> Offer:
        """An option for which other visits move."""
        return self.offer(way.option).model_copy(
            update={"moves": [self.moved(move.was, move.becomes) for move in way.moves]}
        )

    def moved(self, was: Visit, becomes: Visit) -> VisitMoved:
        """A planned visit that moves, in names and dates."""
        return VisitMoved(
            key=visit_key(was.engagement, was.index),
            station_name=self._stations[self._station_of[was.engagement]],
            supervisor_name="、".join(self._people[person] for person in was.supervisors),
            from_date=self._slots[was.slot].date,
            from_start=f"{self._slots[was.slot].start:%H:%M}",
            to_date=self._slots[becomes.slot].date,
            to_start=f"{self._slots[becomes.slot].start:%H:%M}",
        )
