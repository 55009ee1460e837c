"""Other ways to plan a visit or course session, the rest standing, ranked by what they cost more. Pure.

Each is priced by the rules' own count, cost by cost, in the part of the plan that it can touch.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from scheduler.explaining.ways import Way, Ways, ways_of_course_session, ways_of_visit
from scheduler.requests.options import free_options
from scheduler.requests.wish import Wish
from solver.explain.blocks import locks_by_row
from solver.explain.session_options import SessionOption, SessionOptions
from solver.explain.surroundings import Concerned
from solver.explain.trial import Trial
from solver.explain.visit_options import VisitOptions
from solver.ids import SupervisorId, VenueId
from solver.inserting import Inserter, insertions
from solver.plan import Plan
from solver.problem import CourseSession, Problem, SessionLock, Visit, VisitLock
from solver.rules import DayBook, Register, SessionKey, VisitKey, charges

MOST_SERIES: Final = 200
"""So many ways for a series are looked at; the cheapest of each person counts."""
MOST_PRICED: Final = 40
"""So many ways are priced by the rules, one by one."""
Row = Visit | CourseSession
PlanKey = VisitKey | SessionKey


@dataclass(frozen=True, slots=True)
class Alternative:
    """Where else it could go, and what that changes of the plan's cost, by name; 0 where nothing changes."""

    rows: tuple[Row, ...]
    """It as it would be; for a whole series all of its visits."""
    total: int
    by_name: dict[str, int]


class Question:
    """One visit or course session of a plan that is asked about."""

    def __init__(self, problem: Problem, plan: Plan, key: PlanKey, *, first_slot: int = 0) -> None:
        """The problem without a lock on it, the plan without it, and all ways to put it back from `first_slot` on."""
        self.key = key
        self.first_slot = first_slot
        rows: tuple[Row, ...] = (*plan.visits, *plan.sessions)
        self.present = next((row for row in rows if _key_of(row) == key), None)
        self.plan = plan
        locks = [lock for lock in problem.locks if _pinned(lock) != key]
        self.trial = Trial(problem.changed(locks=locks), _without(plan, key))
        held = locks_by_row(self.trial.book.register)
        self.options: VisitOptions | SessionOptions
        if isinstance(key, VisitKey):
            self.options = VisitOptions(self.trial.book, held, key)
        else:
            self.options = SessionOptions(self.trial.book, held, key)

    def ways(self) -> Ways:
        """All ways that are still to come, each with the facts against it."""
        if isinstance(self.options, VisitOptions):
            found = ways_of_visit(self.options)
        else:
            found = ways_of_course_session(self.options)
        return replace(found, ways=[way for way in found.ways if way.slot >= self.first_slot])


def alternatives(question: Question, ways: Ways, *, count: int) -> list[Alternative]:
    """The cheapest other ways for it alone that break no rule, against how it stands or against leaving it out."""
    found = []
    for rows in _rows_by_concern(_worth_pricing(question, ways)):
        price = _Pricing(question, rows)
        found += [price.of(row) for row in rows if not _is_same(row, question.present)]
    return sorted(found, key=lambda way: (way.total, way.rows[0].slot))[:count]


def series_alternatives(question: Question, *, count: int) -> list[Alternative]:
    """The cheapest way for each other person to take the whole series of a visit whose people stay the same."""
    if not isinstance(question.options, VisitOptions) or not isinstance(question.present, Visit):
        return []
    engagement = question.options.engagement
    if not engagement.same_supervisors or engagement.visits == 1:
        return []
    series = [row for row in question.plan.visits if row.engagement == engagement.id]
    rest = [row for row in question.plan.visits if row.engagement != engagement.id]
    others = engagement.model_copy(update={"exclude": [*engagement.exclude, *question.present.supervisors]})
    due = question.trial.problem.engagements
    problem = question.trial.problem.changed(engagements=[others if row is engagement else row for row in due])
    inserter = Inserter(problem, question.plan.model_copy(update={"visits": rest}))
    found: dict[str, Alternative] = {}
    for way in inserter.ways(engagement.id, MOST_SERIES):
        if min(row.slot for row in way.visits) < question.first_slot:
            continue
        found.setdefault(way.visits[0].supervisors[0], _priced(question, series, tuple(way.visits)))
    return sorted(found.values(), key=lambda way: way.total)[:count]


class _Pricing:
    """The part of the plan that ways by the same people can touch, to price each of them in."""

    def __init__(self, question: Question, rows: Sequence[Row]) -> None:
        self._near = question.trial.around(_concerned(question, rows))
        self._present = question.present
        self._before = _by_name(self._near.book.register, _with(self._near.plan, self._present))

    def of(self, row: Row) -> Alternative:
        after = _by_name(self._near.book.register, _with(self._near.plan, row))
        by_name = _difference(self._before, after)
        return Alternative((row,), sum(by_name.values()), by_name)


def _priced(question: Question, before: list[Visit], after: tuple[Visit, ...]) -> Alternative:
    """What it changes to replace some visits by others."""
    assert isinstance(question.options, VisitOptions)  # noqa: S101 - only visits form series
    people = [person for row in (*before, *after) for person in row.supervisors]
    near = question.trial.around(question.options.concerned(people))
    rest = [row for row in near.plan.visits if row.engagement != question.options.engagement.id]
    costs = [
        _by_name(near.book.register, near.plan.model_copy(update={"visits": [*rest, *visits]}))
        for visits in (before, after)
    ]
    by_name = _difference(*costs)
    return Alternative(after, sum(by_name.values()), by_name)


def _rows_by_concern(rows: Iterable[Row]) -> Iterable[list[Row]]:
    """Some rows, those by the same people and in the same venue together."""
    groups: defaultdict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        people = tuple(sorted(row.supervisors)) if isinstance(row, Visit) else (row.lecturer, row.venue)
        groups[people].append(row)
    return groups.values()


def _worth_pricing(question: Question, ways: Ways) -> Sequence[Row]:
    """The rows that nothing stands against; where they are very many, those that look cheapest."""
    free = [row for slot, rows in _by_slot(ways.free).items() for row in _rows_in(question, slot, rows, ways.needed)]
    if len(free) <= MOST_PRICED:
        return free
    likely = _likely(question, free)
    return likely if likely else free[:MOST_PRICED]


def _likely(question: Question, free: list[Row]) -> Sequence[Row]:
    """The cheapest by the search's own prices, which leave out what ties a series together."""
    options, trial = question.options, question.trial
    assert isinstance(options, VisitOptions)  # noqa: S101 - a course session never has so many ways
    engagement = options.engagement
    if engagement.visits == 1:
        found = insertions(trial.problem, trial.plan, engagement.id, len(free))
        return [way.visits[0] for way in found if way.visits[0].slot >= question.first_slot][:MOST_PRICED]
    visits = {(row.slot, *row.supervisors): row for row in free if isinstance(row, Visit)}
    wish = Wish(
        engagement.station,
        engagement.scheme,
        1,
        frozenset(row.slot for row in free),
        tuple(engagement.fields),
        supervisors=tuple({person for row in visits.values() for person in row.supervisors}),
    )
    offers = free_options(trial.problem, trial.plan, wish, count=len(free)) if engagement.panel == 1 else []
    keys = [(offer.visits[0].slot, offer.visits[0].supervisor) for offer in offers]
    return [visits[key] for key in keys if key in visits][:MOST_PRICED]


def _by_slot(ways: Iterable[Way]) -> dict[int, list[Way]]:
    found: defaultdict[int, list[Way]] = defaultdict(list)
    for way in ways:
        found[way.slot].append(way)
    return found


def _rows_in(question: Question, slot: int, free: list[Way], needed: int) -> Iterator[Row]:
    key = question.key
    if isinstance(key, SessionKey):
        for way in free:
            yield CourseSession(
                class_id=key.class_id,
                index=key.index,
                slot=slot,
                venue=VenueId(way.venue or ""),
                lecturer=SupervisorId(way.person),
            )
        return
    people = sorted({SupervisorId(way.person) for way in free})
    for panel in combinations(people, needed):
        yield Visit(engagement=key.engagement, index=key.index, slot=slot, supervisors=list(panel))


def _concerned(question: Question, rows: Sequence[Row]) -> Concerned:
    """Whom it concerns when it goes from where it stands to one of some rows by the same people."""
    both = [row for row in (rows[0], question.present) if row is not None]
    if isinstance(question.options, VisitOptions):
        return question.options.concerned([p for row in both if isinstance(row, Visit) for p in row.supervisors])
    found = Concerned()
    for row in both:
        if isinstance(row, CourseSession):
            found |= question.options.concerned(SessionOption(row.slot, row.venue, row.lecturer, ()))
    return found


def _is_same(row: Row, present: Row | None) -> bool:
    if isinstance(row, Visit) and isinstance(present, Visit):
        return (row.slot, set(row.supervisors)) == (present.slot, set(present.supervisors))
    return row == present


def _by_name(register: Register, plan: Plan) -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for charge in charges(DayBook(register, plan)):
        found[charge.name] += charge.amount
    return found


def _difference(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    changed = {name: after.get(name, 0) - before.get(name, 0) for name in before.keys() | after.keys()}
    return {name: amount for name, amount in sorted(changed.items()) if amount}


def _with(plan: Plan, row: Row | None) -> Plan:
    if isinstance(row, Visit):
        return plan.model_copy(update={"visits": [*plan.visits, row]})
    return plan if row is None else plan.model_copy(update={"sessions": [*plan.sessions, row]})


def _without(plan: Plan, key: PlanKey) -> Plan:
    return plan.model_copy(
        update={
            "visits": [row for row in plan.visits if _key_of(row) != key],
            "sessions": [row for row in plan.sessions if _key_of(row) != key],
        }
    )


def _key_of(row: Row) -> PlanKey:
    if isinstance(row, Visit):
        return VisitKey(row.engagement, row.index)
    return SessionKey(row.class_id, row.index)


def _pinned(lock: VisitLock | SessionLock) -> PlanKey:
    if isinstance(lock, VisitLock):
        return VisitKey(lock.engagement, lock.index)
    return SessionKey(lock.class_id, lock.index)
