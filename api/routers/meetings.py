"""Meetings: fixed appointments around which visits are planned."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, computed_field

from api.dependencies import CurrentActor, Language, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from api.published import report_url
from scheduler.clock import today
from scheduler.errors import (
    ChangedMeanwhileError,
    FaultyInputError,
    NotAllowedError,
    NotFoundError,
    VersionMissingError,
    WrongStateError,
)
from scheduler.ids import TermId
from scheduler.meetings.commands import DatesWanted, MeetingChange, NewMeeting
from scheduler.meetings.dates import meeting_dates
from scheduler.meetings.queries import find_meeting, list_meetings
from scheduler.meetings.service import call_meeting, cancel_meeting, change_meeting
from scheduler.models.people import Half
from scheduler.models.terms import Meeting

router = APIRouter(tags=["meetings"])
CHANGE_ERRORS = (NotFoundError, NotAllowedError, ChangedMeanwhileError, VersionMissingError, FaultyInputError)


class MeetingOut(BaseModel):
    """A meeting."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    version: int
    term_id: str
    title: str
    kind: str
    date: dt.date
    half: Half
    place: str
    stations: list[str]
    supervisors: list[str]
    cancelled_at: dt.datetime | None

    @computed_field  # type: ignore[prop-decorator] # as pydantic documents it
    @property
    def report_url(self) -> str | None:
        """Of the quarterly meeting: the report of its term."""
        return report_url(self.kind, self.term_id)


class MeetingDateOut(BaseModel):
    """A half-day for a meeting: who is away or closed then, and what is published for those who take part."""

    model_config = ConfigDict(from_attributes=True)

    date: dt.date
    half: Half
    away: list[str]
    clashes: list[str]


@router.get("/terms/{term_id}/meetings", responses=documented(NotFoundError))
def index(
    db: ReadDb,
    actor: CurrentActor,
    term_id: TermId,
    cancelled: Annotated[bool, Query(description="List those called off instead.")] = False,
) -> list[MeetingOut]:
    """The meetings of a term, in time order; stations and supervisors see their own."""
    found = list_meetings(db, actor=actor, term_id=term_id, cancelled=cancelled)
    return [MeetingOut.model_validate(row) for row in found]


@router.post(
    "/terms/{term_id}/meetings",
    status_code=201,
    responses=documented(NotFoundError, NotAllowedError, FaultyInputError),
)
def call(db: WriteDb, actor: CurrentActor, term_id: TermId, asked: NewMeeting, response: Response) -> MeetingOut:
    """Call a meeting of stations, whole counties and supervisors."""
    return _out(call_meeting(db, actor=actor, term_id=term_id, asked=asked), response)


@router.post("/terms/{term_id}/meetings/dates", responses=documented(NotFoundError, NotAllowedError))
def dates(
    db: ReadDb, actor: CurrentActor, term_id: TermId, lang: Language, wanted: DatesWanted
) -> list[MeetingDateOut]:
    """The half-days of a window that suit best, with who could not come and what it would clash with."""
    found = meeting_dates(db, actor=actor, term_id=term_id, wanted=wanted, today=today(), lang=lang)
    return [MeetingDateOut.model_validate(row) for row in found]


@router.get("/meetings/{meeting_id}", responses=documented(NotFoundError))
def read(db: ReadDb, actor: CurrentActor, meeting_id: str, response: Response) -> MeetingOut:
    """One meeting."""
    return _out(find_meeting(db, actor=actor, meeting_id=meeting_id), response)


@router.patch("/meetings/{meeting_id}", responses=documented(*CHANGE_ERRORS, WrongStateError))
def change(
    db: WriteDb, actor: CurrentActor, meeting_id: str, asked: MeetingChange, version: SeenVersion, response: Response
) -> MeetingOut:
    """Change a meeting; what is published follows with the next release."""
    return _out(change_meeting(db, actor=actor, meeting_id=meeting_id, asked=asked, version=version), response)


@router.post("/meetings/{meeting_id}/cancel", responses=documented(*CHANGE_ERRORS))
def cancel(db: WriteDb, actor: CurrentActor, meeting_id: str, version: SeenVersion, response: Response) -> MeetingOut:
    """Call a meeting off."""
    return _out(cancel_meeting(db, actor=actor, meeting_id=meeting_id, version=version), response)


def _out(meeting: Meeting, response: Response) -> MeetingOut:
    tell_version(response, meeting.version)
    return MeetingOut.model_validate(meeting)
