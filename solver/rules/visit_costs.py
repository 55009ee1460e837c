"""The soft costs of visits and of people: who pays how many units."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from solver.problem import Visit
from solver.rules.daybook import DayBook
from solver.rules.subjects import Subject


def _subject(visit: Visit) -> Subject:
    return Subject(engagement=visit.engagement, index=visit.index, slot=visit.slot)


def unscheduled_visits(book: DayBook) -> Iterator[tuple[Subject, int]]:
    """The priority of each visit left out."""
    for engagement in book.register.problem.engagements:
        planned = {visit.index for visit in book.visits_of[engagement.id]}
        for index in range(engagement.visits):
            if index not in planned:
                yield Subject(engagement=engagement.id, index=index, station=engagement.station), engagement.priority


def travel(book: DayBook) -> Iterator[tuple[Subject, int]]:
    """Minutes of each person's day, from home over its stops in time order and back home."""
    for (person, date), stops in book.days.items():
        minutes = book.register.day_minutes(person, [stop.place for stop in stops])
        yield Subject(person=person, date=date), minutes


def fields(book: DayBook) -> Iterator[tuple[Subject, int]]:
    """Wanted fields that nobody on the panel of a visit has."""
    register = book.register
    for visit in book.visits.values():
        wanted = register.engagements[visit.engagement].fields
        if wanted:
            brought = {field for person in visit.supervisors for field in register.people[person].fields}
            yield _subject(visit), len(set(wanted) - brought)


def rotation(book: DayBook) -> Iterator[tuple[Subject, int]]:
    """Members of a visit's panel who should be rotated away from."""
    for visit in book.visits.values():
        avoid = book.register.engagements[visit.engagement].avoid
        for person in visit.supervisors:
            if person in avoid:
                yield replace(_subject(visit), person=person), 1


def continuity(book: DayBook) -> Iterator[tuple[Subject, int]]:
    """1 for each engagement that keeps one panel, was to keep somebody of last term, and kept nobody."""
    for engagement in book.register.problem.engagements:
        planned = book.visits_of[engagement.id]
        wanted = engagement.same_supervisors and engagement.keep
        if planned and wanted and not set(engagement.keep) & set(planned[0].supervisors):
            yield Subject(engagement=engagement.id, station=engagement.station), 1


def spacing(book: DayBook) -> Iterator[tuple[Subject, int]]:
    """Days by which the gap to the planned visit before misses the ideal; the subject is the later visit."""
    for engagement in book.register.problem.engagements:
        if not engagement.ideal_gap_days:
            continue
        for a, b in pairwise(book.visits_of[engagement.id]):
            ideal = (b.index - a.index) * engagement.ideal_gap_days
            yield _subject(b), abs(book.register.gap_days(a.slot, b.slot) - ideal)


def load(book: DayBook) -> Iterator[tuple[Subject, int]]:
    """Slots by which each person with a `target` works more or less than it."""
    for person in book.register.problem.supervisors:
        if person.target is not None:
            yield Subject(person=person.id), abs(book.load[person.id] - person.target)


def disliked(book: DayBook) -> Iterator[tuple[Subject, int]]:
    """1 for each stop of a person in a slot they dislike."""
    register = book.register
    for visit in book.visits.values():
        for person in visit.supervisors:
            if visit.slot in register.disliked[person]:
                yield replace(_subject(visit), person=person), 1
    for row in book.course_sessions.values():
        if row.slot in register.disliked[row.lecturer]:
            yield Subject(class_id=row.class_id, index=row.index, person=row.lecturer, slot=row.slot), 1
