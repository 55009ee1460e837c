"""The training camp 智创营: venues, tracks, courses, and a term's cohorts, classes and enrolments."""

import datetime as dt

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from scheduler.models.base import EditedRow, EnumText, UtcDateTime
from solver.problem import Form


class Venue(EditedRow, table=True):
    """A room in which the camp may meet."""

    __tablename__ = "venue"
    __table_args__ = (UniqueConstraint("association_id", "name"),)

    name: str = Field(max_length=200)
    lat: float
    lon: float
    seats: int
    features: list[str] = Field(default_factory=list, sa_type=JSON)
    closed_weekly: list[str] = Field(default_factory=list, sa_type=JSON)
    """As a station's."""
    archived_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class Track(EditedRow, table=True):
    """A line of courses for one kind of worker: newcomers, core, project."""

    __tablename__ = "track"
    __table_args__ = (UniqueConstraint("association_id", "name"),)

    name: str = Field(max_length=100)
    position: int = Field(default=0)
    archived_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class Course(EditedRow, table=True):
    """A course of the camp: what is taught, in how many course sessions, and who may teach it."""

    __tablename__ = "course"
    __table_args__ = (UniqueConstraint("association_id", "title"),)

    title: str = Field(max_length=200)
    form: Form = Field(default=Form.COURSE, sa_type=EnumText(Form))
    tracks: list[str] = Field(default_factory=list, sa_type=JSON)
    """Keys of the tracks it belongs to; a lecture may belong to several."""
    course_sessions: int
    hours: float = Field(default=3)
    """Continuing-education hours of one course session."""
    lecturers: list[str] = Field(default_factory=list, sa_type=JSON)
    """Keys of the supervisors who may teach it."""
    features: list[str] = Field(default_factory=list, sa_type=JSON)
    min_days: int = Field(default=0)
    after: list[str] = Field(default_factory=list, sa_type=JSON)
    """Keys of the courses to be over before this one begins."""
    closed_weekly: list[str] = Field(default_factory=list, sa_type=JSON)
    """Half-days of the week on which it is not given, as a station's."""
    archived_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class Cohort(EditedRow, table=True):
    """Trainees of one track who take their courses together in one term (期/班)."""

    __tablename__ = "cohort"
    __table_args__ = (UniqueConstraint("term_id", "name"),)

    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    track_id: str = Field(foreign_key="track.id", max_length=32)
    name: str = Field(max_length=100)
    max_size: int | None = Field(default=None)
    archived_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class CampClass(EditedRow, table=True):
    """A course given to some cohorts together in one term."""

    __tablename__ = "camp_class"

    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    course_id: str = Field(foreign_key="course.id", max_length=32)
    cohorts: list[str] = Field(default_factory=list, sa_type=JSON)
    """Keys of the cohorts."""
    archived_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class Trainee(EditedRow, table=True):
    """A worker of a station who may be sent to the camp."""

    __tablename__ = "trainee"
    __table_args__ = (UniqueConstraint("association_id", "code"),)

    code: str = Field(max_length=40)
    """A worker number unique in the association, by which spreadsheets refer to the person."""
    station_id: str = Field(foreign_key="station.id", index=True, max_length=32)
    name: str = Field(max_length=200)
    licence: str = Field(default="", max_length=100)
    archived_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class Enrolment(EditedRow, table=True):
    """A trainee sent to one track in one term; the optimiser chooses the cohort unless one is fixed."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("term_id", "trainee_id"),)

    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    trainee_id: str = Field(foreign_key="trainee.id", index=True, max_length=32)
    track_id: str = Field(foreign_key="track.id", max_length=32)
    cohort_id: str | None = Field(default=None, foreign_key="cohort.id", max_length=32)
    """The fixed cohort; None leaves the choice to the optimiser."""
