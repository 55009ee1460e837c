"""Putting a course session somewhere and taking it away again, with the exact change of the cost (kernels).

`view` and `state` are the packed tables of `solver.camp.view` and `solver.camp.state`.
"""

from solver.camp.state import (
    AWAY,
    CLASS_DAY,
    CLASS_VENUE,
    COHORT_AT,
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
    VISITED,
)
from solver.camp.tables import Table, at, cell, entry, item
from solver.camp.view import (
    BASE_LECTURER,
    BASE_SLOT,
    BASE_VENUE,
    CLASS_CLOSED,
    COHORTS,
    DAY,
    DAY_FIRST,
    DISLIKE,
    DISLIKED,
    END_MINUTE,
    FIRST_SESSION,
    FIRST_VENUE_PLACE,
    FROZEN_UNTIL,
    ISOLATED,
    LATER,
    LOAD,
    LOCK_SLOT,
    LOCK_VENUE,
    MAX_PER_DAY,
    MAX_PER_TERM,
    MAX_PER_WEEK,
    MIN_DAY,
    MIN_DAYS,
    MINUTES,
    MOVED,
    PARK_PRICE,
    PRIOR,
    REASSIGNED,
    RELOCATED,
    ROAMS,
    SCALARS,
    SEAT,
    SEATS,
    SENDERS,
    SESSION_CLASS,
    SLOT_COUNT,
    SPARE,
    SPARE_WHEN_VISITED,
    STABILITY,
    START_MINUTE,
    SUITS,
    TARGET,
    TRAVEL,
    VENUE_CLOSED,
    WEEK,
)
from solver.compiled.kernel import FREE, NONE, kernel


@kernel
def day_minutes(view: Table, state: Table, person: int, day: int) -> int:
    """Minutes of a person's route on a date: home, stops in time order, home."""
    here = person
    total = 0
    for slot in range(entry(view, DAY_FIRST, day), entry(view, DAY_FIRST, day + 1)):
        place = cell(state, STOPS, person, slot)
        if place >= 0:
            total += cell(view, MINUTES, here, place)
            here = place
    return total + cell(view, MINUTES, here, person)


@kernel
def day_in_time(view: Table, state: Table, person: int, day: int) -> bool:
    """Whether a person gets from each stop of the date to the next before it starts (H11)."""
    before, free_from = NONE, 0
    for slot in range(entry(view, DAY_FIRST, day), entry(view, DAY_FIRST, day + 1)):
        place = cell(state, STOPS, person, slot)
        if place >= 0:
            free = entry(view, START_MINUTE, slot) - free_from
            if before != NONE and cell(view, MINUTES, before, place) > free:
                return False
            before, free_from = place, entry(view, END_MINUTE, slot)
    return True


@kernel
def baseline_price(view: Table, session: int, slot: int, venue: int, lecturer: int) -> int:
    """What a course session costs for not being where the baseline has it; slot NONE: left out."""
    if entry(view, BASE_SLOT, session) == NONE:
        return 0
    price = 0
    if slot != entry(view, BASE_SLOT, session):
        price += entry(view, SCALARS, MOVED)
    if slot == NONE or lecturer != entry(view, BASE_LECTURER, session):
        price += entry(view, SCALARS, REASSIGNED)
    if slot == NONE or venue != entry(view, BASE_VENUE, session):
        price += entry(view, SCALARS, RELOCATED)
    return price


@kernel
def parked_price(view: Table, state: Table, session_count: int, person_count: int) -> int:
    """The cost of a state in which every course session is parked: those left out, and the days of those who visit."""
    price = 0
    for session in range(session_count):
        price += entry(view, PARK_PRICE, session) + baseline_price(view, session, NONE, NONE, NONE)
    for person in range(person_count):
        for day in range(entry(view, DAY, entry(view, SCALARS, SLOT_COUNT) - 1) + 1):
            price += entry(view, SCALARS, TRAVEL) * day_minutes(view, state, person, day)
        for slot in range(entry(view, SCALARS, SLOT_COUNT)):
            if cell(state, STOPS, person, slot) >= 0:
                price += entry(view, SCALARS, DISLIKE) * cell(view, DISLIKED, person, slot)
        if entry(view, TARGET, person) != NONE:
            missed = abs(entry(state, PER_TERM, person) - entry(view, TARGET, person))
            price += entry(view, SCALARS, LOAD) * missed
    return price


@kernel
def _isolation(view: Table, state: Table, class_idx: int, slot: int) -> int:
    """The price of the isolated course sessions more when one of the class is added in a slot empty for its cohorts."""
    price = entry(view, SCALARS, ISOLATED)
    if price == 0:
        return 0
    day = entry(view, DAY, slot)
    first, end = entry(view, DAY_FIRST, day), entry(view, DAY_FIRST, day + 1)
    change = 0
    for place in range(entry(view, COHORTS, class_idx), entry(view, COHORTS, class_idx + 1)):
        here = at(state, COHORT_AT, item(view, place), slot)
        before = slot > first and state[here - 1] != NONE
        after = slot + 1 < end and state[here + 1] != NONE
        if not before and not after:
            change += 1
        if before and (slot - 1 == first or state[here - 2] == NONE):
            change -= 1
        if after and (slot + 2 == end or state[here + 2] == NONE):
            change -= 1
    return change * price


@kernel
def _class_price(view: Table, state: Table, class_idx: int) -> int:
    """Spread over dates and venues of what is planned of a class."""
    if entry(state, PLANNED, class_idx) == 0:
        return 0
    missing = max(0, entry(view, MIN_DAYS, class_idx) - entry(state, DAYS_USED, class_idx))
    surplus = entry(state, VENUES_USED, class_idx) - 1
    return entry(view, SCALARS, MIN_DAY) * missing + entry(view, SCALARS, STABILITY) * surplus


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
def _person_price(view: Table, state: Table, person: int, day: int) -> int:
    """Travel of a person's date, and what their load misses of the target."""
    price = entry(view, SCALARS, TRAVEL) * day_minutes(view, state, person, day)
    target = entry(view, TARGET, person)
    if target != NONE:
        price += entry(view, SCALARS, LOAD) * abs(entry(state, PER_TERM, person) - target)
    return price


@kernel
def _set_stop(view: Table, state: Table, person: int, slot: int, place: int) -> int:
    """Put a stop into a person's calendar, or FREE to take it out; the change of the cost comes out."""
    if entry(view, ROAMS, person) == 0:
        state[at(state, STOPS, person, slot)] = place
        return 0
    day = entry(view, DAY, slot)
    before = _person_price(view, state, person, day)
    change = -1 if place == FREE else 1
    state[at(state, STOPS, person, slot)] = place
    state[at(state, PER_DAY, person, day)] += change
    state[at(state, PER_WEEK, person, entry(view, WEEK, slot))] += change
    state[at(state, PER_TERM, person, 0)] += change
    disliked = change * cell(view, DISLIKED, person, slot) * entry(view, SCALARS, DISLIKE)
    return _person_price(view, state, person, day) - before + disliked


@kernel
def _occupy(view: Table, state: Table, class_idx: int, slot: int, venue: int, occupant: int) -> None:
    """Write a course session, or NONE, into the calendars of venue, lecturer and cohorts; count who is away."""
    state[at(state, VENUE_AT, venue, slot)] = occupant
    state[at(state, LECTURER_AT, entry(state, LECTURER, class_idx), slot)] = occupant
    change = -1 if occupant == NONE else 1
    sent = item(state, SENT) - entry(view, SENDERS, 0)
    for place in range(entry(view, COHORTS, class_idx), entry(view, COHORTS, class_idx + 1)):
        cohort = item(view, place)
        state[at(state, COHORT_AT, cohort, slot)] = occupant
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
    change += _isolation(view, state, class_idx, slot)
    change -= entry(view, PARK_PRICE, session) + _class_price(view, state, class_idx)
    state[at(state, SLOT, session, 0)] = slot
    state[at(state, VENUE, session, 0)] = venue
    _tally(state, class_idx, entry(view, DAY, slot), venue, 1)
    _occupy(view, state, class_idx, slot, venue, session)
    change += _set_stop(view, state, lecturer, slot, entry(view, SCALARS, FIRST_VENUE_PLACE) + venue)
    change += entry(view, SCALARS, SEAT) * max(0, entry(state, HEADS, class_idx) - entry(view, SEATS, venue))
    return change + _class_price(view, state, class_idx)


@kernel
def take(view: Table, state: Table, session: int) -> int:
    """Park a planned course session; the change of the cost comes out."""
    class_idx = entry(view, SESSION_CLASS, session)
    slot, venue = entry(state, SLOT, session), entry(state, VENUE, session)
    lecturer = entry(state, LECTURER, class_idx)
    change = baseline_price(view, session, NONE, NONE, NONE) - baseline_price(view, session, slot, venue, lecturer)
    change += entry(view, PARK_PRICE, session) - _class_price(view, state, class_idx)
    state[at(state, SLOT, session, 0)] = NONE
    state[at(state, VENUE, session, 0)] = NONE
    _tally(state, class_idx, entry(view, DAY, slot), venue, -1)
    _occupy(view, state, class_idx, slot, venue, NONE)
    change -= _isolation(view, state, class_idx, slot)
    change += _set_stop(view, state, lecturer, slot, FREE)
    change -= entry(view, SCALARS, SEAT) * max(0, entry(state, HEADS, class_idx) - entry(view, SEATS, venue))
    return change + _class_price(view, state, class_idx)


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
