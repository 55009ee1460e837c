"""Good prices from a small linear program: who does how much of what, and how the stops of a person pair up on days.

It knows no dates. Its dual values say what a stop of each supervisor at each place is worth, and what the limits that
engagements share (H6, H7 `distinct`, H8) cost each candidate.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from solver.bounds.day_pairs import DayPairs, cheaper_together, days_with_two
from solver.bounds.far import longest_break
from solver.bounds.floor import Prices, make_prices
from solver.bounds.money import SCALE
from solver.bounds.relaxation import Chosen, Relaxation
from solver.bounds.sharing import SharedLimits, shared_limits, shared_prices
from solver.bounds.sparse import Program
from solver.bounds.work import add_sessions, add_visits, candidate_keys, pin_keys
from solver.compiled.kernel import NONE, Longs, Reals
from solver.compiled.view import View

MOST_USED = 16
"""Candidates of an engagement that the program of a large problem considers, nearest first."""
LARGE = 40_000
"""More candidates than this make a problem large."""
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


class _Duals(NamedTuple):
    stop: Reals
    """[reaches], NaN when not in the program."""
    two_stops: Reals
    """[supervisors] ≥ 0: what a day with two stops is worth."""
    any_stop: Reals
    """[supervisors]: what one more stop costs in load."""
    limits: Reals


def program_prices(view: View, relaxation: Relaxation, seconds_left: Callable[[], float]) -> Prices | None:
    """Prices from the program's duals; None when no round of it is solved in time. View with plain weights."""
    used = _used_candidates(view, relaxation)
    limits = shared_limits(view, relaxation)
    pending = _all_pairs(view, relaxation, used)
    chosen = np.zeros(len(pending.first), dtype=np.bool_)
    duals = None
    for _ in range(ROUNDS):
        fresh = _cheapest_pairs(view, relaxation, pending, chosen, duals)
        if seconds_left() <= 0 or (duals is not None and not fresh.any()):
            break
        chosen |= fresh
        program, rows = _build(view, relaxation, used, limits, DayPairs(*(column[chosen] for column in pending)))
        values = program.duals(max(0.1, seconds_left()))
        if values is None:
            break
        duals = _read(values, rows)
    if duals is None:
        return None
    stop = _priced_out(view, relaxation, duals)
    units = np.rint(SCALE * stop).astype(np.int64)
    share, total = shared_prices(relaxation, limits, duals.limits)
    return make_prices(view, relaxation, np.repeat(units[:, None], relaxation.is_open.shape[1], axis=1), share, total)


def _reach_person(relaxation: Relaxation) -> Longs:
    return np.repeat(np.arange(len(relaxation.reach_first) - 1), np.diff(relaxation.reach_first))


def _used_candidates(view: View, relaxation: Relaxation) -> Longs:
    """Candidates in the program: all, or in a large problem the nearest (files list them so) and those to keep."""
    number = np.arange(len(relaxation.candidate))
    if len(number) <= LARGE:
        return number
    rank = number - np.repeat(relaxation.candidate_first[:-1], np.diff(relaxation.candidate_first))
    pinned = np.isin(candidate_keys(view, relaxation), pin_keys(view)[0])
    return np.flatnonzero((rank < MOST_USED) | (relaxation.kept != 0) | pinned)


def _all_pairs(view: View, relaxation: Relaxation, used: Longs) -> DayPairs:
    """Day pairs among the reaches in the program, of everybody who can have days with two stops."""
    reaches = np.unique(np.concatenate([relaxation.candidate_reach[used], relaxation.teaching.reach]))
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
    view: View, relaxation: Relaxation, used: Longs, limits: SharedLimits, pairs: DayPairs
) -> tuple[Program, _Rows]:
    program = Program()
    person = _reach_person(relaxation)
    people = view.people
    in_program = np.zeros(len(person), dtype=np.bool_)
    in_program[relaxation.candidate_reach[used]] = True
    in_program[relaxation.teaching.reach] = True
    reach_row = np.full(len(person), NONE, dtype=np.int64)
    reach_row[in_program] = program.rows(int(in_program.sum()), 0.0, 0.0)
    reaches = np.flatnonzero(in_program)
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
    visits = add_visits(program, view, relaxation, used)
    program.put(reach_row[relaxation.candidate_reach[used]], visits, -1.0)
    sessions = add_sessions(program, relaxation)
    program.put(reach_row[relaxation.teaching.reach], sessions, -1.0)
    column = np.full(len(relaxation.candidate), NONE, dtype=np.int64)
    column[used] = visits
    there = column[limits.candidate] != NONE
    binding = np.unique(limits.row[there])
    limit_rows = np.full(len(limits.limit), NONE, dtype=np.int64)
    limit_rows[binding] = program.rows(len(binding), -np.inf, limits.limit[binding])
    program.put(
        limit_rows[limits.row[there]],
        column[limits.candidate[there]],
        limits.numerator[there] / limits.denominator[there],
    )
    return program, _Rows(reach_row, days, stops, limit_rows)


def _read(values: Reals, rows: _Rows) -> _Duals:
    stop = np.full(len(rows.reach), np.nan)
    stop[rows.reach != NONE] = values[rows.reach[rows.reach != NONE]]
    limits = np.where(rows.limits == NONE, 0.0, values[rows.limits])
    return _Duals(stop, np.maximum(0.0, -values[rows.days]), -values[rows.stops], limits)


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
