"""Options that move one published visit out of the way: found by trying, judged by the rules, naming whom they move.

Pure. The visit that makes room keeps its supervisor and moves to another free half-day of its own period.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scheduler.requests.options import Fit, Option, free_options, granted
from scheduler.requests.wish import Wish
from solver.plan import Plan
from solver.problem import Engagement, Problem, Visit
from solver.rules import verify


@dataclass(frozen=True, slots=True)
class Displacement:
    """An option for the wish, the visit that makes room for it as it was, and as it would be."""

    option: Option
    was: Visit
    becomes: Visit
    cost_change: int
    """What both together add to the plan's cost, by the rules' own count."""


def displacements(problem: Problem, plan: Plan, wish: Wish, *, count: int = 5) -> Iterator[Displacement]:
    """Ways to meet the wish by moving one visit, as they are found; stop asking when time is up. At most `count`.

    Visits that are locked, frozen or made by several people together are not moved. Each way keeps every hard rule.
    """
    before = verify(problem, plan).cost.total
    found = 0
    for visit in movable(problem, plan, wish):
        if found < count and (way := _made_room(problem, plan, wish, visit)) is not None:
            found += 1
            yield replace(way, cost_change=way.cost_change - before)


def movable(problem: Problem, plan: Plan, wish: Wish) -> list[Visit]:
    """The planned visits in a slot that suits whose supervisor could serve the wish, the earliest first."""
    engagements = {row.id: row for row in problem.engagements}
    people = {
        row.id
        for row in problem.supervisors
        if wish.scheme in row.roles and (not wish.supervisors or row.id in wish.supervisors)
    } - set(wish.exclude)
    locked = {(lock.engagement, lock.index) for lock in problem.locks if hasattr(lock, "engagement")}
    return sorted(
        (
            visit
            for visit in plan.visits
            if visit.slot in wish.slots
            and visit.slot >= problem.frozen_until
            and (visit.engagement, visit.index) not in locked
            and engagements[visit.engagement].panel == 1
            and people & set(visit.supervisors)
        ),
        key=lambda visit: (visit.slot, visit.engagement),
    )


def _made_room(problem: Problem, plan: Plan, wish: Wish, visit: Visit) -> Displacement | None:
    """Meet the wish with the supervisor and slot of a visit, and find that visit another; the cost is the whole."""
    engagement = next(row for row in problem.engagements if row.id == visit.engagement)
    without = plan.model_copy(update={"visits": [row for row in plan.visits if row is not visit]})
    elsewhere = Wish(
        station=engagement.station,
        scheme=engagement.scheme,
        visits=1,
        slots=slots_left(problem, plan, engagement, visit),
        fields=tuple(engagement.fields),
        supervisors=tuple(visit.supervisors),
    )
    there = replace(wish, supervisors=tuple(visit.supervisors))
    for option in free_options(problem, without, there, fit=Fit.MOVES_ANOTHER, count=1):
        wider, fuller = granted(problem, without, wish, option)
        for move in free_options(wider, fuller, elsewhere, count=1):
            becomes = visit.model_copy(update={"slot": move.visits[0].slot})
            verdict = verify(wider, fuller.model_copy(update={"visits": [*fuller.visits, becomes]}))
            if verdict.is_feasible:
                return Displacement(option, visit, becomes, verdict.cost.total)
    return None


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
