"""Engagements: the series of visits that are due, made by the policy, by hand or by a request."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, PageAsked, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from scheduler.demand import engagements as by_hand
from scheduler.demand.commands import EngagementContent, NewEngagement, Withdrawal
from scheduler.demand.queries import EngagementFilter, find_engagement, list_engagements
from scheduler.errors import (
    ChangedMeanwhileError,
    FaultyInputError,
    NotAllowedError,
    NotFoundError,
    VersionMissingError,
    WrongStateError,
)
from scheduler.ids import TermId
from scheduler.models.terms import Engagement, EngagementSource
from solver.problem import Scheme

router = APIRouter(tags=["demand"])
READ_ERRORS = (NotFoundError, NotAllowedError)
CHANGE_ERRORS = (NotFoundError, NotAllowedError, ChangedMeanwhileError, VersionMissingError, FaultyInputError)


class EngagementOut(BaseModel):
    """A series of visits due to a station. `by_hand`: columns that the policy leaves as they are."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    version: int
    term_id: str
    scheme: Scheme
    station_id: str
    source: EngagementSource
    title: str
    attendees: list[str]
    visits: int
    panel: int
    first_date: dt.date | None
    last_date: dt.date | None
    fields: list[str]
    same_supervisors: bool
    distinct: bool
    not_paired: bool
    same_weekday: bool
    min_gap_days: int
    ideal_gap_days: int | None
    keep: list[str]
    avoid: list[str]
    candidates: list[str]
    exclude: list[str]
    priority: int
    reason: str
    by_hand: list[str]
    withdrawn_at: dt.datetime | None


class EngagementPage(BaseModel):
    """Engagements, by county, station and scheme."""

    items: list[EngagementOut]
    total: int


@router.get("/terms/{term_id}/engagements", responses=documented(*READ_ERRORS))
def engagements(
    db: ReadDb,
    actor: CurrentActor,
    term_id: TermId,
    paging: PageAsked,
    scheme: Annotated[Scheme | None, Query()] = None,
    station_id: Annotated[str | None, Query(max_length=32)] = None,
    county: Annotated[str | None, Query(max_length=100)] = None,
    source: Annotated[EngagementSource | None, Query()] = None,
    withdrawn: Annotated[bool, Query(description="List the withdrawn ones instead.")] = False,
) -> EngagementPage:
    """The engagements of a term."""
    wanted = EngagementFilter(scheme, station_id, county, source, withdrawn)
    page = list_engagements(db, actor=actor, term_id=term_id, wanted=wanted, paging=paging)
    return EngagementPage(items=[engagement_out(row) for row in page.items], total=page.total)


@router.post("/terms/{term_id}/engagements", status_code=201, responses=documented(*READ_ERRORS, FaultyInputError))
def make_engagement(
    db: WriteDb, actor: CurrentActor, term_id: TermId, asked: NewEngagement, response: Response
) -> EngagementOut:
    """Ask for a series of visits that no rule asks for; what is not named follows the scheme's custom."""
    return _engagement(by_hand.make_engagement(db, actor=actor, term_id=term_id, asked=asked), response)


@router.get("/engagements/{engagement_id}", responses=documented(NotFoundError))
def read_engagement(db: ReadDb, actor: CurrentActor, engagement_id: str, response: Response) -> EngagementOut:
    """One engagement."""
    return _engagement(find_engagement(db, actor=actor, engagement_id=engagement_id), response)


@router.patch("/engagements/{engagement_id}", responses=documented(*CHANGE_ERRORS, WrongStateError))
def change_engagement(
    db: WriteDb,
    actor: CurrentActor,
    engagement_id: str,
    asked: EngagementContent,
    version: SeenVersion,
    response: Response,
) -> EngagementOut:
    """Change an engagement: people, period, priority, and so on; the policy leaves alone what was set by hand."""
    row = by_hand.change_engagement(db, actor=actor, engagement_id=engagement_id, asked=asked, version=version)
    return _engagement(row, response)


@router.post("/engagements/{engagement_id}/follow-policy", responses=documented(*CHANGE_ERRORS))
def follow_policy(
    db: WriteDb, actor: CurrentActor, engagement_id: str, version: SeenVersion, response: Response
) -> EngagementOut:
    """Let the policy set what was set by hand, the next time it is applied."""
    row = by_hand.follow_policy_again(db, actor=actor, engagement_id=engagement_id, version=version)
    return _engagement(row, response)


@router.post("/engagements/{engagement_id}/withdraw", responses=documented(*CHANGE_ERRORS, WrongStateError))
def withdraw(
    db: WriteDb,
    actor: CurrentActor,
    engagement_id: str,
    asked: Withdrawal,
    version: SeenVersion,
    response: Response,
) -> EngagementOut:
    """Say that it is no longer due, and why."""
    row = by_hand.withdraw_engagement(db, actor=actor, engagement_id=engagement_id, asked=asked, version=version)
    return _engagement(row, response)


@router.post("/engagements/{engagement_id}/reinstate", responses=documented(*CHANGE_ERRORS))
def reinstate(
    db: WriteDb, actor: CurrentActor, engagement_id: str, version: SeenVersion, response: Response
) -> EngagementOut:
    """Take it up again."""
    row = by_hand.reinstate_engagement(db, actor=actor, engagement_id=engagement_id, version=version)
    return _engagement(row, response)


def _engagement(row: Engagement, response: Response) -> EngagementOut:
    tell_version(response, row.version)
    return engagement_out(row)


def engagement_out(row: Engagement) -> EngagementOut:
    """An engagement as it is answered."""
    last = None if row.end_date is None else row.end_date - dt.timedelta(days=1)
    return EngagementOut.model_validate(row.model_dump() | {"last_date": last})
