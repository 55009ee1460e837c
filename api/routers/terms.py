"""Terms: make one, see where it stands, change it, put it away."""

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
from scheduler.models.terms import Term
from scheduler.terms.commands import NewTerm, TermChange
from scheduler.terms.errors import TermsOverlapError
from scheduler.terms.queries import find_term, list_terms, standing_of
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


@router.get("", responses=documented(NotAllowedError))
def index(db: ReadDb, actor: CurrentActor, paging: PageAsked, archived: Annotated[bool, Query()] = False) -> TermPage:
    """The association's terms, the latest first."""
    page = list_terms(db, actor=actor, archived=archived, paging=paging)
    return TermPage(items=[term_out(row) for row in page.items], total=page.total)


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


def _columns(term: Term) -> dict[str, object]:
    return term.model_dump() | {"last_date": term.end_date - dt.timedelta(days=1)}


def term_out(term: Term) -> TermOut:
    """A term, without where it stands."""
    return TermOut.model_validate(_columns(term))


def _detail(db: ReadDb, actor: Actor, term: Term, response: Response) -> TermDetailOut:
    tell_version(response, term.version)
    standing = standing_of(db, actor=actor, term=term)
    seen = None if standing is None else StandingOut.model_validate(standing)
    return TermDetailOut.model_validate(_columns(term) | {"standing": seen})
