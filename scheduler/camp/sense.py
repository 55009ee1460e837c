"""Whether rows of the camp make sense: what they name exists, and no course waits for itself."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from sqlmodel import Session, col, select

from scheduler.errors import Fault, FaultyInputError
from scheduler.models.base import OwnedRow
from scheduler.models.camp import CampClass, Cohort, Course, Enrolment, Track
from scheduler.models.people import Supervisor
from solver.wording import Wording

UNKNOWN = Wording("没有这条记录，或已存档：{id}", "there is no such row, or it is archived: {id}")
_TWICE = Wording("有重复的条目", "an entry is there twice")
_CYCLE = Wording("先修关系成环：{titles}", "the courses wait for each other: {titles}")
_OTHER_TRACK = Wording("班不属于所选的系列", "the cohort belongs to another track")


def check_course(db: Session, course: Course) -> None:
    """Raise FaultyInputError with everything that makes no sense."""
    faults = unknown(db, Track, course.association_id, course.tracks, "tracks")
    faults += unknown(db, Supervisor, course.association_id, course.lecturers, "lecturers")
    faults += unknown(db, Course, course.association_id, course.after, "after")
    raise_any(faults or _cycle(db, course))


def check_class(db: Session, row: CampClass) -> None:
    """Raise FaultyInputError unless course and cohorts are there."""
    faults = unknown(db, Course, row.association_id, [row.course_id], "course_id")
    raise_any(faults + unknown(db, Cohort, row.association_id, row.cohorts, "cohorts", term_id=row.term_id))


def check_enrolment(db: Session, row: Enrolment) -> None:
    """Raise FaultyInputError unless track and cohort are there and belong together."""
    faults = unknown(db, Track, row.association_id, [row.track_id], "track_id")
    if row.cohort_id is not None and not faults:
        faults = unknown(db, Cohort, row.association_id, [row.cohort_id], "cohort_id", term_id=row.term_id)
        cohort = None if faults else db.get(Cohort, row.cohort_id)
        if cohort is not None and cohort.track_id != row.track_id:
            faults.append(Fault("cohort_id", "cohort-of-other-track", _OTHER_TRACK, {}))
    raise_any(faults)


def unknown(
    db: Session, table: type[OwnedRow], association_id: str, ids: list[str], place: str, term_id: str | None = None
) -> list[Fault]:
    """A fault for each key that is no row of the association (and term) still in use, and one for repetitions."""
    if not ids:
        return []
    columns = table.__table__.c  # type: ignore[attr-defined]
    query = select(table.id).where(
        table.association_id == association_id, col(table.id).in_(set(ids)), columns.archived_at.is_(None)
    )
    known = set(db.exec(query if term_id is None else query.where(columns.term_id == term_id)))
    faults = [Fault(place, "unknown", UNKNOWN, {"id": id_}) for id_ in ids if id_ not in known]
    return [*faults, *([Fault(place, "repeated", _TWICE, {})] if len(set(ids)) < len(ids) else [])]


def raise_any(faults: Iterable[Fault]) -> None:
    """Raise FaultyInputError if there are any."""
    if found := list(faults):
        raise FaultyInputError(found)


def _cycle(db: Session, course: Course) -> list[Fault]:
    rows = {row.id: row for row in db.exec(select(Course).where(Course.association_id == course.association_id))}
    rows[course.id] = course
    try:
        TopologicalSorter({id_: set(row.after) for id_, row in rows.items()}).prepare()
    except CycleError as error:
        titles = " → ".join(rows[id_].title for id_ in error.args[1] if id_ in rows)
        return [Fault("after", "cycle-in-after", _CYCLE, {"titles": titles})]
    return []
