"""Several visits by one person: of the ways to have each, the cheapest that are far enough apart."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.requests.places import Moves


@dataclass(frozen=True, slots=True)
class Stop:
    """A person there in one or more slots, the visits that are moved for it and where to, and about what it costs."""

    slots: tuple[int, ...]
    moves: Moves
    cost: int


def cheapest_series(
    stops: Iterable[Stop], dates: Sequence[dt.date], visits: int, min_gap_days: int, most: int
) -> list[Stop]:
    """For each number of moves up to `most` the cheapest series of so many visits, at least so many days apart.

    stops: single ones, by slot. dates: of the slots. Dynamic programming over the slots: of the series so far with the
    same numbers of visits and moves, only the cheapest is carried on.
    """
    by_slot: defaultdict[int, list[Stop]] = defaultdict(list)
    for stop in stops:
        by_slot[stop.slots[0]].append(stop)
    ended: dict[tuple[int, int], list[Stop]] = defaultdict(list)
    gap = dt.timedelta(days=min_gap_days)
    for slot in sorted(by_slot):
        longer = [
            (count, _joined(before, stop))
            for stop in by_slot[slot]
            for (count, before) in _carried(ended, dates[slot] - gap, dates, visits)
        ]
        for count, series in [(1, stop) for stop in by_slot[slot]] + [(count + 1, series) for count, series in longer]:
            if len(series.moves) <= most:
                ended[count, len(series.moves)].append(series)
    complete = (ended[visits, moves] for moves in range(most + 1))
    return [min(found, key=lambda series: series.cost) for found in complete if found]


def _carried(
    ended: dict[tuple[int, int], list[Stop]], latest: dt.date, dates: Sequence[dt.date], visits: int
) -> list[tuple[int, Stop]]:
    """Of the unfinished series that ended by a date, the cheapest of each kind."""
    found = []
    for (count, _moves), series in ended.items():
        in_time = [one for one in series if dates[one.slots[-1]] <= latest]
        if in_time and count < visits:
            found.append((count, min(in_time, key=lambda one: one.cost)))
    return found


def _joined(one: Stop, other: Stop) -> Stop:
    """Both together; a visit that moves in the same way for either moves once."""
    moves = (*one.moves, *(move for move in other.moves if move not in one.moves))
    return Stop((*one.slots, *other.slots), moves, one.cost + other.cost)
