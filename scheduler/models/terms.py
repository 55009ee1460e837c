"""A term: the quarter that is planned, its half-days, what each station is due, and the fixed meetings."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from scheduler.models.base import EditedRow, EnumText, OwnedRow, UtcDateTime
from scheduler.models.people import Half
from solver.problem import Scheme


class Term(EditedRow, table=True):
    """A quarter (季度计划期) of one association."""

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("association_id", "name"),)

    name: str = Field(max_length=100)
    first_date: dt.date
    end_date: dt.date
    """The day after its last: a half-open period."""
    provisional: bool = Field(default=False)
    """暂定: it reaches past the last State Council notice known."""
    availability_deadline: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    weights: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    """Prices of soft costs that differ from the association's."""
    slot_exceptions: dict[str, bool] = Field(default_factory=dict, sa_type=JSON)
    """Half-days, `2026-10-09-morning`, that the association works or not whatever the calendar says."""
    current_release_id: str | None = Field(default=None, max_length=32)
    """The release whose dates hold; no foreign key, because the release refers to the term."""
    previous_term_id: str | None = Field(default=None, foreign_key="term.id", max_length=32)
    """The term whose last release `keep` and `avoid` come from."""
    archived_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class TermSlot(OwnedRow, table=True):
    """A working half-day of a term."""

    __tablename__ = "term_slot"
    __table_args__ = (UniqueConstraint("term_id", "date", "half"),)

    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    date: dt.date
    half: Half = Field(sa_type=EnumText(Half))
    start: str = Field(max_length=5)
    end: str = Field(max_length=5)
    """`start`, `end`: clock times HH:MM in Asia/Shanghai."""
    weekday: int
    """The ISO weekday it is worked as: a make-up day may stand for another."""
    avoid: bool = Field(default=False)
    """Whether a provisional term should rather keep this half-day free: near a statutory day off."""


class DemandRule(EditedRow, table=True):
    """One line of a term's demand policy: how much of a scheme a station is due that meets its conditions.

    Of the rules of one scheme, the first in order of `position` whose conditions a station meets holds for it.
    """

    __tablename__ = "demand_rule"

    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    scheme: Scheme = Field(sa_type=EnumText(Scheme))
    position: int = Field(default=0)
    ratings: list[int | None] = Field(default_factory=list, sa_type=JSON)
    """Ratings it holds for, None meaning not rated; empty: all."""
    min_age_months: int | None = Field(default=None)
    max_age_months: int | None = Field(default=None)
    """Half-open range of the station's age in months at the term's first day; a station without a date counts as 0."""
    fields: list[str] = Field(default_factory=list, sa_type=JSON)
    """It holds for stations that need one of these; empty: all."""
    counties: list[str] = Field(default_factory=list, sa_type=JSON)
    visits: int
    """Visits due; 0 means none."""
    panel: int = Field(default=1)
    min_gap_days: int = Field(default=0)
    ideal_gap_days: int | None = Field(default=None)
    shape: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """Further keys of an engagement of the exchange format: `distinct`, `same_weekday`, `not_paired`, ..."""


class DemandException(EditedRow, table=True):
    """A station's own number of visits of a scheme in a term, with the reason."""

    __tablename__ = "demand_exception"
    __table_args__ = (UniqueConstraint("term_id", "station_id", "scheme"),)

    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    station_id: str = Field(foreign_key="station.id", index=True, max_length=32)
    scheme: Scheme = Field(sa_type=EnumText(Scheme))
    visits: int
    reason: str = Field(max_length=500)
    account_id: str | None = Field(default=None, foreign_key="account.id", max_length=32)


class EngagementSource(StrEnum):
    """Where an engagement comes from."""

    POLICY = "policy"
    PLANNER = "planner"
    REQUEST = "request"


class Engagement(EditedRow, table=True):
    """A series of visits due to one station under one scheme; its key is lasting, and so are its visits' keys."""

    __tablename__ = "engagement"

    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    scheme: Scheme = Field(sa_type=EnumText(Scheme))
    station_id: str = Field(foreign_key="station.id", index=True, max_length=32)
    source: EngagementSource = Field(default=EngagementSource.POLICY, sa_type=EnumText(EngagementSource))
    title: str = Field(default="", max_length=200)
    attendees: list[str] = Field(default_factory=list, sa_type=JSON)
    visits: int
    panel: int = Field(default=1)
    first_date: dt.date | None = Field(default=None)
    end_date: dt.date | None = Field(default=None)
    """The period, half-open, all of it must lie in; None: the term's."""
    fields: list[str] = Field(default_factory=list, sa_type=JSON)
    same_supervisors: bool = Field(default=False)
    distinct: bool = Field(default=False)
    not_paired: bool = Field(default=False)
    same_weekday: bool = Field(default=False)
    min_gap_days: int = Field(default=0)
    ideal_gap_days: int | None = Field(default=None)
    keep: list[str] = Field(default_factory=list, sa_type=JSON)
    avoid: list[str] = Field(default_factory=list, sa_type=JSON)
    candidates: list[str] = Field(default_factory=list, sa_type=JSON)
    exclude: list[str] = Field(default_factory=list, sa_type=JSON)
    priority: int = Field(default=1)
    reason: str = Field(default="", max_length=500)
    by_hand: list[str] = Field(default_factory=list, sa_type=JSON)
    """Columns that a planner set by hand: the policy leaves them as they are."""
    withdrawn_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Set when it is no longer due; the row stays, since releases refer to it."""


class Meeting(EditedRow, table=True):
    """A fixed appointment of stations and supervisors: a contest, a community day, the quarterly meeting."""

    __tablename__ = "meeting"

    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    title: str = Field(max_length=200)
    kind: str = Field(default="meeting", max_length=40)
    """`meeting`, `quarterly_meeting`, `contest` or `community_day`."""
    date: dt.date
    half: Half = Field(sa_type=EnumText(Half))
    place: str = Field(default="", max_length=300)
    stations: list[str] = Field(default_factory=list, sa_type=JSON)
    supervisors: list[str] = Field(default_factory=list, sa_type=JSON)
    cancelled_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
