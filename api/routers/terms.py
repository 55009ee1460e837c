"""Terms: make one, see where it stands, change its half-days."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, PageAsked, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from scheduler.actor import Actor
from scheduler.errors import (
    ChangedMeanwhileError,
    FaultyInputError,
    NotAllowedError,
    NotFoundError,
    TakenError,
    VersionMissingError,
    WrongStateError,
)
from scheduler.ids import TermId
from scheduler.models.people import Half
from scheduler.models.terms import Term
from scheduler.terms.commands import NewTerm, SlotRebuild, TermChange
from scheduler.terms.errors import PublishedSlotsLostError, TermsOverlapError
from scheduler.terms.queries import find_term, list_terms, slots_of, standing_of
from scheduler.terms.rebuilding import Rebuilt, preview_rebuild, rebuild_slots
from scheduler.terms.service import archive_term, change_term, make_term

router = APIRouter(prefix="/terms", tags=["terms"])


class TermOut(BaseModel):
    """A term. `provisional` (暂定): it reaches past the last notice of days off known, and half-days may change."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    version: int
    name: str
    first_date: dt.date
    last_date: dt.date
    provisional: bool
    availability_deadline: dt.datetime | None
    weights: dict[str, int]
    slot_exceptions: dict[str, bool]
    current_release_id: str | None
    previous_term_id: str | None
    archived_at: dt.datetime | None


class TermPage(BaseModel):
    """A page of terms."""

    items: list[TermOut]
    total: int


class StandingOut(BaseModel):
    """What there is of each step of a term."""

    model_config = ConfigDict(from_attributes=True)

    half_days: int
    half_days_outdated: bool
    stations: int
    supervisors: int
    availability_given: int
    rules: int
    exceptions: int
    engagements: int
    visits_due: int
    visits_by_scheme: dict[str, int]
    meetings: int
    cohorts: int
    classes: int
    trainees: int
    runs_by_state: dict[str, int]
    drafts: int
    releases: int
    current_release: int | None
    notices_open: int


class TermDetailOut(TermOut):
    """A term with where it stands; that part is for the association's office."""

    standing: StandingOut | None


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


@router.get("", responses=documented(NotAllowedError))
def index(db: ReadDb, actor: CurrentActor, paging: PageAsked, archived: Annotated[bool, Query()] = False) -> TermPage:
    """The association's terms, the latest first."""
    page = list_terms(db, actor=actor, archived=archived, paging=paging)
    return TermPage(items=[_term(row) for row in page.items], total=page.total)


@router.post(
    "",
    status_code=201,
    responses=documented(NotAllowedError, FaultyInputError, NotFoundError, TermsOverlapError, TakenError),
)
def make(db: WriteDb, actor: CurrentActor, asked: NewTerm, response: Response) -> TermDetailOut:
    """Make a term with its half-days by the working-day calendar, and the policy of the term before."""
    return _detail(db, actor, make_term(db, actor=actor, asked=asked), response)


@router.get("/{term_id}", responses=documented(NotFoundError))
def read(db: ReadDb, actor: CurrentActor, term_id: TermId, response: Response) -> TermDetailOut:
    """One term and where it stands."""
    return _detail(db, actor, find_term(db, actor=actor, term_id=term_id), response)


@router.patch(
    "/{term_id}",
    responses=documented(
        NotFoundError,
        NotAllowedError,
        ChangedMeanwhileError,
        VersionMissingError,
        TakenError,
        WrongStateError,
        FaultyInputError,
    ),
)
def change(
    db: WriteDb, actor: CurrentActor, term_id: TermId, change: TermChange, version: SeenVersion, response: Response
) -> TermDetailOut:
    """Change the name, the deadline for availability, the prices or the term before."""
    term = change_term(db, actor=actor, term_id=term_id, change=change, version=version)
    return _detail(db, actor, term, response)


@router.post(
    "/{term_id}/archive",
    responses=documented(NotFoundError, NotAllowedError, ChangedMeanwhileError, VersionMissingError),
)
def archive(
    db: WriteDb, actor: CurrentActor, term_id: TermId, version: SeenVersion, response: Response
) -> TermDetailOut:
    """Put a term away."""
    return _detail(db, actor, archive_term(db, actor=actor, term_id=term_id, version=version), response)


@router.post(
    "/{term_id}/restore",
    responses=documented(NotFoundError, NotAllowedError, ChangedMeanwhileError, VersionMissingError, TermsOverlapError),
)
def restore(
    db: WriteDb, actor: CurrentActor, term_id: TermId, version: SeenVersion, response: Response
) -> TermDetailOut:
    """List a term among the others again."""
    term = archive_term(db, actor=actor, term_id=term_id, version=version, archived=False)
    return _detail(db, actor, term, response)


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


def _columns(term: Term) -> dict[str, object]:
    return term.model_dump() | {"last_date": term.end_date - dt.timedelta(days=1)}


def _term(term: Term) -> TermOut:
    return TermOut.model_validate(_columns(term))


def _detail(db: ReadDb, actor: Actor, term: Term, response: Response) -> TermDetailOut:
    tell_version(response, term.version)
    standing = standing_of(db, actor=actor, term=term)
    seen = None if standing is None else StandingOut.model_validate(standing)
    return TermDetailOut.model_validate(_columns(term) | {"standing": seen})


def _rebuilt(rebuilt: Rebuilt) -> RebuiltOut:
    changes = rebuilt.changes
    return RebuiltOut(
        term=_term(rebuilt.term),
        added=[SlotOut.model_validate(row) for row in changes.added],
        changed=[SlotOut.model_validate(row) for _, row in changes.changed],
        removed=[SlotOut.model_validate(row) for row in changes.removed],
        losses=LossesOut.model_validate(rebuilt.losses),
    )
