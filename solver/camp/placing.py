"""Putting a course session somewhere and taking it away again, with the exact change of the cost (kernels)."""

from solver.camp.layout import (
    BITS,
    COHORTS,
    DAY,
    DAY_FIRST,
    DISLIKE,
    DISLIKED,
    FIRST_VENUE_PLACE,
    PARK_PRICE,
    ROAMS,
    SCALARS,
    SEAT,
    SEATS,
    SENDERS,
    SESSION_CLASS,
    WEEK,
)
from solver.camp.prices import baseline_price, class_price, isolation, person_price
from solver.camp.state import (
    AWAY,
    CLASS_DAY,
    CLASS_VENUE,
    COHORT_AT,
    COHORT_BUSY,
    DAYS_USED,
    HEADS,
    LECTURER,
    LECTURER_AT,
    PER_DAY,
    PER_TERM,
    PER_WEEK,
    PLANNED,
    SENT,
    SLOT,
    STOPS,
    VENUE,
    VENUE_AT,
    VENUES_USED,
)
from solver.camp.tables import Table, at, cell, entry, item
from solver.compiled.kernel import FREE, NONE, kernel


@kernel
def _tally(state: Table, class_idx: int, day: int, venue: int, change: int) -> None:
    """Count a course session in (change 1) or out (-1) of its class, date and venue."""
    state[at(state, PLANNED, class_idx, 0)] += change
    on_day, in_venue = at(state, CLASS_DAY, class_idx, day), at(state, CLASS_VENUE, class_idx, venue)
    only = 1 if change < 0 else 0
    if state[on_day] == only:
        state[at(state, DAYS_USED, class_idx, 0)] += change
    if state[in_venue] == only:
        state[at(state, VENUES_USED, class_idx, 0)] += change
    state[on_day] += change
    state[in_venue] += change


@kernel
def _set_stop(view: Table, state: Table, person: int, slot: int, place: int) -> int:
    """Put a stop into a person's calendar, or FREE to take it out; the change of the cost comes out."""
    if entry(view, ROAMS, person) == 0:
        state[at(state, STOPS, person, slot)] = place
        return 0
    day = entry(view, DAY, slot)
    before = person_price(view, state, person, day)
    change = -1 if place == FREE else 1
    state[at(state, STOPS, person, slot)] = place
    state[at(state, PER_DAY, person, day)] += change
    state[at(state, PER_WEEK, person, entry(view, WEEK, slot))] += change
    state[at(state, PER_TERM, person, 0)] += change
    disliked = change * cell(view, DISLIKED, person, slot) * entry(view, SCALARS, DISLIKE)
    return person_price(view, state, person, day) - before + disliked


@kernel
def _occupy(view: Table, state: Table, class_idx: int, slot: int, venue: int, occupant: int) -> None:
    """Write a course session, or NONE, into the calendars of venue, lecturer and cohorts; count who is away."""
    state[at(state, VENUE_AT, venue, slot)] = occupant
    state[at(state, LECTURER_AT, entry(state, LECTURER, class_idx), slot)] = occupant
    change = -1 if occupant == NONE else 1
    sent = item(state, SENT) - entry(view, SENDERS, 0)
    day = entry(view, DAY, slot)
    bit = 1 << (slot - entry(view, DAY_FIRST, day)) % BITS
    for place in range(entry(view, COHORTS, class_idx), entry(view, COHORTS, class_idx + 1)):
        cohort = item(view, place)
        state[at(state, COHORT_AT, cohort, slot)] = occupant
        state[at(state, COHORT_BUSY, cohort, day)] ^= bit
        for sender in range(entry(view, SENDERS, cohort), entry(view, SENDERS, cohort + 1)):
            state[at(state, AWAY, item(view, sender), slot)] += change * item(state, sent + sender)


@kernel
def put(view: Table, state: Table, session: int, slot: int, venue: int) -> int:
    """Plan a parked course session where venue, cohorts and lecturer have nothing; the change of the cost comes out.

    Rules other than those three are not looked at: see `holds`.
    """
    class_idx = entry(view, SESSION_CLASS, session)
    lecturer = entry(state, LECTURER, class_idx)
    change = baseline_price(view, session, slot, venue, lecturer) - baseline_price(view, session, NONE, NONE, NONE)
    change += isolation(view, state, class_idx, slot)
    change -= entry(view, PARK_PRICE, session) + class_price(view, state, class_idx)
    state[at(state, SLOT, session, 0)] = slot
    state[at(state, VENUE, session, 0)] = venue
    _tally(state, class_idx, entry(view, DAY, slot), venue, 1)
    _occupy(view, state, class_idx, slot, venue, session)
    change += _set_stop(view, state, lecturer, slot, entry(view, SCALARS, FIRST_VENUE_PLACE) + venue)
    change += entry(view, SCALARS, SEAT) * max(0, entry(state, HEADS, class_idx) - entry(view, SEATS, venue))
    return change + class_price(view, state, class_idx)


@kernel
def take(view: Table, state: Table, session: int) -> int:
    """Park a planned course session; the change of the cost comes out."""
    class_idx = entry(view, SESSION_CLASS, session)
    slot, venue = entry(state, SLOT, session), entry(state, VENUE, session)
    lecturer = entry(state, LECTURER, class_idx)
    change = baseline_price(view, session, NONE, NONE, NONE) - baseline_price(view, session, slot, venue, lecturer)
    change += entry(view, PARK_PRICE, session) - class_price(view, state, class_idx)
    state[at(state, SLOT, session, 0)] = NONE
    state[at(state, VENUE, session, 0)] = NONE
    _tally(state, class_idx, entry(view, DAY, slot), venue, -1)
    _occupy(view, state, class_idx, slot, venue, NONE)
    change -= isolation(view, state, class_idx, slot)
    change += _set_stop(view, state, lecturer, slot, FREE)
    change -= entry(view, SCALARS, SEAT) * max(0, entry(state, HEADS, class_idx) - entry(view, SEATS, venue))
    return change + class_price(view, state, class_idx)
