"""The associations of a deployment and their settings, the State Council's calendar days, and the audit trail."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from calendars.days import DayKind
from scheduler.models.base import EnumText, Row, UtcDateTime


class RequestPolicy(StrEnum):
    """Who says yes to a session request."""

    AUTOMATIC = "automatic"
    """Nobody, when the option moves nothing and the station is within its allowance; else the planner."""
    SUPERVISOR_FIRST = "supervisor_first"
    """The supervisor of the option within the time of the hold; else the planner."""
    PLANNER = "planner"


class SwapPolicy(StrEnum):
    """Who says yes to a swap on which two supervisors agree."""

    AUTOMATIC = "automatic"
    """Nobody: it keeps every rule, and is published at once."""
    PLANNER = "planner"


class Association(Row, table=True):
    """A city's social work association: the owner of everything else."""

    __tablename__ = "association"

    name: str = Field(max_length=200)
    city: str = Field(max_length=100)
    version: int = Field(default=1)
    head_approves: bool = Field(default=False)
    """Whether the head must approve a release before it is published."""
    freeze_days: int = Field(default=3)
    """Days from today whose published visits a replan leaves as they are, unless the planner says otherwise."""
    morning: list[str] = Field(default_factory=lambda: ["08:30", "11:30"], sa_type=JSON)
    afternoon: list[str] = Field(default_factory=lambda: ["13:30", "16:30"], sa_type=JSON)
    travel: dict[str, Any] = Field(default_factory=lambda: {"road_factor": 1.3, "kmh": 40}, sa_type=JSON)
    """`road_factor`, `kmh` and optional `overrides`, as in the exchange format."""
    weights: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    """The price of one unit of each soft cost; names missing here take the product's defaults."""
    request_policy: RequestPolicy = Field(default=RequestPolicy.PLANNER, sa_type=EnumText(RequestPolicy))
    """Who says yes to a station's session request."""
    request_allowance: int = Field(default=2)
    """Extra visits a station may be granted in a term without the planner."""
    hold_hours: int = Field(default=48)
    """How long an option is kept free for an answer."""
    swap_policy: SwapPolicy = Field(default=SwapPolicy.PLANNER, sa_type=EnumText(SwapPolicy))
    """Who says yes to a swap on which both agree."""
    notice_channels: list[str] = Field(default_factory=list, sa_type=JSON)
    """`apprise` addresses of the association's own channels (WeCom, DingTalk, Feishu, e-mail). Secret: never listed."""
    disabled_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Since when nobody of it may sign in; everything stays stored."""


class CalendarDay(Row, table=True):
    """A date as a State Council notice has it, that was taken in; shared by all associations.

    There is a row for every day of a noticed year; the notices that come with the software need none.
    """

    __tablename__ = "calendar_day"

    date: dt.date = Field(unique=True)
    kind: DayKind = Field(sa_type=EnumText(DayKind))
    stands_for: int | None = Field(default=None)
    """The ISO weekday (1 Monday … 7 Sunday) whose work a make-up day takes over, when the notice says."""
    name: str = Field(default="", max_length=100)
    source: str = Field(max_length=300)
    official: bool


class AuditEntry(Row, table=True):
    """One change: who did what to which row, with the row before and after. Written in the change's own transaction."""

    __tablename__ = "audit_entry"

    association_id: str | None = Field(default=None, foreign_key="association.id", index=True, max_length=32)
    """None for what a platform administrator does to no association."""
    at: dt.datetime = Field(sa_type=UtcDateTime, index=True)
    account_id: str | None = Field(default=None, max_length=32, index=True)
    """None when the system itself acted (a job, a command)."""
    actor_name: str = Field(max_length=200)
    action: str = Field(max_length=80, index=True)
    subject_kind: str = Field(max_length=60)
    subject_id: str = Field(max_length=80, index=True)
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    after: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    request_id: str | None = Field(default=None, max_length=64)
