"""What can be offered for a wish besides the published plan: free options, and near misses when nothing is free.

Pure: a problem, a plan and a wish in, options out. Every option keeps every hard rule with the plan as it stands.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scheduler.requests.wish import WISHED, Wish, emptied, meetings_of, problem_with, visits_at
from solver.ids import EngagementId, StationId, SupervisorId
from solver.inserting import insertions
from solver.plan import Plan
from solver.problem import Problem, Scheme
from solver.travel import Place, TravelTimes

OFFERED: Final = 10
OF_PERSON: Final = 3
"""At most so many of the options offered are one person's, while there are others."""
OF_SLOT: Final = 2
"""At most so many of the options offered begin in one half-day, while there are others."""
CONSIDERED: Final = 300
"""Of so many of the cheapest ways those to offer are chosen."""
GROUP_MINUTES: Final = 40
"""A neighbour's visit is worth going to when it is at most so far away."""


class Fit(StrEnum):
    """How an option meets the wish."""

    FREE = "free"
    """As asked."""
    OTHER_HOURS = "other_hours"
    """In the period, at other hours."""
    OTHER_PERIOD = "other_period"
    """In another week."""
    OTHER_PERSON = "other_person"
    """In the period, by somebody else."""
    MOVES_ANOTHER = "moves_another"
    """As asked, once another visit moves."""
    MOVES_TWO = "moves_two"
    """As asked, once two other visits move."""
    GROUP = "group"
    """The station joins a visit at a neighbour's."""


@dataclass(frozen=True, slots=True)
class OfferedVisit:
    """One visit of an option."""

    slot: int
    supervisor: SupervisorId


@dataclass(frozen=True, slots=True)
class Option:
    """One way to meet a wish, with what it adds to the plan's cost by name, and what speaks for it."""

    fit: Fit
    visits: tuple[OfferedVisit, ...]
    cost: int
    cost_by_name: dict[str, int]
    brings: tuple[str, ...]
    """The wished fields that the supervisor brings."""
    joins: EngagementId | None = None
    """The neighbour's engagement, of a group option."""
    joins_index: int | None = None
    host: StationId | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """Where near misses may be looked for."""

    period: frozenset[int]
    """All slots of the period asked for, whatever the hours."""
    ahead: frozenset[int]
    """All slots that are still to come."""


def free_options(
    problem: Problem, plan: Plan, wish: Wish, *, fit: Fit = Fit.FREE, count: int = CONSIDERED
) -> list[Option]:
    """The cheapest ways that meet the wish while nothing else moves, cheapest first; empty when there is none."""
    if not wish.slots:
        return []
    fields_of = {row.id: set(row.fields) for row in problem.supervisors}
    options = []
    for way in insertions(problem_with(wish, problem, plan), plan, WISHED, count):
        people = {person for visit in way.visits for person in visit.supervisors}
        brought = set().union(*(fields_of[person] for person in people))
        options.append(
            Option(
                fit=fit,
                visits=tuple(OfferedVisit(visit.slot, visit.supervisors[0]) for visit in way.visits),
                cost=way.cost_change.total,
                cost_by_name=way.cost_change.by_name,
                brings=tuple(field for field in wish.fields if field in brought),
            )
        )
    return options


def varied(options: Sequence[Option], count: int = OFFERED, *, of_person: int, of_slot: int) -> list[Option]:
    """At most `count` of the options to choose from, in their order, which is the best first.

    Those that would be more than `of_person` of one person or more than `of_slot` in one half-day, by an option's first
    visit, are taken only when there are not enough others.
    """
    people: Counter[SupervisorId] = Counter()
    slots: Counter[int] = Counter()
    first: list[int] = []
    spare: list[int] = []
    for place, option in enumerate(options):
        visit = option.visits[0]
        if people[visit.supervisor] < of_person and slots[visit.slot] < of_slot:
            people[visit.supervisor] += 1
            slots[visit.slot] += 1
            first.append(place)
        else:
            spare.append(place)
    return [options[place] for place in sorted([*first, *spare][:count])]


def offered_options(problem: Problem, plan: Plan, wish: Wish) -> list[Option]:
    """The free options to choose from: the cheapest, but not all of one person or half-day; cheapest first."""
    return varied(free_options(problem, plan, wish), of_person=OF_PERSON, of_slot=OF_SLOT)


def near_misses(problem: Problem, plan: Plan, wish: Wish, room: Room, *, count: int = 3) -> list[Option]:
    """What comes close when nothing is free: other hours, somebody else, another week, a neighbour's group visit.

    Up to `count` of each kind, in this order; of one kind each of another person and half-day, while there are such.
    """

    def nearest(changed: Wish, fit: Fit) -> list[Option]:
        return varied(free_options(problem, plan, changed, fit=fit), count, of_person=1, of_slot=1)

    found = nearest(wish.with_any_slot(room.period), Fit.OTHER_HOURS)
    if wish.supervisors:
        found += nearest(wish.with_anybody(), Fit.OTHER_PERSON)
    if not found:
        elsewhen = wish.with_any_slot(room.ahead)
        found += nearest(elsewhen, Fit.OTHER_PERIOD)
        if wish.supervisors and not found:
            found += nearest(elsewhen.with_anybody(), Fit.OTHER_PERIOD)
    return found + list(group_options(problem, plan, wish, room))[:count]


def group_options(problem: Problem, plan: Plan, wish: Wish, room: Room) -> Iterator[Option]:
    """Planned single visits at stations nearby that the station's team could go to, the nearest first."""
    if wish.visits > 1:
        return
    own = next(row for row in problem.stations if row.id == wish.station)
    places = {row.id: Place(row.id, row.lat, row.lon) for row in problem.stations}
    times = TravelTimes(problem.travel)
    busy = visits_at(own, problem, plan) | meetings_of(own, problem) | emptied(own, problem, plan) | set(own.closed)
    fields_of = {row.id: set(row.fields) for row in problem.supervisors}
    joinable = {row.id: row for row in problem.engagements if row.visits == 1 and row.scheme is not Scheme.EVALUATION}
    near = sorted(
        (minutes, visit.slot, visit.engagement)
        for visit in plan.visits
        if visit.engagement in joinable and visit.slot in room.period - busy
        if (minutes := times.minutes(places[own.id], places[joinable[visit.engagement].station])) <= GROUP_MINUTES
    )
    by_engagement = {visit.engagement: visit for visit in plan.visits}
    for _minutes, slot, engagement in near:
        visit = by_engagement[engagement]
        brought = set().union(*(fields_of[person] for person in visit.supervisors))
        brings = tuple(field for field in wish.fields if field in brought)
        if brings or not wish.fields:
            yield Option(
                fit=Fit.GROUP,
                visits=(OfferedVisit(slot, visit.supervisors[0]),),
                cost=0,
                cost_by_name={},
                brings=brings,
                joins=engagement,
                joins_index=visit.index,
                host=joinable[engagement].station,
            )
