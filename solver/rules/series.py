"""H6 to H10: the visits of an engagement together, and who is paired with whom."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from solver.problem import Engagement
from solver.rules.daybook import DayBook
from solver.rules.rule import Check, Finding, Rule
from solver.rules.subjects import Facts, Subject, VisitKey
from solver.wording import Wording


def _of(engagement: Engagement) -> Subject:
    return Subject(engagement=engagement.id, station=engagement.station)


def too_many_pairs(book: DayBook) -> Iterator[Finding]:
    """People on the first planned panel of more pairings than they take."""
    for person, engagements in book.pairings.items():
        most = book.register.people[person].max_pairs
        if len(engagements) > most:
            name = book.register.name_of(person)
            yield Subject(person=person), {"person": name, "pairs": len(engagements), "most": most}


def panel_changes(book: DayBook) -> Iterator[Finding]:
    """Engagements that want one panel throughout and have several."""
    for engagement in book.register.problem.engagements:
        panels = {tuple(sorted(visit.supervisors)) for visit in book.visits_of[engagement.id]}
        if engagement.same_supervisors and len(panels) > 1:
            names = sorted({book.register.name_of(v) for panel in panels for v in panel})
            facts: Facts = {"engagement": engagement.id, "station": book.register.name_of(engagement.station)}
            yield _of(engagement), {**facts, "people": tuple(names)}


def comes_twice(book: DayBook) -> Iterator[Finding]:
    """Engagements that want somebody else each time and see somebody again."""
    for engagement in book.register.problem.engagements:
        if not engagement.distinct:
            continue
        times = Counter(v for visit in book.visits_of[engagement.id] for v in visit.supervisors)
        again = tuple(book.register.name_of(v) for v, n in times.items() if n > 1)
        if again:
            facts: Facts = {"engagement": engagement.id, "station": book.register.name_of(engagement.station)}
            yield _of(engagement), {**facts, "people": again}


def paired_visitor(book: DayBook) -> Iterator[Finding]:
    """Visits that must not be by the station's own paired supervisor, and are."""
    register = book.register
    for key, visit in book.visits.items():
        engagement = register.engagements[key.engagement]
        paired = book.paired_with.get(engagement.station, set()) & set(visit.supervisors)
        if engagement.not_paired and paired:
            names = tuple(register.name_of(v) for v in sorted(paired))
            subject = Subject(engagement=key.engagement, index=key.index, person=min(paired), slot=visit.slot)
            yield subject, {"visit": str(key), "station": register.name_of(engagement.station), "people": names}


def gap_too_short(book: DayBook) -> Iterator[Finding]:
    """Consecutive planned visits in the wrong order or nearer than `min_gap_days`; the subject is the later one."""
    register = book.register
    for engagement in register.problem.engagements:
        for a, b in pairwise(book.visits_of[engagement.id]):
            gap = register.gap_days(a.slot, b.slot)
            if gap < engagement.min_gap_days or b.slot <= a.slot:
                facts: Facts = {
                    "before": str(VisitKey(engagement.id, a.index)),
                    "visit": str(VisitKey(engagement.id, b.index)),
                    "station": register.name_of(engagement.station),
                    "gap": gap,
                    "least": engagement.min_gap_days,
                }
                yield Subject(engagement=engagement.id, index=b.index, slot=b.slot), facts


def other_weekday(book: DayBook) -> Iterator[Finding]:
    """Engagements that want one weekday and hour and have several."""
    register = book.register
    for engagement in register.problem.engagements:
        if not engagement.same_weekday:
            continue
        slots = [visit.slot for visit in book.visits_of[engagement.id]]
        if len({(register.dates[t].weekday(), register.starts[t]) for t in slots}) > 1:
            when = tuple(register.slot_name(t) for t in slots)
            facts: Facts = {"engagement": engagement.id, "station": register.name_of(engagement.station), "when": when}
            yield _of(engagement), facts


H6 = Rule(
    "H6",
    Wording(
        "一人结对的站点数（有走访安排的）不超过其上限",
        "nobody is paired with more stations than they take; pairings without a planned visit do not count",
    ),
    (
        Check(
            "too-many-pairs",
            Wording(
                "{person} 结对 {pairs} 个站点，上限 {most}", "{person} is paired with {pairs} stations, {most} at most"
            ),
            too_many_pairs,
        ),
    ),
)
H7 = Rule(
    "H7",
    Wording(
        "要求同一组督导的始终是同一组；要求每次换人的没有人来第二次",
        "where one panel is asked for it stays the same; where new faces are asked for nobody comes again",
    ),
    (
        Check(
            "panel-changes",
            Wording(
                "{engagement}（{station}）应始终由同一组督导承担，现有：{people}",
                "{engagement} ({station}) must keep one panel throughout; it has {people}",
            ),
            panel_changes,
        ),
        Check(
            "comes-twice",
            Wording(
                "{engagement}（{station}）每次应换人，{people} 来了不止一次",
                "{engagement} ({station}) must see somebody else each time; {people} come again",
            ),
            comes_twice,
        ),
    ),
)
H8 = Rule(
    "H8",
    Wording(
        "要求回避结对督导的走访，不由本站结对督导承担", "where asked for, the station's paired supervisor stays away"
    ),
    (
        Check(
            "paired-visitor",
            Wording(
                "走访 {visit} 不能由 {station} 的结对督导 {people} 承担",
                "visit {visit} may not be by {people}, paired with {station}",
            ),
            paired_visitor,
        ),
    ),
)
H9 = Rule(
    "H9",
    Wording(
        "一个系列的走访按序号先后，相邻两次不同时段且间隔不少于最少天数",
        "visits of an engagement follow their index; neighbours are in different slots and far enough apart",
    ),
    (
        Check(
            "gap-too-short",
            Wording(
                "走访 {visit} 与 {before}（{station}）相隔 {gap} 天，至少应隔 {least} 天且在其后",
                "visit {visit} is {gap} days after {before} ({station}); it must be later, by {least} days at least",
            ),
            gap_too_short,
        ),
    ),
)
H10 = Rule(
    "H10",
    Wording("要求固定星期的走访都在同一星期、同一时刻", "where asked for, all visits share weekday and hour"),
    (
        Check(
            "other-weekday",
            Wording(
                "{engagement}（{station}）应固定星期和时刻，现为：{when}",
                "{engagement} ({station}) must keep one weekday and hour; it has {when}",
            ),
            other_weekday,
        ),
    ),
)
