"""What comes in about reports and the standard."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from scheduler.commands import Command, senseless
from scheduler.evaluating.commands import RatingRule
from scheduler.models.records import ProjectStep
from solver.wording import Wording

Headcount = Annotated[int, Field(ge=0, le=100_000)]


class ReportFilled(Command):
    """What a station fills in for a month."""

    staff: Headcount
    licensed: Headcount
    volunteers: Headcount
    floor_area: Headcount
    people_in_need: Headcount
    people_visited: Headcount
    projects: dict[ProjectStep, Headcount] = {}
    comment: Annotated[str, Field(max_length=4000)] = ""

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.licensed > self.staff:
            raise senseless(
                "too-many-licensed", Wording("持证人数不能多于专职人数", "more licensed workers than workers")
            )
        if self.people_visited > self.people_in_need:
            raise senseless(
                "too-many-visited", Wording("走访人数不能多于服务对象总数", "more people visited than there are")
            )
        return self


class ReportAnswer(Command):
    """The county's word on a report; returning it says why."""

    approved: bool
    comment: Annotated[str, Field(max_length=1000)] = ""

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if not self.approved and not self.comment:
            raise senseless("reason-missing", Wording("退回须写明原因", "say why it is returned"))
        return self


class StandardSettings(Command):
    """The city's standard; what is not named stays as it is."""

    staff: Headcount | None = None
    licensed: Headcount | None = None
    volunteers: Headcount | None = None
    floor_area: Headcount | None = None
    operator_grade: Annotated[str, Field(max_length=20)] | None = None
    training_hours: Annotated[int, Field(ge=0, le=1000)] | None = None
    certificate_share: Annotated[int, Field(ge=1, le=100)] | None = None
    report_day: Annotated[int, Field(ge=1, le=28)] | None = None
    record_days: Annotated[int, Field(ge=0, le=60)] | None = None
    rating_rule: RatingRule | None = None
