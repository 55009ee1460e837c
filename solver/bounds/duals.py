"""Prices of stops from what a linear program says they are worth, or from nothing but travel times."""

from typing import NamedTuple

import numpy as np

from solver.bounds.far import longest_break
from solver.bounds.floor import Prices, least_toll, make_prices
from solver.bounds.money import SCALE
from solver.bounds.relaxation import Relaxation
from solver.bounds.sharing import SharedLimits, shared_limits, shared_prices
from solver.bounds.work import visit_cost
from solver.compiled.kernel import Longs, Reals
from solver.compiled.view import View

UNREACHED = 1 << 30


class Duals(NamedTuple):
    """What is known of the worth of everything; the default is that nothing is."""

    stop: Reals
    """[reaches], NaN when not in the program."""
    two_stops: Reals
    """[supervisors] ≥ 0: what a day with two stops is worth."""
    any_stop: Reals
    """[supervisors]: what one more stop costs in load."""
    limits: Reals
    visit: Reals
    """[engagements]: what one seat of one visit is worth; infinite when not known."""
    course_session: Reals
    """[classes]: what one course session is worth; infinite when not known."""
    unused: Reals
    """[candidates]: by how much their visits are too dear to be used; NaN when not in the program."""
    unused_options: Reals
    """[options of teaching]: likewise."""


def no_duals(view: View, relaxation: Relaxation, limits: SharedLimits) -> Duals:
    """Nothing is known."""
    people = len(view.people.target)
    return Duals(
        stop=np.full(len(relaxation.reach_place), np.nan),
        two_stops=np.zeros(people),
        any_stop=np.zeros(people),
        limits=np.zeros(len(limits.limit)),
        visit=np.full(len(relaxation.in_window), np.inf),
        course_session=np.full(len(relaxation.teaching.session_first) - 1, np.inf),
        unused=np.full(len(relaxation.candidate), np.nan),
        unused_options=np.full(len(relaxation.teaching.option_class), np.nan),
    )


def reach_person(relaxation: Relaxation) -> Longs:
    """[reaches]: whose each is."""
    return np.repeat(np.arange(len(relaxation.reach_first) - 1), np.diff(relaxation.reach_first))


def break_even_prices(view: View, relaxation: Relaxation) -> Prices:
    """Prices at which nobody gains anything by travelling; view with plain weights."""
    limits = shared_limits(view, relaxation)
    return prices_of(view, relaxation, limits, no_duals(view, relaxation, limits))


def prices_of(view: View, relaxation: Relaxation, limits: SharedLimits, duals: Duals) -> Prices:
    """Whole prices, the same in all slots; view with plain weights."""
    cap = _called_for(view, relaxation, duals)
    stop = np.minimum(_priced_out(view, relaxation, duals._replace(stop=np.minimum(duals.stop, cap))), cap)
    units = np.rint(SCALE * stop).astype(np.int64)
    share, total = shared_prices(relaxation, limits, duals.limits)
    toll = np.maximum(least_toll(view), np.rint(SCALE * duals.any_stop).astype(np.int64))
    by_slot = np.repeat(units[:, None], relaxation.is_open.shape[1], axis=1)
    return make_prices(view, relaxation, by_slot, share, total, toll)


def _called_for(view: View, relaxation: Relaxation, duals: Duals) -> Reals:
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


def _priced_out(view: View, relaxation: Relaxation, duals: Duals) -> Reals:
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
