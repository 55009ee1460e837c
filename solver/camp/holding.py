"""Whether a course session may be somewhere: what can be said before it is put there, and what only then (kernels)."""

from solver.camp.layout import (
    CLASS_CLOSED,
    COHORTS,
    DAY,
    DAY_FIRST,
    END_MINUTE,
    FIRST_SESSION,
    FROZEN_UNTIL,
    LATER,
    LOCK_SLOT,
    LOCK_VENUE,
    MAX_PER_DAY,
    MAX_PER_TERM,
    MAX_PER_WEEK,
    MINUTES,
    PRIOR,
    ROAMS,
    SCALARS,
    SENDERS,
    SESSION_CLASS,
    SPARE,
    SPARE_WHEN_VISITED,
    START_MINUTE,
    SUITS,
    VENUE_CLOSED,
    WEEK,
)
from solver.camp.state import AWAY, LECTURER, LECTURER_AT, PER_DAY, PER_TERM, PER_WEEK, SENT, SLOT, STOPS, VISITED
from solver.camp.tables import Table, cell, entry, item
from solver.compiled.kernel import FREE, NONE, kernel


@kernel
def day_in_time(view: Table, state: Table, person: int, day: int) -> bool:
    """Whether a person gets from each stop of the date to each later one before it starts (H11).

    As in `solver.compiled.routes.is_reachable`: the day stays in time whichever of its stops is taken out again.
    """
    first = entry(view, DAY_FIRST, day)
    for slot in range(first + 1, entry(view, DAY_FIRST, day + 1)):
        place = cell(state, STOPS, person, slot)
        if place < 0:
            continue
        for earlier in range(first, slot):
            before = cell(state, STOPS, person, earlier)
            free = entry(view, START_MINUTE, slot) - entry(view, END_MINUTE, earlier)
            if before >= 0 and cell(view, MINUTES, before, place) > free:
                return False
    return True


@kernel
def may_be(view: Table, state: Table, session: int, slot: int, venue: int) -> bool:
    """Whether locks, opening, features and the lecturer's fixed calendar allow it (H12, T2, T3, H3)."""
    class_idx = entry(view, SESSION_CLASS, session)
    if cell(view, CLASS_CLOSED, class_idx, slot) or cell(view, VENUE_CLOSED, venue, slot):
        return False
    lock_slot, lock_venue = entry(view, LOCK_SLOT, session), entry(view, LOCK_VENUE, session)
    if lock_slot == NONE:
        if slot < entry(view, SCALARS, FROZEN_UNTIL):
            return False
    elif lock_slot != slot:
        return False
    if (lock_venue != NONE and lock_venue != venue) or not cell(view, SUITS, class_idx, venue):
        return False
    lecturer = entry(state, LECTURER, class_idx)
    if lecturer == NONE:
        return False
    return cell(state, STOPS, lecturer, slot) == FREE or cell(state, LECTURER_AT, lecturer, slot) != NONE


@kernel
def person_holds(view: Table, state: Table, person: int, slot: int) -> bool:
    """Whether the person keeps their limits and gets everywhere in time on the slot's date (H5, H11)."""
    if entry(view, ROAMS, person) == 0:
        return True
    day, week = entry(view, DAY, slot), entry(view, WEEK, slot)
    return (
        cell(state, PER_DAY, person, day) <= entry(view, MAX_PER_DAY, person)
        and cell(state, PER_WEEK, person, week) <= entry(view, MAX_PER_WEEK, person)
        and entry(state, PER_TERM, person) <= entry(view, MAX_PER_TERM, person)
        and day_in_time(view, state, person, day)
    )


@kernel
def in_order(view: Table, state: Table, class_idx: int, slot: int) -> bool:
    """Whether every planned course session of earlier classes is before `slot`, and of later ones after it (T5)."""
    for place in range(entry(view, PRIOR, class_idx), entry(view, PRIOR, class_idx + 1)):
        other = item(view, place)
        for session in range(entry(view, FIRST_SESSION, other), entry(view, FIRST_SESSION, other + 1)):
            if entry(state, SLOT, session) >= slot:
                return False
    for place in range(entry(view, LATER, class_idx), entry(view, LATER, class_idx + 1)):
        other = item(view, place)
        for session in range(entry(view, FIRST_SESSION, other), entry(view, FIRST_SESSION, other + 1)):
            if NONE != entry(state, SLOT, session) <= slot:
                return False
    return True


@kernel
def duty_holds(view: Table, state: Table, cohort: int, slot: int) -> bool:
    """Whether every station that sends somebody to the cohort keeps enough staff in the slot (T7)."""
    sent = item(state, SENT) - entry(view, SENDERS, 0)
    for sender in range(entry(view, SENDERS, cohort), entry(view, SENDERS, cohort + 1)):
        if item(state, sent + sender) > 0:
            station = item(view, sender)
            spare = SPARE_WHEN_VISITED if cell(state, VISITED, station, slot) else SPARE
            if cell(state, AWAY, station, slot) > entry(view, spare, station):
                return False
    return True


@kernel
def holds(view: Table, state: Table, session: int) -> bool:
    """Whether a course session, where it has just been put, breaks no rule of its lecturer, order and stations."""
    class_idx, slot = entry(view, SESSION_CLASS, session), entry(state, SLOT, session)
    if not person_holds(view, state, entry(state, LECTURER, class_idx), slot):
        return False
    if not in_order(view, state, class_idx, slot):
        return False
    for place in range(entry(view, COHORTS, class_idx), entry(view, COHORTS, class_idx + 1)):
        if not duty_holds(view, state, item(view, place), slot):
            return False
    return True
