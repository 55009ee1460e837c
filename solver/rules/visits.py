"""H0 to H2 and H4: each planned visit by itself, and the stations it takes."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from solver.problem import Visit
from solver.rules.daybook import DayBook
from solver.rules.rule import Check, Finding, Rule
from solver.rules.subjects import Facts, Subject, VisitKey
from solver.wording import Wording


def _facts(book: DayBook, key: VisitKey, **more: str | int | tuple[str, ...]) -> Facts:
    register = book.register
    station = register.engagements[key.engagement].station
    when = register.slot_name(book.visits[key].slot)
    return {"visit": str(key), "station": register.name_of(station), "when": when, **more}


def _subject(book: DayBook, key: VisitKey) -> Subject:
    visit = book.visits[key]
    return Subject(engagement=key.engagement, index=key.index, slot=visit.slot)


def _refused(code: str) -> Callable[[DayBook], Iterator[Finding]]:
    """The rows of the plan set aside for one reason."""

    def find(book: DayBook) -> Iterator[Finding]:
        for refused in book.refused:
            if refused.code != code:
                continue
            row = refused.row
            if isinstance(row, Visit):
                subject = Subject(engagement=row.engagement, index=row.index, slot=row.slot)
                yield subject, {"row": f"{row.engagement}#{row.index}", "culprit": refused.culprit}
            else:
                subject = Subject(class_id=row.class_id, index=row.index, slot=row.slot)
                yield subject, {"row": f"{row.class_id}#{row.index}", "culprit": refused.culprit}

    return find


def wrong_panel(book: DayBook) -> Iterator[Finding]:
    """Visits whose panel has another size than asked for, or somebody twice."""
    for key, visit in book.visits.items():
        needed = book.register.engagements[key.engagement].panel
        team = visit.supervisors
        if len(team) != needed or len(set(team)) != len(team):
            names = tuple(book.register.name_of(v) for v in team)
            yield _subject(book, key), _facts(book, key, panel=names or ("-",), needed=needed)


def not_eligible(book: DayBook) -> Iterator[Finding]:
    """Members of a panel who may not serve the engagement."""
    register = book.register
    for key, visit in book.visits.items():
        engagement = register.engagements[key.engagement]
        for person in visit.supervisors:
            if not register.is_eligible(engagement, person):
                facts = _facts(book, key, person=register.name_of(person), scheme=engagement.scheme.value)
                yield replace(_subject(book, key), person=person), facts


def outside_window(book: DayBook) -> Iterator[Finding]:
    """Visits before `first` or after `last` of their engagement."""
    register = book.register
    for key, visit in book.visits.items():
        engagement = register.engagements[key.engagement]
        if not engagement.first <= visit.slot <= engagement.last:
            first, last = register.slot_name(engagement.first), register.slot_name(engagement.last)
            yield _subject(book, key), _facts(book, key, first=first, last=last)


def unavailable(book: DayBook) -> Iterator[Finding]:
    """Members of a panel who are not free in the slot."""
    register = book.register
    for key, visit in book.visits.items():
        for person in visit.supervisors:
            if visit.slot in register.unavailable[person]:
                yield replace(_subject(book, key), person=person), _facts(book, key, person=register.name_of(person))


def station_closed(book: DayBook) -> Iterator[Finding]:
    """Hosts and attendees that are closed in the slot."""
    register = book.register
    for key, visit in book.visits.items():
        for station in register.hosts(register.engagements[key.engagement]):
            if visit.slot in register.station_closed[station]:
                facts = _facts(book, key, closed=register.name_of(station))
                yield replace(_subject(book, key), station=station), facts


def station_busy(book: DayBook) -> Iterator[Finding]:
    """Stations with two visits in a slot, or a visit during a meeting of their own."""
    register = book.register
    for (station, slot), entries in book.at_station.items():
        if len(entries) > 1 and any(isinstance(entry, VisitKey) for entry in entries):
            entry_names = tuple(str(entry) for entry in entries)
            facts: Facts = {
                "station": register.name_of(station),
                "when": register.slot_name(slot),
                "entries": entry_names,
            }
            yield Subject(station=station, slot=slot), facts


H0 = Rule(
    "H0",
    Wording("方案只含题目要求的走访和场次，每次至多一回", "a plan holds only what is due, and nothing twice"),
    (
        Check(
            "not-asked-for",
            Wording("方案中的 {row} 不在要求之列：请从方案中删除", "{row} is not due: take it out of the plan"),
            _refused("not-asked-for"),
        ),
        Check(
            "planned-twice",
            Wording("{row} 安排了不止一次：只保留一次", "{row} is planned more than once: keep one"),
            _refused("planned-twice"),
        ),
        Check(
            "unknown-slot",
            Wording("{row} 排在不存在的时段 {culprit}", "{row} is in slot {culprit}, which the term does not have"),
            _refused("unknown-slot"),
        ),
        Check(
            "unknown-supervisor",
            Wording("{row} 指派了名单之外的人 {culprit}", "{row} names {culprit}, whom the problem does not know"),
            _refused("unknown-supervisor"),
        ),
        Check(
            "unknown-venue",
            Wording("{row} 用了名单之外的场地 {culprit}", "{row} is at {culprit}, a venue the problem does not know"),
            _refused("unknown-venue"),
        ),
    ),
)
H1 = Rule(
    "H1",
    Wording(
        "每次走访的督导人数正好，互不重复，且人人有资格",
        "the panel of a visit has the size asked for, nobody twice, and everyone on it is eligible",
    ),
    (
        Check(
            "wrong-panel",
            Wording(
                "走访 {visit}（{station}，{when}）需要 {needed} 位不同的督导，现为：{panel}",
                "visit {visit} ({station}, {when}) needs {needed} different supervisors and has: {panel}",
            ),
            wrong_panel,
        ),
        Check(
            "not-eligible",
            Wording(
                "{person} 无资格承担走访 {visit}（{station}，{scheme}）",
                "{person} is not eligible for visit {visit} ({station}, {scheme})",
            ),
            not_eligible,
        ),
    ),
)
H2 = Rule(
    "H2",
    Wording(
        "走访在约定期间内，主站、参加站和督导当时都有空",
        "a visit lies in its window, at a time when host, attendees and panel are free",
    ),
    (
        Check(
            "outside-window",
            Wording(
                "走访 {visit}（{station}）排在 {when}，应在 {first} 至 {last} 之间",
                "visit {visit} ({station}) is at {when}, outside {first} to {last}",
            ),
            outside_window,
        ),
        Check(
            "unavailable",
            Wording(
                "{person} 在 {when} 没有空，不能承担走访 {visit}（{station}）",
                "{person} is not available at {when} for visit {visit} ({station})",
            ),
            unavailable,
        ),
        Check(
            "station-closed",
            Wording(
                "{closed} 在 {when} 不接待，走访 {visit} 需另选时段",
                "{closed} is closed at {when}: visit {visit} needs another slot",
            ),
            station_closed,
        ),
    ),
)
H4 = Rule(
    "H4",
    Wording(
        "一个站点同一时段至多一次走访（主办或参加），开会时没有走访",
        "a station is part of one visit in a slot at most, and of none while it has a meeting",
    ),
    (
        Check(
            "station-busy",
            Wording("{station} 在 {when} 同时有：{entries}", "{station} at {when} has at once: {entries}"),
            station_busy,
        ),
    ),
)
