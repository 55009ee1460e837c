"""Runs (求解): searches for a plan, how they stand, every step of their progress, and the plans they found."""

import datetime as dt
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, LargeBinary, UniqueConstraint
from sqlmodel import Field

from scheduler.models.base import EnumText, OwnedRow, UtcDateTime


class RunKind(StrEnum):
    """What a run is for; `scheduler.running.kinds` says what each kind solves, part after part."""

    TERM = "term"
    """One plan of a term."""
    SOLVE = "solve"
    """One plan of a problem handed to the stateless endpoint."""
    REPLAN = "replan"
    """Several plans of a term that has a release: a frontier of few changes and low costs."""


class RunState(StrEnum):
    """Where a run is; the last three are its ends."""

    QUEUED = "queued"
    RUNNING = "running"
    FINISHING = "finishing"
    """Asked to stop searching and to keep the best plan so far."""
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        """Whether nothing happens to the run any more."""
        return self in OVER


OVER: Final = (RunState.COMPLETED, RunState.CANCELLED, RunState.FAILED)


class RunPhase(StrEnum):
    """What a run is busy with."""

    WAITING = "waiting"
    WARMING = "warming"
    """The compiled code is loaded, or compiled the first time on a machine."""
    FIRST = "first"
    """No plan yet."""
    SEARCH = "search"
    FINISH = "finish"
    """The plan is judged, and what it leaves out explained."""
    OVER = "over"


class Run(OwnedRow, table=True):
    """One search for a plan; durable: it comes to an end whatever happens to the processes that work on it."""

    __tablename__ = "run"
    __table_args__ = (UniqueConstraint("association_id", "account_id", "idempotency_key"),)

    kind: RunKind = Field(sa_type=EnumText(RunKind))
    term_id: str | None = Field(default=None, foreign_key="term.id", index=True, max_length=32)
    """None for a problem handed to the stateless endpoint."""
    account_id: str | None = Field(default=None, foreign_key="account.id", max_length=32)
    """Who asked for it."""
    snapshot_id: str = Field(foreign_key="problem_snapshot.id", max_length=32)
    input_sha256: str = Field(max_length=64)
    """Of the problem's JSON text in UTF-8."""
    parameters: dict[str, Any] = Field(sa_type=JSON)
    """`seconds`, `rounds`, `workers`, `seed`, and under `kind` whatever the kind of run needs."""
    versions: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """What searched: `dudao`, `solver` (a hash of its sources), `python`, `numpy`, `numba`, `ortools`."""
    idempotency_key: str | None = Field(default=None, max_length=200)
    request_sha256: str = Field(max_length=64)
    """Of all that was asked for, to tell a repeated request from another one with the same idempotency key."""

    state: RunState = Field(default=RunState.QUEUED, sa_type=EnumText(RunState), index=True)
    phase: RunPhase = Field(default=RunPhase.WAITING, sa_type=EnumText(RunPhase))
    submitted_at: dt.datetime = Field(sa_type=UtcDateTime, index=True)
    started_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    first_plan_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)

    attempt: int = Field(default=0)
    """How often work on it began. It grows when a worker takes it over, and what an earlier one says counts no more."""
    crashes: int = Field(default=0)
    """How often its child process ended without a plan."""
    executor: str = Field(default="", max_length=100)
    """The worker that has it."""
    progress_number: int = Field(default=0)
    """Number of the newest row of its progress; 0 before the first."""
    error_code: str | None = Field(default=None, max_length=60)
    error_detail: str = Field(default="", max_length=4000)
    """For the administrator: what the child process said last."""


class RunProgress(OwnedRow, table=True):
    """How a run stood at one moment; the events of its stream, kept so that they can be told again."""

    __tablename__ = "run_progress"
    __table_args__ = (UniqueConstraint("run_id", "number"),)

    run_id: str = Field(foreign_key="run.id", index=True, max_length=32)
    number: int
    """From 1, without gaps."""
    at: dt.datetime = Field(sa_type=UtcDateTime)
    state: RunState = Field(sa_type=EnumText(RunState))
    phase: RunPhase = Field(sa_type=EnumText(RunPhase))
    part: int = Field(default=0)
    seconds: float = Field(default=0)
    """Of searching, in this part."""
    done: int = Field(default=0)
    steps: int = Field(default=0)
    """`done` of `steps` pieces of compiled code are ready; both 0 in other phases."""
    cost: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """`total` and `by_name` of the best plan so far."""
    bound: int | None = Field(default=None)
    unscheduled_visits: int = Field(default=0)
    unscheduled_sessions: int = Field(default=0)


class RunPlan(OwnedRow, table=True):
    """The plan of one part of a run: the best so far, until it is the part's verified result."""

    __tablename__ = "run_plan"
    __table_args__ = (UniqueConstraint("run_id", "part"),)

    run_id: str = Field(foreign_key="run.id", index=True, max_length=32)
    part: int
    label: str = Field(default="", max_length=60)
    """What the part stands for, such as a point of a frontier."""
    content: bytes = Field(sa_type=LargeBinary)
    """The JSON text of a `dudao-plan/1` in UTF-8, compressed with zlib."""
    cost_total: int
    seconds: float
    """Searched so far in this part."""
    is_result: bool = Field(default=False)
    """Whether the part is over and its plan verified by the rules; else it is only the best so far."""
