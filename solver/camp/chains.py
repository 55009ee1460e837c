"""Moves of course sessions: one goes to a slot and venue, and those in its way change places with it (kernels).

Whoever is in the way (same venue, a shared cohort, the same lecturer) goes to the slot that the first one left, whoever
is in their way there comes back, and so on: a Kempe chain, after which nobody is in anybody's way. From and to the car
park of what is left out the same move is an ejection.
"""

from solver.camp.holding import holds, may_be, person_holds
from solver.camp.layout import COHORTS, LOCK_SLOT, SESSION_CLASS
from solver.camp.placing import put, take
from solver.camp.state import (
    CHAIN,
    CLOCK,
    COHORT_AT,
    LECTURER,
    LECTURER_AT,
    LONGEST_CHAIN,
    SLOT,
    STAMP,
    VENUE,
    VENUE_AT,
)
from solver.camp.tables import Table, at, cell, entry, item
from solver.compiled.kernel import NEVER, NONE, kernel

MOVER, OLD_SLOT, OLD_VENUE, NEW_SLOT, NEW_VENUE = range(5)
"""Columns of the chain."""
SHORT_CHAIN = 6
LONG_SHARE = 8
"""Long chains are dear to try and seldom taken, but nothing else gets out of some camps: one move in so many may have
LONGEST_CHAIN course sessions, the others SHORT_CHAIN.
"""


@kernel
def _join(view: Table, state: Table, length: int, session: int, slot: int, venue: int) -> int:
    """Add a course session, to go to `slot` and `venue`, to the chain; its new length, or NONE when it may not go."""
    if length >= (LONGEST_CHAIN if entry(state, CLOCK, 0) % LONG_SHARE == 0 else SHORT_CHAIN):
        return NONE
    if slot == NONE:
        if entry(view, LOCK_SLOT, session) != NONE:
            return NONE
    elif not may_be(view, state, session, slot, venue):
        return NONE
    state[at(state, STAMP, session, 0)] = entry(state, CLOCK, 0)
    link = at(state, CHAIN, length, 0)
    state[link + MOVER] = session
    state[link + OLD_SLOT] = entry(state, SLOT, session)
    state[link + OLD_VENUE] = entry(state, VENUE, session)
    state[link + NEW_SLOT] = slot
    state[link + NEW_VENUE] = venue
    return length + 1


@kernel
def _link(view: Table, state: Table, session: int, slot: int, venue: int) -> int:
    """The chain of a move into another slot; its length, or NONE when it is too long or not allowed."""
    old_slot, old_venue = entry(state, SLOT, session), entry(state, VENUE, session)
    length = _join(view, state, 0, session, slot, venue)
    seen = 0
    while seen < length:
        class_idx = entry(view, SESSION_CLASS, cell(state, CHAIN, seen, MOVER))
        there, room = cell(state, CHAIN, seen, NEW_SLOT), cell(state, CHAIN, seen, NEW_VENUE)
        seen += 1
        if there == NONE:
            continue
        away = old_slot if there == slot else slot
        first, end = entry(view, COHORTS, class_idx), entry(view, COHORTS, class_idx + 1)
        for place in range(first - 2, end):
            if place == first - 2:
                other = cell(state, VENUE_AT, room, there)
            elif place == first - 1:
                other = cell(state, LECTURER_AT, entry(state, LECTURER, class_idx), there)
            else:
                other = cell(state, COHORT_AT, item(view, place), there)
            if other == NONE or entry(state, STAMP, other) == entry(state, CLOCK, 0):
                continue
            goes_to = entry(state, VENUE, other)
            if goes_to == venue and there == slot and old_venue != NONE:
                goes_to = old_venue
            length = _join(view, state, length, other, away, goes_to)
            if length == NONE:
                return NONE
    return length


@kernel
def _change_rooms(view: Table, state: Table, session: int, venue: int) -> int:
    """The chain of a move to another venue in the same slot."""
    slot = entry(state, SLOT, session)
    other = cell(state, VENUE_AT, venue, slot)
    length = _join(view, state, 0, session, slot, venue)
    if length != NONE and other != NONE:
        length = _join(view, state, length, other, slot, entry(state, VENUE, session))
    return length


@kernel
def is_clear(view: Table, state: Table, session: int, slot: int, venue: int) -> bool:
    """Whether venue, lecturer and cohorts have no course session in the slot."""
    class_idx = entry(view, SESSION_CLASS, session)
    if cell(state, VENUE_AT, venue, slot) != NONE:
        return False
    if cell(state, LECTURER_AT, entry(state, LECTURER, class_idx), slot) != NONE:
        return False
    for place in range(entry(view, COHORTS, class_idx), entry(view, COHORTS, class_idx + 1)):
        if cell(state, COHORT_AT, item(view, place), slot) != NONE:
            return False
    return True


@kernel
def undo_chain(view: Table, state: Table, length: int) -> None:
    """Bring the course sessions of the chain back to where they were before `try_move`."""
    for link in range(length):
        session = cell(state, CHAIN, link, MOVER)
        if entry(state, SLOT, session) != NONE:
            take(view, state, session)
    for link in range(length):
        slot = cell(state, CHAIN, link, OLD_SLOT)
        if slot != NONE:
            put(view, state, cell(state, CHAIN, link, MOVER), slot, cell(state, CHAIN, link, OLD_VENUE))


@kernel
def _chain_holds(view: Table, state: Table, length: int) -> bool:
    for link in range(length):
        session, old_slot = cell(state, CHAIN, link, MOVER), cell(state, CHAIN, link, OLD_SLOT)
        if entry(state, SLOT, session) != NONE and not holds(view, state, session):
            return False
        lecturer = entry(state, LECTURER, entry(view, SESSION_CLASS, session))
        if old_slot != NONE and not person_holds(view, state, lecturer, old_slot):
            return False
    return True


@kernel
def _run_chain(view: Table, state: Table, length: int) -> int:
    """Move everybody of the chain; the change of the cost, or NEVER when a rule forbids it."""
    change = 0
    for link in range(length):
        if cell(state, CHAIN, link, OLD_SLOT) != NONE:
            change += take(view, state, cell(state, CHAIN, link, MOVER))
    for link in range(length):
        session = cell(state, CHAIN, link, MOVER)
        slot, venue = cell(state, CHAIN, link, NEW_SLOT), cell(state, CHAIN, link, NEW_VENUE)
        if slot != NONE:
            if not is_clear(view, state, session, slot, venue):
                return NEVER
            change += put(view, state, session, slot, venue)
    return change if _chain_holds(view, state, length) else NEVER


@kernel
def propose(view: Table, state: Table, session: int, slot: int, venue: int) -> int:
    """Write down the chain that takes a course session to `slot` and `venue`; its length, or NONE when it may not be.

    Nothing is moved yet: that is for `carry_out`, or `carry_out` and `undo_chain`.
    """
    state[at(state, CLOCK, 0, 0)] += 1
    if entry(state, SLOT, session) == slot:
        return _change_rooms(view, state, session, venue)
    return _link(view, state, session, slot, venue)


@kernel
def carry_out(view: Table, state: Table, length: int) -> int:
    """Move everybody of the chain; the change of the cost, or NEVER when a rule forbids it: nothing is changed then."""
    change = _run_chain(view, state, length)
    if change == NEVER:
        undo_chain(view, state, length)
    return change


@kernel
def try_move(view: Table, state: Table, session: int, slot: int, venue: int) -> int:
    """Move a course session to `slot` and `venue`, and whoever is in its way with it, at whatever price.

    The change of the cost comes out; NEVER when a rule forbids it, and then nothing has changed.
    """
    length = propose(view, state, session, slot, venue)
    return carry_out(view, state, length) if length != NONE else NEVER
