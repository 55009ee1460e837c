"""Room for the search to calculate in, laid out once per worker so that nothing is allocated while it runs."""

from typing import NamedTuple

import numpy as np

from solver.compiled.kernel import NONE, Flags, Ints
from solver.compiled.view import View

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
    """Scratch arrays; what they hold between calls means nothing. An open slot is meant by its position."""

    open_slots: Ints
    """[T]: slots in which the stations of the engagement at hand can be visited."""
    single: Ints
    """[most candidates, T]: cost of a candidate's stop in an open slot, without wanted fields; NEVER when not free."""
    price: Ints
    """[CHOICES - 1, T]: cost of a visit in an open slot by the cheapest and the second panel."""
    team: Ints
    """[CHOICES - 1, T, most seats]: the people of those panels, by their position among the candidates."""
    own_price: Ints
    """[most visits, T]: cost of each visit in an open slot by its own panel."""
    own_team: Ints
    """[most visits, most seats]: that panel, by position among the candidates; NONE in seat 0 when there is none."""
    use: Ints
    """[T]: the positions that take part in the series at hand, in time order."""
    reach: Ints
    """[most visits, CHOICES, T]: cost of the cheapest series that ends with this visit by this choice there."""
    came_from: Ints
    """[most visits, CHOICES, T, 3]: the visit, choice and place in `use` before it in that series."""
    taken: Flags
    """[V]: people who cannot be on the panel at hand."""
    considered: Flags
    """[most candidates]: candidates the insertion at hand looks at."""
    picked: Ints
    """[most visits, 2]: choice and position of each visit of the series at hand, NONE when left out."""
    first_position: Ints
    """[1]: the only open slot the first visit may take, or NONE; lists of ways are made with it."""
    seats: Ints
    """[most seats]: the team at hand, by position among the candidates."""
    early: Ints
    late: Ints
    """[3]: index, choice and position of two visits being compared."""
    trial: Series
    best: Series


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
        open_slots=ints(slot_count),
        single=ints(candidates, slot_count),
        price=ints(CHOICES - 1, slot_count),
        team=ints(CHOICES - 1, slot_count, seats),
        own_price=ints(visits, slot_count),
        own_team=ints(visits, seats),
        use=ints(slot_count),
        reach=ints(visits, CHOICES, slot_count),
        came_from=ints(visits, CHOICES, slot_count, 3),
        taken=np.zeros(len(view.people.target), dtype=np.uint8),
        considered=np.zeros(candidates, dtype=np.uint8),
        picked=ints(visits, 2),
        first_position=np.full(1, NONE, dtype=np.int64),
        seats=ints(seats),
        early=ints(3),
        late=ints(3),
        trial=Series(ints(visits), ints(visits, seats)),
        best=Series(ints(visits), ints(visits, seats)),
    )
