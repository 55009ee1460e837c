"""What comes in when something has happened: a choice for each visit that falls, or an incident."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from scheduler.commands import Command, senseless
from scheduler.people.commands import Period
from solver.wording import Wording

RowId = Annotated[str, Field(min_length=1, max_length=32)]


class MendingChoice(Command):
    """What becomes of one visit or course session that falls: the proposal of this number, or None to drop it."""

    key: Annotated[str, Field(min_length=1, max_length=80)]
    proposal: Annotated[int, Field(ge=0, le=100)] | None = None


class Mending(Command):
    """A choice for everything that falls; published together as one small release."""

    release_id: RowId
    """The release the planner saw."""
    choices: Annotated[list[MendingChoice], Field(min_length=1, max_length=1000)]
    comment: Annotated[str, Field(max_length=500)] = ""


class Incident(Period):
    """Something that keeps stations, or people, from their dates for a while: a typhoon, an outbreak."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    counties: Annotated[list[str], Field(max_length=100)] = []
    station_ids: Annotated[list[RowId], Field(max_length=2000)] = []
    venue_ids: Annotated[list[RowId], Field(max_length=500)] = []
    supervisor_ids: Annotated[list[RowId], Field(max_length=2000)] = []

    @model_validator(mode="after")
    def _concerns_somebody(self) -> Self:
        if not (self.counties or self.station_ids or self.venue_ids or self.supervisor_ids):
            raise senseless(
                "nobody-named", Wording("请选择受影响的县市区、社工站、场地或督导", "name whom it concerns")
            )
        return self
