"""H3, H5 and H11: what one person can do in a slot, a day, a week and a term."""

from collections.abc import Iterator
from itertools import pairwise

from solver.rules.daybook import DayBook
from solver.rules.rule import Check, Finding, Rule
from solver.rules.subjects import Facts, Subject
from solver.wording import Wording


def two_places(book: DayBook) -> Iterator[Finding]:
    """People with more than one visit, course session or meeting in a slot."""
    for (person, slot), entries in book.busy.items():
        if len(entries) > 1:
            facts: Facts = {"person": book.register.name_of(person), "when": book.register.slot_name(slot)}
            yield Subject(person=person, slot=slot), {**facts, "entries": tuple(str(entry) for entry in entries)}


def too_many_a_day(book: DayBook) -> Iterator[Finding]:
    """Dates on which a person has more stops than `max_per_day`."""
    for (person, date), stops in book.days.items():
        most = book.register.people[person].max_per_day
        if len(stops) > most:
            facts: Facts = {"person": book.register.name_of(person), "date": date.isoformat()}
            yield Subject(person=person, date=date), {**facts, "stops": len(stops), "most": most}


def too_many_a_week(book: DayBook) -> Iterator[Finding]:
    """ISO weeks in which a person has more stops than `max_per_week`."""
    for (person, (year, week)), stops in book.week_load.items():
        most = book.register.people[person].max_per_week
        if stops > most:
            facts: Facts = {"person": book.register.name_of(person), "year": year, "week": week}
            yield Subject(person=person), {**facts, "stops": stops, "most": most}


def too_many_a_term(book: DayBook) -> Iterator[Finding]:
    """People with more stops in the term than `max_per_term`."""
    for person, stops in book.load.items():
        most = book.register.people[person].max_per_term
        if stops > most:
            yield Subject(person=person), {"person": book.register.name_of(person), "stops": stops, "most": most}


def too_far(book: DayBook) -> Iterator[Finding]:
    """Consecutive stops of a day with less time between them than the way takes; the subject's slot is the later."""
    register = book.register
    for (person, date), stops in book.days.items():
        for a, b in pairwise(stops):
            if a.slot == b.slot:
                continue
            minutes = register.travel.minutes(a.place, b.place)
            pause = register.pause_minutes(a.slot, b.slot)
            if minutes > pause:
                facts: Facts = {
                    "person": register.name_of(person),
                    "date": date.isoformat(),
                    "origin": register.name_of(a.place.id),
                    "destination": register.name_of(b.place.id),
                    "minutes": minutes,
                    "pause": pause,
                }
                yield Subject(person=person, slot=b.slot, date=date), facts


H3 = Rule(
    "H3",
    Wording("同一时段一人只在一处", "nobody has two things to do in one slot"),
    (
        Check(
            "two-places",
            Wording("{person} 在 {when} 同时有：{entries}", "{person} at {when} has at once: {entries}"),
            two_places,
        ),
    ),
)
H5 = Rule(
    "H5",
    Wording(
        "一人每天、每周（ISO 周）、全期的走访和场次不超过其上限",
        "a person's visits and course sessions stay within their caps by date, by ISO week and for the term",
    ),
    (
        Check(
            "too-many-a-day",
            Wording("{person} 在 {date} 有 {stops} 次，上限 {most}", "{person} has {stops} on {date}, {most} at most"),
            too_many_a_day,
        ),
        Check(
            "too-many-a-week",
            Wording(
                "{person} 在 {year} 年第 {week} 周有 {stops} 次，上限 {most}",
                "{person} has {stops} in week {week} of {year}, {most} at most",
            ),
            too_many_a_week,
        ),
        Check(
            "too-many-a-term",
            Wording("{person} 全期有 {stops} 次，上限 {most}", "{person} has {stops} this term, {most} at most"),
            too_many_a_term,
        ),
    ),
)
H11 = Rule(
    "H11",
    Wording(
        "一人同日相邻两处之间来得及赶路",
        "the way between a person's neighbouring stops of a date fits the time between",
    ),
    (
        Check(
            "too-far",
            Wording(
                "{person} 在 {date} 从 {origin} 到 {destination} 需 {minutes} 分钟，只有 {pause} 分钟",
                "{person} on {date} needs {minutes} minutes from {origin} to {destination} and has {pause}",
            ),
            too_far,
        ),
    ),
)
