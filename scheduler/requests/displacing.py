"""Options that move one or two published visits out of the way, judged by the rules, naming whom they move.

Pure. A visit that makes room keeps its people and moves to another half-day of its own period. A sieve finds all ways
and about what they cost; the most promising are judged whole, so that costs and order are the rules' own.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

from scheduler.requests.obstacles import Group, Party, clearings
from scheduler.requests.options import Fit, OfferedVisit, Option
from scheduler.requests.places import Elsewhere, Moves, Standing, elsewhere
from scheduler.requests.series import Stop, cheapest_series
from scheduler.requests.wish import Wish, engagement_for
from solver.ids import SupervisorId
from solver.plan import Plan
from solver.problem import Problem, Visit
from solver.rules import Register, VisitKey

PLACES: Final = 3
"""So many places are tried for a visit that is pushed away by one that makes room."""
JUDGED: Final = 8
"""So many times as many ways are judged as are wanted, at most."""


@dataclass(frozen=True, slots=True)
class Move:
    """A planned visit as it was, and as it would be."""

    was: Visit
    becomes: Visit


@dataclass(frozen=True, slots=True)
class Displacement:
    """An option for the wish, and the visits that make room for it; the option's cost is that of all together."""

    option: Option
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """A person's visits for the wish, the moves that make room, and about what it costs."""

    person: SupervisorId
    slots: tuple[int, ...]
    moves: Moves
    cost: int


def displacements(
    problem: Problem,
    plan: Plan,
    wish: Wish,
    ahead: frozenset[int],
    *,
    count: int = 5,
    is_over: Callable[[], bool] = lambda: False,
) -> list[Displacement]:
    """The cheapest ways found to meet the wish by moving one visit, then, if these are few, by moving two.

    At most `count` in all, each for another person or half-day, those that move one visit first, each kind by cost.
    Nothing that is locked, frozen or over is moved. is_over: asked now and then whether to make do with what is found.
    """
    search = _Search(problem, plan, wish, ahead)
    ways = search.ways(is_over)
    found: list[Displacement] = []
    for most in (1, 2):
        alike = sorted((way for way in ways if len(way.moves) == most), key=lambda way: way.cost)
        found += search.best(alike, count - len(found), is_over)
    return found


class _Search:
    """One wish in one plan."""

    def __init__(self, problem: Problem, plan: Plan, wish: Wish, ahead: frozenset[int]) -> None:
        self._standing = Standing(problem, plan, ahead)
        self._wish = wish
        self._engagement = engagement_for(wish)
        self._wider = Register(problem.changed(engagements=[*problem.engagements, self._engagement]))
        self._elsewhere = cache(lambda key: elsewhere(self._standing, key, most=1))

    def ways(self, is_over: Callable[[], bool]) -> list[_Way]:
        """All ways with one or two moves, one for each person, slot and number of moves, of a series the cheapest."""
        found: list[_Way] = []
        for person in self._eligible():
            if is_over():
                break
            stops = [
                stop for slot in sorted(self._wish.slots & self._standing.ahead) for stop in self._stops(person, slot)
            ]
            if self._wish.visits > 1:
                dates = self._standing.register.dates
                stops = cheapest_series(stops, dates, self._wish.visits, self._wish.min_gap_days, most=2)
            found += (_Way(person, stop.slots, stop.moves, stop.cost) for stop in stops if stop.moves)
        return found

    def best(self, ways: Iterable[_Way], count: int, is_over: Callable[[], bool]) -> list[Displacement]:
        """The cheapest of those that keep every rule, by the rules' own count."""
        found: list[Displacement] = []
        for way in islice(ways, count * JUDGED):
            if is_over() or len(found) >= 2 * count:
                break
            if (displacement := self._judged(way)) is not None:
                found.append(displacement)
        return sorted(found, key=lambda way: way.option.cost)[:count]

    def _eligible(self) -> list[SupervisorId]:
        return [person for person in sorted(self._wider.people) if self._wider.is_eligible(self._engagement, person)]

    def _stops(self, person: SupervisorId, slot: int) -> Iterator[Stop]:
        """The cheapest ways to have the person there in the slot: with nothing moved, with one visit, with two."""
        standing, party = self._standing, Party((self._wish.station,), (person,))
        best: dict[int, Stop] = {}
        for going in clearings(standing.obstacles.of(party, slot), standing.movable, 2):
            own = standing.detour(party, slot, going) + self._missing_fields(person)
            for moves, cost in self._made_room(going):
                if not standing.has_room(moves, [(slot, party.people)]):
                    continue
                stop = Stop((slot,), moves, own + cost)
                if len(moves) not in best or stop.cost < best[len(moves)].cost:
                    best[len(moves)] = stop
        yield from best.values()

    def _made_room(self, going: Group) -> Iterator[tuple[Moves, int]]:
        """Where the visits that go could go, with about what it costs; a single one may push one more away."""
        if not going:
            yield (), 0
            return
        first, *more = sorted(going, key=str)
        for place in self._elsewhere(first):
            pushed = [*more, *place.needs]
            if not pushed:
                yield ((first, place.slot),), place.cost
            elif len(pushed) == 1:
                yield from self._pushed(first, place, pushed[0])

    def _pushed(self, first: VisitKey, place: Elsewhere, other: VisitKey) -> Iterator[tuple[Moves, int]]:
        """The cheapest places to which another visit gives way to the first one at its new place."""
        people = self._standing.party_of(first).people
        ways = (
            (((first, place.slot), (other, free.slot)), place.cost + free.cost)
            for free in self._elsewhere(other)
            if not free.needs and self._standing.has_room(((other, free.slot),), [(place.slot, people)])
        )
        yield from islice(ways, PLACES)

    def _missing_fields(self, person: SupervisorId) -> int:
        missing = set(self._wish.fields) - set(self._wider.people[person].fields)
        return self._standing.problem.weights.fields * len(missing)

    def _judged(self, way: _Way) -> Displacement | None:
        standing, becomes = self._standing, dict(way.moves)
        moves = tuple(
            Move(visit, visit.model_copy(update={"slot": becomes[key]}))
            for key, visit in standing.book.visits.items()
            if key in becomes
        )
        moved = {id(move.was): move.becomes for move in moves}
        added = [
            Visit(engagement=self._engagement.id, index=index, slot=slot, supervisors=[way.person])
            for index, slot in enumerate(way.slots)
        ]
        visits = [*(moved.get(id(visit), visit) for visit in standing.plan.visits), *added]
        judged = standing.judged(standing.plan.model_copy(update={"visits": visits}), self._wider)
        if judged is None or len(moves) != len(way.moves):
            return None
        option = Option(
            fit=Fit.MOVES_ANOTHER if len(moves) == 1 else Fit.MOVES_TWO,
            visits=tuple(OfferedVisit(slot, way.person) for slot in way.slots),
            cost=judged.cost_change,
            cost_by_name=judged.cost_by_name,
            brings=tuple(field for field in self._wish.fields if field in self._wider.people[way.person].fields),
        )
        return Displacement(option, moves)
