"""Moves of people: a class gets another lecturer, a trainee another cohort (kernels)."""

from solver.camp.holding import duty_holds, holds, person_holds
from solver.camp.layout import (
    COHORT_CLASSES,
    FIRST_SESSION,
    MAX_SIZE,
    SCALARS,
    SEAT,
    SEATS,
    SENDERS,
    SLOT_COUNT,
    STUDENTS,
    TRAINEE_STATION,
)
from solver.camp.placing import put, take
from solver.camp.state import (
    AWAY,
    CHAIN,
    COHORT_AT,
    COHORT_SIZE,
    HEADS,
    LECTURER,
    SENT,
    SLOT,
    STOPS,
    TRAINEE_COHORT,
    VENUE,
)
from solver.camp.tables import Table, at, cell, entry, item
from solver.compiled.kernel import FREE, NEVER, NONE, kernel


@kernel
def set_lecturer(view: Table, state: Table, class_idx: int, lecturer: int) -> int:
    """Give all planned course sessions of a class to a lecturer who is free then.

    The change of the cost comes out; rules are not looked at.
    """
    change, length = 0, 0
    for session in range(entry(view, FIRST_SESSION, class_idx), entry(view, FIRST_SESSION, class_idx + 1)):
        slot = entry(state, SLOT, session)
        if slot != NONE:
            link = at(state, CHAIN, length, 0)
            state[link], state[link + 1], state[link + 2] = session, slot, entry(state, VENUE, session)
            change += take(view, state, session)
            length += 1
    state[at(state, LECTURER, class_idx, 0)] = lecturer
    for number in range(length):
        link = at(state, CHAIN, number, 0)
        change += put(view, state, item(state, link), item(state, link + 1), item(state, link + 2))
    return change


@kernel
def try_lecturer(view: Table, state: Table, class_idx: int, lecturer: int) -> int:
    """Give a class to another lecturer; the change of the cost, or NEVER and nothing changed."""
    old = entry(state, LECTURER, class_idx)
    first, end = entry(view, FIRST_SESSION, class_idx), entry(view, FIRST_SESSION, class_idx + 1)
    if lecturer == old:
        return NEVER
    for session in range(first, end):
        slot = entry(state, SLOT, session)
        if slot != NONE and cell(state, STOPS, lecturer, slot) != FREE:
            return NEVER
    change = set_lecturer(view, state, class_idx, lecturer)
    for session in range(first, end):
        slot = entry(state, SLOT, session)
        if slot != NONE and not (holds(view, state, session) and person_holds(view, state, old, slot)):
            set_lecturer(view, state, class_idx, old)
            return NEVER
    return change


@kernel
def _seat_price(view: Table, state: Table, cohort: int) -> int:
    """The price of persons beyond the seats, over all planned course sessions of a cohort."""
    beyond = 0
    for place in range(entry(view, COHORT_CLASSES, cohort), entry(view, COHORT_CLASSES, cohort + 1)):
        class_idx = item(view, place)
        heads = entry(state, HEADS, class_idx)
        for session in range(entry(view, FIRST_SESSION, class_idx), entry(view, FIRST_SESSION, class_idx + 1)):
            if entry(state, SLOT, session) != NONE:
                beyond += max(0, heads - entry(view, SEATS, entry(state, VENUE, session)))
    return beyond * entry(view, SCALARS, SEAT)


@kernel
def enrol(view: Table, state: Table, trainee: int, cohort: int, change: int) -> int:
    """Count a trainee into a cohort (change 1) or out of it (change -1); the change of the cost comes out."""
    price = _seat_price(view, state, cohort)
    station = entry(view, TRAINEE_STATION, trainee)
    state[at(state, TRAINEE_COHORT, trainee, 0)] = cohort if change == 1 else NONE
    state[at(state, COHORT_SIZE, cohort, 0)] += change
    for sender in range(entry(view, SENDERS, cohort), entry(view, SENDERS, cohort + 1)):
        if item(view, sender) == station:
            state[item(state, SENT) + sender - entry(view, SENDERS, 0)] += change
    for slot in range(entry(view, SCALARS, SLOT_COUNT)):
        if cell(state, COHORT_AT, cohort, slot) != NONE:
            state[at(state, AWAY, station, slot)] += change
    for place in range(entry(view, COHORT_CLASSES, cohort), entry(view, COHORT_CLASSES, cohort + 1)):
        if entry(view, STUDENTS, item(view, place)) == NONE:
            state[at(state, HEADS, item(view, place), 0)] += change
    return _seat_price(view, state, cohort) - price


@kernel
def cohort_holds(view: Table, state: Table, cohort: int) -> bool:
    """Whether the cohort is not too large and no station it takes staff from is short of them (T6, T7)."""
    if entry(state, COHORT_SIZE, cohort) > entry(view, MAX_SIZE, cohort):
        return False
    for slot in range(entry(view, SCALARS, SLOT_COUNT)):
        if cell(state, COHORT_AT, cohort, slot) != NONE and not duty_holds(view, state, cohort, slot):
            return False
    return True


@kernel
def exchange(view: Table, state: Table, trainee: int, cohort: int, other: int) -> int:
    """Move a trainee to another cohort, and trainee `other` (or NONE) the opposite way; the change of the cost."""
    old = entry(state, TRAINEE_COHORT, trainee)
    change = enrol(view, state, trainee, old, -1)
    if other != NONE:
        change += enrol(view, state, other, cohort, -1)
        change += enrol(view, state, other, old, 1)
    return change + enrol(view, state, trainee, cohort, 1)


@kernel
def try_exchange(view: Table, state: Table, trainee: int, cohort: int, other: int) -> int:
    """The same when the rules allow it; else NEVER, and nothing has changed."""
    old = entry(state, TRAINEE_COHORT, trainee)
    change = exchange(view, state, trainee, cohort, other)
    if cohort_holds(view, state, cohort) and (other == NONE or cohort_holds(view, state, old)):
        return change
    exchange(view, state, trainee, old, other)
    return NEVER
