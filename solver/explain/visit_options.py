"""The options of one visit that is left out: every slot × eligible person, with what blocks it."""

from dataclasses import dataclass

from solver.explain.blocks import Blocks, Locks, is_frozen, person_blocks
from solver.explain.surroundings import Concerned
from solver.ids import StationId, SupervisorId
from solver.problem import Engagement, Scheme, Visit, VisitLock
from solver.rules import DayBook, VisitKey


@dataclass(frozen=True, slots=True)
class SlotOptions:
    """One slot: what blocks it for everybody, and what blocks each eligible person."""

    slot: int
    blocks: Blocks
    people: list[tuple[SupervisorId, Blocks]]


class VisitOptions:
    """Everything about where one visit could go, the rest of the plan standing as it is."""

    def __init__(self, book: DayBook, locks: Locks, key: VisitKey) -> None:
        self.book, self.key = book, key
        self.engagement: Engagement = book.register.engagements[key.engagement]
        self.planned = book.visits_of[key.engagement]
        self.panel: list[SupervisorId] | None = None
        """The people the series keeps, once one of its visits is planned."""
        if self.engagement.same_supervisors and self.planned:
            self.panel = self.planned[0].supervisors
        self.locks = [lock for lock in locks.get(key, []) if isinstance(lock, VisitLock)]
        self.eligible = [v for v in book.register.people if book.register.is_eligible(self.engagement, v)]
        self._standing = {person: self._person(person) for person in self.eligible}
        self._before = [visit for visit in self.planned if visit.index < key.index][-1:]
        self._after = [visit for visit in self.planned if visit.index > key.index][:1]

    def all_slots(self) -> list[SlotOptions]:
        """Every slot of the term; those outside the window are blocked by `outside-window`."""
        return [
            SlotOptions(slot, self._slot(slot), [(person, self.blocks_of(person, slot)) for person in self.eligible])
            for slot in range(len(self.book.register.dates))
        ]

    def blocks_of(self, person: SupervisorId, slot: int) -> Blocks:
        """What keeps a person from being on the panel in the slot."""
        place = self.book.register.station_places[self.engagement.station]
        return self._standing[person] + person_blocks(self.book, person, slot, place)

    def concerned(self, panel: list[SupervisorId]) -> Concerned:
        """Whom it concerns when `panel` takes the visit, and the series with it if that keeps its people."""
        hosts = self.book.register.hosts(self.engagement)
        return Concerned(
            stations=frozenset(hosts),
            people=frozenset([*panel, *(self.panel or ())]),
            engagements=frozenset([self.engagement.id]),
        )

    def neighbours(self) -> list[Visit]:
        """The planned visits of the series just before and after."""
        return [*self._before, *self._after]

    def gaps(self, slot: int) -> list[int]:
        """Days from the planned visit before, and to the one after; negative or 0 where the order is wrong."""
        gap_days = self.book.register.gap_days
        return [gap_days(visit.slot, slot) for visit in self._before] + [
            gap_days(slot, visit.slot) for visit in self._after
        ]

    def closed_hosts(self, slot: int) -> list[StationId]:
        """The stations of the visit that are closed in the slot."""
        register = self.book.register
        return [s for s in register.hosts(self.engagement) if slot in register.station_closed[s]]

    def short_staffed(self, slot: int) -> list[StationId]:
        """The stations of the visit that could not keep `present` in the slot."""
        stations, away = self.book.register.stations, self.book.away
        hosts = self.book.register.hosts(self.engagement)
        return [s for s in hosts if away[s, slot] and away[s, slot] > stations[s].staff - stations[s].present]

    def _slot(self, slot: int) -> Blocks:
        register, engagement = self.book.register, self.engagement
        hosts = register.hosts(engagement)
        order = any(visit.slot >= slot for visit in self._before) or any(visit.slot <= slot for visit in self._after)
        hour = (register.dates[slot].weekday(), register.starts[slot])
        hours = {(register.dates[v.slot].weekday(), register.starts[v.slot]) for v in self.planned}
        held = (
            ("frozen", is_frozen(register, slot)),
            ("outside-window", not engagement.first <= slot <= engagement.last),
            ("locked-elsewhere", any(lock.slot not in {None, slot} for lock in self.locks)),
            ("station-closed", bool(self.closed_hosts(slot))),
            ("station-busy", any((s, slot) in self.book.at_station for s in hosts)),
            ("staff-at-class", bool(self.short_staffed(slot))),
            ("out-of-order", order),
            ("gap-too-short", not order and any(gap < engagement.min_gap_days for gap in self.gaps(slot))),
            ("other-weekday", engagement.same_weekday and bool(hours - {hour})),
        )
        return tuple(code for code, holds in held if holds)

    def _person(self, person: SupervisorId) -> Blocks:
        """What blocks a person in every slot."""
        book, engagement = self.book, self.engagement
        opens_pairing = engagement.scheme == Scheme.PAIR and not self.planned
        pairings = len(book.pairings.get(person, ()))
        held = (
            ("locked-elsewhere", any(lock.supervisors and person not in lock.supervisors for lock in self.locks)),
            ("panel-fixed", self.panel is not None and person not in self.panel),
            ("comes-twice", engagement.distinct and any(person in visit.supervisors for visit in self.planned)),
            ("paired-visitor", self._pairing_forbids(person, opens_pairing)),
            ("pairs-cap", opens_pairing and pairings >= book.register.people[person].max_pairs),
        )
        return tuple(code for code, holds in held if holds)

    def _pairing_forbids(self, person: SupervisorId, opens_pairing: bool) -> bool:
        book, station = self.book, self.engagement.station
        if self.engagement.not_paired and (opens_pairing or person in book.paired_with.get(station, ())):
            return True
        return opens_pairing and any(
            person in visit.supervisors
            for other in book.register.problem.engagements
            if other.not_paired and other.station == station
            for visit in book.visits_of[other.id]
        )
