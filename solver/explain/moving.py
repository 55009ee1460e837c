"""The gentlest remedy: another visit moves aside, and nobody is asked for anything."""

from collections.abc import Iterator
from typing import NamedTuple

from solver.explain.blocks import locks_by_row
from solver.explain.trial import Trial
from solver.explain.visit_options import SlotOptions, VisitOptions
from solver.explain.visit_remedies import plan_with
from solver.ids import MeetingId, SupervisorId
from solver.plan import Change, Remedy
from solver.problem import Visit
from solver.rules import DayBook, SessionKey, VisitKey

MOST_MOVED = 4
"""How many visits are tried to be moved aside."""

MOVABLE = frozenset({"station-busy", "person-busy", "day-cap", "week-cap", "out-of-order", "gap-too-short"})
"""What another visit's move can free an option of."""


class _Way(NamedTuple):
    """A slot and person that one planned visit blocks."""

    slot: int
    person: SupervisorId
    aside: VisitKey


def move_remedy(trial: Trial, options: VisitOptions, slots: list[SlotOptions]) -> list[Remedy]:
    """One remedy that moves one other visit, or none. Panels of several people are not tried."""
    if options.engagement.panel > 1:
        return []
    tried: set[VisitKey] = set()
    for way in _ways(options, slots):
        if way.aside in tried or len(tried) >= MOST_MOVED:
            continue
        tried.add(way.aside)
        remedy = _move(trial, options, way)
        if remedy is not None:
            return [remedy]
    return []


def _ways(options: VisitOptions, slots: list[SlotOptions]) -> Iterator[_Way]:
    """Options that a single code blocks, with a visit whose move may free them."""
    for slot_options in slots:
        for person, blocks in slot_options.people:
            codes = {*slot_options.blocks, *blocks}
            if len(codes) == 1 and codes <= MOVABLE:
                for aside in _in_the_way(options, slot_options.slot, person, next(iter(codes))):
                    yield _Way(slot_options.slot, person, aside)


def _in_the_way(options: VisitOptions, slot: int, person: SupervisorId, code: str) -> list[VisitKey]:
    book = options.book
    register = book.register
    entries: set[VisitKey | SessionKey | MeetingId]
    if code == "station-busy":
        stations = register.hosts(options.engagement)
        entries = {entry for s in stations for entry in book.at_station.get((s, slot), ())}
    elif code == "person-busy":
        entries = set(book.busy[person, slot])
    elif code in {"day-cap", "week-cap"}:
        dates = {d for d, w in zip(register.dates, register.weeks, strict=True) if w == register.weeks[slot]}
        if code == "day-cap":
            dates = {register.dates[slot]}
        entries = {stop.stop for date in dates for stop in book.days.get((person, date), ())}
    else:
        entries = {VisitKey(visit.engagement, visit.index) for visit in options.neighbours()}
    visits = sorted((entry for entry in entries if isinstance(entry, VisitKey)), key=str)
    single = code in {"station-busy", "person-busy"} and len(entries) > 1
    return [] if single else [key for key in visits if register.engagements[key.engagement].panel == 1]


def _move(trial: Trial, options: VisitOptions, way: _Way) -> Remedy | None:
    """The remedy of moving `way.aside` to the nearest slot its supervisor can come in, if there is one."""
    there, old = VisitOptions(trial.book, {}, way.aside), trial.book.visits[way.aside]
    here, aside = options.concerned([way.person]), there.concerned(old.supervisors)
    near = trial.around(here | aside)
    others = near.plan.model_copy(update={"visits": [visit for visit in near.plan.visits if visit != old]})
    with_new = plan_with(options, others, way.slot, [way.person])
    book = DayBook(near.book.register, with_new)
    free = [
        slot_options.slot
        for slot_options in VisitOptions(book, locks_by_row(book.register), way.aside).all_slots()
        if not slot_options.blocks and (old.supervisors[0], ()) in slot_options.people
    ]
    if not free:
        return None
    slot = min(free, key=lambda t: (abs(t - old.slot), t))
    moved = old.model_copy(update={"slot": slot})
    if not near.holds(with_new.model_copy(update={"visits": [*with_new.visits, moved]}), near.problem):
        return None
    return Remedy(changes=[_said(trial, old, moved)], slot=way.slot, supervisors=[way.person])


def _said(trial: Trial, old: Visit, moved: Visit) -> Change:
    register = trial.book.register
    station = register.engagements[old.engagement].station
    facts: dict[str, str | int] = {
        "engagement": old.engagement,
        "index": old.index,
        "visit": f"{old.engagement}#{old.index}",
        "station": register.stations[station].name,
        "slot": moved.slot,
        "from_when": register.slot_name(old.slot),
        "to_when": register.slot_name(moved.slot),
        "person": moved.supervisors[0],
        "people": register.people[moved.supervisors[0]].name,
    }
    return Change(code="move-visit", facts=facts)
