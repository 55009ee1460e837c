"""The soft costs of changing what was published: who pays how many units."""

from collections.abc import Iterator

from solver.problem import CourseSession, Visit
from solver.rules.daybook import DayBook
from solver.rules.subjects import SessionKey, Subject, VisitKey


def _visits(book: DayBook) -> Iterator[tuple[Subject, Visit, Visit | None]]:
    """Each published visit that is still due, with what has become of it."""
    baseline = book.register.baseline
    for old in baseline.visits if baseline else ():
        if book.register.is_due(old):
            subject = Subject(engagement=old.engagement, index=old.index, slot=old.slot)
            yield subject, old, book.visits.get(VisitKey(old.engagement, old.index))


def _course_sessions(book: DayBook) -> Iterator[tuple[Subject, CourseSession, CourseSession | None]]:
    """Each published course session that is still due, with what has become of it."""
    baseline = book.register.baseline
    for old in baseline.sessions if baseline else ():
        if book.register.is_due(old):
            subject = Subject(class_id=old.class_id, index=old.index, slot=old.slot)
            yield subject, old, book.course_sessions.get(SessionKey(old.class_id, old.index))


def moved(book: DayBook) -> Iterator[tuple[Subject, int]]:
    """1 for each published row that is in another slot, or in none."""
    for subject, visit, new in _visits(book):
        yield subject, int(new is None or new.slot != visit.slot)
    for subject, row, now in _course_sessions(book):
        yield subject, int(now is None or now.slot != row.slot)


def reassigned(book: DayBook) -> Iterator[tuple[Subject, int]]:
    """Published supervisors no longer on their visit; 1 for a course session with another lecturer or none."""
    for subject, old, new in _visits(book):
        yield subject, len(set(old.supervisors) - set(new.supervisors if new else ()))
    for subject, row, now in _course_sessions(book):
        yield subject, int(now is None or now.lecturer != row.lecturer)


def relocated(book: DayBook) -> Iterator[tuple[Subject, int]]:
    """1 for each published course session in another venue, or in none."""
    for subject, old, new in _course_sessions(book):
        yield subject, int(new is None or new.venue != old.venue)
