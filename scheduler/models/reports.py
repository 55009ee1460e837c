"""The monthly report of a station, the county's approval of it, the city's standard, and the fairness ledger."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from scheduler.models.base import EditedRow, EnumText, OwnedRow, UtcDateTime
from scheduler.models.releases import PartyKind


class ReportState(StrEnum):
    """Where a monthly report stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    """Sent back by the county, with a comment."""


class MonthlyReport(EditedRow, table=True):
    """A station's month (月报): what the system knows of it is computed, the rest is filled in by the station."""

    __tablename__ = "monthly_report"
    __table_args__ = (UniqueConstraint("station_id", "month"),)

    station_id: str = Field(foreign_key="station.id", index=True, max_length=32)
    month: dt.date = Field(index=True)
    """Its first day."""
    state: ReportState = Field(default=ReportState.DRAFT, sa_type=EnumText(ReportState))
    figures: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What the system counted when it was submitted; see `scheduler.reports`."""
    staff: int
    licensed: int
    volunteers: int
    floor_area: int
    people_in_need: int = Field(default=0)
    people_visited: int = Field(default=0)
    """Of those in need, visited this month; the goal is all."""
    projects: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    """Projects by the step they are in."""
    comment: str = Field(default="", max_length=4000)
    submitted_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    submitted_by: str | None = Field(default=None, foreign_key="account.id", max_length=32)
    answered_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_by: str | None = Field(default=None, foreign_key="account.id", max_length=32)
    answer: str = Field(default="", max_length=1000)


class Standard(EditedRow, table=True):
    """The city's standard for stations and the settings of reports; one row an association."""

    __tablename__ = "standard"
    __table_args__ = (UniqueConstraint("association_id"),)

    staff: int = Field(default=6)
    licensed: int = Field(default=4)
    volunteers: int = Field(default=30)
    floor_area: int = Field(default=200)
    operator_grade: str = Field(default="3A", max_length=20)
    """The lowest grade an operating agency should have."""
    training_hours: int = Field(default=24)
    """Continuing-education hours a year and worker."""
    certificate_share: int = Field(default=80)
    """Per cent of a term's course sessions that a trainee must have attended for a certificate."""
    report_day: int = Field(default=5)
    """The day of the next month on which a report is due."""
    record_days: int = Field(default=3)
    """Days after which a visit without a record is chased."""
    rating_rule: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """See `scheduler.evaluating.commands.RatingRule`; empty: ratings are set by hand only."""


class LedgerEntry(OwnedRow, table=True):
    """What one supervisor carried in one term (公平台账): the fairness ledger, from which the next targets start."""

    __tablename__ = "ledger_entry"
    __table_args__ = (UniqueConstraint("term_id", "supervisor_id"),)

    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    supervisor_id: str = Field(foreign_key="supervisor.id", index=True, max_length=32)
    target: int | None = Field(default=None)
    load: int
    """Slots worked."""
    travel_minutes: int
    disliked_slots: int
    balance: int = Field(default=0)
    """Load above (or below) the target, summed over the terms up to this one; positive: did more than their share."""


class ReminderKind(StrEnum):
    """What somebody is reminded of."""

    UNRECORDED_VISIT = "unrecorded_visit"
    LATE_REPORT = "late_report"
    OPTIONS_OFFERED = "options_offered"
    """A session request that waited has options now."""
    MISSING_AVAILABILITY = "missing_availability"
    """A term's deadline is near, and the supervisor has not submitted which half-days suit."""


class Reminder(OwnedRow, table=True):
    """Somebody was reminded of something on a day; not again before some days have passed."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("kind", "subject_key", "party_id", "on_date"),)

    kind: ReminderKind = Field(sa_type=EnumText(ReminderKind))
    subject_key: str = Field(max_length=80, index=True)
    """The visit's lasting key, the month of the report, or the key of the request."""
    party_kind: PartyKind = Field(sa_type=EnumText(PartyKind))
    party_id: str = Field(max_length=32, index=True)
    on_date: dt.date
