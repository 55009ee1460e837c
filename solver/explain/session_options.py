"""The options of one course session that is left out: every slot × venue × lecturer, with what blocks it."""

from typing import NamedTuple

from solver.explain.blocks import Blocks, Locks, busy_blocks, is_frozen, is_too_far
from solver.explain.surroundings import Concerned
from solver.ids import StationId, SupervisorId, VenueId
from solver.problem import CampClass, SessionLock
from solver.rules import DayBook, SessionKey


class SessionOption(NamedTuple):
    """One way to hold a course session, and what blocks it."""

    slot: int
    venue: VenueId
    lecturer: SupervisorId
    blocks: Blocks


class SessionOptions:
    """Everything about where one course session could go, the rest of the plan standing as it is."""

    def __init__(self, book: DayBook, locks: Locks, key: SessionKey) -> None:
        self.book, self.key = book, key
        self.camp_class: CampClass = book.register.classes[key.class_id]
        self.held = book.sessions_of[key.class_id]
        self.locks = [lock for lock in locks.get(key, []) if isinstance(lock, SessionLock)]
        register = book.register
        self._staff: dict[StationId, int] = {}
        for cohort in self.camp_class.cohorts:
            for station, trainees in book.staff_in.get(cohort, {}).items():
                self._staff[station] = self._staff.get(station, 0) + trainees
        prior = [row.slot for other in self.camp_class.after for row in book.sessions_of[other]]
        following = [c.id for c in register.problem.classes if key.class_id in c.after]
        self._opens = max(prior, default=-1) + 1
        self._shuts = min((row.slot for c in following for row in book.sessions_of[c]), default=len(register.dates))

    def all(self) -> list[SessionOption]:
        """Every option of the term."""
        register, book = self.book.register, self.book
        found = []
        venues = [(venue, place, self._standing(venue)) for venue, place in register.venue_places.items()]
        for slot in range(len(register.dates)):
            common = self._slot(slot)
            lecturers = [
                (v, self._lecturer(v) + busy_blocks(book, v, slot), (v, register.dates[slot]) in book.days)
                for v in self.camp_class.lecturers
            ]
            for venue, place, standing in venues:
                there = common + standing + self._venue(venue, slot)
                for lecturer, busy, travels in lecturers:
                    far = ("too-far",) if travels and is_too_far(book, lecturer, slot, place) else ()
                    found.append(SessionOption(slot, venue, lecturer, there + busy + far))
        return found

    def concerned(self, option: SessionOption) -> Concerned:
        """Whom it concerns when the course session is held so, and the class with it."""
        lecturers = [option.lecturer, *(row.lecturer for row in self.held)]
        return Concerned(
            people=frozenset(lecturers), classes=frozenset([self.key.class_id]), venues=frozenset([option.venue])
        )

    def _slot(self, slot: int) -> Blocks:
        held = (
            ("frozen", is_frozen(self.book.register, slot)),
            ("locked-elsewhere", any(lock.slot not in {None, slot} for lock in self.locks)),
            ("class-closed", slot in self.book.register.class_closed[self.key.class_id]),
            ("same-slot", any(row.slot == slot for row in self.held)),
            ("cohort-busy", self._cohort_elsewhere(slot)),
            ("before-prior", slot < self._opens),
            ("after-next", slot >= self._shuts),
            ("staff-at-class", any(self._short(s, slot, n) for s, n in self._staff.items())),
        )
        return tuple(code for code, holds in held if holds)

    def _cohort_elsewhere(self, slot: int) -> bool:
        """Whether a cohort is at another class; its own class is the concern of `same-slot`."""
        at_cohort = self.book.at_cohort
        return any(
            other.class_id != self.key.class_id
            for cohort in self.camp_class.cohorts
            for other in at_cohort.get((cohort, slot), ())
        )

    def _short(self, station_id: StationId, slot: int, more: int) -> bool:
        station = self.book.register.stations[station_id]
        needed = station.present if (station_id, slot) in self.book.visited else station.duty
        return self.book.away[station_id, slot] + more > station.staff - max(needed, station.duty)

    def _standing(self, venue_id: VenueId) -> Blocks:
        """What blocks a venue in every slot."""
        held = (
            ("locked-elsewhere", any(lock.venue not in {None, venue_id} for lock in self.locks)),
            ("venue-lacks", not set(self.camp_class.features) <= set(self.book.register.venues[venue_id].features)),
        )
        return tuple(code for code, holds in held if holds)

    def _venue(self, venue_id: VenueId, slot: int) -> Blocks:
        closed = ("venue-closed",) if slot in self.book.register.venue_closed[venue_id] else ()
        return (*closed, "venue-busy") if (venue_id, slot) in self.book.at_venue else closed

    def _lecturer(self, person: SupervisorId) -> Blocks:
        held = (
            ("locked-elsewhere", any(lock.lecturer not in {None, person} for lock in self.locks)),
            ("panel-fixed", any(row.lecturer != person for row in self.held)),
        )
        return tuple(code for code, holds in held if holds)
