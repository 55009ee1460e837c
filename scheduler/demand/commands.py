"""What may be asked of the demand policy and of engagements."""

import datetime as dt
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from scheduler.commands import Command, senseless
from solver.problem import Scheme
from solver.wording import Wording

Key = Annotated[str, Field(min_length=1, max_length=32)]
Keys = Annotated[list[Key], Field(max_length=2000)]
FieldName = Annotated[str, StringConstraints(min_length=1, max_length=100)]
FieldNames = Annotated[list[FieldName], Field(max_length=50)]
Visits = Annotated[int, Field(ge=0, le=100)]
Panel = Annotated[int, Field(ge=1, le=10)]
GapDays = Annotated[int, Field(ge=0, le=200)]
Reason = Annotated[str, Field(min_length=1, max_length=500)]
Priority = Annotated[int, Field(ge=0, le=100)]


class EngagementShape(Command):
    """How the visits that a rule makes hang together; what is None follows the scheme's custom."""

    same_supervisors: bool | None = None
    distinct: bool | None = None
    not_paired: bool | None = None
    same_weekday: bool | None = None
    wanted: FieldNames | None = None
    """Fields that somebody on the panel should bring; None: those the station needs."""
    priority: Priority = 1
    first_day: Annotated[int, Field(ge=0, le=199)] = 0
    """Days after the term's first before the earliest visit."""
    days: Annotated[int, Field(ge=1, le=200)] | None = None
    """Within how many days from then on; None: to the end of the term."""


class RuleContent(Command):
    """One line of the demand policy: conditions of a station, and what it is due then."""

    position: Annotated[int, Field(ge=0, le=1000)] = 0
    ratings: Annotated[list[Annotated[int, Field(ge=1, le=5)] | None], Field(max_length=6)] = []
    min_age_months: Annotated[int, Field(ge=0, le=1200)] | None = None
    max_age_months: Annotated[int, Field(ge=0, le=1200)] | None = None
    fields: FieldNames = []
    counties: FieldNames = []
    visits: Visits
    panel: Panel = 1
    min_gap_days: GapDays = 0
    ideal_gap_days: GapDays | None = None
    shape: EngagementShape = EngagementShape()

    @model_validator(mode="after")
    def _has_sense(self) -> Self:
        ages = self.min_age_months, self.max_age_months
        if ages[0] is not None and ages[1] is not None and ages[1] <= ages[0]:
            raise senseless(
                "ages-backwards",
                Wording("站龄上限须大于下限", "max_age_months must be above min_age_months"),
            )
        if self.ideal_gap_days is not None and self.ideal_gap_days < self.min_gap_days:
            raise senseless(
                "ideal-below-min-gap",
                Wording("理想间隔不能小于最短间隔", "ideal_gap_days must not be below min_gap_days"),
            )
        return self


class NewRule(RuleContent):
    """A line of the policy of one scheme."""

    scheme: Scheme


class ExceptionGiven(Command):
    """A station's own number of visits of a scheme, whatever the policy says, and why."""

    visits: Visits
    reason: Reason


class EngagementContent(Command):
    """What may be changed of an engagement; what is not named stays, what is named the policy no longer changes."""

    title: Annotated[str, Field(max_length=200)] | None = None
    attendees: Keys | None = None
    visits: Annotated[int, Field(ge=1, le=100)] | None = None
    panel: Panel | None = None
    first_date: dt.date | None = None
    last_date: dt.date | None = None
    """`first_date`, `last_date`: all visits lie between them; null: the term's."""
    fields: FieldNames | None = None
    same_supervisors: bool | None = None
    distinct: bool | None = None
    not_paired: bool | None = None
    same_weekday: bool | None = None
    min_gap_days: GapDays | None = None
    ideal_gap_days: GapDays | None = None
    keep: Keys | None = None
    avoid: Keys | None = None
    candidates: Keys | None = None
    exclude: Keys | None = None
    priority: Priority | None = None
    reason: Annotated[str, Field(max_length=500)] | None = None

    def columns(self) -> dict[str, object]:
        """The columns that are named, the period half-open as the tables have it; null only where it says something."""
        given = self.model_dump(exclude_unset=True)
        if "last_date" in given:
            last = given.pop("last_date")
            given["end_date"] = None if last is None else last + dt.timedelta(days=1)
        may_be_null = {"first_date", "end_date", "ideal_gap_days"}
        return {name: value for name, value in given.items() if value is not None or name in may_be_null}


class NewEngagement(EngagementContent):
    """A series of visits that no rule asks for."""

    scheme: Scheme
    station_id: Key
    visits: Annotated[int, Field(ge=1, le=100)] = 1


class Withdrawal(Command):
    """Why an engagement is no longer due."""

    reason: Reason
