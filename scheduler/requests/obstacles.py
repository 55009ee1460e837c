"""What is in the way of a visit in a slot, by some people, at some stations: the planned visits that would have to go.

A sieve, not a judge: it finds where to try, and every plan made from it is judged by the rules.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from solver.ids import MeetingId, StationId, SupervisorId
from solver.rules import DayBook, SessionKey, VisitKey

if TYPE_CHECKING:
    from solver.rules.daybook import DayStop
    from solver.travel import Place

Group = frozenset[VisitKey]
"""Visits of which one has to go."""
NONE_GONE: Group = frozenset()


@dataclass(frozen=True, slots=True)
class Party:
    """Who would be together: the host and the other stations that take part, and the people who come."""

    stations: tuple[StationId, ...]
    people: tuple[SupervisorId, ...]


class Obstacles:
    """A plan, asked what is in the way in it."""

    def __init__(self, book: DayBook) -> None:
        self._book = book
        self._register = book.register
        self._weeks: defaultdict[tuple[SupervisorId, object], list[DayStop]] = defaultdict(list)
        for (person, date), stops in book.days.items():
            self._weeks[person, date.isocalendar()[:2]] += stops

    def of(self, party: Party, slot: int, gone: Group = NONE_GONE) -> list[Group] | None:
        """The groups of visits in the way; empty when there is none, None when something stays whatever visit goes.

        gone: visits that are out of the way already.
        """
        found: list[Group] = []
        asked = (
            *(self._at_station(station, slot, gone) for station in party.stations),
            *(self._with_person(person, party.stations[0], slot, gone) for person in party.people),
        )
        for groups in asked:
            if groups is None:
                return None
            found += groups
        return found

    def _at_station(self, station: StationId, slot: int, gone: Group) -> list[Group] | None:
        row = self._register.stations[station]
        is_empty = self._book.away[station, slot] > row.staff - row.present
        if is_empty or slot in self._register.station_closed[station]:
            return None
        return _each(self._book.at_station.get((station, slot), []), gone)

    def _with_person(self, person: SupervisorId, station: StationId, slot: int, gone: Group) -> list[Group] | None:
        row, load = self._register.people[person], self._book.load[person]
        load -= sum(person in self._book.visits[visit].supervisors for visit in gone)
        if slot in self._register.unavailable[person] or load >= row.max_per_term:
            return None
        day = self._others(self._book.days.get((person, self._register.dates[slot]), []), slot, gone)
        week = self._others(self._weeks.get((person, self._register.weeks[slot]), []), slot, gone)
        asked = (
            _each(self._book.busy.get((person, slot), []), gone),
            _each([stop.stop for stop in day if not self._is_in_time(stop, station, slot)], NONE_GONE),
            _one_less(day, row.max_per_day),
            _one_less(week, row.max_per_week),
        )
        return (
            None if any(groups is None for groups in asked) else [group for groups in asked for group in groups or []]
        )

    def _others(self, stops: Iterable["DayStop"], slot: int, gone: Group) -> list["DayStop"]:
        return [stop for stop in stops if stop.slot != slot and stop.stop not in gone]

    def _is_in_time(self, stop: "DayStop", station: StationId, slot: int) -> bool:
        if stop.slot not in (slot - 1, slot + 1):
            return True
        here: Place = self._register.station_places[station]
        (early, start), (late, end) = sorted([(stop.slot, stop.place), (slot, here)], key=lambda pair: pair[0])
        return self._register.travel.minutes(start, end) <= self._register.pause_minutes(early, late)


def clearings(groups: list[Group] | None, movable: Group, most: int) -> Iterator[Group]:
    """Every choice of at most `most` movable visits that touches each group; of no groups, the empty choice."""
    if groups is None:
        return
    if not groups:
        yield NONE_GONE
    elif most:
        for visit in sorted(groups[0] & movable, key=str):
            for rest in clearings([group for group in groups[1:] if visit not in group], movable, most - 1):
                yield rest | {visit}


def _each(stops: Iterable[VisitKey | SessionKey | MeetingId], gone: Group) -> list[Group] | None:
    """Each of these has to go; None when one is no visit."""
    left = [stop for stop in stops if stop not in gone]
    visits = [stop for stop in left if isinstance(stop, VisitKey)]
    return [frozenset({visit}) for visit in visits] if len(visits) == len(left) else None


def _one_less(stops: list["DayStop"], most: int) -> list[Group] | None:
    """One of these has to go when they are as many as may be; None when one is not enough."""
    if len(stops) > most:
        return None
    visits = frozenset(stop.stop for stop in stops if isinstance(stop.stop, VisitKey))
    return [visits] if len(stops) == most else []
