"""Swaps 换班 between supervisors."""

import datetime as dt

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from api.roster import Named
from scheduler.errors import (
    ChangedMeanwhileError,
    NotAllowedError,
    NotFoundError,
    VersionMissingError,
    WrongStateError,
)
from scheduler.models.requests import Swap, SwapState
from scheduler.publishing.errors import RulesBrokenError
from scheduler.swaps import service
from scheduler.swaps.commands import SwapAnswer, SwapProposed
from scheduler.swaps.errors import NotYourVisitError, SwapBreaksRulesError

router = APIRouter(tags=["swaps"])
CHANGE_ERRORS = (NotFoundError, NotAllowedError, ChangedMeanwhileError, VersionMissingError, WrongStateError)


class SwapOut(BaseModel):
    """A swap and where it stands."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    version: int
    term_id: str
    proposer_id: str
    partner_id: str
    gives_key: str
    takes_key: str | None
    reason: str
    state: SwapState
    decision: str
    release_id: str | None
    created_at: dt.datetime


@router.get("/swaps", responses=documented(NotAllowedError))
def list_swaps(
    db: ReadDb, actor: CurrentActor, term_id: str | None = None, is_open: bool | None = None
) -> list[SwapOut]:
    """The swaps one may see, the newest first."""
    rows = service.swaps(db, actor=actor, term_id=term_id, is_open=is_open)
    return [SwapOut.model_validate(row) for row in rows]


@router.get("/swaps/colleagues", responses=documented(NotAllowedError))
def list_colleagues(db: ReadDb, actor: CurrentActor) -> list[Named]:
    """Whom a swap may be proposed to: names only."""
    return [Named(id=row.id, name=row.name) for row in service.colleagues(db, actor=actor)]


@router.post(
    "/terms/{term_id}/swaps",
    status_code=201,
    responses=documented(NotFoundError, NotAllowedError, WrongStateError, NotYourVisitError, SwapBreaksRulesError),
)
def propose(db: WriteDb, actor: CurrentActor, term_id: str, proposed: SwapProposed, response: Response) -> SwapOut:
    """Propose a swap to a colleague; refused at once when it would break a rule."""
    return _out(service.propose_swap(db, actor=actor, term_id=term_id, proposed=proposed), response)


@router.post("/swaps/{swap_id}/answer", responses=documented(*CHANGE_ERRORS))
def answer(
    db: WriteDb, actor: CurrentActor, swap_id: str, answer: SwapAnswer, version: SeenVersion, response: Response
) -> SwapOut:
    """The partner agrees, or not."""
    return _out(service.answer_swap(db, actor=actor, swap_id=swap_id, answer=answer, version=version), response)


@router.post(
    "/swaps/{swap_id}/decision",
    responses=documented(*CHANGE_ERRORS, NotYourVisitError, SwapBreaksRulesError, RulesBrokenError),
)
def decide(
    db: WriteDb, actor: CurrentActor, swap_id: str, answer: SwapAnswer, version: SeenVersion, response: Response
) -> SwapOut:
    """The planner approves, which is published at once, or declines."""
    return _out(service.decide_swap(db, actor=actor, swap_id=swap_id, answer=answer, version=version), response)


@router.post("/swaps/{swap_id}/withdraw", responses=documented(*CHANGE_ERRORS))
def withdraw(db: WriteDb, actor: CurrentActor, swap_id: str, version: SeenVersion, response: Response) -> SwapOut:
    """Take a proposal back."""
    return _out(service.withdraw_swap(db, actor=actor, swap_id=swap_id, version=version), response)


def _out(row: Swap, response: Response) -> SwapOut:
    tell_version(response, row.version)
    return SwapOut.model_validate(row)
