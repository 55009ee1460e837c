"""Every way to plan one visit or course session with the rest standing, and the facts against each. Pure.

A fact names a rule and whom it is about (`unavailable`, a supervisor), so that one fact stands against many ways.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from solver.explain.session_options import SessionOptions
from solver.explain.visit_options import SlotOptions, VisitOptions


class Fact(NamedTuple):
    """A rule that stands against some ways, and the row that it is about."""

    code: str
    """One of `solver.explain.REASONS`, or `outside-window`."""
    about: str
    """Key of the station, person or venue, or else of the engagement or class itself."""


@dataclass(frozen=True, slots=True)
class Way:
    """One slot with one person, and for a course session a venue."""

    slot: int
    person: str
    venue: str | None
    facts: frozenset[Fact]


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways; `needed` people must be free in the same slot, whom the ways of that slot name one by one."""

    own_id: str
    needed: int
    ways: list[Way]

    @property
    def free(self) -> list[Way]:
        """The ways that nothing stands against."""
        return [way for way in self.ways if not way.facts]


def ways_of_visit(options: VisitOptions) -> Ways:
    """The ways of a visit: every slot of the term with every eligible person."""
    own = options.engagement.id
    found = []
    for slot in options.all_slots():
        shared = set(_of_slot(options, slot))
        for person, blocks in slot.people:
            facts = shared | {Fact(code, own if code == "locked-elsewhere" else person) for code in blocks}
            found.append(Way(slot.slot, person, None, frozenset(facts)))
    return Ways(own, options.engagement.panel, found)


def ways_of_course_session(options: SessionOptions) -> Ways:
    """The ways of a course session: every slot with every lecturer in every venue."""
    own = options.camp_class.id
    found = []
    for option in options.all():
        of = dict.fromkeys(_OF_LECTURER, option.lecturer) | dict.fromkeys(_OF_VENUE, option.venue)
        facts = frozenset(Fact(code, of.get(code, own)) for code in option.blocks)
        found.append(Way(option.slot, option.lecturer, option.venue, facts))
    return Ways(own, 1, found)


_OF_LECTURER = ("panel-fixed", "unavailable", "person-busy", "day-cap", "week-cap", "term-cap", "too-far")
_OF_VENUE = ("venue-lacks", "venue-closed", "venue-busy")


def _of_slot(options: VisitOptions, slot: SlotOptions) -> Iterator[Fact]:
    """What stands against a slot whoever comes."""
    register = options.book.register
    for code in slot.blocks:
        if code == "station-closed":
            yield from (Fact(code, station) for station in options.closed_hosts(slot.slot))
        elif code == "staff-at-class":
            yield from (Fact(code, station) for station in options.short_staffed(slot.slot))
        elif code == "station-busy":
            hosts = register.hosts(options.engagement)
            yield from (Fact(code, host) for host in hosts if (host, slot.slot) in options.book.at_station)
        else:
            yield Fact(code, options.engagement.id)
