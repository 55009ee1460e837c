"""What happened: visits done or missed, advice given, attendance at the camp, evaluation scores and ratings."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from scheduler.models.base import EditedRow, EnumText, OwnedRow, UtcDateTime


class Outcome(StrEnum):
    """What became of a published visit."""

    DONE = "done"
    MISSED = "missed"
    CANCELLED = "cancelled"


class ProjectStep(StrEnum):
    """The steps of a station's project (需求调研 … 绩效评估), to which a visit can be tied."""

    SURVEY = "survey"
    DESIGN = "design"
    REVIEW = "review"
    CARRY_OUT = "carry_out"
    MONITOR = "monitor"
    EVALUATE = "evaluate"


class Confirmation(StrEnum):
    """The station's word on a record."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


class VisitRecord(EditedRow, table=True):
    """The record of one published visit, found by the visit's lasting key."""

    __tablename__ = "visit_record"
    __table_args__ = (UniqueConstraint("association_id", "event_key"),)

    event_key: str = Field(max_length=80, index=True)
    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    release_id: str = Field(foreign_key="release.id", max_length=32)
    """The release whose date was recorded."""
    station_id: str = Field(foreign_key="station.id", index=True, max_length=32)
    scheme: str = Field(max_length=40)
    date: dt.date = Field(index=True)
    """`scheme`, `date`: as published, so that reports need no release."""
    outcome: Outcome = Field(sa_type=EnumText(Outcome))
    supervisors: list[str] = Field(default_factory=list, sa_type=JSON)
    """Keys of those of the panel who were there; empty unless done."""
    workers_present: int = Field(default=0)
    hours: float = Field(default=0)
    step: ProjectStep | None = Field(default=None, sa_type=EnumText(ProjectStep))
    work: str = Field(default="", max_length=4000)
    """What was worked on; the reason when it was missed or cancelled."""
    next_steps: str = Field(default="", max_length=2000)
    recorded_by: str | None = Field(default=None, foreign_key="account.id", max_length=32)
    confirmation: Confirmation = Field(default=Confirmation.OPEN, sa_type=EnumText(Confirmation))
    confirmation_comment: str = Field(default="", max_length=1000)
    confirmed_by: str | None = Field(default=None, foreign_key="account.id", max_length=32)
    confirmed_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class Advice(EditedRow, table=True):
    """One piece of advice given at a visit, open until the station has followed it."""

    __tablename__ = "advice"

    record_id: str = Field(foreign_key="visit_record.id", index=True, max_length=32)
    station_id: str = Field(foreign_key="station.id", index=True, max_length=32)
    text: str = Field(max_length=1000)
    due_on: dt.date | None = Field(default=None)
    closed_on: dt.date | None = Field(default=None)
    closing_comment: str = Field(default="", max_length=1000)


class Attendance(EditedRow, table=True):
    """Whether a trainee was at a course session, and the hours that count for them."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("event_key", "trainee_id"),)

    event_key: str = Field(max_length=80, index=True)
    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    course_id: str = Field(foreign_key="course.id", index=True, max_length=32)
    trainee_id: str = Field(foreign_key="trainee.id", index=True, max_length=32)
    date: dt.date
    present: bool
    hours: float = Field(default=0)
    signed_in_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When they signed in by the code on the wall; None when the list was filled in by hand."""
    marked_by: str | None = Field(default=None, foreign_key="account.id", max_length=32)


class SignInCode(OwnedRow, table=True):
    """The code on the wall of one course session, with which trainees sign in; valid around its time only."""

    __tablename__ = "sign_in_code"

    event_key: str = Field(max_length=80, index=True)
    secret_hash: str = Field(unique=True, max_length=64)
    valid_from: dt.datetime = Field(sa_type=UtcDateTime)
    valid_until: dt.datetime = Field(sa_type=UtcDateTime)


class EvaluationForm(EditedRow, table=True):
    """The criteria by which panels score stations; a form that was used is never changed, a new one replaces it."""

    __tablename__ = "evaluation_form"

    name: str = Field(max_length=200)
    criteria: list[dict[str, Any]] = Field(sa_type=JSON)
    """`key`, `name`, `weight` (points of 100), `guidance`; the weights add up to 100."""
    archived_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class EvaluationScore(EditedRow, table=True):
    """One panel member's own scores of one evaluation visit; the others see them when all have handed in."""

    __tablename__ = "evaluation_score"
    __table_args__ = (UniqueConstraint("event_key", "supervisor_id"),)

    event_key: str = Field(max_length=80, index=True)
    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    station_id: str = Field(foreign_key="station.id", index=True, max_length=32)
    supervisor_id: str = Field(foreign_key="supervisor.id", index=True, max_length=32)
    form_id: str = Field(foreign_key="evaluation_form.id", max_length=32)
    scores: dict[str, float] = Field(default_factory=dict, sa_type=JSON)
    """Per criterion, 0 to 100."""
    comment: str = Field(default="", max_length=4000)
    handed_in_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class JointScore(EditedRow, table=True):
    """The panel's agreed scores of one evaluation visit, and their weighted total."""

    __tablename__ = "joint_score"
    __table_args__ = (UniqueConstraint("association_id", "event_key"),)

    event_key: str = Field(max_length=80, index=True)
    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    station_id: str = Field(foreign_key="station.id", index=True, max_length=32)
    form_id: str = Field(foreign_key="evaluation_form.id", max_length=32)
    date: dt.date
    scores: dict[str, float] = Field(sa_type=JSON)
    total: float
    """0 to 100."""
    comment: str = Field(default="", max_length=4000)


class Rating(OwnedRow, table=True):
    """A station's stars from a date on, with what they were made of; the newest holds."""

    __tablename__ = "rating"

    station_id: str = Field(foreign_key="station.id", index=True, max_length=32)
    stars: int
    """1 to 5."""
    from_date: dt.date
    term_id: str | None = Field(default=None, foreign_key="term.id", max_length=32)
    first_date: dt.date | None = Field(default=None)
    """The first day of the period that was rated, which ends before `from_date`; None when it was set by hand."""
    indicators: dict[str, float] = Field(default_factory=dict, sa_type=JSON)
    """What the rule saw, by name, and the points it gave; empty when it was set by hand."""
    rule: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """The rule as it was then; empty when it was set by hand."""
    evaluations: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """The evaluation visits it saw: `event_key`, `date`, and the joint score as `total`."""
    reason: str = Field(default="", max_length=1000)
    account_id: str | None = Field(default=None, foreign_key="account.id", max_length=32)
