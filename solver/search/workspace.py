"""Room for the search to calculate in, laid out once per worker so that nothing is allocated while it runs."""

from typing import NamedTuple

import numpy as np

from solver.compiled.kernel import NONE, Flags, Ints, Masks
from solver.compiled.slots import word_count
from solver.compiled.view import View
from solver.search.roster import Roster

BEST = 0
SECOND = 1
OWN = 2
CHOICES = 3
"""Panels to choose from in a slot: the cheapest, the cheapest that shares nobody with it, and the visit's own, which is
the pinned or the published one."""


class Series(NamedTuple):
    """A choice of slots and panels for all visits of an engagement: [most visits], [most visits, most seats]."""

    slots: Ints
    panels: Ints


class Workspace(NamedTuple):
    """Scratch arrays; what they hold between calls means nothing. A candidate is meant by rank, nearest first."""

    openings: Masks
    """[words]: the set of slots in which the stations of the engagement at hand can be visited."""
    open_slots: Ints
    """[T]: the same as a list."""
    listed: Ints
    """[T]: the open slots in which the candidate at hand is free."""
    single: Ints
    """[most candidates, T]: cost of a candidate's stop in an open slot, without wanted fields; NEVER when not free."""
    constant: Ints
    """[most candidates]: what a candidate costs once, however many visits they make."""
    floor: Ints
    """[most candidates]: no series by this candidate costs less."""
    lowest: Ints
    """[most visits]: what so many of the cheapest stops of the candidate at hand cost together."""
    there: Ints
    """[T, most candidates]: who is free in an open slot."""
    there_count: Ints
    """[T]"""
    price: Ints
    """[CHOICES - 1, T]: cost of a visit in an open slot by the cheapest and the second panel."""
    team: Ints
    """[CHOICES - 1, T, most seats]: the people of those panels."""
    own_price: Ints
    """[most visits, T]: cost of each visit in an open slot by its own panel."""
    own_team: Ints
    """[most visits, most seats]: that panel."""
    use: Ints
    """[T]: the slots that take part in the series at hand, in time order; a place is a number in this list."""
    reach: Ints
    """[most visits, CHOICES, T]: cost of the cheapest series that ends with this visit by this choice at this place."""
    came_from: Ints
    """[most visits, CHOICES, T, 3]: the visit, choice and place before it in that series."""
    window: Ints
    """[T]: places of the series at hand that are nearer than the ideal gap, see `series.lone`."""
    considered: Flags
    """[most candidates]: candidates the insertion at hand looks at."""
    picked: Ints
    """[most visits, 2]: choice and slot of each visit of the series at hand, NONE when left out."""
    few: Ints
    """[most candidates]: the lowest floors."""
    is_priced: Flags
    """[most candidates]: `single` holds the candidate's prices."""
    first_slot: Ints
    """[1]: the only slot the first visit may take, or NONE; lists of ways are made with it."""
    seats: Ints
    """[most seats]: the team at hand."""
    early: Ints
    late: Ints
    """[3]: index, choice and slot of two visits being compared."""
    trial: Series
    best: Series


class Desk(NamedTuple):
    """All that planning one engagement takes."""

    facts: View
    roster: Roster
    ws: Workspace
    chance: Masks
    allowed: Flags
    """[V]: who may be given work."""
    depth: int
    """How many of the nearest candidates are looked at first."""
    heat: float
    """Mean of the random surcharge on each candidate, in cost units; 0 for the plain best."""
    scarce: Flags
    """[V]: who is given work only at a surcharge (`scarcity.py`); nobody for the plain best."""


def make_workspace(view: View) -> Workspace:
    """A workspace that fits every engagement of the view."""
    e = view.engagements
    slot_count = len(view.calendar.day)
    visits = int(np.diff(e.visit_first).max(initial=1))
    seats = int(e.panel.max(initial=1))
    candidates = int(np.diff(e.candidate_first).max(initial=1))

    def ints(*shape: int) -> Ints:
        return np.zeros(shape, dtype=np.int64)

    return Workspace(
        openings=np.zeros(word_count(slot_count), dtype=np.uint64),
        open_slots=ints(slot_count),
        listed=ints(slot_count),
        single=ints(candidates, slot_count),
        constant=ints(candidates),
        floor=ints(candidates),
        lowest=ints(visits),
        there=ints(slot_count, candidates),
        there_count=ints(slot_count),
        price=ints(CHOICES - 1, slot_count),
        team=ints(CHOICES - 1, slot_count, seats),
        own_price=ints(visits, slot_count),
        own_team=ints(visits, seats),
        use=ints(slot_count),
        reach=ints(visits, CHOICES, slot_count),
        came_from=ints(visits, CHOICES, slot_count, 3),
        window=ints(slot_count),
        considered=np.zeros(candidates, dtype=np.uint8),
        picked=ints(visits, 2),
        few=ints(max(candidates, 16)),
        is_priced=np.zeros(candidates, dtype=np.uint8),
        first_slot=np.full(1, NONE, dtype=np.int64),
        seats=ints(seats),
        early=ints(3),
        late=ints(3),
        trial=Series(ints(visits), ints(visits, seats)),
        best=Series(ints(visits), ints(visits, seats)),
    )
