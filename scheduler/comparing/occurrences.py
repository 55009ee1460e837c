"""What a plan holds, as it would happen: each visit, course session and meeting by its lasting key."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from scheduler.models.releases import EventKind, PartyKind
from scheduler.planning.keys import course_session_key, meeting_key, visit_key
from solver.problem import Meeting, Slot
from solver.rules import DayBook


class Moment(NamedTuple):
    """When something takes place; `start`, `end` are clock times HH:MM in Asia/Shanghai."""

    date: dt.date
    start: str
    end: str


class Party(NamedTuple):
    """Somebody who takes part."""

    kind: PartyKind
    id: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One visit, course session or meeting; ids are the rows' keys."""

    key: str
    kind: EventKind
    scheme: str
    """A visit's scheme, a course session's form; `meeting` for a meeting."""
    subject_id: str
    """Key of the engagement, class or meeting."""
    index: int
    moment: Moment
    supervisors: tuple[str, ...]
    """The panel, the lecturer, or those at the meeting, in order of their keys."""
    stations: tuple[str, ...] = ()
    """Host and attendees of a visit, the host first; those at the meeting."""
    venue: str | None = None
    cohorts: tuple[str, ...] = ()
    sending: tuple[str, ...] = ()
    """Stations with trainees in the cohorts, in order of their keys."""

    @property
    def place(self) -> str | None:
        """Key of the venue or the host station; None for a meeting, whose place is not planned."""
        return self.stations[0] if self.kind is EventKind.VISIT else self.venue

    @property
    def parties(self) -> frozenset[Party]:
        """Everybody whose date this is."""
        return frozenset(
            [Party(PartyKind.SUPERVISOR, person) for person in self.supervisors]
            + [Party(PartyKind.STATION, station) for station in (*self.stations, *self.sending)]
            + [Party(PartyKind.COHORT, cohort) for cohort in self.cohorts]
        )


def occurrences(book: DayBook) -> dict[str, Occurrence]:
    """All that takes place by a plan, by lasting key; rows that the problem does not know are left out."""
    found = [*_visits(book), *_course_sessions(book), *_meetings(book)]
    return {occurrence.key: occurrence for occurrence in found}


def moment_of(slot: Slot) -> Moment:
    """A slot without its number, which is another in the next problem."""
    return Moment(slot.date, f"{slot.start:%H:%M}", f"{slot.end:%H:%M}")


def _visits(book: DayBook) -> Iterator[Occurrence]:
    register = book.register
    for visit in book.visits.values():
        engagement = register.engagements[visit.engagement]
        yield Occurrence(
            key=visit_key(visit.engagement, visit.index),
            kind=EventKind.VISIT,
            scheme=engagement.scheme.value,
            subject_id=visit.engagement,
            index=visit.index,
            moment=moment_of(register.problem.slots[visit.slot]),
            supervisors=tuple(sorted(visit.supervisors)),
            stations=(engagement.station, *sorted(engagement.attendees)),
        )


def _course_sessions(book: DayBook) -> Iterator[Occurrence]:
    register = book.register
    for row in book.course_sessions.values():
        camp_class = register.classes[row.class_id]
        yield Occurrence(
            key=course_session_key(row.class_id, row.index),
            kind=EventKind.COURSE_SESSION,
            scheme=camp_class.form.value,
            subject_id=row.class_id,
            index=row.index,
            moment=moment_of(register.problem.slots[row.slot]),
            supervisors=(row.lecturer,),
            venue=row.venue,
            cohorts=tuple(sorted(camp_class.cohorts)),
            sending=tuple(sorted({station for cohort in camp_class.cohorts for station in book.staff_in[cohort]})),
        )


def _meetings(book: DayBook) -> Iterator[Occurrence]:
    for meeting in book.register.problem.meetings:
        yield _meeting(meeting, book.register.problem.slots[meeting.slot])


def _meeting(meeting: Meeting, slot: Slot) -> Occurrence:
    return Occurrence(
        key=meeting_key(meeting.id),
        kind=EventKind.MEETING,
        scheme="meeting",
        subject_id=meeting.id,
        index=0,
        moment=moment_of(slot),
        supervisors=tuple(sorted(meeting.supervisors)),
        stations=tuple(sorted(meeting.stations)),
    )
