"""Session requests 加场申请: asked by stations, offered at once, held, granted or declined."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, PageAsked, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from scheduler.actor import Actor
from scheduler.clock import now, today
from scheduler.errors import (
    ChangedMeanwhileError,
    NotAllowedError,
    NotFoundError,
    VersionMissingError,
    WrongStateError,
)
from scheduler.models.requests import RequestState, SessionRequest, Urgency
from scheduler.publishing.errors import RulesBrokenError
from scheduler.requests import queries, service, together
from scheduler.requests.commands import Approval, ChosenTogether, HoldAnswer, OptionChoice, Refusal, RequestAsked
from scheduler.requests.errors import NoSuchOptionError, NothingPublishedError, OptionTakenError, PeriodOverError
from scheduler.requests.offers import Offer, VisitMoved
from scheduler.requests.options import Fit
from scheduler.requests.permissions import sees_everything
from solver.problem import Scheme

router = APIRouter(tags=["session requests"])
CHANGE_ERRORS = (NotFoundError, NotAllowedError, ChangedMeanwhileError, VersionMissingError, WrongStateError)
GRANT_ERRORS = (NoSuchOptionError, OptionTakenError, RulesBrokenError)


class VisitOut(BaseModel):
    """One visit of an option."""

    date: dt.date
    start: str
    end: str
    supervisor_id: str
    supervisor_name: str


class OptionOut(BaseModel):
    """One option. Costs, and whom it moves, are shown to the association's office only."""

    number: int
    fit: Fit
    visits: list[VisitOut]
    brings: list[str]
    host_name: str | None
    needs_move: bool
    """Whether another visit has to move, so that only the planner can grant it."""
    cost: int | None
    cost_by_name: dict[str, int] | None
    moves: list[VisitMoved] | None


class RequestOut(BaseModel):
    """A session request, and what can be offered for it."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    version: int
    term_id: str
    station_id: str
    topic: str
    fields: list[str]
    reason: str
    urgency: Urgency
    scheme: Scheme
    visits: int
    min_gap_days: int
    first_date: dt.date
    end_date: dt.date
    half_days: list[str]
    supervisor_id: str | None
    state: RequestState
    options: list[OptionOut]
    ranking: list[int]
    held_option: int | None
    hold_expires_at: dt.datetime | None
    awaits_supervisor_id: str | None
    decision: str
    decided_at: dt.datetime | None
    engagement_id: str | None
    release_id: str | None
    created_at: dt.datetime


class RequestPage(BaseModel):
    """Requests: the most urgent first, then the oldest."""

    items: list[RequestOut]
    total: int


class _Asked(BaseModel):
    """What narrows the list."""

    term_id: str | None = None
    station_id: str | None = None
    state: RequestState | None = None
    is_open: bool | None = None


@router.post(
    "/terms/{term_id}/session-requests",
    status_code=201,
    responses=documented(NotFoundError, NotAllowedError, NothingPublishedError, PeriodOverError),
)
def ask(db: WriteDb, actor: CurrentActor, term_id: str, asked: RequestAsked, response: Response) -> RequestOut:
    """Ask for extra visits; the options are in the answer."""
    row = service.ask(db, actor=actor, term_id=term_id, asked=asked, moment=now(), today=today())
    return _out(row, actor, response)


@router.get("/session-requests", responses=documented(NotAllowedError))
def list_requests(db: ReadDb, actor: CurrentActor, paging: PageAsked, asked: Annotated[_Asked, Query()]) -> RequestPage:
    """The requests one may read."""
    narrowed = queries.RequestFilter(**asked.model_dump())
    page = queries.session_requests(db, actor=actor, asked=narrowed, paging=paging)
    return RequestPage(items=[_shown(row, actor) for row in page.items], total=page.total)


@router.get("/session-requests/{request_id}", responses=documented(NotFoundError))
def read_request(db: ReadDb, actor: CurrentActor, request_id: str, response: Response) -> RequestOut:
    """One request."""
    return _out(queries.session_request(db, actor=actor, request_id=request_id), actor, response)


@router.post(
    "/session-requests/{request_id}/look-again",
    responses=documented(NotFoundError, NotAllowedError, WrongStateError, NothingPublishedError),
)
def look_again(db: WriteDb, actor: CurrentActor, request_id: str, response: Response) -> RequestOut:
    """Fresh options, for a request that holds none."""
    row = service.look_again(db, actor=actor, request_id=request_id, moment=now(), today=today())
    return _out(row, actor, response)


@router.post("/session-requests/{request_id}/choice", responses=documented(*CHANGE_ERRORS, *GRANT_ERRORS))
def choose(
    db: WriteDb, actor: CurrentActor, request_id: str, choice: OptionChoice, version: SeenVersion, response: Response
) -> RequestOut:
    """Say which options suit; the best is held, or granted at once where the policy allows."""
    row = service.choose(
        db, actor=actor, request_id=request_id, choice=choice, version=version, moment=now(), today=today()
    )
    return _out(row, actor, response)


@router.post("/session-requests/{request_id}/hold-answer", responses=documented(*CHANGE_ERRORS, *GRANT_ERRORS))
def answer_hold(
    db: WriteDb, actor: CurrentActor, request_id: str, answer: HoldAnswer, version: SeenVersion, response: Response
) -> RequestOut:
    """The supervisor agrees to a visit held in their calendar, or not."""
    row = service.answer_hold(
        db, actor=actor, request_id=request_id, answer=answer, version=version, moment=now(), today=today()
    )
    return _out(row, actor, response)


@router.post("/session-requests/{request_id}/approve", responses=documented(*CHANGE_ERRORS, *GRANT_ERRORS))
def approve(
    db: WriteDb, actor: CurrentActor, request_id: str, approval: Approval, version: SeenVersion, response: Response
) -> RequestOut:
    """Grant an option: it is published at once as a small release."""
    row = service.approve(
        db, actor=actor, request_id=request_id, approval=approval, version=version, moment=now(), today=today()
    )
    return _out(row, actor, response)


@router.post("/session-requests/plan-together", responses=documented(NotFoundError, NotAllowedError, WrongStateError))
def plan_together(db: WriteDb, actor: CurrentActor, chosen: ChosenTogether) -> list[RequestOut]:
    """Let the next run of the term plan these requests; the release that holds their visits approves them."""
    rows = together.plan_together(db, actor=actor, request_ids=chosen.request_ids)
    return [_shown(row, actor) for row in rows]


@router.post("/session-requests/{request_id}/give-up-planning", responses=documented(*CHANGE_ERRORS))
def give_up_planning(
    db: WriteDb, actor: CurrentActor, request_id: str, version: SeenVersion, response: Response
) -> RequestOut:
    """Take a request out of planning again."""
    row = together.give_up_planning(db, actor=actor, request_id=request_id, version=version)
    return _out(row, actor, response)


@router.post("/session-requests/{request_id}/decline", responses=documented(*CHANGE_ERRORS))
def decline(
    db: WriteDb, actor: CurrentActor, request_id: str, refusal: Refusal, version: SeenVersion, response: Response
) -> RequestOut:
    """Say no, with the reason."""
    row = service.decline(db, actor=actor, request_id=request_id, refusal=refusal, version=version, moment=now())
    return _out(row, actor, response)


@router.post("/session-requests/{request_id}/withdraw", responses=documented(*CHANGE_ERRORS))
def withdraw(db: WriteDb, actor: CurrentActor, request_id: str, version: SeenVersion, response: Response) -> RequestOut:
    """Take a request back."""
    return _out(service.withdraw(db, actor=actor, request_id=request_id, version=version), actor, response)


def _out(row: SessionRequest, actor: Actor, response: Response) -> RequestOut:
    tell_version(response, row.version)
    return _shown(row, actor)


def _shown(row: SessionRequest, actor: Actor) -> RequestOut:
    options = [_option(Offer.model_validate(option), whole=sees_everything(actor)) for option in row.options]
    return RequestOut.model_validate(row.model_dump() | {"options": options})


def _option(offer: Offer, *, whole: bool) -> OptionOut:
    return OptionOut(
        number=offer.number,
        fit=offer.fit,
        visits=[VisitOut(**visit.model_dump()) for visit in offer.visits],
        brings=offer.brings,
        host_name=offer.host_name,
        needs_move=bool(offer.moves),
        cost=offer.cost if whole else None,
        cost_by_name=offer.cost_by_name if whole else None,
        moves=offer.moves if whole else None,
    )
