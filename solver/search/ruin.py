"""Which engagements to take out together: a random one and others that compete with it or could share a trip."""

from typing import NamedTuple

import numpy as np

from solver.compiled.chance import below
from solver.compiled.kernel import NONE, Flags, Ints, Masks, inner_kernel
from solver.compiled.view import View
from solver.search.roster import Roster

MOST_REMOVED = 24
NEAR = 48
TRIES = 4
DRAWS = 4
"""How often another engagement is drawn to find one with visits left out."""
SMALL_POOL = 100
"""In a pool this small everything is near everything: it is a part of a city."""


class Dials(NamedTuple):
    """How the search chooses; the values in use were measured, see `docs/decisions/engine.md`."""

    fewest_removed: int = 2
    most_removed: int = 12
    """Engagements a move takes out, MOST_REMOVED at most."""
    near: int = 32
    """How many of the nearest engagements count as neighbours, NEAR at most."""
    colleague_percent: int = 25
    """How often a related engagement is one of the same person rather than a near one."""
    depth: int = 40
    """How many of the nearest candidates an insertion looks at before all of them."""
    noise_percent: int = 30
    """Mean random surcharge on a candidate, as a share of the temperature."""
    people_percent: int = 3
    """How often a move takes out what one or a few people do."""
    most_people: int = 2
    """How many people at most."""
    near_people: int = 8
    """The second is one of so many who live nearest."""


class Neighbours(NamedTuple):
    """What does not change about relatedness."""

    near: Ints
    """[E, NEAR]: the engagements whose hosts are nearest, nearest first, padded with NONE."""


def find_neighbours(view: View) -> Neighbours:
    """The nearest engagements of every engagement, by travel minutes between their hosts."""
    e = view.engagements
    home_count = len(view.people.target)
    station_count = len(e.same_place_first) - 1
    between = view.minutes[home_count : home_count + station_count, home_count : home_count + station_count]
    near = np.full((len(e.station), NEAR), NONE, dtype=np.int64)
    for station in range(station_count):
        hosted = e.same_place[e.same_place_first[station] : e.same_place_first[station + 1]]
        if len(hosted) == 0:
            continue
        closest = np.argsort(between[station], kind="stable")[: NEAR + 1]
        around = np.concatenate([e.same_place[e.same_place_first[s] : e.same_place_first[s + 1]] for s in closest])
        for engagement in hosted:
            others = around[around != engagement][:NEAR]
            near[engagement, : len(others)] = others
    return Neighbours(near)


@inner_kernel
def choose_ruin(
    view: View,
    roster: Roster,
    neighbours: Neighbours,
    chance: Masks,
    pool: Ints,
    movable: Flags,
    dials: Dials,
    chosen: Ints,
) -> int:
    """Fill `chosen` with a few different movable engagements; returns how many.

    pool: the movable engagements; movable: [E], the same as flags.
    """
    chosen[0] = find_left_out(view, roster, chance, pool)
    if below(chance, 100) < dials.people_percent:
        return clear_people(view, roster, chance, movable, dials, chosen)
    wanted = dials.fewest_removed + below(chance, dials.most_removed - dials.fewest_removed + 1)
    count = 1
    for _ in range(wanted * TRIES):
        if count == wanted:
            break
        root = chosen[below(chance, count)]
        if below(chance, 100) < dials.colleague_percent:
            other = colleague(view, roster, chance, root)
        elif len(pool) < SMALL_POOL:
            other = pool[below(chance, len(pool))]
        else:
            other = neighbours.near[root, below(chance, dials.near)]
        fresh = other >= 0 and movable[other] == 1
        for position in range(count):
            fresh = fresh and chosen[position] != other
        if fresh:
            chosen[count] = other
            count += 1
    return count


@inner_kernel
def clear_people(view: View, roster: Roster, chance: Masks, movable: Flags, dials: Dials, chosen: Ints) -> int:
    """Add to the one engagement in `chosen` all that somebody does who makes its first visit, or else might make it.

    And so on with somebody who might serve one of those. Returns how many engagements there are then.
    """
    e = view.engagements
    count = 1
    person = roster.panel[e.visit_first[chosen[0]], 0]
    for _ in range(1 + below(chance, dials.most_people)):
        if person == NONE:
            root = chosen[below(chance, count)]
            nearest = min(dials.near_people, e.candidate_first[root + 1] - e.candidate_first[root])
            if nearest == 0:
                break
            person = e.candidate[e.candidate_first[root] + below(chance, nearest)]
        count = add_engagements(view, roster, movable, person, chosen, count)
        person = NONE
    return count


@inner_kernel
def add_engagements(view: View, roster: Roster, movable: Flags, person: int, chosen: Ints, count: int) -> int:
    """Add all movable engagements of a person to the `count` chosen ones; returns how many there are then."""
    for slot in range(roster.stop_visit.shape[1]):
        if roster.stop_visit[person, slot] >= 0:
            other = view.visits.engagement[roster.stop_visit[person, slot]]
            fresh = count < MOST_REMOVED and movable[other] == 1
            for position in range(count):
                fresh = fresh and chosen[position] != other
            if fresh:
                chosen[count] = other
                count += 1
    return count


@inner_kernel
def find_left_out(view: View, roster: Roster, chance: Masks, pool: Ints) -> int:
    """A random engagement; of a few drawn, rather one of which something is left out."""
    engagement = pool[below(chance, len(pool))]
    for _ in range(DRAWS):
        if roster.own_cost[engagement] >= view.prices.unscheduled_visit * view.engagements.priority[engagement]:
            break
        engagement = pool[below(chance, len(pool))]
    return engagement


@inner_kernel
def colleague(view: View, roster: Roster, chance: Masks, engagement: int) -> int:
    """Another engagement of somebody on a panel of this one, near in time to one of their stops; or NONE."""
    e = view.engagements
    first = e.visit_first[engagement]
    visit = first + below(chance, e.visit_first[engagement + 1] - first)
    if roster.slot[visit] < 0:
        return NONE
    person = roster.panel[visit, below(chance, e.panel[engagement])]
    slot_count = roster.stops.shape[1]
    start = below(chance, slot_count)
    for step in range(slot_count):
        other = roster.stop_visit[person, (start + step) % slot_count]
        if other >= 0 and view.visits.engagement[other] != engagement:
            return view.visits.engagement[other]
    return NONE
