"""What may be asked of meetings."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from scheduler.commands import Command
from scheduler.models.people import Half

MeetingKind = Literal["meeting", "quarterly_meeting", "contest", "community_day"]
Keys = Annotated[list[Annotated[str, Field(max_length=32)]], Field(max_length=3000)]


class NewMeeting(Command):
    """A meeting to be held; on a half-day that is not worked it takes no time that could be planned."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    kind: MeetingKind = "meeting"
    date: dt.date
    half: Half
    place: Annotated[str, Field(max_length=300)] = ""
    stations: Keys = []
    supervisors: Keys = []
    counties: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=100)] = []
    """All stations at work of these counties take part, besides `stations`."""


class DatesWanted(Command):
    """A window of days, both ends included, in which a half-day is looked for that suits those who take part."""

    first_date: dt.date
    last_date: dt.date
    stations: Keys = []
    supervisors: Keys = []
    counties: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=100)] = []
    meeting_id: Annotated[str, Field(max_length=32)] | None = None
    """The meeting that is to be moved: it does not stand in its own way."""


class MeetingChange(Command):
    """What may be changed; what is not named stays as it is."""

    title: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    kind: MeetingKind | None = None
    date: dt.date | None = None
    half: Half | None = None
    place: Annotated[str, Field(max_length=300)] | None = None
    stations: Keys | None = None
    supervisors: Keys | None = None
