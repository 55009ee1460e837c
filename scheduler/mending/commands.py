"""What comes in when something has happened: a choice for each visit that falls, or an incident."""

import datetime as dt
from typing import Annotated, Self

from pydantic import Field, model_validator

from scheduler.commands import Command, senseless
from scheduler.drafts.commands import ClockTime, Key, RowId
from scheduler.people.commands import Period
from solver.wording import Wording


class MovedTo(Command):
    """Another visit that moves for one that falls, and where to."""

    key: Key
    to_date: dt.date
    to_start: ClockTime


class KeptAs(Command):
    """How a visit that falls is kept: when, by whom, what else moves for it; as a proposal says, or another way."""

    date: dt.date
    start: ClockTime
    supervisor_ids: Annotated[list[RowId], Field(min_length=1, max_length=20)]
    moves: Annotated[list[MovedTo], Field(max_length=100)] = []


class MendingChoice(Command):
    """What becomes of one visit or course session that falls: how it is kept, or None to drop it."""

    key: Key
    kept_as: KeptAs | None = None


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
