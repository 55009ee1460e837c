"""Cutting a roster into parts that several workers can change at the same time without meeting.

A part owns people. An engagement may move within a part when the part owns everybody on its panels, and new panels are
taken from the part's people, so no two parts touch the same person's calendar. They may meet at a station: both plan a
visit to it in one slot, or by people who may not both serve it. That is rare, is found when the parts are joined, and
the later one is inserted anew. The cuts lie differently each time, so that nothing stays fixed for long.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from solver.compiled.kernel import Flags, Ints, Reals
from solver.compiled.view import View
from solver.problem import Problem, Station, Supervisor
from solver.search.roster import Roster


class Part(NamedTuple):
    """What one worker may change."""

    pool: Ints
    """The engagements that may move."""
    movable: Flags
    """[E]: the same as flags."""
    allowed: Flags
    """[V]: the people who may be given work."""


class Positions(NamedTuple):
    """Where everything is, on a plane in which one unit is about the same distance in both directions."""

    homes: Reals
    """[V, 2]"""
    stations: Reals
    """[S, 2]"""


def compile_positions(problem: Problem) -> Positions:
    """Longitudes are shortened by the cosine of the mean latitude."""
    rows: list[Supervisor | Station] = [*problem.supervisors, *problem.stations]
    shrink = math.cos(math.radians(float(np.mean([row.lat for row in rows])))) if rows else 1.0
    plane = np.array([(row.lat, row.lon * shrink) for row in rows], dtype=np.float64).reshape(len(rows), 2)
    return Positions(plane[: len(problem.supervisors)], plane[len(problem.supervisors) :])


def whole(view: View) -> Part:
    """The part that owns everything."""
    engagement_count, person_count = len(view.engagements.station), len(view.people.target)
    return Part(
        np.arange(engagement_count),
        np.ones(engagement_count, dtype=np.uint8),
        np.ones(person_count, dtype=np.uint8),
    )


def cut(view: View, roster: Roster, positions: Positions, parts: int, random: np.random.Generator) -> list[Part]:
    """Cut along random lines into `parts` parts with about equally many people; empty ones are left out."""
    centres = _centres(view, roster, positions)
    owner = np.zeros(len(centres), dtype=np.int64)
    _halve(centres, owner, 0, parts, random)
    engagement_count = len(view.engagements.station)
    claims = np.zeros((engagement_count, parts), dtype=bool)
    for seat in range(roster.panel.shape[1]):
        person = roster.panel[:, seat]
        seated = person >= 0
        claims[view.visits.engagement[seated], owner[person[seated]]] = True
    unplanned = np.flatnonzero(~claims.any(axis=1))
    claims[unplanned, random.integers(parts, size=len(unplanned))] = True
    alone = claims.sum(axis=1) == 1
    found = [_part(claims[:, number] & alone, owner == number) for number in range(parts)]
    return [part for part in found if len(part.pool)]


def _part(movable: NDArray[np.bool_], people: NDArray[np.bool_]) -> Part:
    return Part(np.flatnonzero(movable), movable.astype(np.uint8), people.astype(np.uint8))


def _centres(view: View, roster: Roster, positions: Positions) -> Reals:
    """[V, 2]: the mean of where each person visits now, or their home."""
    sums, counts = positions.homes.copy(), np.ones(len(positions.homes))
    where = positions.stations[view.engagements.station[view.visits.engagement]]
    for seat in range(roster.panel.shape[1]):
        person = roster.panel[:, seat]
        seated = person >= 0
        np.add.at(sums, person[seated], where[seated])
        np.add.at(counts, person[seated], 1)
    centres: Reals = sums / counts[:, None]
    return centres


def _halve(centres: Reals, owner: Ints, number: int, parts: int, random: np.random.Generator) -> None:
    """Give part numbers from `number` on to everybody now in part `number`, halving along random lines."""
    if parts < 2:
        return
    mine = np.flatnonzero(owner == number)
    angle = random.uniform(0, 2 * math.pi)
    order = np.argsort(centres[mine] @ np.array([math.cos(angle), math.sin(angle)]), kind="stable")
    upper = number + parts // 2
    owner[mine[order[len(mine) * (parts // 2) // parts :]]] = upper
    _halve(centres, owner, number, parts // 2, random)
    _halve(centres, owner, upper, parts - parts // 2, random)
