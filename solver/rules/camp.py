"""T1 to T5: the course sessions of the training camp, their lecturers, venues and cohorts."""

from collections.abc import Iterator
from dataclasses import replace

from solver.rules.daybook import DayBook
from solver.rules.rule import Check, Finding, Rule
from solver.rules.subjects import Facts, SessionKey, Subject
from solver.wording import Wording


def _facts(book: DayBook, key: SessionKey, **more: str | int | tuple[str, ...]) -> Facts:
    row = book.course_sessions[key]
    title = book.register.classes[key.class_id].title
    return {"course_session": str(key), "title": title, "when": book.register.slot_name(row.slot), **more}


def _subject(book: DayBook, key: SessionKey) -> Subject:
    return Subject(class_id=key.class_id, index=key.index, slot=book.course_sessions[key].slot)


def same_slot(book: DayBook) -> Iterator[Finding]:
    """Classes with two of their course sessions in one slot."""
    for camp_class in book.register.problem.classes:
        slots = [row.slot for row in book.sessions_of[camp_class.id]]
        twice = sorted({t for t in slots if slots.count(t) > 1})
        if twice:
            when = tuple(book.register.slot_name(t) for t in twice)
            subject = Subject(class_id=camp_class.id, slot=twice[0])
            yield subject, {"class": camp_class.id, "title": camp_class.title, "when": when}


def not_lecturer(book: DayBook) -> Iterator[Finding]:
    """Course sessions by somebody who does not give the class."""
    for key, row in book.course_sessions.items():
        if row.lecturer not in book.register.classes[key.class_id].lecturers:
            facts = _facts(book, key, person=book.register.name_of(row.lecturer))
            yield replace(_subject(book, key), person=row.lecturer), facts


def lecturer_unavailable(book: DayBook) -> Iterator[Finding]:
    """Course sessions in a slot in which their lecturer is not free."""
    for key, row in book.course_sessions.items():
        if row.slot in book.register.unavailable[row.lecturer]:
            facts = _facts(book, key, person=book.register.name_of(row.lecturer))
            yield replace(_subject(book, key), person=row.lecturer), facts


def lecturer_changes(book: DayBook) -> Iterator[Finding]:
    """Classes given by more than one lecturer."""
    for camp_class in book.register.problem.classes:
        lecturers = sorted({row.lecturer for row in book.sessions_of[camp_class.id]})
        if len(lecturers) > 1:
            names = tuple(book.register.name_of(v) for v in lecturers)
            yield Subject(class_id=camp_class.id), {"class": camp_class.id, "title": camp_class.title, "people": names}


def venue_unfit(book: DayBook) -> Iterator[Finding]:
    """Course sessions in a venue that is closed then, lacks a feature, or both: one finding each."""
    register = book.register
    for key, row in book.course_sessions.items():
        venue = register.venues[row.venue]
        missing = sorted(set(register.classes[key.class_id].features) - set(venue.features))
        closed = row.slot in register.venue_closed[row.venue]
        if closed or missing:
            why = (*(["closed"] if closed else []), *missing)
            facts = _facts(book, key, venue=register.name_of(row.venue), why=why)
            yield replace(_subject(book, key), venue=row.venue), facts


def class_closed(book: DayBook) -> Iterator[Finding]:
    """Course sessions in a slot closed for their class."""
    for key, row in book.course_sessions.items():
        if row.slot in book.register.class_closed[key.class_id]:
            yield _subject(book, key), _facts(book, key)


def venue_busy(book: DayBook) -> Iterator[Finding]:
    """Venues with more than one course session in a slot."""
    for (venue, slot), keys in book.at_venue.items():
        if len(keys) > 1:
            facts: Facts = {"venue": book.register.name_of(venue), "when": book.register.slot_name(slot)}
            yield Subject(venue=venue, slot=slot), {**facts, "entries": tuple(str(key) for key in keys)}


def cohort_busy(book: DayBook) -> Iterator[Finding]:
    """Cohorts with more than one course session in a slot."""
    for (cohort, slot), keys in book.at_cohort.items():
        if len(keys) > 1:
            facts: Facts = {"cohort": book.register.name_of(cohort), "when": book.register.slot_name(slot)}
            yield Subject(cohort=cohort, slot=slot), {**facts, "entries": tuple(str(key) for key in keys)}


def too_early(book: DayBook) -> Iterator[Finding]:
    """Classes that start before one they come after is over; one finding for each such class."""
    register = book.register
    for camp_class in register.problem.classes:
        held = book.sessions_of[camp_class.id]
        for prior in camp_class.after:
            before = book.sessions_of[prior]
            if not (held and before):
                continue
            start, end = min(row.slot for row in held), max(row.slot for row in before)
            if end >= start:
                facts: Facts = {"class": camp_class.id, "prior": prior}
                when = {"start": register.slot_name(start), "end": register.slot_name(end)}
                yield Subject(class_id=camp_class.id, slot=start), {**facts, **when}


T1 = Rule(
    "T1",
    Wording("一门课程的各场次在不同时段", "a class has one course session in a slot at most"),
    (
        Check(
            "same-slot",
            Wording("课程 {class}（{title}）在 {when} 有不止一场", "class {class} ({title}) meets twice at {when}"),
            same_slot,
        ),
    ),
)
T2 = Rule(
    "T2",
    Wording(
        "一门课程由一位讲师讲到底，讲师在其名单内且当时有空",
        "one lecturer gives the whole class, is among those who can, and is available each time",
    ),
    (
        Check(
            "not-lecturer",
            Wording(
                "{person} 不是场次 {course_session}（{title}）的讲师人选",
                "{person} does not give {course_session} ({title})",
            ),
            not_lecturer,
        ),
        Check(
            "lecturer-unavailable",
            Wording(
                "讲师 {person} 在 {when} 没有空，不能讲 {course_session}（{title}）",
                "lecturer {person} is not available at {when} for {course_session} ({title})",
            ),
            lecturer_unavailable,
        ),
        Check(
            "lecturer-changes",
            Wording(
                "课程 {class}（{title}）换了讲师：{people}", "class {class} ({title}) has several lecturers: {people}"
            ),
            lecturer_changes,
        ),
    ),
)
T3 = Rule(
    "T3",
    Wording(
        "场地同一时段只办一场，当时开放且设施齐全；课程自身也未停",
        "a venue takes one course session a slot, is open and equipped for it, and the class itself may meet then",
    ),
    (
        Check(
            "venue-unfit",
            Wording(
                "{venue} 在 {when} 不适合 {course_session}（{title}）：{why}",
                "{venue} at {when} does not suit {course_session} ({title}): {why}",
            ),
            venue_unfit,
        ),
        Check(
            "class-closed",
            Wording(
                "课程时段 {when} 不可用：{course_session}（{title}）需另排",
                "{course_session} ({title}) may not be held at {when}",
            ),
            class_closed,
        ),
        Check(
            "venue-busy",
            Wording("{venue} 在 {when} 同时有：{entries}", "{venue} at {when} has at once: {entries}"),
            venue_busy,
        ),
    ),
)
T4 = Rule(
    "T4",
    Wording("一个班同一时段只上一场", "a cohort attends one course session in a slot at most"),
    (
        Check(
            "cohort-busy",
            Wording("班级 {cohort} 在 {when} 同时有：{entries}", "cohort {cohort} at {when} has at once: {entries}"),
            cohort_busy,
        ),
    ),
)
T5 = Rule(
    "T5",
    Wording("先修课程全部结束后才开课", "a class begins once those it comes after are over"),
    (
        Check(
            "too-early",
            Wording(
                "课程 {class} 于 {start} 开课，先修课程 {prior} 到 {end} 才结束",
                "class {class} begins at {start}, while {prior} before it ends at {end}",
            ),
            too_early,
        ),
    ),
)
