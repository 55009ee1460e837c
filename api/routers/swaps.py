"""Swaps 换班 between supervisors."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from api.roster import Named
from scheduler.clock import today
from scheduler.errors import (
    ChangedMeanwhileError,
    NotAllowedError,
    NotFoundError,
    VersionMissingError,
    WrongStateError,
)
from scheduler.models.requests import Swap, SwapState
from scheduler.publishing.errors import RulesBrokenError
from scheduler.swaps import queries, service
from scheduler.swaps.checking import Tried
from scheduler.swaps.commands import SwapAnswer, SwapProposed
from scheduler.swaps.errors import NotYourVisitError, SwapBreaksRulesError
from scheduler.swaps.queries import SwapSeen

router = APIRouter(tags=["swaps"])
CHANGE_ERRORS = (NotFoundError, NotAllowedError, ChangedMeanwhileError, VersionMissingError, WrongStateError)
OFFER_ERRORS = (NotFoundError, NotAllowedError, WrongStateError, NotYourVisitError)


class SwapVisitOut(BaseModel):
    """A visit that changes hands."""

    model_config = ConfigDict(from_attributes=True)

    key: str
    date: dt.date
    start: str
    end: str
    scheme: str
    station_name: str


class SwapOut(BaseModel):
    """A swap and where it stands; a visit is null once it is no longer published."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    version: int
    term_id: str
    proposer_id: str
    partner_id: str
    proposer_name: str
    partner_name: str
    gives_key: str
    takes_key: str | None
    gives: SwapVisitOut | None
    takes: SwapVisitOut | None
    reason: str
    state: SwapState
    decision: str
    release_id: str | None
    created_at: dt.datetime


class SwapEffects(BaseModel):
    """What a swap breaks, in sentences, and what it changes in the plan's costs by name."""

    breaks: list[str]
    cost: int
    cost_by_name: dict[str, int]


class SwapOfferOut(BaseModel):
    """A colleague who could take the visit; `takes`: the visit that would come back, null when they only help out."""

    partner: Named
    takes: SwapVisitOut | None
    cost: int
    cost_by_name: dict[str, int]


@router.get("/swaps", responses=documented(NotAllowedError))
def list_swaps(
    db: ReadDb, actor: CurrentActor, term_id: str | None = None, is_open: bool | None = None
) -> list[SwapOut]:
    """The swaps one may see, the newest first."""
    return [_shown(row) for row in queries.seen(db, queries.swaps(db, actor=actor, term_id=term_id, is_open=is_open))]


@router.get("/swaps/{swap_id}/effects", responses=documented(NotFoundError, WrongStateError, NotYourVisitError))
def read_effects(db: ReadDb, actor: CurrentActor, swap_id: str) -> SwapEffects:
    """What a swap would do to the plan as it is published now."""
    return _effects(queries.effects(db, actor=actor, swap_id=swap_id))


@router.get("/terms/{term_id}/swaps/offers", responses=documented(*OFFER_ERRORS))
def list_offers(
    db: ReadDb, actor: CurrentActor, term_id: str, gives_key: Annotated[str, Query(max_length=80)]
) -> list[SwapOfferOut]:
    """With whom one of one's own visits could be swapped without breaking a rule, the best for the plan first."""
    found = queries.offers(db, actor=actor, term_id=term_id, gives_key=gives_key, today=today())
    return [
        SwapOfferOut(
            partner=Named(id=row.partner_id, name=row.partner_name),
            takes=None if row.takes is None else SwapVisitOut.model_validate(row.takes),
            cost=row.cost,
            cost_by_name=row.cost_by_name,
        )
        for row in found
    ]


@router.post("/terms/{term_id}/swaps/effects", responses=documented(*OFFER_ERRORS))
def try_proposal(db: ReadDb, actor: CurrentActor, term_id: str, proposed: SwapProposed) -> SwapEffects:
    """What a swap would break and cost that is not proposed yet; nothing is stored."""
    return _effects(queries.effects_of_proposal(db, actor=actor, term_id=term_id, proposed=proposed))


@router.get("/swaps/colleagues", responses=documented(NotAllowedError))
def list_colleagues(db: ReadDb, actor: CurrentActor) -> list[Named]:
    """Whom a swap may be proposed to: names only."""
    return [Named(id=row.id, name=row.name) for row in queries.colleagues(db, actor=actor)]


@router.post(
    "/terms/{term_id}/swaps",
    status_code=201,
    responses=documented(NotFoundError, NotAllowedError, WrongStateError, NotYourVisitError, SwapBreaksRulesError),
)
def propose(db: WriteDb, actor: CurrentActor, term_id: str, proposed: SwapProposed, response: Response) -> SwapOut:
    """Propose a swap to a colleague; refused at once when it would break a rule."""
    return _out(db, service.propose_swap(db, actor=actor, term_id=term_id, proposed=proposed), response)


@router.post(
    "/swaps/{swap_id}/answer",
    responses=documented(*CHANGE_ERRORS, NotYourVisitError, SwapBreaksRulesError, RulesBrokenError),
)
def answer(
    db: WriteDb, actor: CurrentActor, swap_id: str, answer: SwapAnswer, version: SeenVersion, response: Response
) -> SwapOut:
    """The partner agrees, or not; where the policy is automatic, agreeing publishes the swap."""
    return _out(db, service.answer_swap(db, actor=actor, swap_id=swap_id, answer=answer, version=version), response)


@router.post(
    "/swaps/{swap_id}/decision",
    responses=documented(*CHANGE_ERRORS, NotYourVisitError, SwapBreaksRulesError, RulesBrokenError),
)
def decide(
    db: WriteDb, actor: CurrentActor, swap_id: str, answer: SwapAnswer, version: SeenVersion, response: Response
) -> SwapOut:
    """The planner approves, which is published at once, or declines."""
    return _out(db, service.decide_swap(db, actor=actor, swap_id=swap_id, answer=answer, version=version), response)


@router.post("/swaps/{swap_id}/withdraw", responses=documented(*CHANGE_ERRORS))
def withdraw(db: WriteDb, actor: CurrentActor, swap_id: str, version: SeenVersion, response: Response) -> SwapOut:
    """Take a proposal back."""
    return _out(db, service.withdraw_swap(db, actor=actor, swap_id=swap_id, version=version), response)


def _out(db: WriteDb, row: Swap, response: Response) -> SwapOut:
    tell_version(response, row.version)
    return _shown(queries.seen(db, [row])[0])


def _shown(row: SwapSeen) -> SwapOut:
    names = {"proposer_name": row.proposer_name, "partner_name": row.partner_name}
    visits = {"gives": row.gives, "takes": row.takes}
    return SwapOut.model_validate(row.swap.model_dump() | names | visits, from_attributes=True)


def _effects(tried: Tried) -> SwapEffects:
    return SwapEffects(breaks=tried.breaks, cost=sum(tried.cost_by_name.values()), cost_by_name=tried.cost_by_name)
