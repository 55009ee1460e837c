"""What a stop far from home is worth at least, so that a large problem need not look at every such stop.

Each supervisor has a *toll*, any number: what one stop more is taken to cost them in load. A far stop is paid the toll
and what dropping it is sure to save in travel. Take a schedule with far stops, every stop paid for, of a person who has
at most two stops a day. Drop the far stop of a day, or the whole day and count its near stop as one more far stop: if
the far stop is paid no more than the better of the two saves, the schedule gets no dearer. For two far stops on one
day, each may be paid half of the route. So the schedules over near stops alone are enough, each together with the
number of far stops that is cheapest by load and toll (`solver.bounds.person_floor`).
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
    view: View, far: FarStops, reach_first: Ints, reach_place: Ints, is_open: Flags, stop_price: Longs, toll: Longs
) -> Longs:
    """[engagements]: the least that a stop of any far candidate is worth, in units; NEVER where there is none.

    view: with plain weights; reach_first, reach_place, is_open, stop_price, toll: as in `Relaxation` and `Prices`.
    """
    cheapest = np.full(len(view.engagements.station), NEVER, dtype=np.int64)
    if len(far.place):
        best_price = np.where(is_open != 0, stop_price, -NEVER).max(axis=1)
        worth = np.empty(len(far.place), dtype=np.int64)
        _worth(view, far, reach_first, reach_place, best_price, toll, longest_break(view), worth)
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
    toll: Longs,
    longest_break: int,
    worth: Longs,
) -> None:
    """Units each far stop may be paid, into `worth`."""
    travel = SCALE * view.prices.travel
    for home in range(len(far.first) - 1):
        first, end = far.first[home], far.first[home + 1]
        out, back = view.minutes[home], view.minutes[:, home]
        least_out, least_back = NEVER, NEVER
        for number in range(first, end):
            least_out, least_back = min(least_out, out[far.place[number]]), min(least_back, back[far.place[number]])
        for number in range(first, end):
            place = far.place[number]
            half = min(out[place] + least_back, least_out + back[place])  # no route with another far stop is shorter
            least = min(travel * (out[place] + back[place]), travel * half // 2)
            for reach in range(reach_first[home], reach_first[home + 1]):
                near = reach_place[reach]
                spared = min(travel * (out[near] + back[near]), best_price[reach] - toll[home])
                if view.minutes[place, near] <= longest_break:
                    least = min(least, travel * (out[place] + view.minutes[place, near] + back[near]) - spared)
                if view.minutes[near, place] <= longest_break:
                    least = min(least, travel * (out[near] + view.minutes[near, place] + back[place]) - spared)
            worth[number] = least + toll[home]
