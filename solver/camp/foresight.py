"""What a move would cost, told from the tallies before anything is moved (kernels).

Most moves are refused, and to carry one out and undo it takes several times as long. It can be told wherever lecturers'
days, order and duty at stations have no say (`FORESEEABLE`), as in the timetables of the competition.
"""

from solver.camp.chains import MOVER, NEW_SLOT, NEW_VENUE, OLD_SLOT, OLD_VENUE
from solver.camp.layout import (
    BASE_SLOT,
    COHORTS,
    DAY,
    DAY_FIRST,
    FORESEEABLE,
    ISOLATED,
    MIN_DAY,
    MIN_DAYS,
    SCALARS,
    SEAT,
    SEATS,
    SESSION_CLASS,
    STABILITY,
)
from solver.camp.prices import baseline_price
from solver.camp.state import (
    CHAIN,
    CLASS_DAY,
    CLASS_VENUE,
    COHORT_AT,
    COHORT_BUSY,
    DAYS_USED,
    HEADS,
    LECTURER,
    LECTURER_AT,
)
from solver.camp.tables import Table, at, cell, entry, item
from solver.compiled.kernel import NEVER, NONE, kernel


@kernel
def is_foreseeable(view: Table, state: Table) -> bool:
    """Whether `foreseen` knows the price of the chain at hand: not when it begins in the car park."""
    return entry(view, SCALARS, FORESEEABLE) != 0 and cell(state, CHAIN, 0, OLD_SLOT) != NONE


@kernel
def foreseen(view: Table, state: Table, length: int) -> int:
    """The change of the cost if the chain were carried out; NEVER when two would be in one venue at a time."""
    change = 0
    for link in range(length):
        row = at(state, CHAIN, link, 0)
        session = item(state, row + MOVER)
        old_slot, old_venue = item(state, row + OLD_SLOT), item(state, row + OLD_VENUE)
        new_slot, new_venue = item(state, row + NEW_SLOT), item(state, row + NEW_VENUE)
        for other in range(link):
            before = at(state, CHAIN, other, 0)
            if item(state, before + NEW_VENUE) == new_venue and item(state, before + NEW_SLOT) == new_slot:
                return NEVER
        class_idx = entry(view, SESSION_CLASS, session)
        if old_venue != new_venue:
            change += _venue_change(view, state, class_idx, old_venue, new_venue)
        if old_slot != new_slot:
            change += _dates_change(view, state, class_idx, old_slot, new_slot)
            change += _isolation_change(view, state, class_idx, old_slot, new_slot)
        if entry(view, BASE_SLOT, session) != NONE:
            lecturer = entry(state, LECTURER, class_idx)
            change += baseline_price(view, session, new_slot, new_venue, lecturer)
            change -= baseline_price(view, session, old_slot, old_venue, lecturer)
    return change


@kernel
def _venue_change(view: Table, state: Table, class_idx: int, old_venue: int, new_venue: int) -> int:
    """Seats, and how many venues the class has, when one of its course sessions goes to another venue."""
    heads = entry(state, HEADS, class_idx)
    beyond = max(0, heads - entry(view, SEATS, new_venue)) - max(0, heads - entry(view, SEATS, old_venue))
    venues = 0
    if cell(state, CLASS_VENUE, class_idx, new_venue) == 0:
        venues += 1
    if cell(state, CLASS_VENUE, class_idx, old_venue) == 1:
        venues -= 1
    return beyond * entry(view, SCALARS, SEAT) + venues * entry(view, SCALARS, STABILITY)


@kernel
def _dates_change(view: Table, state: Table, class_idx: int, old_slot: int, new_slot: int) -> int:
    """Dates that the class has too few of, when one of its course sessions goes to another slot."""
    old_day, new_day = entry(view, DAY, old_slot), entry(view, DAY, new_slot)
    if old_day == new_day:
        return 0
    there = cell(state, LECTURER_AT, entry(state, LECTURER, class_idx), new_slot)
    if there != NONE and entry(view, SESSION_CLASS, there) == class_idx:
        return 0  # it comes back in exchange
    used = entry(state, DAYS_USED, class_idx)
    after = used
    if cell(state, CLASS_DAY, class_idx, old_day) == 1:
        after -= 1
    if cell(state, CLASS_DAY, class_idx, new_day) == 0:
        after += 1
    wanted = entry(view, MIN_DAYS, class_idx)
    return (max(0, wanted - after) - max(0, wanted - used)) * entry(view, SCALARS, MIN_DAY)


@kernel
def lonely(busy: int) -> int:
    """How many bits are set without a neighbour."""
    rest = busy & ~((busy << 1) | (busy >> 1))
    count = 0
    while rest:
        rest &= rest - 1
        count += 1
    return count


@kernel
def _isolation_change(view: Table, state: Table, class_idx: int, old_slot: int, new_slot: int) -> int:
    """Isolated course sessions of those cohorts of the class for whom nothing comes back in exchange."""
    old_day, new_day = entry(view, DAY, old_slot), entry(view, DAY, new_slot)
    old_bit = 1 << (old_slot - entry(view, DAY_FIRST, old_day))
    new_bit = 1 << (new_slot - entry(view, DAY_FIRST, new_day))
    change = 0
    for place in range(entry(view, COHORTS, class_idx), entry(view, COHORTS, class_idx + 1)):
        cohort = item(view, place)
        if cell(state, COHORT_AT, cohort, new_slot) != NONE:
            continue
        old_busy = cell(state, COHORT_BUSY, cohort, old_day)
        if old_day == new_day:
            change += lonely(old_busy ^ old_bit ^ new_bit) - lonely(old_busy)
        else:
            new_busy = cell(state, COHORT_BUSY, cohort, new_day)
            change += lonely(old_busy ^ old_bit) - lonely(old_busy)
            change += lonely(new_busy ^ new_bit) - lonely(new_busy)
    return change * entry(view, SCALARS, ISOLATED)
