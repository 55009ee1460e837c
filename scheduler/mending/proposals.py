"""For a visit that can no longer take place: the ways to keep it, each judged whole by the rules. Pure.

A sieve finds where to try, the rules judge what it finds, and costs are theirs. Every way says what else moves.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, islice
from typing import Final

from scheduler.requests.displacing import Move
from scheduler.requests.obstacles import Party
from scheduler.requests.places import Break, Moves, Standing, elsewhere, slots_left
from solver.ids import SupervisorId
from solver.problem import Visit
from solver.rules import VisitKey

OFFERED_A_KIND: Final = 3
TRIED: Final = 6
"""So many times as many ways are judged as are offered, at most."""
STAND_INS: Final = 8
"""Of so many people the panels are made in which several stand in."""


class RemedyKind(StrEnum):
    """What a proposal does."""

    OTHER_DAY = "other_day"
    """The same people, on another half-day."""
    STAND_IN = "stand_in"
    """Somebody else in place of those who cannot come, at the same time."""
    OTHER_DAY_AND_PERSON = "other_day_and_person"
    POSTPONE = "postpone"
    """The same people later, and the visits after it in its series later too."""
    MAKE_ROOM = "make_room"
    """The same people, on a half-day that another visit gives up."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way to keep a visit: how it would be, what else moves, and what changes in the plan's cost by that."""

    remedy: RemedyKind
    visit: Visit
    moves: tuple[Move, ...]
    cost: int
    cost_by_name: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to be judged, and about what it costs."""

    remedy: RemedyKind
    people: tuple[SupervisorId, ...]
    moves: Moves
    """The visit itself first."""
    cost: int


def proposals(standing: Standing, key: VisitKey, broken: frozenset[Break], count: int) -> list[Proposal]:
    """Up to `count` ways of each kind, each kind by its cost; a dearer kind only where no simpler one is found.

    standing: the plan with the visit where it cannot be, which its costs are compared with. broken: what is broken
    beside it already. A visit of a series by one person is never given to another person by itself.
    """
    fallen = _Fallen(standing, key)
    found = [way for ways in fallen.simple() for way in _best(fallen, ways, broken, count)]
    for ways in fallen.further():
        if not any(way.remedy in (RemedyKind.OTHER_DAY, RemedyKind.POSTPONE) for way in found):
            found += _best(fallen, ways, broken, count=1)
    return found


def _best(fallen: "_Fallen", ways: Iterable[_Way], broken: frozenset[Break], count: int) -> list[Proposal]:
    judged = (fallen.judged(way, broken) for way in islice(ways, count * TRIED))
    kept = islice((proposal for proposal in judged if proposal is not None), count)
    return sorted(kept, key=lambda proposal: proposal.cost)


class _Fallen:
    """One visit that cannot take place as planned."""

    def __init__(self, standing: Standing, key: VisitKey) -> None:
        self._standing, self._key = standing, key
        self._visit, self._party = standing.book.visits[key], standing.party_of(key)
        self._engagement = standing.register.engagements[key.engagement]
        self._itself = frozenset({key})
        self._days = slots_left(standing.problem, standing.plan, self._engagement, self._visit) & standing.ahead

    def simple(self) -> Iterator[list[_Way]]:
        """Ways that change nothing else: another day, stand-ins, both."""
        places = elsewhere(self._standing, self._key, most=0)
        people = self._party.people
        yield [_Way(RemedyKind.OTHER_DAY, people, ((self._key, place.slot),), place.cost) for place in places]
        if self._engagement.same_supervisors and self._engagement.visits > 1:
            return
        there = {self._visit.slot} & self._standing.ahead
        for remedy, slots in ((RemedyKind.STAND_IN, there), (RemedyKind.OTHER_DAY_AND_PERSON, self._days)):
            ways = (
                _Way(remedy, panel, ((self._key, slot),), self._standing.detour(self._with(panel), slot, self._itself))
                for slot in slots
                for panel in self._panels(slot)
            )
            yield sorted(ways, key=lambda way: (way.cost, way.people, way.moves[0][1]))

    def further(self) -> Iterator[Iterable[_Way]]:
        """Ways that move others too: the rest of its series after it, or a visit that gives up its half-day."""
        people = self._party.people
        yield (_Way(RemedyKind.POSTPONE, people, moves, 0) for moves in self._postponed())
        yield (_Way(RemedyKind.MAKE_ROOM, people, moves, cost) for moves, cost in self._given_up())

    def judged(self, way: _Way, broken: frozenset[Break]) -> Proposal | None:
        """The way as the rules see it; None when it breaks one."""
        becomes = dict(way.moves)
        changed = {
            key: visit.model_copy(
                update={"slot": becomes[key]} | ({"supervisors": list(way.people)} if key == self._key else {})
            )
            for key, visit in self._standing.book.visits.items()
            if key in becomes
        }
        visits = [changed.get(VisitKey(row.engagement, row.index), row) for row in self._standing.plan.visits]
        judged = self._standing.judged(self._standing.plan.model_copy(update={"visits": visits}), broken=broken)
        if judged is None:
            return None
        moves = tuple(Move(self._standing.book.visits[key], row) for key, row in changed.items() if key != self._key)
        return Proposal(way.remedy, changed[self._key], moves, judged.cost_change, judged.cost_by_name)

    def _with(self, panel: tuple[SupervisorId, ...]) -> Party:
        return Party(self._party.stations, panel)

    def _panels(self, slot: int) -> Iterator[tuple[SupervisorId, ...]]:
        """Panels of the old people who can come in the slot and, for each of the others, somebody else who can."""
        staying = [person for person in self._party.people if self._can(person, slot)]
        missing = len(self._party.people) - len(staying)
        if not missing or not self._is_open(slot):
            return
        others = [person for person in self._eligible() if self._can(person, slot)]
        if missing > 1:
            near = sorted(others, key=lambda person: self._standing.detour(self._with((person,)), slot))
            others = near[:STAND_INS]
        for chosen in combinations(others, missing):
            yield (*staying, *chosen)

    def _eligible(self) -> list[SupervisorId]:
        register, book, due = self._standing.register, self._standing.book, self._engagement
        unwanted = set(self._party.people)
        if due.not_paired:
            unwanted |= book.paired_with.get(due.station, set())
        if due.distinct:
            unwanted |= {person for visit in book.visits_of[due.id] for person in visit.supervisors}
        return [
            person for person in sorted(register.people) if person not in unwanted and register.is_eligible(due, person)
        ]

    def _can(self, person: SupervisorId, slot: int) -> bool:
        return self._standing.obstacles.of(self._with((person,)), slot, self._itself) == []

    def _is_open(self, slot: int) -> bool:
        return self._standing.obstacles.of(self._with(()), slot, self._itself) == []

    def _postponed(self) -> Iterator[Moves]:
        """The visit later, and each visit after it only as much later as it has to be; the soonest first."""
        series = self._standing.book.visits_of[self._engagement.id]
        earlier = [row.slot for row in series if row.index < self._visit.index]
        tail = [self._visit, *(row for row in series if row.index > self._visit.index)]
        gone = frozenset(VisitKey(row.engagement, row.index) for row in tail)
        slots = [slot for slot in sorted(self._standing.ahead) if self._suits_series(slot) and slot != self._visit.slot]
        free = [slot for slot in slots if self._standing.obstacles.of(self._party, slot, gone) == []]
        for number, first in enumerate(free):
            if earlier and not self._may_follow(earlier[-1], first):
                continue
            moves, last = [(self._key, first)], first
            for row in tail[1:]:
                if self._may_follow(last, row.slot):
                    break
                after = next((slot for slot in free[number + 1 :] if self._may_follow(last, slot)), None)
                if after is None:
                    return  # what begins later ends later still
                moves, last = [*moves, (VisitKey(row.engagement, row.index), after)], after
            if len(moves) > 1 and self._standing.has_room(tuple(moves), []):
                yield tuple(moves)

    def _may_follow(self, earlier: int, later: int) -> bool:
        return later > earlier and self._standing.register.gap_days(earlier, later) >= self._engagement.min_gap_days

    def _suits_series(self, slot: int) -> bool:
        """Whether it lies in the engagement's period, and at its hours where these stay the same."""
        due, slots = self._engagement, self._standing.problem.slots
        is_usual = (slots[slot].date.weekday(), slots[slot].start) == (
            slots[self._visit.slot].date.weekday(),
            slots[self._visit.slot].start,
        )
        return due.first <= slot <= due.last and (is_usual or not due.same_weekday)

    def _given_up(self) -> Iterator[tuple[Moves, int]]:
        """Half-days of another visit that has somewhere else to go, the cheapest of both together first."""
        found = []
        for place in elsewhere(self._standing, self._key, most=1):
            for other in place.needs:
                itself = ((self._key, place.slot),)
                ways = (way for way in elsewhere(self._standing, other, most=0) if way.slot != place.slot)
                both = ((*itself, (other, way.slot)) for way in ways)
                moves = next((moves for moves in both if self._standing.has_room(moves, [])), None)
                if moves is not None:
                    found.append((moves, place.cost))
        return iter(sorted(found, key=lambda way: (way[1], str(way[0]))))
