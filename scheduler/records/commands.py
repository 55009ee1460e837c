"""What a supervisor enters about a visit, and what a station answers."""

import datetime as dt
from typing import Annotated, Self

from pydantic import Field, model_validator

from scheduler.commands import Command, senseless
from scheduler.models.records import Outcome, ProjectStep
from solver.wording import Wording

LONGEST_VISIT_HOURS = 12


class AdviceGiven(Command):
    """One piece of advice, and by when it should be followed."""

    text: Annotated[str, Field(min_length=1, max_length=1000)]
    due_on: dt.date | None = None


class VisitReport(Command):
    """What happened at a visit. Done: hours and who was there are needed; else: the reason, in `work`."""

    outcome: Outcome
    supervisors: list[str] = []
    """Who of the panel was there; empty: all of it."""
    workers_present: Annotated[int, Field(ge=0, le=1000)] = 0
    hours: Annotated[float, Field(ge=0, le=LONGEST_VISIT_HOURS)] = 0
    step: ProjectStep | None = None
    work: Annotated[str, Field(max_length=4000)] = ""
    next_steps: Annotated[str, Field(max_length=2000)] = ""
    advice: Annotated[list[AdviceGiven], Field(max_length=20)] = []

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.outcome is Outcome.DONE and self.hours == 0:
            raise senseless("hours-missing", Wording("登记为完成须填写时长", "a visit that was done has hours"))
        if self.outcome is not Outcome.DONE and not self.work:
            raise senseless("reason-missing", Wording("未完成须写明原因", "say why it was not done"))
        if self.outcome is not Outcome.DONE and (self.hours or self.supervisors or self.advice):
            raise senseless(
                "not-done",
                Wording("未完成的督导没有时长、人员和建议", "a visit not done has no hours, people or advice"),
            )
        return self


class StationAnswer(Command):
    """The station's word on a record; a dispute says what is wrong."""

    agreed: bool
    comment: Annotated[str, Field(max_length=1000)] = ""

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if not self.agreed and not self.comment:
            raise senseless("reason-missing", Wording("有异议请写明", "say what is wrong with it"))
        return self


class AdviceClosed(Command):
    """How advice was followed."""

    comment: Annotated[str, Field(max_length=1000)] = ""
