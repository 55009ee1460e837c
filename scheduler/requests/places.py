"""Where else a planned visit could be, with the same people: slots of its own period, and what each costs, nearly."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from scheduler.requests.obstacles import NONE_GONE, Group, Obstacles, Party, clearings
from solver.ids import SupervisorId
from solver.plan import Plan
from solver.problem import Engagement, Problem, Visit, VisitLock
from solver.rules import DayBook, Register, Subject, Violation, VisitKey, charges, violations

Break = tuple[str, Subject]
"""A rule that is broken, and where."""
When = int | dt.date | tuple[int, int]
"""A slot, a date, or an ISO year and week."""
Moves = tuple[tuple[VisitKey, int], ...]
"""Planned visits, and the slots they move to."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a changed plan costs more than the plan before, in all and by name."""

    cost_change: int
    cost_by_name: dict[str, int]


class Standing:
    """A problem and a plan of it, looked things up in many times. Slots in `ahead` are those that are still to come."""

    def __init__(self, problem: Problem, plan: Plan, ahead: frozenset[int]) -> None:
        self.problem = problem
        self.plan = plan
        self.ahead = frozenset(slot for slot in ahead if slot >= problem.frozen_until)
        self.register = Register(problem)
        self.book = DayBook(self.register, plan)
        self.obstacles = Obstacles(self.book)

    @cached_property
    def movable(self) -> Group:
        """The visits that may be moved: still to come, and not locked."""
        locked = {VisitKey(lock.engagement, lock.index) for lock in self.problem.locks if isinstance(lock, VisitLock)}
        return frozenset(key for key, visit in self.book.visits.items() if visit.slot in self.ahead) - locked

    def party_of(self, key: VisitKey) -> Party:
        """Who is together at a planned visit."""
        hosts = self.register.hosts(self.register.engagements[key.engagement])
        return Party(tuple(hosts), tuple(self.book.visits[key].supervisors))

    def detour(self, party: Party, slot: int, gone: Group = NONE_GONE) -> int:
        """About what one more stop costs its people: their way, and slots they dislike. The slot need not be free."""
        return sum(self._detour(person, party, slot, gone) for person in party.people)

    def _detour(self, person: SupervisorId, party: Party, slot: int, gone: Group) -> int:
        register, weights = self.register, self.problem.weights
        day = self.book.days.get((person, register.dates[slot]), [])
        stops = [stop for stop in day if stop.slot != slot and stop.stop not in gone]
        before = [stop.place for stop in stops if stop.slot < slot]
        after = [stop.place for stop in stops if stop.slot > slot]
        with_it = register.day_minutes(person, [*before, register.station_places[party.stations[0]], *after])
        minutes = with_it - register.day_minutes(person, [*before, *after])
        return weights.travel * minutes + weights.disliked * (slot in register.disliked[person])

    def has_room(self, moves: Moves, added: list[tuple[int, tuple[SupervisorId, ...]]]) -> bool:
        """Whether nobody gets more in a slot, a day or a week than they take, with all of these changes together."""
        more: Counter[tuple[SupervisorId, When]] = Counter()
        for slot, people, step in self._steps(moves, added):
            date = self.register.dates[slot]
            for person in people:
                more.update({(person, slot): step, (person, date): step, (person, date.isocalendar()[:2]): step})
        return all(step <= 0 or self._takes(person, when, step) for (person, when), step in more.items())

    def _steps(
        self, moves: Moves, added: list[tuple[int, tuple[SupervisorId, ...]]]
    ) -> Iterator[tuple[int, tuple[SupervisorId, ...], int]]:
        for slot, people in added:
            yield slot, people, 1
        for key, slot in moves:
            visit = self.book.visits[key]
            yield visit.slot, tuple(visit.supervisors), -1
            yield slot, tuple(visit.supervisors), 1

    def _takes(self, person: SupervisorId, when: When, more: int) -> bool:
        row = self.register.people[person]
        if isinstance(when, int):
            return len(self.book.busy.get((person, when), [])) + more <= 1
        if isinstance(when, dt.date):
            return len(self.book.days.get((person, when), [])) + more <= row.max_per_day
        return self.book.week_load[person, when] + more <= row.max_per_week

    def judged(
        self, plan: Plan, register: Register | None = None, broken: frozenset[Break] | None = None
    ) -> Judged | None:
        """What another plan changes, by the rules' own count; None when it breaks a rule that is kept now.

        register: of the problem that the other plan is for, when it asks for more than this one. broken: what it may
        break; None: what is broken now.
        """
        book = DayBook(register or self.register, plan)
        may_break = self.broken if broken is None else broken
        if any(_kind(violation) not in may_break for violation in violations(book)):
            return None
        after = _costs(book)
        change = {name: after.get(name, 0) - self.costs.get(name, 0) for name in sorted(after.keys() | self.costs)}
        return Judged(sum(change.values()), {name: amount for name, amount in change.items() if amount})

    @cached_property
    def broken(self) -> frozenset[Break]:
        """What is broken in the plan as it stands."""
        return frozenset(map(_kind, violations(self.book)))

    @cached_property
    def costs(self) -> dict[str, int]:
        """What the plan costs as it stands, by name."""
        return _costs(self.book)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another slot for a planned visit: about what moving there costs, and what else has to go for it."""

    cost: int
    slot: int
    needs: Group


def elsewhere(standing: Standing, key: VisitKey, most: int) -> list[Elsewhere]:
    """Other slots of the visit's period that keep its series in order, moving at most `most` others; cheapest first."""
    visit, party, itself = standing.book.visits[key], standing.party_of(key), frozenset({key})
    engagement = standing.register.engagements[key.engagement]
    stays = standing.detour(party, visit.slot, itself) + _spacing(standing, visit, visit.slot)
    return sorted(
        (
            Elsewhere(
                standing.detour(party, slot, itself | needs) + _spacing(standing, visit, slot) - stays, slot, needs
            )
            for slot in slots_left(standing.problem, standing.plan, engagement, visit) & standing.ahead
            for needs in clearings(standing.obstacles.of(party, slot, itself), standing.movable, most)
        ),
        key=lambda way: (len(way.needs), way.cost, way.slot),
    )


def slots_left(problem: Problem, plan: Plan, engagement: Engagement, visit: Visit) -> frozenset[int]:
    """Other slots of the engagement's period that keep its order and its gaps to the visits before and after."""
    series = {row.index: row.slot for row in plan.visits if row.engagement == visit.engagement}
    earlier = [slot for index, slot in series.items() if index < visit.index]
    later = [slot for index, slot in series.items() if index > visit.index]
    gap = dt.timedelta(days=engagement.min_gap_days)
    dates = [slot.date for slot in problem.slots]
    hours = {(problem.slots[slot].date.weekday(), problem.slots[slot].start) for slot in (*earlier, *later)}
    return frozenset(
        slot
        for slot in range(max(engagement.first, problem.frozen_until), engagement.last + 1)
        if slot != visit.slot
        and (not engagement.same_weekday or hours <= {(dates[slot].weekday(), problem.slots[slot].start)})
        and all(slot > other and dates[slot] - dates[other] >= gap for other in earlier)
        and all(slot < other and dates[other] - dates[slot] >= gap for other in later)
    )


def _spacing(standing: Standing, visit: Visit, slot: int) -> int:
    """What the gaps to the visits before and after it in its series cost, with the visit in this slot."""
    engagement = standing.register.engagements[visit.engagement]
    if not engagement.ideal_gap_days:
        return 0
    days = 0
    for other in standing.book.visits_of[visit.engagement]:
        if abs(other.index - visit.index) == 1:
            early, late = sorted((slot, other.slot))
            days += abs(standing.register.gap_days(early, late) - engagement.ideal_gap_days)
    return standing.problem.weights.spacing * days


def _kind(violation: Violation) -> Break:
    return violation.code, violation.subject


def _costs(book: DayBook) -> dict[str, int]:
    by_name: dict[str, int] = {}
    for charge in charges(book):
        by_name[charge.name] = by_name.get(charge.name, 0) + charge.amount
    return by_name
