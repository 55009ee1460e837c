"""Which two places a person could visit on one day, and on how many days of the term that could be."""

from typing import NamedTuple

import numpy as np

from solver.bounds.far import longest_break
from solver.bounds.relaxation import Relaxation
from solver.compiled.kernel import Longs, Reals
from solver.compiled.view import View


class DayPairs(NamedTuple):
    """Two reaches of one person that are cheaper on one day than on two; one row each, first ≤ second."""

    first: Longs
    second: Longs
    minutes: Longs
    """Home → one → other → home, the better way round."""


def days_with_two(view: View) -> Reals:
    """[supervisors]: days of the term with two stops or more at most."""
    calendar, people = view.calendar, view.people
    free = people.blocked == 0
    by_day = np.add.reduceat(free, calendar.day_first[:-1], axis=1) if free.shape[1] else np.zeros((len(free), 0))
    by_week = np.zeros((len(free), calendar.week_count))
    np.add.at(by_week.T, calendar.week[calendar.day_first[:-1]], (by_day > 1).T.astype(np.float64))
    days = np.minimum(by_week, (people.max_per_week // 2)[:, None]).sum(axis=1)
    days[people.max_per_day < 2] = 0
    return np.asarray(days, dtype=np.float64)


def cheaper_together(view: View, relaxation: Relaxation, used: Longs, person: int) -> DayPairs:
    """All day pairs of one person among the reaches `used` (theirs)."""
    place = relaxation.reach_place[used]
    out, back = view.minutes[person, place].astype(np.int64), view.minutes[place, person].astype(np.int64)
    between: Longs = view.minutes[np.ix_(place, place)].astype(np.int64)
    route = out[:, None] + between + back[None, :]
    route[between > longest_break(view)] = np.iinfo(np.int32).max
    route = np.minimum(route, route.T)
    saves = route < (out + back)[:, None] + (out + back)[None, :]
    np.fill_diagonal(saves, saves.diagonal() & (relaxation.twice[used] > 0))
    one, other = np.nonzero(np.triu(saves))
    return DayPairs(used[one], used[other], route[one, other])
