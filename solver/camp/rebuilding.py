"""A larger move: a whole class is taken out and put back with some lecturer (kernel).

Each of its course sessions goes where it is cheapest among a few random places.
"""

from solver.camp.chains import MOVER, OLD_SLOT, OLD_VENUE, is_clear, undo_chain
from solver.camp.holding import holds, may_be, person_holds
from solver.camp.layout import (
    FIRST_SESSION,
    GOOD_VENUES,
    LATER,
    LOCK_SLOT,
    LOCK_VENUE,
    OPEN,
    PRIOR,
    SCALARS,
    SLOT_COUNT,
    VENUES,
)
from solver.camp.placing import put, take
from solver.camp.state import CHAIN, LECTURER, SLOT, VENUE
from solver.camp.tables import Table, at, cell, entry, item
from solver.compiled.chance import below
from solver.compiled.kernel import NEVER, NONE, Masks, kernel

STRAY_SHARE = 8
"""One venue in so many is drawn from all that suit, not from the good ones."""
SAMPLES = 12
"""Places tried for each course session."""


@kernel
def choose(view: Table, table: int, row: int, chance: Masks) -> int:
    """One of a group at random, or NONE when it is empty."""
    first, end = entry(view, table, row), entry(view, table, row + 1)
    return item(view, first + below(chance, end - first)) if end > first else NONE


@kernel
def order_window(view: Table, state: Table, class_idx: int) -> tuple[int, int]:
    """Slots first .. end - 1 lie after all classes that go before, and before all that come after (T5)."""
    first, end = 0, entry(view, SCALARS, SLOT_COUNT)
    for place in range(entry(view, PRIOR, class_idx), entry(view, PRIOR, class_idx + 1)):
        other = item(view, place)
        for session in range(entry(view, FIRST_SESSION, other), entry(view, FIRST_SESSION, other + 1)):
            first = max(first, entry(state, SLOT, session) + 1)
    for place in range(entry(view, LATER, class_idx), entry(view, LATER, class_idx + 1)):
        other = item(view, place)
        for session in range(entry(view, FIRST_SESSION, other), entry(view, FIRST_SESSION, other + 1)):
            if entry(state, SLOT, session) != NONE:
                end = min(end, entry(state, SLOT, session))
    return first, end


@kernel
def _lower_bound(view: Table, low: int, high: int, value: int) -> int:
    """The first of the places low .. high - 1 whose number is at least `value`, or high; the numbers are in order."""
    while low < high:
        middle = (low + high) // 2
        if item(view, middle) < value:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def open_slot(view: Table, class_idx: int, first: int, end: int, chance: Masks) -> int:
    """Any open slot of the class from `first` to end - 1, or NONE."""
    low, high = entry(view, OPEN, class_idx), entry(view, OPEN, class_idx + 1)
    if first > 0:
        low = _lower_bound(view, low, high, first)
    if end < entry(view, SCALARS, SLOT_COUNT):
        high = _lower_bound(view, low, high, end)
    return item(view, low + below(chance, high - low)) if high > low else NONE


@kernel
def random_slot(view: Table, state: Table, session: int, class_idx: int, chance: Masks) -> int:
    """The slot a lock asks for, else any open one in the order's window; NONE when there is none."""
    lock = entry(view, LOCK_SLOT, session)
    if lock != NONE:
        return lock
    first, end = order_window(view, state, class_idx)
    return open_slot(view, class_idx, first, end, chance)


@kernel
def random_venue(view: Table, session: int, class_idx: int, chance: Masks) -> int:
    """The venue a lock asks for, else any that suits, mostly a good one; NONE when none does."""
    lock = entry(view, LOCK_VENUE, session)
    if lock != NONE:
        return lock
    good = entry(view, GOOD_VENUES, class_idx)
    if good > 0 and below(chance, STRAY_SHARE) > 0:
        return item(view, entry(view, VENUES, class_idx) + below(chance, good))
    return choose(view, VENUES, class_idx, chance)


@kernel
def _put_well(
    view: Table, state: Table, chance: Masks, session: int, class_idx: int, first: int, end: int, samples: int
) -> int:
    """Put a parked course session at the cheapest of a few random places in slots first .. end - 1, or where locked.

    The change of the cost comes out, 0 when none of them is free.
    """
    best, best_slot, best_venue = 0, NONE, NONE
    lock = entry(view, LOCK_SLOT, session)
    for _ in range(samples):
        slot = lock if lock != NONE else open_slot(view, class_idx, first, end, chance)
        venue = random_venue(view, session, class_idx, chance)
        if slot == NONE or venue == NONE or not may_be(view, state, session, slot, venue):
            continue
        if not is_clear(view, state, session, slot, venue):
            continue
        change = put(view, state, session, slot, venue)
        if holds(view, state, session) and (best_slot == NONE or change < best):
            best, best_slot, best_venue = change, slot, venue
        take(view, state, session)
    if best_slot != NONE:
        put(view, state, session, best_slot, best_venue)
    return best


@kernel
def build_class(
    view: Table, state: Table, chance: Masks, class_idx: int, lecturer: int, first: int, end: int, samples: int
) -> int:
    """Give a wholly parked class this lecturer, and put its course sessions where it is cheap; the change of the cost.

    Only slots first .. end - 1 are tried, and the best of `samples` random places is taken; else it stays parked.
    """
    state[at(state, LECTURER, class_idx, 0)] = lecturer
    low, high = order_window(view, state, class_idx)
    change = 0
    for session in range(entry(view, FIRST_SESSION, class_idx), entry(view, FIRST_SESSION, class_idx + 1)):
        change += _put_well(view, state, chance, session, class_idx, max(first, low), min(end, high), samples)
    return change


@kernel
def park_class(view: Table, state: Table, class_idx: int) -> None:
    """Take out everything planned of a class."""
    for session in range(entry(view, FIRST_SESSION, class_idx), entry(view, FIRST_SESSION, class_idx + 1)):
        if entry(state, SLOT, session) != NONE:
            take(view, state, session)


@kernel
def undo_rebuild(view: Table, state: Table, class_idx: int, length: int, lecturer: int) -> None:
    """Bring a class back to its places and lecturer before `rebuild`."""
    park_class(view, state, class_idx)
    state[at(state, LECTURER, class_idx, 0)] = lecturer
    undo_chain(view, state, length)


@kernel
def try_rebuild(view: Table, state: Table, chance: Masks, class_idx: int, lecturer: int) -> tuple[int, int]:
    """Take a class out and put it back with this lecturer; (change of the cost, length for `undo_rebuild`).

    (NEVER, 0), and nothing changed, when the lecturer before could not keep their day (H11).
    """
    first, end = entry(view, FIRST_SESSION, class_idx), entry(view, FIRST_SESSION, class_idx + 1)
    if lecturer == NONE:
        return NEVER, 0
    change, old = 0, entry(state, LECTURER, class_idx)
    for session in range(first, end):
        link = at(state, CHAIN, session - first, 0)
        state[link + MOVER] = session
        state[link + OLD_SLOT] = entry(state, SLOT, session)
        state[link + OLD_VENUE] = entry(state, VENUE, session)
        if entry(state, SLOT, session) != NONE:
            change += take(view, state, session)
    change += build_class(view, state, chance, class_idx, lecturer, 0, entry(view, SCALARS, SLOT_COUNT), SAMPLES)
    for link in range(end - first):
        slot = cell(state, CHAIN, link, OLD_SLOT)
        if slot != NONE and not person_holds(view, state, old, slot):
            undo_rebuild(view, state, class_idx, end - first, old)
            return NEVER, 0
    return change, end - first
