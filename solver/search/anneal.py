"""Simulated annealing over ruin and recreate: the loop that spends the time."""

import math
from typing import NamedTuple

import numpy as np

from solver.compiled.chance import below, uniform
from solver.compiled.kernel import Flags, Ints, copy_row, inner_kernel, kernel
from solver.compiled.view import View
from solver.search.insertion.insert import insert
from solver.search.roster import Roster, lift, put
from solver.search.ruin import MOST_REMOVED, Dials, Neighbours, choose_ruin
from solver.search.workspace import Desk


class Memory(NamedTuple):
    """What a ruin took out, to put it back as it was."""

    chosen: Ints
    """[MOST_REMOVED]"""
    saved_slots: Ints
    """[MOST_REMOVED, most visits]"""
    saved_panels: Ints
    """[MOST_REMOVED, most visits, most seats]"""


def make_memory(view: View, roster: Roster) -> Memory:
    """A memory with room for the largest ruin."""
    visits = int(np.diff(view.engagements.visit_first).max(initial=1))
    seats = roster.panel.shape[1]
    return Memory(
        chosen=np.zeros(MOST_REMOVED, dtype=np.int64),
        saved_slots=np.zeros((MOST_REMOVED, visits), dtype=np.int64),
        saved_panels=np.zeros((MOST_REMOVED, visits, seats), dtype=np.int64),
    )


@inner_kernel
def save(view: View, roster: Roster, memory: Memory, place: int, engagement: int) -> None:
    """Note where an engagement's visits are before it is lifted."""
    first = view.engagements.visit_first[engagement]
    for index in range(view.engagements.visit_first[engagement + 1] - first):
        memory.saved_slots[place, index] = roster.slot[first + index]
        copy_row(roster.panel[first + index], memory.saved_panels[place, index])


@inner_kernel
def undo(view: View, roster: Roster, memory: Memory, count: int) -> None:
    """Put the chosen engagements back as they were saved."""
    for place in range(count):
        lift(view, roster, memory.chosen[place])
    for place in range(count):
        put(view, roster, memory.chosen[place], memory.saved_slots[place], memory.saved_panels[place])


@inner_kernel
def longest_first(view: View, chosen: Ints, count: int) -> None:
    """Sort the chosen engagements by their number of visits: long series are the hardest to fit in."""
    first = view.engagements.visit_first
    for place in range(1, count):
        engagement = chosen[place]
        visits = first[engagement + 1] - first[engagement]
        at = place
        while at > 0 and first[chosen[at - 1] + 1] - first[chosen[at - 1]] < visits:
            chosen[at] = chosen[at - 1]
            at -= 1
        chosen[at] = engagement


@kernel
def anneal(
    desk: Desk,
    neighbours: Neighbours,
    memory: Memory,
    pool: Ints,
    movable: Flags,
    moves_left: Ints,
    temperature: float,
    dials: Dials,
) -> None:
    """Make moves at a temperature (in cost units) as long as some are left.

    pool, movable: the engagements that may move; the desk's `allowed` are the people who may be given work.
    moves_left: [1], counted down, here or by several threads at once. Nothing guards it: they may make a few more.
    """
    view, roster, chance = desk.facts, desk.roster, desk.chance
    while moves_left[0] > 0:
        moves_left[0] -= 1
        before = roster.cost[0]
        count = choose_ruin(view, roster, neighbours, chance, pool, movable, dials, memory.chosen)
        longest_first(view, memory.chosen, count)
        for place in range(count):
            save(view, roster, memory, place, memory.chosen[place])
            lift(view, roster, memory.chosen[place])
        start = 0 if below(chance, 2) == 0 else below(chance, count)
        for turn in range(count):
            insert(desk, memory.chosen[(start + turn) % count])
        worse = roster.cost[0] - before
        if worse > 0 and uniform(chance) >= math.exp(-worse / temperature):
            undo(view, roster, memory, count)


@kernel
def lift_all(view: View, roster: Roster, pool: Ints) -> None:
    """Take every visit of these engagements out of the roster."""
    for engagement in pool:
        lift(view, roster, engagement)
