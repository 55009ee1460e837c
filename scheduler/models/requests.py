"""What is asked for between two releases: extra visits by stations, swaps by supervisors."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from scheduler.models.base import EditedRow, EnumText, UtcDateTime
from solver.problem import Scheme


class Urgency(StrEnum):
    """How soon an answer is needed."""

    NORMAL = "normal"
    SOON = "soon"
    URGENT = "urgent"


class RequestState(StrEnum):
    """Where a session request stands."""

    WAITING = "waiting"
    """Nothing is free; it is offered again when something becomes free."""
    OFFERED = "offered"
    """Options are shown; the station chooses."""
    HELD = "held"
    """An option is kept free for it until the hold expires."""
    PLANNING = "planning"
    """An engagement stands for it, and the next release that holds all its visits approves it."""
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    """The hold ended without an answer; the station may choose again."""


class SessionRequest(EditedRow, table=True):
    """A station asks for extra visits (加场申请)."""

    __tablename__ = "session_request"

    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    station_id: str = Field(foreign_key="station.id", index=True, max_length=32)
    topic: str = Field(max_length=300)
    fields: list[str] = Field(default_factory=list, sa_type=JSON)
    reason: str = Field(default="", max_length=2000)
    urgency: Urgency = Field(default=Urgency.NORMAL, sa_type=EnumText(Urgency))
    scheme: Scheme = Field(default=Scheme.ROVING, sa_type=EnumText(Scheme))
    visits: int = Field(default=1)
    min_gap_days: int = Field(default=0)
    first_date: dt.date
    end_date: dt.date
    """The period that suits, half-open."""
    half_days: list[str] = Field(default_factory=list, sa_type=JSON)
    """The half-days of the week that suit, `1-morning` … `7-afternoon`; empty: all."""
    supervisor_id: str | None = Field(default=None, foreign_key="supervisor.id", max_length=32)
    """The person wished for; None: anybody."""
    state: RequestState = Field(sa_type=EnumText(RequestState), index=True)
    options: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """As last shown, cheapest first; see `scheduler.requests.offers`."""
    looked_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When options were last looked for."""
    ranking: list[int] = Field(default_factory=list, sa_type=JSON)
    """Numbers of options that suit the station, the best first."""
    held_option: int | None = Field(default=None)
    hold_expires_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    awaits_supervisor_id: str | None = Field(default=None, max_length=32, index=True)
    """Who must say yes to the held option first."""
    decided_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: str | None = Field(default=None, foreign_key="account.id", max_length=32)
    decision: str = Field(default="", max_length=1000)
    """Why it was declined, or a word with the approval."""
    engagement_id: str | None = Field(default=None, foreign_key="engagement.id", max_length=32)
    release_id: str | None = Field(default=None, foreign_key="release.id", max_length=32)
    """The engagement it became, and the release that published it."""


class SwapState(StrEnum):
    """Where a swap stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    """Both agree; the planner has to approve."""
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Swap(EditedRow, table=True):
    """Two supervisors exchange visits, or one takes over the other's (换班)."""

    __tablename__ = "swap"

    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    proposer_id: str = Field(foreign_key="supervisor.id", index=True, max_length=32)
    partner_id: str = Field(foreign_key="supervisor.id", index=True, max_length=32)
    gives_key: str = Field(max_length=80)
    """The proposer's visit that the partner takes."""
    takes_key: str | None = Field(default=None, max_length=80)
    """The partner's visit that the proposer takes; None when the partner only helps out."""
    reason: str = Field(default="", max_length=1000)
    state: SwapState = Field(default=SwapState.PROPOSED, sa_type=EnumText(SwapState), index=True)
    decision: str = Field(default="", max_length=1000)
    release_id: str | None = Field(default=None, foreign_key="release.id", max_length=32)
