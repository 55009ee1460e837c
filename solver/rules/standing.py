"""H12: what stands already, the user's locks and the frozen part of the published plan."""

from collections.abc import Iterator

from solver.problem import CourseSession, SessionLock, Visit, VisitLock
from solver.rules.daybook import DayBook
from solver.rules.rule import Check, Finding, Rule
from solver.rules.subjects import SessionKey, Subject, VisitKey
from solver.wording import Wording


def broken_parts(lock: VisitLock | SessionLock, row: Visit | CourseSession | None) -> list[tuple[str, str]]:
    """The parts of a lock that `row` (None: left out) does not keep: the field's name and the value it must have."""
    broken = []
    for field in ("slot", "supervisors", "venue", "lecturer"):
        wanted = getattr(lock, field, None)
        if wanted is None:
            continue
        found = None if row is None else getattr(row, field)
        if isinstance(wanted, list):
            wanted, found = sorted(wanted), None if found is None else sorted(found)
        if found != wanted:
            broken.append((field, "+".join(wanted) if isinstance(wanted, list) else str(wanted)))
    return broken


def lock_not_kept(book: DayBook) -> Iterator[Finding]:
    """Locked parts that the plan has otherwise, or leaves out; one finding for each part."""
    row: Visit | CourseSession | None
    for lock in book.register.problem.locks:
        if isinstance(lock, VisitLock):
            key, subject = VisitKey(lock.engagement, lock.index), Subject(engagement=lock.engagement, index=lock.index)
            row, name = book.visits.get(key), str(key)
        else:
            of_class = SessionKey(lock.class_id, lock.index)
            subject = Subject(class_id=lock.class_id, index=lock.index)
            row, name = book.course_sessions.get(of_class), str(of_class)
        for field, wanted in broken_parts(lock, row):
            yield subject, {"row": name, "field": field, "wanted": wanted}


def frozen_changed(book: DayBook) -> Iterator[Finding]:
    """Rows of the baseline in the frozen part that the plan does not have just so."""
    frozen_until, baseline = book.register.problem.frozen_until, book.register.baseline
    if baseline is None:
        return
    for visit in baseline.visits:
        if visit.slot < frozen_until and book.register.is_due(visit) and not _same_visit(book, visit):
            subject = Subject(engagement=visit.engagement, index=visit.index, slot=visit.slot)
            facts = {"row": f"{visit.engagement}#{visit.index}", "when": book.register.slot_name(visit.slot)}
            yield subject, facts
    for row in baseline.sessions:
        if row.slot < frozen_until and book.register.is_due(row):
            now = book.course_sessions.get(SessionKey(row.class_id, row.index))
            if now is None or (now.slot, now.venue, now.lecturer) != (row.slot, row.venue, row.lecturer):
                subject = Subject(class_id=row.class_id, index=row.index, slot=row.slot)
                yield subject, {"row": f"{row.class_id}#{row.index}", "when": book.register.slot_name(row.slot)}


def _same_visit(book: DayBook, old: Visit) -> bool:
    new = book.visits.get(VisitKey(old.engagement, old.index))
    return new is not None and new.slot == old.slot and sorted(new.supervisors) == sorted(old.supervisors)


def frozen_added(book: DayBook) -> Iterator[Finding]:
    """Planned rows in the frozen part that the baseline does not have in that slot."""
    frozen_until, baseline = book.register.problem.frozen_until, book.register.baseline
    if baseline is None:
        return
    visits = {(old.engagement, old.index, old.slot) for old in baseline.visits}
    for visit in book.visits.values():
        if visit.slot < frozen_until and (visit.engagement, visit.index, visit.slot) not in visits:
            subject = Subject(engagement=visit.engagement, index=visit.index, slot=visit.slot)
            facts = {"row": f"{visit.engagement}#{visit.index}", "when": book.register.slot_name(visit.slot)}
            yield subject, facts
    course_sessions = {(old.class_id, old.index, old.slot) for old in baseline.sessions}
    for row in book.course_sessions.values():
        if row.slot < frozen_until and (row.class_id, row.index, row.slot) not in course_sessions:
            subject = Subject(class_id=row.class_id, index=row.index, slot=row.slot)
            yield subject, {"row": f"{row.class_id}#{row.index}", "when": book.register.slot_name(row.slot)}


H12 = Rule(
    "H12",
    Wording(
        "锁定的内容照办；冻结部分与已发布方案完全一致",
        "what is locked holds, and the frozen part is what was published, no less and no more",
    ),
    (
        Check(
            "lock-not-kept",
            Wording(
                "{row} 的锁定未遵守：{field} 应为 {wanted}", "the lock on {row} is not kept: {field} must be {wanted}"
            ),
            lock_not_kept,
        ),
        Check(
            "frozen-changed",
            Wording("{row} 已于 {when} 冻结，不可改动", "{row} at {when} is frozen and must stay as published"),
            frozen_changed,
        ),
        Check(
            "frozen-added",
            Wording("{row} 新排在已冻结的 {when}", "{row} is newly planned at {when}, in the frozen part"),
            frozen_added,
        ),
    ),
)
