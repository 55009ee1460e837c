"""Edits of a plan and its locks, pure: what stands before and after, by lasting key, to be kept, shown and undone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from scheduler.drafts.commands import Edit, EditKind, LockPart, SlotAsked
from scheduler.drafts.errors import (
    NoVenueHereError,
    OneLecturerError,
    PersonUnknownError,
    SlotNotWorkedError,
    SubjectNotDueError,
    SubjectNotPlannedError,
    SubjectPlannedError,
    VenueUnknownError,
)
from scheduler.drafts.placing import Contents, Pin, Placing, key_is_due
from scheduler.planning import parse_plan_key
from scheduler.planning.keys import PlanKey
from solver.problem import Problem
from solver.rules import SessionKey


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit replaces and by what; None stands for not planned, or for no lock."""

    placings: dict[str, tuple[Placing | None, Placing | None]]
    """Before and after, by lasting key."""
    pins: dict[str, tuple[Pin | None, Pin | None]]


def edited(problem: Problem, contents: Contents, edit: Edit) -> Edited:
    """What the edit does to the contents of a draft of the problem.

    Raises SubjectNotDueError, SubjectNotPlannedError, SubjectPlannedError, SlotNotWorkedError, PersonUnknownError,
    VenueUnknownError, NoVenueHereError and OneLecturerError.
    """
    key = parse_plan_key(edit.key)
    if key is None or not key_is_due(problem, key):
        raise SubjectNotDueError(key=edit.key)
    _check_names(problem, edit)
    _check_kind(key, edit)
    if edit.kind in (EditKind.LOCK, EditKind.UNLOCK):
        pin = contents.pins.get(edit.key)
        after = _locked(contents, edit, pin) if edit.kind is EditKind.LOCK else _unlocked(edit, pin)
        return Edited({}, {edit.key: (pin, after)} if pin != after else {})
    keys = _series(contents, edit.key) if edit.whole_series else [edit.key]
    changes = {k: (contents.placings.get(k), _placed(contents, edit, k)) for k in keys}
    return Edited({k: (a, b) for k, (a, b) in changes.items() if a != b}, {})


def applied(contents: Contents, placings: Mapping[str, Placing | None], pins: Mapping[str, Pin | None]) -> Contents:
    """The contents with some placings and locks replaced; None takes one out."""
    new_placings = {**contents.placings, **placings}
    new_pins = {**contents.pins, **pins}
    return replace(
        contents,
        placings={key: placing for key, placing in new_placings.items() if placing is not None},
        pins={key: pin for key, pin in new_pins.items() if pin is not None},
    )


def _check_names(problem: Problem, edit: Edit) -> None:
    """Raise unless half-day, people and venue of the edit are known to the problem."""
    slot = edit.slot
    if slot is not None and not any((s.date, f"{s.start:%H:%M}") == (slot.date, slot.start) for s in problem.slots):
        raise SlotNotWorkedError(date=slot.date.isoformat(), start=slot.start)
    people = {person.id for person in problem.supervisors}
    for person in edit.supervisors or ():
        if person not in people:
            raise PersonUnknownError(supervisor_id=person)
    if edit.venue_id is not None and all(venue.id != edit.venue_id for venue in problem.venues):
        raise VenueUnknownError(venue_id=edit.venue_id)


def _check_kind(key: PlanKey, edit: Edit) -> None:
    """Raise when a visit is given a venue, or a course session none or several lecturers."""
    is_course_session = isinstance(key, SessionKey)
    names_venue = edit.venue_id is not None or LockPart.VENUE in edit.parts
    lacks_venue = edit.venue_id is None and edit.kind is EditKind.ADD
    if lacks_venue if is_course_session else names_venue:
        raise NoVenueHereError(key=edit.key)
    if is_course_session and edit.supervisors is not None and len(edit.supervisors) > 1:
        raise OneLecturerError(key=edit.key)


def _series(contents: Contents, key: str) -> list[str]:
    """The planned visits of the same engagement, or course sessions of the same class."""
    series = key.rpartition("-")[0]
    found = [text for text in contents.placings if text.rpartition("-")[0] == series]
    if not found:
        raise SubjectNotPlannedError(key=key)
    return found


def _placed(contents: Contents, edit: Edit, key: str) -> Placing | None:
    placing = contents.placings.get(key)
    if edit.kind is EditKind.ADD:
        if placing is not None:
            raise SubjectPlannedError(key=key)
        return Placing.of(_given(edit.slot), edit.supervisors or [], edit.venue_id)
    if placing is None:
        raise SubjectNotPlannedError(key=key)
    if edit.kind is EditKind.DROP:
        return None
    if edit.kind is EditKind.HAND_OVER:
        return replace(placing, supervisors=tuple(sorted(edit.supervisors or ())))
    slot = edit.slot or SlotAsked(date=placing.date, start=placing.start)
    people = tuple(sorted(edit.supervisors)) if edit.supervisors else placing.supervisors
    return Placing(slot.date, slot.start, people, edit.venue_id or placing.venue_id)


def _given(slot: SlotAsked | None) -> SlotAsked:
    assert slot is not None  # noqa: S101 - the command is whole
    return slot


def _locked(contents: Contents, edit: Edit, pin: Pin | None) -> Pin:
    """The lock with the parts of the edit: as given there, else as planned."""
    placing = contents.placings.get(edit.key)
    found = pin or Pin()
    for part in edit.parts:
        if part is LockPart.SLOT and edit.slot is not None:
            found = replace(found, date=edit.slot.date, start=edit.slot.start)
        elif part is LockPart.PEOPLE and edit.supervisors is not None:
            found = replace(found, supervisors=tuple(sorted(edit.supervisors)))
        elif part is LockPart.VENUE and edit.venue_id is not None:
            found = replace(found, venue_id=edit.venue_id)
        elif placing is None:
            raise SubjectNotPlannedError(key=edit.key)
        else:
            found = found.as_planned(part, placing)
    return found


def _unlocked(edit: Edit, pin: Pin | None) -> Pin | None:
    if pin is None or not edit.parts:
        return None
    for part in edit.parts:
        pin = pin.without(part)
    return pin if pin.parts else None
