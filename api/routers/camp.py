"""What the training camp offers whatever the term: venues, tracks and courses."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from scheduler.camp import offer
from scheduler.camp.commands import CourseChange, NewCourse, NewTrack, NewVenue, TrackChange, VenueChange
from scheduler.errors import (
    ChangedMeanwhileError,
    FaultyInputError,
    NotAllowedError,
    NotFoundError,
    TakenError,
    VersionMissingError,
)
from scheduler.models.camp import Course, Track, Venue
from solver.problem import Form

router = APIRouter(prefix="/camp", tags=["camp"])
MAKE_ERRORS = (NotAllowedError, FaultyInputError, TakenError)
CHANGE_ERRORS = (*MAKE_ERRORS, NotFoundError, ChangedMeanwhileError, VersionMissingError)
Archived = Annotated[bool, Query(description="List those put away, too.")]


class OfferedOut(BaseModel):
    """What venues, tracks and courses share."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    version: int
    is_archived: bool


class VenueOut(OfferedOut):
    """A room in which the camp may meet."""

    name: str
    lat: float
    lon: float
    seats: int
    features: list[str]
    closed_weekly: list[str]


class TrackOut(OfferedOut):
    """A line of courses for one kind of worker."""

    name: str
    position: int


class CourseOut(OfferedOut):
    """A course, salon or lecture."""

    title: str
    form: Form
    tracks: list[str]
    course_sessions: int
    hours: float
    lecturers: list[str]
    features: list[str]
    min_days: int
    after: list[str]
    closed_weekly: list[str]


@router.get("/venues", responses=documented(NotAllowedError))
def venues(db: ReadDb, actor: CurrentActor, archived: Archived = False) -> list[VenueOut]:
    """All venues of the association."""
    return [_venue(row) for row in offer.list_offered(db, Venue, actor=actor, archived=archived)]


@router.post("/venues", status_code=201, responses=documented(*MAKE_ERRORS))
def make_venue(db: WriteDb, actor: CurrentActor, asked: NewVenue, response: Response) -> VenueOut:
    """Add a venue."""
    return _venue(offer.make_venue(db, actor=actor, asked=asked), response)


@router.get("/venues/{venue_id}", responses=documented(NotFoundError))
def read_venue(db: ReadDb, actor: CurrentActor, venue_id: str, response: Response) -> VenueOut:
    """One venue."""
    return _venue(offer.find_offered(db, Venue, venue_id, actor=actor), response)


@router.patch("/venues/{venue_id}", responses=documented(*CHANGE_ERRORS))
def change_venue(
    db: WriteDb, actor: CurrentActor, venue_id: str, asked: VenueChange, version: SeenVersion, response: Response
) -> VenueOut:
    """Change what is named."""
    row = offer.change_venue(db, actor=actor, venue_id=venue_id, asked=asked, version=version)
    return _venue(row, response)


@router.post("/venues/{venue_id}/archive", responses=documented(*CHANGE_ERRORS))
def archive_venue(
    db: WriteDb, actor: CurrentActor, venue_id: str, version: SeenVersion, response: Response
) -> VenueOut:
    """Put a venue away."""
    return _venue(offer.archive_offered(db, Venue, venue_id, actor=actor, version=version), response)


@router.post("/venues/{venue_id}/restore", responses=documented(*CHANGE_ERRORS))
def restore_venue(
    db: WriteDb, actor: CurrentActor, venue_id: str, version: SeenVersion, response: Response
) -> VenueOut:
    """Take a venue back."""
    return _venue(offer.archive_offered(db, Venue, venue_id, actor=actor, version=version, archived=False), response)


@router.get("/tracks", responses=documented(NotAllowedError))
def tracks(db: ReadDb, actor: CurrentActor, archived: Archived = False) -> list[TrackOut]:
    """All tracks of the association."""
    return [_track(row) for row in offer.list_offered(db, Track, actor=actor, archived=archived)]


@router.post("/tracks", status_code=201, responses=documented(*MAKE_ERRORS))
def make_track(db: WriteDb, actor: CurrentActor, asked: NewTrack, response: Response) -> TrackOut:
    """Add a track."""
    return _track(offer.make_track(db, actor=actor, asked=asked), response)


@router.get("/tracks/{track_id}", responses=documented(NotFoundError))
def read_track(db: ReadDb, actor: CurrentActor, track_id: str, response: Response) -> TrackOut:
    """One track."""
    return _track(offer.find_offered(db, Track, track_id, actor=actor), response)


@router.patch("/tracks/{track_id}", responses=documented(*CHANGE_ERRORS))
def change_track(
    db: WriteDb, actor: CurrentActor, track_id: str, asked: TrackChange, version: SeenVersion, response: Response
) -> TrackOut:
    """Change what is named."""
    row = offer.change_track(db, actor=actor, track_id=track_id, asked=asked, version=version)
    return _track(row, response)


@router.post("/tracks/{track_id}/archive", responses=documented(*CHANGE_ERRORS))
def archive_track(
    db: WriteDb, actor: CurrentActor, track_id: str, version: SeenVersion, response: Response
) -> TrackOut:
    """Put a track away."""
    return _track(offer.archive_offered(db, Track, track_id, actor=actor, version=version), response)


@router.post("/tracks/{track_id}/restore", responses=documented(*CHANGE_ERRORS))
def restore_track(
    db: WriteDb, actor: CurrentActor, track_id: str, version: SeenVersion, response: Response
) -> TrackOut:
    """Take a track back."""
    return _track(offer.archive_offered(db, Track, track_id, actor=actor, version=version, archived=False), response)


@router.get("/courses", responses=documented(NotAllowedError))
def courses(db: ReadDb, actor: CurrentActor, archived: Archived = False) -> list[CourseOut]:
    """All courses of the association."""
    return [_course(row) for row in offer.list_offered(db, Course, actor=actor, archived=archived)]


@router.post("/courses", status_code=201, responses=documented(*MAKE_ERRORS))
def make_course(db: WriteDb, actor: CurrentActor, asked: NewCourse, response: Response) -> CourseOut:
    """Add a course."""
    return _course(offer.make_course(db, actor=actor, asked=asked), response)


@router.get("/courses/{course_id}", responses=documented(NotFoundError))
def read_course(db: ReadDb, actor: CurrentActor, course_id: str, response: Response) -> CourseOut:
    """One course."""
    return _course(offer.find_offered(db, Course, course_id, actor=actor), response)


@router.patch("/courses/{course_id}", responses=documented(*CHANGE_ERRORS))
def change_course(
    db: WriteDb, actor: CurrentActor, course_id: str, asked: CourseChange, version: SeenVersion, response: Response
) -> CourseOut:
    """Change what is named."""
    row = offer.change_course(db, actor=actor, course_id=course_id, asked=asked, version=version)
    return _course(row, response)


@router.post("/courses/{course_id}/archive", responses=documented(*CHANGE_ERRORS))
def archive_course(
    db: WriteDb, actor: CurrentActor, course_id: str, version: SeenVersion, response: Response
) -> CourseOut:
    """Put a course away."""
    return _course(offer.archive_offered(db, Course, course_id, actor=actor, version=version), response)


@router.post("/courses/{course_id}/restore", responses=documented(*CHANGE_ERRORS))
def restore_course(
    db: WriteDb, actor: CurrentActor, course_id: str, version: SeenVersion, response: Response
) -> CourseOut:
    """Take a course back."""
    return _course(offer.archive_offered(db, Course, course_id, actor=actor, version=version, archived=False), response)


def _venue(row: Venue, response: Response | None = None) -> VenueOut:
    return VenueOut.model_validate(_told(row, response))


def _track(row: Track, response: Response | None = None) -> TrackOut:
    return TrackOut.model_validate(_told(row, response))


def _course(row: Course, response: Response | None = None) -> CourseOut:
    return CourseOut.model_validate(_told(row, response))


def _told(row: Venue | Track | Course, response: Response | None) -> dict[str, object]:
    if response is not None:
        tell_version(response, row.version)
    return row.model_dump() | {"is_archived": row.archived_at is not None}
