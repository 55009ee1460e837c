"""The camp of a problem as tables of numbers: what may be where, what it costs, and what is pinned; prepared once.

Numbers follow the file's order, and a class's course sessions are neighbours. The letters are those of
`solver.camp.layout`.
"""

from dataclasses import dataclass

import numpy as np

from solver.camp.layout import SUITS
from solver.camp.tables import Table
from solver.compiled.calendar import Calendar
from solver.compiled.kernel import Ints
from solver.compiled.people import People, Stations


@dataclass(frozen=True, slots=True)
class CampView:
    """The packed tables, and the parts of them that are read in plain Python."""

    tables: Table
    calendar: Calendar
    people: People
    stations: Stations
    session_class: Ints
    first_session: Ints
    lecturers: list[list[int]]
    venues: list[list[int]]
    open_slots: list[list[int]]
    cohort_classes: list[list[int]]
    trainee_station: list[int]
    trainee_cohorts: list[list[int]]
    max_size: list[int]
    senders: list[list[int]]
    lock_slot: Ints
    lock_venue: Ints
    park_price: Ints
    students: Ints

    @property
    def venue_count(self) -> int:
        """How many venues there are."""
        return int(self.tables[SUITS + 1])

    @property
    def most_sessions(self) -> int:
        """The course sessions of the longest class."""
        return int(np.diff(self.first_session).max(initial=0))

    @property
    def session_count(self) -> int:
        """How many course sessions the problem asks for."""
        return len(self.session_class)
