"""The plan, exchange format `dudao-plan/1`: who visits or teaches where and when, and what could not be scheduled."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field

from solver.ids import ClassId, CohortId, EngagementId, SupervisorId, TraineeId, VenueId
from solver.problem import Count, CourseSession, Row, SlotNumber, Visit

PLAN_FORMAT: Final = "dudao-plan/1"


class Status(StrEnum):
    """How a run ended."""

    OPTIMAL = "optimal"
    """No plan of this problem costs less: the cost equals the bound."""
    FEASIBLE = "feasible"
    """Every hard rule holds."""
    INFEASIBLE = "infeasible"
    """A lock, or the frozen part, cannot be kept: the violations say which."""


class Cost(Row):
    """The total of a plan's soft costs and its weighted parts by name; names with nothing to pay are left out."""

    total: int
    by_name: dict[str, int]


Facts = dict[str, str | int]
"""What fills the sentence of a reason or a change: ids and numbers for programs, names for people."""


class Reason(Row):
    """A rule that keeps something out of the plan; the codes are those of `solver.explain.REASONS`."""

    code: str
    options: Count
    """How many of the options it blocks, by itself or with others."""
    alone: Count
    """How many of the options nothing else blocks."""
    facts: Facts = {}


class Change(Row):
    """One thing to do about what is left out; the codes are those of `solver.explain.CHANGES`."""

    code: str
    facts: Facts


class Remedy(Row):
    """Changes that together free what is left out, checked by judging the plan with them; and where it then goes."""

    changes: list[Change]
    slot: SlotNumber
    supervisors: list[SupervisorId]
    """The panel, or the lecturer."""
    venue: VenueId | None = None


class Unscheduled(Row):
    """A visit or course session left out, the rules that block it, and what would free it."""

    engagement: EngagementId | None = None
    class_id: Annotated[ClassId | None, Field(alias="class")] = None
    index: Count
    options: Count = 0
    """How many ways were looked at: slot × person of a visit, slot × venue × lecturer of a course session."""
    reasons: list[Reason]
    """Those that block the options nearest to being free come first."""
    remedies: list[Remedy]
    """Cheapest first; empty when none of those tried frees it."""


class Plan(Row):
    """A whole `dudao-plan/1`."""

    format: Literal["dudao-plan/1"] = PLAN_FORMAT
    visits: list[Visit] = []
    sessions: list[CourseSession] = []
    trainees: dict[TraineeId, CohortId] = {}
    cost: Cost | None = None
    bound: int | None = None
    status: Annotated[Status | None, Field(strict=False)] = None
    seconds: float | None = None
    unscheduled: list[Unscheduled] = []

    def to_json(self) -> str:
        """The exchange file's text."""
        return self.model_dump_json(by_alias=True, exclude_none=True)
