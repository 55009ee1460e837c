"""The soft costs of the training camp: who pays how many units."""

from collections.abc import Iterator

from solver.rules.daybook import DayBook
from solver.rules.subjects import Subject


def unscheduled_sessions(book: DayBook) -> Iterator[tuple[Subject, int]]:
    """1 for each course session left out."""
    for camp_class in book.register.problem.classes:
        held = {row.index for row in book.sessions_of[camp_class.id]}
        for index in range(camp_class.sessions):
            if index not in held:
                yield Subject(class_id=camp_class.id, index=index), 1


def seats(book: DayBook) -> Iterator[tuple[Subject, int]]:
    """Persons of a course session beyond the seats of its venue; `students`, where given, is the head count."""
    for row in book.course_sessions.values():
        camp_class, venue = book.register.classes[row.class_id], book.register.venues[row.venue]
        heads = camp_class.students
        if heads is None:
            heads = sum(book.cohort_size[cohort] for cohort in camp_class.cohorts)
        subject = Subject(class_id=row.class_id, index=row.index, venue=row.venue, slot=row.slot)
        yield subject, max(0, heads - venue.seats)


def min_days(book: DayBook) -> Iterator[tuple[Subject, int]]:
    """Dates a class with a planned course session is short of `min_days`."""
    for camp_class in book.register.problem.classes:
        held = book.sessions_of[camp_class.id]
        if held:
            dates = {book.register.dates[row.slot] for row in held}
            yield Subject(class_id=camp_class.id), max(0, camp_class.min_days - len(dates))


def isolated(book: DayBook) -> Iterator[tuple[Subject, int]]:
    """Course sessions of a cohort without another of its own in the slot just before or after on that date."""
    for (cohort, slot), keys in book.at_cohort.items():
        if not any((cohort, t) in book.at_cohort for t in book.register.neighbours(slot)):
            for key in keys:
                yield Subject(class_id=key.class_id, index=key.index, cohort=cohort, slot=slot), 1


def venue_stability(book: DayBook) -> Iterator[tuple[Subject, int]]:
    """Venues of a class beyond the first."""
    for camp_class in book.register.problem.classes:
        held = book.sessions_of[camp_class.id]
        if held:
            yield Subject(class_id=camp_class.id), len({row.venue for row in held}) - 1
