"""What parts of a camp cost (kernels).

`view` and `state` are the packed tables of `solver.camp.view` and `solver.camp.state`.
"""

from solver.camp.layout import (
    BASE_LECTURER,
    BASE_SLOT,
    BASE_VENUE,
    COHORTS,
    DAY,
    DAY_FIRST,
    DISLIKE,
    DISLIKED,
    ISOLATED,
    LOAD,
    MIN_DAY,
    MIN_DAYS,
    MINUTES,
    MOVED,
    PARK_PRICE,
    REASSIGNED,
    RELOCATED,
    SCALARS,
    SLOT_COUNT,
    STABILITY,
    TARGET,
    TRAVEL,
)
from solver.camp.state import COHORT_AT, DAYS_USED, PER_TERM, PLANNED, STOPS, VENUES_USED
from solver.camp.tables import Table, at, cell, entry, item
from solver.compiled.kernel import NONE, kernel


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
def isolation(view: Table, state: Table, class_idx: int, slot: int) -> int:
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
def class_price(view: Table, state: Table, class_idx: int) -> int:
    """Spread over dates and venues of what is planned of a class."""
    if entry(state, PLANNED, class_idx) == 0:
        return 0
    missing = max(0, entry(view, MIN_DAYS, class_idx) - entry(state, DAYS_USED, class_idx))
    surplus = entry(state, VENUES_USED, class_idx) - 1
    return entry(view, SCALARS, MIN_DAY) * missing + entry(view, SCALARS, STABILITY) * surplus


@kernel
def person_price(view: Table, state: Table, person: int, day: int) -> int:
    """Travel of a person's date, and what their load misses of the target."""
    price = entry(view, SCALARS, TRAVEL) * day_minutes(view, state, person, day)
    target = entry(view, TARGET, person)
    if target != NONE:
        price += entry(view, SCALARS, LOAD) * abs(entry(state, PER_TERM, person) - target)
    return price
