"""What the association offers whatever the term: venues, tracks and courses."""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from scheduler.actor import MEMBERS, Actor
from scheduler.camp.commands import CourseChange, NewCourse, NewTrack, NewVenue, TrackChange, VenueChange
from scheduler.camp.sense import check_course
from scheduler.clock import now
from scheduler.models.accounts import Role
from scheduler.models.camp import Course, Track, Venue
from scheduler.rows import add, changing, kind_of, load, load_for_change, unique

Offered = TypeVar("Offered", Venue, Track, Course)


def list_offered(db: Session, table: type[Offered], *, actor: Actor, archived: bool = False) -> list[Offered]:
    """The venues, tracks or courses, with those put away only if wanted. Raises NotAllowedError."""
    actor.require(*MEMBERS, action="camp.read")
    query = select(table).where(table.association_id == actor.association_id)
    if not archived:
        query = query.where(col(table.archived_at).is_(None))
    return sorted(db.exec(query), key=_order)


def find_offered(db: Session, table: type[Offered], key: str, *, actor: Actor) -> Offered:
    """One venue, track or course. Raises NotFoundError."""
    return load(db, table, key, actor=actor)


def make_venue(db: Session, *, actor: Actor, asked: NewVenue) -> Venue:
    """A new venue. Raises NotAllowedError and TakenError."""
    return _made(db, Venue(association_id=actor.association_id, **asked.model_dump()), actor)


def change_venue(db: Session, *, actor: Actor, venue_id: str, asked: VenueChange, version: int) -> Venue:
    """Change a venue. Raises NotFoundError, NotAllowedError, ChangedMeanwhileError and TakenError."""
    return _changed(db, Venue, venue_id, _named(asked), actor, version)


def make_track(db: Session, *, actor: Actor, asked: NewTrack) -> Track:
    """A new track. Raises NotAllowedError and TakenError."""
    return _made(db, Track(association_id=actor.association_id, **asked.model_dump()), actor)


def change_track(db: Session, *, actor: Actor, track_id: str, asked: TrackChange, version: int) -> Track:
    """Change a track. Raises NotFoundError, NotAllowedError, ChangedMeanwhileError and TakenError."""
    return _changed(db, Track, track_id, _named(asked), actor, version)


def make_course(db: Session, *, actor: Actor, asked: NewCourse) -> Course:
    """A new course. Raises NotAllowedError, FaultyInputError and TakenError."""
    return _made(db, Course(association_id=actor.association_id, **asked.model_dump()), actor)


def change_course(db: Session, *, actor: Actor, course_id: str, asked: CourseChange, version: int) -> Course:
    """Change a course; classes follow at once, what is published with the next release.

    Raises NotFoundError, NotAllowedError, ChangedMeanwhileError, FaultyInputError and TakenError.
    """
    return _changed(db, Course, course_id, _named(asked), actor, version)


def archive_offered(
    db: Session, table: type[Offered], key: str, *, actor: Actor, version: int, archived: bool = True
) -> Offered:
    """Put one away, or take it back; terms that use it keep it.

    Raises NotFoundError, NotAllowedError and ChangedMeanwhileError.
    """
    kind = kind_of(table)
    actor.require(Role.PLANNER, action=f"{kind}.archive")
    row = load_for_change(db, table, key, actor=actor, version=version)
    with changing(db, row, actor=actor, action=f"{kind}.archived" if archived else f"{kind}.restored"):
        row.archived_at = (row.archived_at or now()) if archived else None
    return row


def _made(db: Session, row: Offered, actor: Actor) -> Offered:
    kind = kind_of(type(row))
    actor.require(Role.PLANNER, action=f"{kind}.make")
    _check(db, row)
    with unique(kind, *_label(row)):
        return add(db, row, actor=actor, action=f"{kind}.made")


def _changed(
    db: Session, table: type[Offered], key: str, columns: Mapping[str, Any], actor: Actor, version: int
) -> Offered:
    kind = kind_of(table)
    actor.require(Role.PLANNER, action=f"{kind}.change")
    row = load_for_change(db, table, key, actor=actor, version=version)
    name, before = _label(row)
    with unique(kind, name, columns.get(name, before)), changing(db, row, actor=actor, action=f"{kind}.changed"):
        for column, value in columns.items():
            setattr(row, column, value)
        with db.no_autoflush:
            _check(db, row)
    return row


def _check(db: Session, row: Venue | Track | Course) -> None:
    if isinstance(row, Course):
        check_course(db, row)


def _named(asked: VenueChange | TrackChange | CourseChange) -> dict[str, Any]:
    return asked.model_dump(exclude_unset=True, exclude_none=True)


def _label(row: Venue | Track | Course) -> tuple[str, str]:
    """The column that is unique, and its value."""
    return ("title", row.title) if isinstance(row, Course) else ("name", row.name)


def _order(row: Venue | Track | Course) -> tuple[int, str, str]:
    position = row.position if isinstance(row, Track) else 0
    return position, _label(row)[1], row.id
