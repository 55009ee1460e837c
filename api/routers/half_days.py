"""The half-days of a term: read, and made anew, with what would be lost by that."""

import datetime as dt

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from api.routers.terms import TermOut, term_out
from scheduler.errors import (
    ChangedMeanwhileError,
    FaultyInputError,
    NotAllowedError,
    NotFoundError,
    VersionMissingError,
)
from scheduler.ids import TermId
from scheduler.models.people import Half
from scheduler.terms.commands import SlotRebuild
from scheduler.terms.errors import PublishedSlotsLostError, TermsOverlapError
from scheduler.terms.queries import slots_of
from scheduler.terms.rebuilding import Rebuilt, preview_rebuild, rebuild_slots

router = APIRouter(prefix="/terms", tags=["terms"])


class SlotOut(BaseModel):
    """A half-day. `weekday`: the ISO weekday it is worked as. `avoid`: better kept free, see `provisional`."""

    model_config = ConfigDict(from_attributes=True)

    date: dt.date
    half: Half
    start: str
    end: str
    weekday: int
    avoid: bool


class LostEventOut(BaseModel):
    """A published event on a half-day that goes."""

    model_config = ConfigDict(from_attributes=True)

    key: str
    title: str
    date: dt.date
    start: str


class DraftLossOut(BaseModel):
    """A draft that loses so many visits and course sessions."""

    model_config = ConfigDict(from_attributes=True)

    draft_id: str
    name: str
    count: int


class LostMeetingOut(BaseModel):
    """A meeting on a half-day that goes: it stays, outside the working half-days."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    title: str
    date: dt.date
    half: Half


class LossesOut(BaseModel):
    """What stands on half-days that go."""

    model_config = ConfigDict(from_attributes=True)

    events: list[LostEventOut]
    drafts: list[DraftLossOut]
    meetings: list[LostMeetingOut]
    availability: int


class RebuiltOut(BaseModel):
    """What a rebuild changes of the half-days, and what is lost with them."""

    term: TermOut
    added: list[SlotOut]
    changed: list[SlotOut]
    removed: list[SlotOut]
    losses: LossesOut


@router.get("/{term_id}/slots", responses=documented(NotFoundError))
def slots(db: ReadDb, actor: CurrentActor, term_id: TermId) -> list[SlotOut]:
    """The half-days of a term, in time order."""
    return [SlotOut.model_validate(row) for row in slots_of(db, actor=actor, term_id=term_id)]


@router.post(
    "/{term_id}/slots/preview",
    responses=documented(NotFoundError, NotAllowedError, FaultyInputError, TermsOverlapError),
)
def preview(db: ReadDb, actor: CurrentActor, term_id: TermId, asked: SlotRebuild) -> RebuiltOut:
    """What a rebuild of the half-days would change and lose; nothing is stored."""
    return _rebuilt(preview_rebuild(db, actor=actor, term_id=term_id, asked=asked))


@router.post(
    "/{term_id}/slots",
    responses=documented(
        NotFoundError,
        NotAllowedError,
        ChangedMeanwhileError,
        VersionMissingError,
        FaultyInputError,
        TermsOverlapError,
        PublishedSlotsLostError,
    ),
)
def rebuild(
    db: WriteDb, actor: CurrentActor, term_id: TermId, asked: SlotRebuild, version: SeenVersion, response: Response
) -> RebuiltOut:
    """Make the half-days anew from the calendar as it is now: new dates, new hours, half-days set by hand."""
    rebuilt = rebuild_slots(db, actor=actor, term_id=term_id, asked=asked, version=version)
    tell_version(response, rebuilt.term.version)
    return _rebuilt(rebuilt)


def _rebuilt(rebuilt: Rebuilt) -> RebuiltOut:
    changes = rebuilt.changes
    return RebuiltOut(
        term=term_out(rebuilt.term),
        added=[SlotOut.model_validate(row) for row in changes.added],
        changed=[SlotOut.model_validate(row) for _, row in changes.changed],
        removed=[SlotOut.model_validate(row) for row in changes.removed],
        losses=LossesOut.model_validate(rebuilt.losses),
    )
