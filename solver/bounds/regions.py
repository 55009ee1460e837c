"""A large problem in regions: the program of `solver.bounds.program` is solved for each, which takes linear time.

Only the suggestion for prices is made region by region; the bound itself looks at everybody everywhere.
"""

from typing import NamedTuple

import numpy as np

from solver.bounds.relaxation import Relaxation
from solver.compiled.kernel import Longs, Reals
from solver.compiled.view import View
from solver.problem import Problem

MOST_PEOPLE = 64
"""Supervisors of a region at most; a city has about forty."""


class Region(NamedTuple):
    """What of a problem is in the program of one region, as sorted numbers."""

    people: Longs
    """Who live in it."""
    candidates: Longs
    """Of the region's engagements, those who live in it."""
    options: Longs
    """Of teaching the region's classes, whoever is the lecturer."""


def homes(problem: Problem) -> Reals:
    """[supervisors, 2]: where they live, in degrees."""
    return np.array([(row.lat, row.lon) for row in problem.supervisors], dtype=np.float64).reshape(-1, 2)


def regions(view: View, relaxation: Relaxation, home: Reals) -> list[Region]:
    """Cut the map in two at the widest gap between homes, not too near an edge, until every part is small."""
    parts = _halved(home, np.arange(len(home)))
    of_person = np.zeros(len(home), dtype=np.int64)
    for number, part in enumerate(parts):
        of_person[part] = number
    if not len(home):
        return []
    first_station = len(home)
    nearest = view.minutes[:first_station, first_station + view.engagements.station].argmin(axis=0)
    of_engagement = np.repeat(of_person[nearest], np.diff(relaxation.candidate_first))
    teaching = relaxation.teaching
    of_class = np.zeros(len(teaching.session_first) - 1, dtype=np.int64)
    of_class[teaching.option_class[::-1]] = of_person[teaching.lecturer[::-1]]
    at_home = of_engagement == of_person[relaxation.candidate]
    return [
        Region(
            parts[number],
            np.flatnonzero(at_home & (of_engagement == number)),
            np.flatnonzero(of_class[teaching.option_class] == number),
        )
        for number in range(len(parts))
    ]


def _halved(home: Reals, people: Longs) -> list[Longs]:
    if len(people) <= MOST_PEOPLE:
        return [people]
    spread = np.ptp(home[people], axis=0)
    order = people[np.argsort(home[people, int(spread.argmax())], kind="stable")]
    gaps = np.diff(home[order, int(spread.argmax())])
    quarter = len(order) // 4
    middle = quarter + int(gaps[quarter:-quarter].argmax()) + 1
    return [*_halved(home, order[:middle]), *_halved(home, order[middle:])]
