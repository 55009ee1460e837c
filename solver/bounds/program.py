"""Good prices from a small linear program: who does how much of what, and how the stops of a person pair up on days.

It knows no dates. Its dual values say what a stop of each supervisor at each place is worth, and what the limits that
engagements share (H6, H7 `distinct`, H8) cost each candidate.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.bounds.day_pairs import DayPairs, cheaper_together, days_with_two
from solver.bounds.duals import Duals, no_duals, prices_of, reach_person
from solver.bounds.floor import Prices
from solver.bounds.regions import Region, regions
from solver.bounds.relaxation import Chosen, Relaxation
from solver.bounds.schedules import ProgramPeople, add_people
from solver.bounds.sharing import SharedLimits, shared_limits
from solver.bounds.work import ProgramWork, add_sessions, add_visits
from solver.compiled.kernel import NONE, Longs, Reals
from solver.compiled.view import View

if TYPE_CHECKING:
    from solver.bounds.sparse import Optimum, Program

PAIRS_A_ROUND = 12
"""Day pairs of each reach that one round of the program adds at most."""
ROUNDS = 12
FEW_PAIRS = 100_000
"""Up to so many day pairs, they are all in the program from the start."""
MANY_REGIONS = 8
"""With so many regions, each has one round only."""
TOLERANCE = 0.5
"""Minutes by which a day pair must be too cheap to be added."""


class _Rows(NamedTuple):
    people: ProgramPeople
    limits: Longs
    """[shared limits], NONE when nobody in the program counts for it."""
    visits: ProgramWork
    sessions: ProgramWork


def program_prices(
    view: View, relaxation: Relaxation, home: Reals, seconds_left: Callable[[], float], threads: int = 1
) -> Prices | None:
    """Prices from the duals of the program, solved region by region; None when there is no time for all of them.

    view: with plain weights; home: [supervisors, 2] in degrees. What only some of the regions know is of no use: at
    their edges nobody's prices would fit, and the bound would be below that of `break_even_prices`.
    """
    limits = shared_limits(view, relaxation)
    duals = no_duals(view, relaxation, limits)
    parts = regions(view, relaxation, home)
    hurried = len(parts) >= MANY_REGIONS
    with ThreadPoolExecutor(threads) as pool:  # regions write into different places of `duals`
        work = [pool.submit(_solve, view, relaxation, part, limits, duals, seconds_left, hurried) for part in parts]
        solved = [future.result() for future in work]
    return prices_of(view, relaxation, limits, duals) if solved and all(solved) else None


def _solve(
    view: View,
    relaxation: Relaxation,
    region: Region,
    limits: SharedLimits,
    duals: Duals,
    seconds_left: Callable[[], float],
    hurried: bool,
) -> bool:
    """Solve the program of one region, with more day pairs each round, and note its duals; False when out of time."""
    if seconds_left() <= 0:
        return False
    pending = _all_pairs(view, relaxation, region)
    chosen = np.zeros(len(pending.first), dtype=np.bool_)
    few = len(chosen) < FEW_PAIRS and not hurried
    solved = False
    for _ in range(1 if hurried else ROUNDS):
        fresh = _cheapest_pairs(view, relaxation, pending, chosen, duals if solved else None, few)
        if solved and (seconds_left() <= 0 or not fresh.any()):
            break
        chosen |= fresh
        program, rows = _build(view, relaxation, region, limits, DayPairs(*(column[chosen] for column in pending)))
        optimum = program.solve(max(0.1, seconds_left()))
        if optimum is None:
            break
        _note(relaxation, optimum, rows, region, duals)
        solved = True
    return solved


def _reaches(relaxation: Relaxation, region: Region) -> Longs:
    """The reaches in the program of a region, sorted."""
    served = relaxation.candidate_reach[region.candidates]
    return np.unique(np.concatenate([served, relaxation.teaching.reach[region.options]]))


def _all_pairs(view: View, relaxation: Relaxation, region: Region) -> DayPairs:
    """Day pairs among the reaches in the program, of everybody who can have days with two stops."""
    reaches = _reaches(relaxation, region)
    bounds = np.searchsorted(reaches, relaxation.reach_first)
    busy = np.flatnonzero(days_with_two(view))
    each = [cheaper_together(view, relaxation, reaches[bounds[v] : bounds[v + 1]], int(v)) for v in busy]
    nothing = DayPairs(*(np.zeros(0, dtype=np.int64) for _ in DayPairs._fields))
    return DayPairs(*(np.concatenate(columns) for columns in zip(nothing, *each, strict=True)))


def _cheapest_pairs(
    view: View, relaxation: Relaxation, pairs: DayPairs, chosen: Chosen, duals: Duals | None, few: bool
) -> Chosen:
    """The next pairs for the program: for each reach the best by reduced cost, at first by what they save.

    few: there are few enough to take all of them.
    """
    person = reach_person(relaxation)
    place = relaxation.reach_place
    if duals is None:
        worth = (view.minutes[person, place] + view.minutes[place, person]) * 1.0
        gain: Reals = worth[pairs.first] + worth[pairs.second] - pairs.minutes
    else:
        who = person[pairs.first]
        gain = duals.stop[pairs.first] + duals.stop[pairs.second] - duals.two_stops[who] - 2 * duals.any_stop[who]
        gain -= view.prices.travel * pairs.minutes
    gain[chosen] = -np.inf
    fresh = np.zeros(len(chosen), dtype=np.bool_)
    for end in (pairs.first, pairs.second):
        order = np.lexsort((-gain, end))
        rank = np.arange(len(order)) - np.searchsorted(end[order], end[order])
        fresh[order[rank < PAIRS_A_ROUND]] = True
    return (fresh | few) & (gain > (0 if duals is None else TOLERANCE * view.prices.travel))


def _build(
    view: View, relaxation: Relaxation, region: Region, limits: SharedLimits, pairs: DayPairs
) -> tuple["Program", _Rows]:
    # Only now: loading OR-Tools takes a while, and the first plan need not wait for it.
    from solver.bounds.sparse import Program

    program = Program()
    reaches = _reaches(relaxation, region)
    people = add_people(program, view, relaxation, region.people, reaches, pairs)
    visits = add_visits(program, view, relaxation, region.candidates)
    program.put(people.reach[relaxation.candidate_reach[region.candidates]], visits.made, -1.0)
    sessions = add_sessions(program, relaxation, region.options)
    program.put(people.reach[relaxation.teaching.reach[region.options]], sessions.made, -1.0)
    column = np.full(len(relaxation.candidate), NONE, dtype=np.int64)
    column[region.candidates] = visits.made
    return program, _Rows(people, _add_limits(program, limits, column), visits, sessions)


def _add_limits(program: "Program", limits: SharedLimits, column: Longs) -> Longs:
    """Rows of the limits for which somebody in the program counts; column: [candidates], NONE when not in it."""
    there = column[limits.candidate] != NONE
    binding = np.unique(limits.row[there])
    rows = np.full(len(limits.limit), NONE, dtype=np.int64)
    rows[binding] = program.rows(len(binding), -np.inf, limits.limit[binding])
    coefficient = limits.numerator[there] / limits.denominator[there]
    program.put(rows[limits.row[there]], column[limits.candidate[there]], coefficient)
    return rows


def _note(relaxation: Relaxation, optimum: "Optimum", rows: _Rows, region: Region, duals: Duals) -> None:
    """Write what the region's program knows into `duals`."""
    values = optimum.duals
    people = rows.people
    reaches, limits = np.flatnonzero(people.reach != NONE), np.flatnonzero(rows.limits != NONE)
    reaches = reaches[np.isin(reach_person(relaxation)[reaches], region.people)]
    duals.stop[reaches] = values[people.reach[reaches]]
    duals.limits[limits] = values[rows.limits[limits]]
    duals.two_stops[region.people] = np.maximum(0.0, -values[people.days[region.people]])
    duals.any_stop[region.people] = -values[people.stops[region.people]]
    duals.visit[rows.visits.subject] = values[rows.visits.demand]
    duals.unused[region.candidates] = optimum.reduced_costs[rows.visits.made]
    at_home = np.isin(relaxation.teaching.lecturer[region.options], region.people)
    duals.unused_options[region.options[at_home]] = optimum.reduced_costs[rows.sessions.made][at_home]
    duals.course_session[rows.sessions.subject] = values[rows.sessions.demand]
