"""What stands in the way of a person, and the locks, when something is to be added to a plan."""

from collections.abc import Mapping

from solver.ids import SupervisorId
from solver.problem import SessionLock, VisitLock
from solver.rules import DayBook, Register, SessionKey, VisitKey
from solver.travel import Place

Blocks = tuple[str, ...]
"""Codes of `solver.explain.REASONS`; empty where nothing is in the way."""

Locks = Mapping[VisitKey | SessionKey, list[VisitLock | SessionLock]]


def locks_by_row(register: Register) -> Locks:
    """The locks on each visit and course session."""
    found: dict[VisitKey | SessionKey, list[VisitLock | SessionLock]] = {}
    for lock in register.problem.locks:
        if isinstance(lock, VisitLock):
            found.setdefault(VisitKey(lock.engagement, lock.index), []).append(lock)
        else:
            found.setdefault(SessionKey(lock.class_id, lock.index), []).append(lock)
    return found


def person_blocks(book: DayBook, person: SupervisorId, slot: int, place: Place) -> Blocks:
    """What keeps a person from one more stop at `place` in `slot`: H2 or T2, H3, H5, H11."""
    blocks = busy_blocks(book, person, slot)
    return (*blocks, "too-far") if is_too_far(book, person, slot, place) else blocks


def busy_blocks(book: DayBook, person: SupervisorId, slot: int) -> Blocks:
    """What keeps a person from one more stop in `slot`, wherever it is."""
    register, row = book.register, book.register.people[person]
    held = (
        ("unavailable", slot in register.unavailable[person]),
        ("person-busy", (person, slot) in book.busy),
        ("day-cap", len(book.days.get((person, register.dates[slot]), ())) >= row.max_per_day),
        ("week-cap", book.week_load[person, register.weeks[slot]] >= row.max_per_week),
        ("term-cap", book.load[person] >= row.max_per_term),
    )
    return tuple(code for code, holds in held if holds)


def is_too_far(book: DayBook, person: SupervisorId, slot: int, place: Place) -> bool:
    """Whether the way to `place` from the stop before, or from it to the stop after, is too long on that date."""
    register = book.register
    stops = book.days.get((person, register.dates[slot]), ())
    before = [stop for stop in stops if stop.slot < slot][-1:]
    after = [stop for stop in stops if stop.slot > slot][:1]
    return any(
        register.travel.minutes(stop.place, place) > register.pause_minutes(stop.slot, slot) for stop in before
    ) or any(register.travel.minutes(place, stop.place) > register.pause_minutes(slot, stop.slot) for stop in after)


def is_frozen(register: Register, slot: int) -> bool:
    """Whether nothing may be added in the slot."""
    return register.baseline is not None and slot < register.problem.frozen_until
