"""What comes in about session requests."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scheduler.commands import Command, senseless
from scheduler.models.requests import Urgency
from scheduler.people.commands import HalvesOfWeek
from solver.problem import Scheme
from solver.wording import Wording


class RequestAsked(Command):
    """What a station asks for."""

    station_id: Annotated[str, Field(max_length=32)] | None = None
    """Whose request a planner enters; a station asks for itself."""
    topic: Annotated[str, Field(min_length=1, max_length=300)]
    fields: Annotated[list[Annotated[str, Field(min_length=1, max_length=100)]], Field(max_length=10)] = []
    reason: Annotated[str, Field(max_length=2000)] = ""
    urgency: Urgency = Urgency.NORMAL
    scheme: Literal[Scheme.ROVING, Scheme.RESIDENT] = Scheme.ROVING
    visits: Annotated[int, Field(ge=1, le=8)] = 1
    min_gap_days: Annotated[int, Field(ge=0, le=60)] = 0
    first_date: dt.date
    end_date: dt.date
    """The period that suits, half-open."""
    half_days: HalvesOfWeek = []
    supervisor_id: Annotated[str, Field(max_length=32)] | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.end_date <= self.first_date:
            raise senseless("period-reversed", Wording("结束日期须在开始日期之后", "the period ends before it begins"))
        return self


class OptionChoice(Command):
    """The numbers of the options that suit, the best first."""

    ranking: Annotated[list[Annotated[int, Field(ge=0, le=100)]], Field(min_length=1, max_length=20)]


class Decision(Command):
    """A word with a decision; declining says why."""

    comment: Annotated[str, Field(max_length=1000)] = ""


class Refusal(Command):
    """Why not."""

    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class Approval(Decision):
    """Which option is granted; None: the best ranked that is still possible."""

    option: Annotated[int, Field(ge=0, le=100)] | None = None


class HoldAnswer(Command):
    """A supervisor's answer to a visit kept free in their calendar."""

    agreed: bool
    comment: Annotated[str, Field(max_length=1000)] = ""


class ChosenTogether(Command):
    """The requests to be planned together."""

    request_ids: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=32)]], Field(min_length=1, max_length=200)
    ]
