"""The planning problem, format `dudao-problem/1`: what is due, who may do it, and what each compromise costs.

These are the typed rows only; whether they make sense together is checked in `solver.reading`.
All quantities are whole numbers: slots are numbered from 0 in time order, travel is in minutes, costs are integers.
"""

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from solver.ids import (
    ClassId,
    CohortId,
    EngagementId,
    MeetingId,
    StationId,
    SupervisorId,
    TraineeId,
    VenueId,
)

PROBLEM_FORMAT: Final = "dudao-problem/1"


class Scheme(StrEnum):
    """The supervision schemes: how an association sends its supervisors to stations."""

    PAIR = "pair"
    ROVING = "roving"
    RESIDENT = "resident"
    EVALUATION = "evaluation"
    CHIEF = "chief"


class Form(StrEnum):
    """The forms of a class at the training camp."""

    COURSE = "course"
    SALON = "salon"
    LECTURE = "lecture"


LECTURE_ROLE = "lecture"
Role = Literal["pair", "roving", "resident", "evaluation", "chief", "lecture"]


LONGEST_TEXT = 2000
MOST_WANTED_FIELDS = 64
"""Of one engagement: the search keeps them as the bits of a word."""
LARGEST_COUNT = 2**31 - 1
LONGEST_SERIES = 1000
"""No engagement has more visits or a larger panel than this, no class more course sessions."""
LARGEST_PRIORITY = 10_000
LARGEST_WEIGHT = 10**9
"""With these limits every total cost fits 64 bits."""
LONGEST_TRIP_MINUTES = 100_000


def _iso_date(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return dt.date.fromisoformat(value)
    if type(value) is dt.date:
        return value
    raise ValueError("a date is written YYYY-MM-DD")


def _clock_time(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{2}:[0-9]{2}", value):
        return dt.time.fromisoformat(value)
    if type(value) is dt.time and value.tzinfo is None:
        return value
    raise ValueError("a time is written HH:MM")


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("an id or name is not blank")
    return value


IsoDate = Annotated[dt.date, BeforeValidator(_iso_date)]
ClockTime = Annotated[dt.time, BeforeValidator(_clock_time), PlainSerializer(lambda time: f"{time:%H:%M}")]
Text = Annotated[str, AfterValidator(_not_blank)]
SlotNumber = Annotated[int, Field(ge=0, le=LARGEST_COUNT)]
Count = Annotated[int, Field(ge=0, le=LARGEST_COUNT)]
SeriesLength = Annotated[int, Field(ge=1, le=LONGEST_SERIES)]
Priority = Annotated[int, Field(ge=0, le=LARGEST_PRIORITY)]
Price = Annotated[int, Field(ge=0, le=LARGEST_WEIGHT)]
TripMinutes = Annotated[int, Field(ge=0, le=LONGEST_TRIP_MINUTES)]
Latitude = Annotated[float, Field(ge=-90, le=90, strict=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, strict=False)]
RoadFactor = Annotated[float, Field(gt=0, le=100, strict=False)]
Kmh = Annotated[float, Field(ge=1, le=2000, strict=False)]


class Row(BaseModel):
    """Base of every row of an exchange file: immutable, strict about types, without unknown keys."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", populate_by_name=True, str_max_length=LONGEST_TEXT
    )


class Slot(Row):
    """A working half-day (or finer) of the term; its number is its place in the list."""

    date: IsoDate
    start: ClockTime
    end: ClockTime


class Travel(Row):
    """How minutes between two places follow from coordinates; see `solver.travel`."""

    road_factor: RoadFactor
    kmh: Kmh
    overrides: list[Annotated[tuple[Text, Text, TripMinutes], Field(strict=False)]] = []


class Station(Row):
    """A social work station: where it is, what it needs, and how many of its team must stay."""

    id: StationId
    name: str
    county: str
    lat: Latitude
    lon: Longitude
    fields: list[str] = []
    staff: Count
    duty: Count
    present: Count
    operator: str | None = None
    closed: list[SlotNumber] = []


class Supervisor(Row):
    """Somebody who visits or teaches; `lat`, `lon` are their home."""

    id: SupervisorId
    name: str
    lat: Latitude
    lon: Longitude
    roles: list[Role]
    fields: list[str] = []
    employer: str | None = None
    unavailable: list[SlotNumber] = []
    disliked: list[SlotNumber] = []
    max_per_day: Count
    max_per_week: Count
    max_per_term: Count
    max_pairs: Count
    target: Count | None = None


class Engagement(Row):
    """A series of visits due to one station under one scheme."""

    id: EngagementId
    scheme: Annotated[Scheme, Field(strict=False)]
    station: StationId
    attendees: list[StationId] = []
    visits: SeriesLength
    panel: SeriesLength
    first: SlotNumber
    last: SlotNumber
    fields: list[str] = []
    same_supervisors: bool = False
    distinct: bool = False
    not_paired: bool = False
    same_weekday: bool = False
    min_gap_days: Count = 0
    ideal_gap_days: Count | None = None
    keep: list[SupervisorId] = []
    avoid: list[SupervisorId] = []
    candidates: list[SupervisorId] = []
    exclude: list[SupervisorId] = []
    priority: Priority = 1


class Meeting(Row):
    """A fixed appointment: it takes the slot of its stations and supervisors and counts for nothing else."""

    id: MeetingId
    slot: SlotNumber
    stations: list[StationId] = []
    supervisors: list[SupervisorId] = []


class Venue(Row):
    """A room of the training camp."""

    id: VenueId
    name: str
    lat: Latitude
    lon: Longitude
    seats: Count
    features: list[str] = []
    closed: list[SlotNumber] = []


class Cohort(Row):
    """Trainees who take their classes together; `max_size` None means unlimited."""

    id: CohortId
    name: str
    max_size: Count | None = None


class Trainee(Row):
    """A worker of a station; exactly one of `cohorts` is chosen for them."""

    id: TraineeId
    station: StationId
    cohorts: list[CohortId]


class CampClass(Row):
    """A course, salon or lecture given to some cohorts together (a *class* of the exchange file)."""

    id: ClassId
    title: str
    form: Annotated[Form, Field(strict=False)]
    cohorts: list[CohortId]
    sessions: SeriesLength
    lecturers: list[SupervisorId]
    features: list[str] = []
    min_days: Count = 0
    after: list[ClassId] = []
    closed: list[SlotNumber] = []
    students: Count | None = None


class VisitLock(Row):
    """A pin on a visit; each part that is given must hold."""

    engagement: EngagementId
    index: Count
    slot: SlotNumber | None = None
    supervisors: list[SupervisorId] | None = None


class SessionLock(Row):
    """A pin on a course session; each part that is given must hold."""

    class_id: Annotated[ClassId, Field(alias="class")]
    index: Count
    slot: SlotNumber | None = None
    venue: VenueId | None = None
    lecturer: SupervisorId | None = None


class Visit(Row):
    """A planned visit: which one, when, by whom."""

    engagement: EngagementId
    index: Count
    slot: SlotNumber
    supervisors: list[SupervisorId]


class CourseSession(Row):
    """A planned course session: which one, when, where, by whom."""

    class_id: Annotated[ClassId, Field(alias="class")]
    index: Count
    slot: SlotNumber
    venue: VenueId
    lecturer: SupervisorId


class Baseline(Row):
    """The published plan that a replan should disturb little."""

    visits: list[Visit] = []
    sessions: list[CourseSession] = []


class Weights(Row):
    """The price of one unit of each soft cost; the names are those of the cost table in `docs/rules.md`."""

    unscheduled_visit: Price = 0
    unscheduled_session: Price = 0
    travel: Price = 0
    fields: Price = 0
    rotation: Price = 0
    continuity: Price = 0
    spacing: Price = 0
    load: Price = 0
    disliked: Price = 0
    moved: Price = 0
    reassigned: Price = 0
    relocated: Price = 0
    seats: Price = 0
    min_days: Price = 0
    isolated: Price = 0
    venue_stability: Price = 0


class Problem(Row):
    """A whole `dudao-problem/1`. Get one from `solver.reading.read_problem`, which checks that it makes sense."""

    format: Literal["dudao-problem/1"]
    name: str = ""
    slots: list[Slot]
    travel: Travel
    stations: list[Station]
    supervisors: list[Supervisor]
    engagements: list[Engagement]
    meetings: list[Meeting] = []
    venues: list[Venue] = []
    cohorts: list[Cohort] = []
    trainees: list[Trainee] = []
    classes: list[CampClass] = []
    locks: list[VisitLock | SessionLock] = []
    baseline: Baseline | None = None
    frozen_until: SlotNumber = 0
    weights: Weights

    def to_json(self) -> str:
        """The exchange file's text: compact JSON in UTF-8 characters, keys in the order of the format.

        What is null is left out: in the file, a part that a lock names holds even when it is null.
        """
        return self.model_dump_json(by_alias=True, exclude_none=True)

    def changed(self, **parts: object) -> Self:
        """A copy with some top-level parts replaced; the caller answers for their sense."""
        return self.model_copy(update=parts)
