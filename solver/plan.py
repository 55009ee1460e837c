"""The plan, exchange format `dudao-plan/1`: who visits or teaches where and when, and what could not be scheduled."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field

from solver.ids import ClassId, CohortId, EngagementId, TraineeId
from solver.problem import Count, CourseSession, Row, Visit

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


class Unscheduled(Row):
    """A visit or course session left out, the rules that block it, and what would free it."""

    engagement: EngagementId | None = None
    class_id: Annotated[ClassId | None, Field(alias="class")] = None
    index: Count
    reasons: list[str]
    """Stable reason codes, most common first; see `solver.explain`."""
    remedies: list[str]
    """Stable remedy codes, cheapest first."""


class Plan(Row):
    """A whole `dudao-plan/1`."""

    format: Literal["dudao-plan/1"] = PLAN_FORMAT
    visits: list[Visit] = []
    sessions: list[CourseSession] = []
    trainees: dict[TraineeId, CohortId] = {}
    cost: Cost | None = None
    bound: int | None = None
    status: Status | None = None
    seconds: float | None = None
    unscheduled: list[Unscheduled] = []

    def to_json(self) -> str:
        """The exchange file's text."""
        return self.model_dump_json(by_alias=True, exclude_none=True)
