"""What may be asked of the training camp."""

from typing import Annotated

from pydantic import Field

from scheduler.commands import Command
from scheduler.people.commands import HalvesOfWeek, Latitude, Longitude
from solver.problem import Form

Key = Annotated[str, Field(min_length=1, max_length=32)]
Keys = Annotated[list[Key], Field(max_length=500)]
Words = Annotated[list[Annotated[str, Field(min_length=1, max_length=100)]], Field(max_length=50)]
Name = Annotated[str, Field(min_length=1, max_length=100)]
LongName = Annotated[str, Field(min_length=1, max_length=200)]
Seats = Annotated[int, Field(ge=0, le=100_000)]
Count = Annotated[int, Field(ge=1, le=100)]
Hours = Annotated[float, Field(ge=0, le=24)]


class NewVenue(Command):
    """A room in which the camp may meet."""

    name: LongName
    lat: Latitude
    lon: Longitude
    seats: Seats
    features: Words = []
    closed_weekly: HalvesOfWeek = []


class VenueChange(Command):
    """What may be changed of a venue."""

    name: LongName | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    seats: Seats | None = None
    features: Words | None = None
    closed_weekly: HalvesOfWeek | None = None


class NewTrack(Command):
    """A line of courses for one kind of worker."""

    name: Name
    position: Annotated[int, Field(ge=0, le=1000)] = 0


class TrackChange(Command):
    """What may be changed of a track."""

    name: Name | None = None
    position: Annotated[int, Field(ge=0, le=1000)] | None = None


class NewCourse(Command):
    """A course, salon or lecture of the camp; a lecture may belong to several tracks and joins their cohorts."""

    title: LongName
    form: Form = Form.COURSE
    tracks: Keys = []
    course_sessions: Count = 1
    hours: Hours = 3
    lecturers: Keys = []
    features: Words = []
    min_days: Annotated[int, Field(ge=0, le=100)] = 0
    after: Keys = []
    closed_weekly: HalvesOfWeek = []


class CourseChange(Command):
    """What may be changed of a course."""

    title: LongName | None = None
    form: Form | None = None
    tracks: Keys | None = None
    course_sessions: Count | None = None
    hours: Hours | None = None
    lecturers: Keys | None = None
    features: Words | None = None
    min_days: Annotated[int, Field(ge=0, le=100)] | None = None
    after: Keys | None = None
    closed_weekly: HalvesOfWeek | None = None


class NewCohort(Command):
    """Trainees of one track who take their courses together in a term."""

    name: Name
    track_id: Key
    max_size: Annotated[int, Field(ge=1, le=100_000)] | None = None


class CohortChange(Command):
    """What may be changed of a cohort; `max_size` null: unlimited."""

    name: Name | None = None
    max_size: Annotated[int, Field(ge=1, le=100_000)] | None = None


class NewClass(Command):
    """A course given to some cohorts together."""

    course_id: Key
    cohorts: Annotated[list[Key], Field(min_length=1, max_length=100)]


class ClassChange(Command):
    """What may be changed of a class: who takes it together."""

    cohorts: Annotated[list[Key], Field(min_length=1, max_length=100)]


class NewTrainee(Command):
    """A worker of a station who may be sent to the camp."""

    code: Annotated[str, Field(min_length=1, max_length=40)]
    station_id: Key
    name: LongName
    licence: Annotated[str, Field(max_length=100)] = ""


class TraineeChange(Command):
    """What may be changed of a trainee."""

    code: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    name: LongName | None = None
    licence: Annotated[str, Field(max_length=100)] | None = None


class CohortMoves(Command):
    """Trainees put into other cohorts by hand: by trainee key, the key of the cohort."""

    cohorts: Annotated[dict[Key, Key], Field(min_length=1, max_length=200)]


class EnrolmentGiven(Command):
    """The track a trainee is sent to; the optimiser chooses the cohort unless the planner fixes one."""

    track_id: Key
    cohort_id: Key | None = None
