"""Simulated annealing of a camp (kernels): random moves, worse ones taken with probability e^(-change / temperature).

After Bellio, Ceschia, Di Gaspero, Schaerf, Urli: Feature-based tuning of simulated annealing applied to the
curriculum-based course timetabling problem (2016), with Kempe chains in place of penalties for conflicts.
"""

import math
from typing import NamedTuple

from solver.camp.chains import carry_out, propose, undo_chain
from solver.camp.foresight import foreseen, is_foreseeable
from solver.camp.layout import FIRST_SESSION, LECTURERS, LOCK_VENUE, SESSION_CLASS, TRAINEE_COHORTS
from solver.camp.rebuilding import choose, random_slot, random_venue, try_rebuild, undo_rebuild
from solver.camp.state import LECTURER, LECTURER_AT, SLOT, TRAINEE_COHORT, VENUE
from solver.camp.switching import exchange, set_lecturer, try_exchange, try_lecturer
from solver.camp.tables import Table, cell, entry, item
from solver.compiled.chance import below, uniform
from solver.compiled.kernel import NEVER, NONE, Ints, Masks, kernel

PEOPLE_SHARE = 8
"""One move in so many gives a class another lecturer, when classes have a choice; likewise trainees and cohorts."""

REBUILD_SHARE = 4
"""One of those lecturer moves in so many builds the class anew."""


class Movable(NamedTuple):
    """What locks leave to be moved."""

    sessions: Ints
    classes: Ints
    """Classes with a choice of lecturer."""
    trainees: Ints
    """Trainees with a choice of cohort."""


@kernel
def _accepts(chance: Masks, change: int, temperature: float) -> bool:
    if change <= 0:
        return True
    if change > 20 * temperature:
        return False
    return uniform(chance) < math.exp(-change / temperature)


@kernel
def _venue_for(view: Table, state: Table, chance: Masks, session: int, class_idx: int) -> int:
    """A venue to try: half of the time one where the class already is, else any that suits; NONE when there is none."""
    if entry(view, LOCK_VENUE, session) == NONE and below(chance, 2) == 0:
        first, end = entry(view, FIRST_SESSION, class_idx), entry(view, FIRST_SESSION, class_idx + 1)
        venue = entry(state, VENUE, first + below(chance, end - first))
        if venue != NONE:
            return venue
    return random_venue(view, session, class_idx, chance)


@kernel
def is_taught(view: Table, state: Table, class_idx: int, slot: int) -> bool:
    """Whether the class has a course session in the slot already: to change places with that would change nothing."""
    lecturer = entry(state, LECTURER, class_idx)
    other = cell(state, LECTURER_AT, lecturer, slot) if lecturer != NONE else NONE
    return other != NONE and entry(view, SESSION_CLASS, other) == class_idx


@kernel
def _propose_session(view: Table, state: Table, chance: Masks, session: int) -> int:
    """Three times in eight another venue, three times another slot, twice both; the length of the chain, or NONE."""
    class_idx = entry(view, SESSION_CLASS, session)
    old_slot, venue = entry(state, SLOT, session), entry(state, VENUE, session)
    kind = below(chance, 8)
    slot = old_slot
    if kind > 2 or old_slot == NONE:
        slot = random_slot(view, state, session, class_idx, chance)
        if slot == NONE or is_taught(view, state, class_idx, slot):
            return NONE
    if kind <= 4 or venue == NONE:
        venue = _venue_for(view, state, chance, session, class_idx)
    if venue == NONE or (slot == old_slot and venue == entry(state, VENUE, session)):
        return NONE
    return propose(view, state, session, slot, venue)


@kernel
def _step_session(view: Table, state: Table, chance: Masks, session: int, temperature: float) -> int:
    length = _propose_session(view, state, chance, session)
    if length == NONE:
        return NEVER
    if is_foreseeable(view, state):
        change = foreseen(view, state, length)
        if change == NEVER or not _accepts(chance, change, temperature):
            return NEVER
        return carry_out(view, state, length)
    change = carry_out(view, state, length)
    if change == NEVER or _accepts(chance, change, temperature):
        return change
    undo_chain(view, state, length)
    return NEVER


@kernel
def _step_lecturer(view: Table, state: Table, chance: Masks, class_idx: int, temperature: float) -> int:
    """Give a class to another lecturer, at the same places or at new ones."""
    old = entry(state, LECTURER, class_idx)
    lecturer = choose(view, LECTURERS, class_idx, chance)
    if below(chance, REBUILD_SHARE) == 0:
        change, length = try_rebuild(view, state, chance, class_idx, lecturer)
        if change == NEVER or _accepts(chance, change, temperature):
            return change
        undo_rebuild(view, state, class_idx, length, old)
        return NEVER
    change = try_lecturer(view, state, class_idx, lecturer)
    if change == NEVER or _accepts(chance, change, temperature):
        return change
    set_lecturer(view, state, class_idx, old)
    return NEVER


@kernel
def _may_join(view: Table, trainee: int, cohort: int) -> bool:
    for place in range(entry(view, TRAINEE_COHORTS, trainee), entry(view, TRAINEE_COHORTS, trainee + 1)):
        if item(view, place) == cohort:
            return True
    return False


@kernel
def _step_trainee(view: Table, state: Table, chance: Masks, trainee: int, other: int, temperature: float) -> int:
    """Move a trainee to another cohort; when `other` happens to be there and may come back, let them swap."""
    old = entry(state, TRAINEE_COHORT, trainee)
    cohort = choose(view, TRAINEE_COHORTS, trainee, chance)
    if cohort == old:
        return NEVER
    if entry(state, TRAINEE_COHORT, other) != cohort or not _may_join(view, other, old):
        other = NONE
    change = try_exchange(view, state, trainee, cohort, other)
    if change == NEVER or _accepts(chance, change, temperature):
        return change
    exchange(view, state, trainee, old, other)
    return NEVER


@kernel
def _step(view: Table, state: Table, chance: Masks, movable: Movable, temperature: float) -> int:
    """One random move; the change of the cost, or NEVER when it was not taken."""
    kind = below(chance, PEOPLE_SHARE)
    if kind == 0 and len(movable.classes) > 0:
        return _step_lecturer(view, state, chance, movable.classes[below(chance, len(movable.classes))], temperature)
    if kind == 1 and len(movable.trainees) > 0:
        trainee = movable.trainees[below(chance, len(movable.trainees))]
        other = movable.trainees[below(chance, len(movable.trainees))]
        return _step_trainee(view, state, chance, trainee, other, temperature)
    if len(movable.sessions) > 0:
        return _step_session(view, state, chance, movable.sessions[below(chance, len(movable.sessions))], temperature)
    return NEVER


@kernel
def anneal(
    view: Table, state: Table, movable: Movable, best: Table, cost: Ints, chance: Masks, moves: int, temperature: float
) -> int:
    """Try `moves` random moves at one temperature; how many were taken comes out.

    cost: [cost of `state`, cost of `best`], kept up to date; `best` becomes a copy of `state` whenever it is cheaper.
    """
    taken = 0
    for _ in range(moves):
        change = _step(view, state, chance, movable, temperature)
        if change != NEVER:
            taken += 1
            cost[0] += change
            if cost[0] < cost[1]:
                cost[1] = cost[0]
                for place in range(len(best)):
                    best[place] = state[place]
    return taken
