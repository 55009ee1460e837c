"""What a stop far from home is worth at least, so that a large problem need not look at every such stop.

Take a schedule with far stops of a person who has at most two stops a day, every stop paid for. Drop the far stop of a
day, or the whole day: what is saved is the travel, what is lost the payment for a near stop of that day and, for each
slot worked, at most the weight of the load. A far stop that is paid no more than the better of the two saves therefore
never makes a schedule cheaper, and the person's floor over near stops alone is a floor over all. For two far stops on
one day, each may be paid half of the route.
"""

from typing import NamedTuple

import numpy as np

from solver.bounds.money import NEVER, SCALE
from solver.compiled.kernel import Flags, Ints, Longs, kernel
from solver.compiled.view import View

NEAR_STATIONS = 288
"""Stations of a supervisor whose stops are looked at one by one; four cities have about as many."""


class FarStops(NamedTuple):
    """(Supervisor, station) pairs that are no reaches F, person by person, and who of the engagements needs them."""

    first: Longs
    """[V + 1]"""
    place: Ints
    """[F]"""
    engagement: Ints
    """[candidates not told apart]"""
    stop: Longs
    """[candidates not told apart]: numbers into `place`."""


def compile_far_stops(view: View, engagement: Ints, supervisor: Ints, place: Ints) -> FarStops:
    """The far stops of the candidates given, one a row."""
    keys, stop = np.unique(supervisor.astype(np.int64) * len(view.minutes) + place, return_inverse=True)
    first = np.searchsorted(keys // len(view.minutes), np.arange(len(view.people.target) + 1))
    return FarStops(first.astype(np.int64), (keys % len(view.minutes)).astype(np.int64), engagement, stop)


def far_prices(
    view: View, far: FarStops, reach_first: Ints, reach_place: Ints, is_open: Flags, stop_price: Longs
) -> Longs:
    """[engagements]: the least that a stop of any far candidate is worth, in units; NEVER where there is none.

    view: with plain weights; reach_first, reach_place, is_open, stop_price: as in `Relaxation` and `Prices`.
    """
    cheapest = np.full(len(view.engagements.station), NEVER, dtype=np.int64)
    if len(far.place):
        best_price = np.where(is_open != 0, stop_price, -NEVER).max(axis=1)
        worth = np.empty(len(far.place), dtype=np.int64)
        _worth(view, far, reach_first, reach_place, best_price, longest_break(view), worth)
        np.minimum.at(cheapest, far.engagement, worth[far.stop])
    return cheapest


def longest_break(view: View) -> int:
    """Most minutes between two slots of one date, or -1."""
    calendar = view.calendar
    ends = calendar.end_minute[calendar.day_first[:-1]]
    starts = calendar.start_minute[calendar.day_first[1:] - 1]
    return int((starts - ends).max(initial=-1))


@kernel
def _worth(
    view: View,
    far: FarStops,
    reach_first: Ints,
    reach_place: Ints,
    best_price: Longs,
    longest_break: int,
    worth: Longs,
) -> None:
    """Units each far stop may be paid, into `worth`."""
    travel = SCALE * view.prices.travel
    for home in range(len(far.first) - 1):
        load = SCALE * view.prices.load if view.people.target[home] >= 0 else 0
        out, back = view.minutes[home], view.minutes[:, home]
        for number in range(far.first[home], far.first[home + 1]):
            place = far.place[number]
            there, here = view.minutes[place], view.minutes[:, place]
            least = travel * (out[place] + back[place]) - load
            for reach in range(reach_first[home], reach_first[home + 1]):
                near = reach_place[reach]
                kept = travel * (out[near] + back[near])
                spared = min(kept, best_price[reach] + load) + load
                if there[near] <= longest_break:
                    least = min(least, travel * (out[place] + there[near] + back[near]) - spared)
                if here[near] <= longest_break:
                    least = min(least, travel * (out[near] + here[near] + back[place]) - spared)
            for other_number in range(far.first[home], far.first[home + 1]):
                other = far.place[other_number]
                if there[other] <= longest_break:
                    least = min(least, travel * (out[place] + there[other] + back[other]) // 2 - load)
                if here[other] <= longest_break:
                    least = min(least, travel * (out[other] + here[other] + back[place]) // 2 - load)
            worth[number] = least
