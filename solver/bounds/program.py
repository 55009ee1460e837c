"""Good prices from a small linear program: who does how much of what, and how the stops of a person pair up on days.

It knows no dates. Its dual values say what a stop of each supervisor at each place is worth, and what the limits that
engagements share (H6, H7 `distinct`, H8) cost each candidate.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.bounds.day_pairs import DayPairs, cheaper_together, days_with_two
from solver.bounds.far import longest_break
from solver.bounds.floor import Prices, make_prices
from solver.bounds.money import SCALE
from solver.bounds.regions import Region, regions
from solver.bounds.relaxation import Chosen, Relaxation
from solver.bounds.sharing import SharedLimits, shared_limits, shared_prices
from solver.bounds.work import ProgramWork, add_sessions, add_visits, visit_cost
from solver.compiled.kernel import NONE, Longs, Reals
from solver.compiled.view import View

if TYPE_CHECKING:
    from solver.bounds.sparse import Optimum, Program

PAIRS_A_ROUND = 6
"""Day pairs of each reach that one round of the program adds at most."""
ROUNDS = 12
FEW_PAIRS = 100_000
"""Up to so many day pairs, they are all in the program from the start."""
UNREACHED = 1 << 30
TOLERANCE = 0.5
"""Minutes by which a day pair must be too cheap to be added."""


class _Rows(NamedTuple):
    reach: Longs
    """[reaches]: row of each, NONE when the program has no stops there."""
    days: Longs
    """[supervisors]"""
    stops: Longs
    limits: Longs
    """[shared limits], NONE when nobody in the program counts for it."""
    visits: ProgramWork
    sessions: ProgramWork
    engagements: Longs
    """The engagements that the program is about."""


class _Duals(NamedTuple):
    stop: Reals
    """[reaches], NaN when not in the program."""
    two_stops: Reals
    """[supervisors] ≥ 0: what a day with two stops is worth."""
    any_stop: Reals
    """[supervisors]: what one more stop costs in load."""
    limits: Reals
    visit: Reals
    """[engagements]: what one seat of one visit is worth."""
    course_session: Reals
    """[classes]: what one course session is worth."""
    unused: Reals
    """[candidates]: by how much their visits are too dear to be used; NaN when not in the program."""
    unused_options: Reals
    """[options of teaching]: likewise."""


def program_prices(view: View, relaxation: Relaxation, home: Reals, seconds_left: Callable[[], float]) -> Prices | None:
    """Prices from the duals of the program, region by region, as many as there is time for; None when it is for none.

    view: with plain weights; home: [supervisors, 2] in degrees.
    """
    limits = shared_limits(view, relaxation)
    duals = _no_duals(view, relaxation, limits)
    solved = 0
    for region in regions(view, relaxation, home):
        if not _solve(view, relaxation, region, limits, duals, seconds_left):
            break
        solved += 1
    if not solved:
        return None
    called_for = _called_for(view, relaxation, duals)
    duals = duals._replace(stop=np.minimum(duals.stop, called_for))
    stop = np.minimum(_priced_out(view, relaxation, duals), called_for)
    units = np.rint(SCALE * stop).astype(np.int64)
    share, total = shared_prices(relaxation, limits, duals.limits)
    return make_prices(view, relaxation, np.repeat(units[:, None], relaxation.is_open.shape[1], axis=1), share, total)


def _no_duals(view: View, relaxation: Relaxation, limits: SharedLimits) -> _Duals:
    people = len(view.people.target)
    return _Duals(
        stop=np.full(len(relaxation.reach_place), np.nan),
        two_stops=np.zeros(people),
        any_stop=np.zeros(people),
        limits=np.zeros(len(limits.limit)),
        visit=np.zeros(len(relaxation.in_window)),
        course_session=np.zeros(len(relaxation.teaching.session_first) - 1),
        unused=np.full(len(relaxation.candidate), np.nan),
        unused_options=np.full(len(relaxation.teaching.option_class), np.nan),
    )


def _solve(
    view: View,
    relaxation: Relaxation,
    region: Region,
    limits: SharedLimits,
    duals: _Duals,
    seconds_left: Callable[[], float],
) -> bool:
    """Solve the program of one region, with more day pairs each round, and note its duals; False when out of time."""
    pending = _all_pairs(view, relaxation, region)
    chosen = np.zeros(len(pending.first), dtype=np.bool_)
    solved = False
    for _ in range(ROUNDS):
        fresh = _cheapest_pairs(view, relaxation, pending, chosen, duals if solved else None)
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


def _reach_person(relaxation: Relaxation) -> Longs:
    return np.repeat(np.arange(len(relaxation.reach_first) - 1), np.diff(relaxation.reach_first))


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
    view: View, relaxation: Relaxation, pairs: DayPairs, chosen: Chosen, duals: _Duals | None
) -> Chosen:
    """The next pairs for the program: for each reach the few with the least reduced cost, first by what they save."""
    person = _reach_person(relaxation)
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
    few = len(chosen) < FEW_PAIRS
    return (fresh | few) & (gain > (0 if duals is None else TOLERANCE * view.prices.travel))


def _build(
    view: View, relaxation: Relaxation, region: Region, limits: SharedLimits, pairs: DayPairs
) -> tuple["Program", _Rows]:
    # Only now: loading OR-Tools takes a while, and the first plan need not wait for it.
    from solver.bounds.sparse import Program

    program = Program()
    person = _reach_person(relaxation)
    people = view.people
    reaches = _reaches(relaxation, region)
    reach_row = np.full(len(person), NONE, dtype=np.int64)
    reach_row[reaches] = program.rows(len(reaches), 0.0, 0.0)
    days = program.rows(len(people.target), -np.inf, days_with_two(view))
    stops = program.rows(len(people.target), 0.0, 0.0)
    return_minutes = (view.minutes[person, relaxation.reach_place] + view.minutes[relaxation.reach_place, person])[
        reaches
    ]
    alone = program.columns(view.prices.travel * return_minutes)
    program.put(reach_row[reaches], alone, 1.0)
    program.put(stops[person[reaches]], alone, 1.0)
    together = program.columns(view.prices.travel * pairs.minutes)
    for end in (pairs.first, pairs.second):
        program.put(reach_row[end], together, 1.0)
        program.put(stops[person[end]], together, 1.0)
    program.put(days[person[pairs.first]], together, 1.0)
    worked = program.columns(np.zeros(len(people.target)), people.max_per_term)
    program.put(stops, worked, -1.0)
    agreed = np.flatnonzero(people.target != NONE)
    meets = program.rows(len(agreed), people.target[agreed], people.target[agreed])
    program.put(meets, worked[agreed], 1.0)
    for sign in (1.0, -1.0):
        program.put(meets, program.columns(np.full(len(agreed), float(view.prices.load))), sign)
    used = region.candidates
    visits = add_visits(program, view, relaxation, used)
    program.put(reach_row[relaxation.candidate_reach[used]], visits.made, -1.0)
    sessions = add_sessions(program, relaxation, region.options)
    program.put(reach_row[relaxation.teaching.reach[region.options]], sessions.made, -1.0)
    column = np.full(len(relaxation.candidate), NONE, dtype=np.int64)
    column[used] = visits.made
    there = column[limits.candidate] != NONE
    binding = np.unique(limits.row[there])
    limit_rows = np.full(len(limits.limit), NONE, dtype=np.int64)
    limit_rows[binding] = program.rows(len(binding), -np.inf, limits.limit[binding])
    program.put(
        limit_rows[limits.row[there]],
        column[limits.candidate[there]],
        limits.numerator[there] / limits.denominator[there],
    )
    of = np.repeat(np.arange(len(relaxation.in_window)), np.diff(relaxation.candidate_first))
    return program, _Rows(
        reach=reach_row,
        days=days,
        stops=stops,
        limits=limit_rows,
        visits=visits,
        sessions=sessions,
        engagements=np.unique(of[used]),
    )


def _note(relaxation: Relaxation, optimum: "Optimum", rows: _Rows, region: Region, duals: _Duals) -> None:
    """Write what the region's program knows into `duals`."""
    values = optimum.duals
    reaches, limits = np.flatnonzero(rows.reach != NONE), np.flatnonzero(rows.limits != NONE)
    reaches = reaches[np.isin(_reach_person(relaxation)[reaches], region.people)]
    duals.stop[reaches] = values[rows.reach[reaches]]
    duals.limits[limits] = values[rows.limits[limits]]
    duals.two_stops[region.people] = np.maximum(0.0, -values[rows.days[region.people]])
    duals.any_stop[region.people] = -values[rows.stops[region.people]]
    duals.visit[rows.engagements] = values[rows.visits.demand[rows.engagements]]
    duals.unused[region.candidates] = optimum.reduced_costs[rows.visits.made]
    at_home = np.isin(relaxation.teaching.lecturer[region.options], region.people)
    duals.unused_options[region.options[at_home]] = optimum.reduced_costs[rows.sessions.made][at_home]
    taught = np.unique(relaxation.teaching.option_class[region.options])
    duals.course_session[taught] = values[rows.sessions.demand[taught]]


def _called_for(view: View, relaxation: Relaxation, duals: _Duals) -> Reals:
    """[reaches]: the price above which no visit there would be any less wanted; prices are no higher than needed."""
    of = np.repeat(np.arange(len(relaxation.in_window)), np.diff(relaxation.candidate_first))
    every = np.arange(len(of))
    fields = np.where(view.engagements.panel[of] > 1, np.bitwise_count(view.engagements.wanted_fields[of]), 0)
    wanted = duals.visit[of] + view.prices.fields * fields - visit_cost(view, relaxation, every, of)
    used = np.flatnonzero(~np.isnan(duals.unused))
    wanted[used] = duals.stop[relaxation.candidate_reach[used]] - np.maximum(0.0, duals.unused[used])
    highest = np.full(len(relaxation.reach_place), -np.inf)
    np.maximum.at(highest, relaxation.candidate_reach, wanted)
    taught = duals.stop[relaxation.teaching.reach] - np.maximum(0.0, duals.unused_options)
    teaching = relaxation.teaching
    elsewhere = duals.course_session[teaching.option_class] - teaching.seats_cost / SCALE
    np.maximum.at(highest, teaching.reach, np.where(np.isnan(taught), elsewhere, taught))
    return highest


def _priced_out(view: View, relaxation: Relaxation, duals: _Duals) -> Reals:
    """[reaches]: the duals; for reaches not in the program the highest price at which nobody chooses them."""
    stop = duals.stop.copy()
    for person in range(len(relaxation.reach_first) - 1):
        own = np.arange(relaxation.reach_first[person], relaxation.reach_first[person + 1])
        known, unknown = own[~np.isnan(duals.stop[own])], own[np.isnan(duals.stop[own])]
        if not len(unknown):
            continue
        away, at = relaxation.reach_place[unknown], relaxation.reach_place[known]
        out, back = view.minutes[person], view.minutes[:, person]
        load = duals.any_stop[person]
        price = view.prices.travel * (out[away] + back[away]) + load
        for others, worth in ((at, duals.stop[known]), (away, None)):
            there = view.minutes[np.ix_(away, others)]
            here = view.minutes[np.ix_(others, away)].T
            route = np.minimum(
                np.where(there <= longest_break(view), out[away][:, None] + there + back[others][None, :], UNREACHED),
                np.where(here <= longest_break(view), out[others][None, :] + here + back[away][:, None], UNREACHED),
            )
            both = view.prices.travel * route + duals.two_stops[person] + 2 * load
            share = both / 2 if worth is None else both - worth[None, :]
            price = np.minimum(price, share.min(axis=1, initial=np.inf))
        stop[unknown] = price
    return stop
