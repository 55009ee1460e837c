"""The list (清单): stations and supervisors, when they cannot, and what they wish."""

import datetime as dt
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from scheduler.models.base import EditedRow, EnumText, OwnedRow, UtcDateTime

_NOON: Final = dt.time(12)


class Half(StrEnum):
    """The half of a working day; its hours are the association's."""

    MORNING = "morning"
    AFTERNOON = "afternoon"

    @classmethod
    def of(cls, start: dt.time) -> "Half":
        """The half that a half-day with this start is."""
        return cls.MORNING if start < _NOON else cls.AFTERNOON


class Mark(StrEnum):
    """What a supervisor says about a half-day."""

    FREE = "free"
    DISLIKED = "disliked"
    UNAVAILABLE = "unavailable"


class Station(EditedRow, table=True):
    """A social work station of a township or street, with what the city's standard asks about it."""

    __tablename__ = "station"
    __table_args__ = (UniqueConstraint("association_id", "code"),)

    code: str = Field(max_length=20)
    """The township's administrative code, or any code unique in the association."""
    name: str = Field(max_length=200)
    county: str = Field(max_length=100, index=True)
    lat: float
    lon: float
    fields: list[str] = Field(default_factory=list, sa_type=JSON)
    """Fields of practice it needs."""
    staff: int
    """Full-time workers of its team."""
    licensed: int = Field(default=0)
    """Of them, those with a social work licence."""
    volunteers: int = Field(default=0)
    floor_area: int = Field(default=0)
    """Square metres."""
    duty: int
    """Workers who must stay on duty when others are at class."""
    present: int
    """Workers who must be there when the station is visited; at least `duty`."""
    operator: str | None = Field(default=None, max_length=200)
    """The agency that runs it."""
    operator_grade: str | None = Field(default=None, max_length=20)
    rating: int | None = Field(default=None)
    """Stars, 1 to 5; None when not rated yet."""
    opened_on: dt.date | None = Field(default=None)
    closed_weekly: list[str] = Field(default_factory=list, sa_type=JSON)
    """Half-days of every week on which it takes no visit, as `1-morning` … `7-afternoon` (ISO weekday)."""
    address: str = Field(default="", max_length=300)
    contact: str = Field(default="", max_length=200)
    archived_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class Supervisor(EditedRow, table=True):
    """Somebody who visits stations or teaches at the camp."""

    __tablename__ = "supervisor"
    __table_args__ = (UniqueConstraint("association_id", "code"),)

    code: str = Field(max_length=20)
    """A number or name unique in the association, by which spreadsheets refer to the person."""
    name: str = Field(max_length=200)
    lat: float
    lon: float
    """`lat`, `lon`: home, from which a day's tour starts and where it ends."""
    roles: list[str] = Field(default_factory=list, sa_type=JSON)
    """Schemes served, and `lecture`."""
    fields: list[str] = Field(default_factory=list, sa_type=JSON)
    employer: str | None = Field(default=None, max_length=200)
    max_per_day: int = Field(default=2)
    max_per_week: int = Field(default=4)
    max_per_term: int = Field(default=30)
    max_pairs: int = Field(default=3)
    target: int | None = Field(default=None)
    """Agreed number of slots a term; None when nothing is agreed."""
    phone: str = Field(default="", max_length=40)
    email: str = Field(default="", max_length=200)
    archived_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class Availability(EditedRow, table=True):
    """What one supervisor says about one term's half-days: a weekly pattern, exceptions by date, and wishes."""

    __tablename__ = "availability"
    __table_args__ = (UniqueConstraint("term_id", "supervisor_id"),)

    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    supervisor_id: str = Field(foreign_key="supervisor.id", index=True, max_length=32)
    weekly: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """Mark by half-day of the week, `1-morning` … `7-afternoon`; what is missing is free."""
    exceptions: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """Mark by half-day, `2026-10-09-morning`; it replaces the weekly mark."""
    wishes: str = Field(default="", max_length=2000)
    """Free text for the planner."""
    submitted_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class LeaveState(StrEnum):
    """Whether a leave counts."""

    REPORTED = "reported"
    WITHDRAWN = "withdrawn"


class Leave(EditedRow, table=True):
    """A period, in half-days, in which a supervisor cannot work after all; both ends are included."""

    __tablename__ = "leave"

    supervisor_id: str = Field(foreign_key="supervisor.id", index=True, max_length=32)
    first_date: dt.date
    first_half: Half = Field(default=Half.MORNING, sa_type=EnumText(Half))
    last_date: dt.date
    last_half: Half = Field(default=Half.AFTERNOON, sa_type=EnumText(Half))
    reason: str = Field(default="", max_length=500)
    state: LeaveState = Field(default=LeaveState.REPORTED, sa_type=EnumText(LeaveState))


class Closure(OwnedRow, table=True):
    """A period, in half-days, in which a station or a venue is closed, both ends included. One of the two is set."""

    __tablename__ = "closure"

    station_id: str | None = Field(default=None, foreign_key="station.id", index=True, max_length=32)
    venue_id: str | None = Field(default=None, foreign_key="venue.id", index=True, max_length=32)
    first_date: dt.date
    first_half: Half = Field(default=Half.MORNING, sa_type=EnumText(Half))
    last_date: dt.date
    last_half: Half = Field(default=Half.AFTERNOON, sa_type=EnumText(Half))
    reason: str = Field(default="", max_length=500)


class ListImport(OwnedRow, table=True):
    """A spreadsheet that was tried or taken in: what it held and its faults."""

    __tablename__ = "list_import"

    kind: str = Field(max_length=40)
    part: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """Which part of the list it was about, such as a term or a month: see `scheduler.spreadsheets.kinds.Part`."""
    file_name: str = Field(max_length=300)
    account_id: str = Field(foreign_key="account.id", max_length=32)
    rows: int
    created: int
    changed: int
    unchanged: int
    faults: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """Each with `row`, `cell`, `column`, `code`, `zh`, `en`, `facts`."""
    faulty: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """`columns` of the file by name, and its faulty `rows`: `row` and `cells` as they were entered."""
    applied: bool
