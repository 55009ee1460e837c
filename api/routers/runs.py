"""Runs: ask for one, see how it stands, have it finish, cancel it, take its plan."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import AppSettings, CurrentActor, Language, PageAsked, ReadDb, SolvingActor, WriteDb
from api.problems import documented
from scheduler.errors import NotAllowedError, NotFoundError, WrongStateError
from scheduler.ids import RunId, TermId
from scheduler.models.runs import RunKind, RunPhase, RunState
from scheduler.running.commands import SearchAsked, TermRunAsked
from scheduler.running.errors import FAILURES, IdempotencyKeyReusedError, RunHasNoPlanError, RunQueueFullError
from scheduler.running.queries import Standing, plans_of_run, run_plan, run_standing, runs_of_term, standing_of
from scheduler.running.service import cancel_run, finish_run, submit_solve, submit_term_run
from scheduler.running.texts import plan_of
from solver.plan import Plan
from solver.problem import PROBLEM_FORMAT
from solver.wording import Lang

router = APIRouter(tags=["runs"])
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="Of your own making: the same key with the same request gives the same run again, not another one.",
    ),
]
SUBMITTING = documented(NotAllowedError, IdempotencyKeyReusedError, RunQueueFullError)
PROBLEM_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "A `dudao-problem/1`.",
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {"format": {"const": PROBLEM_FORMAT}},
                    "required": ["format", "slots", "travel", "stations", "supervisors", "engagements", "weights"],
                }
            }
        },
    }
}


class ProgressOut(BaseModel):
    """How a run stood at one moment."""

    model_config = ConfigDict(from_attributes=True)

    number: int
    at: dt.datetime
    state: RunState
    phase: RunPhase
    part: int
    seconds: float
    done: int
    steps: int
    cost: dict[str, Any] | None
    bound: int | None
    unscheduled_visits: int
    unscheduled_sessions: int


class FailureOut(BaseModel):
    """Why a run failed: a stable code, and what to do in the language asked for."""

    code: str
    message: str


class RunOut(BaseModel):
    """A run: a search for a plan, and how it stands now."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    kind: RunKind
    term_id: str | None
    account_id: str | None
    state: RunState
    phase: RunPhase
    submitted_at: dt.datetime
    started_at: dt.datetime | None
    first_plan_at: dt.datetime | None
    ended_at: dt.datetime | None
    input_sha256: str
    parameters: dict[str, Any]
    versions: dict[str, str]
    attempt: int
    progress: ProgressOut
    failure: FailureOut | None


class RunPage(BaseModel):
    """Part of the list of runs, and how long the whole is."""

    items: list[RunOut]
    total: int


class RunPlanOut(BaseModel):
    """One of a run's plans; most runs have one, a replan several."""

    model_config = ConfigDict(from_attributes=True)

    part: int
    label: str
    cost_total: int
    seconds: float
    is_result: bool


@router.post(
    "/terms/{term_id}/runs", status_code=202, responses=documented(NotFoundError, WrongStateError) | SUBMITTING
)
def submit(
    db: WriteDb,
    actor: CurrentActor,
    settings: AppSettings,
    term_id: str,
    asked: TermRunAsked,
    lang: Language,
    response: Response,
    key: IdempotencyKey = None,
) -> RunOut:
    """Search for a plan of the term as it stands now; `Location` says where to follow the run."""
    run = submit_term_run(db, actor=actor, settings=settings, term_id=TermId(term_id), asked=asked, key=key)
    return accepted(standing_of(db, run), lang, response)


async def _problem_text(request: Request) -> bytes:
    """The body as it came: reading it is what finds its faults."""
    return await request.body()


@router.post("/solve", status_code=202, responses=SUBMITTING, openapi_extra=PROBLEM_BODY)
def solve(
    db: WriteDb,
    actor: SolvingActor,
    settings: AppSettings,
    problem: Annotated[bytes, Depends(_problem_text)],
    asked: Annotated[SearchAsked, Query()],
    lang: Language,
    response: Response,
    key: IdempotencyKey = None,
) -> RunOut:
    """Search for a plan of a problem of your own, which touches nothing of ours; take the plan by `GET .../plan`."""
    run = submit_solve(db, actor=actor, settings=settings, problem=problem, asked=asked, key=key)
    return accepted(standing_of(db, run), lang, response)


@router.get("/terms/{term_id}/runs", responses=documented(NotAllowedError, NotFoundError))
def list_(
    db: ReadDb,
    actor: CurrentActor,
    paging: PageAsked,
    term_id: str,
    lang: Language,
    state: RunState | None = None,
) -> RunPage:
    """The runs of a term, the newest first."""
    page = runs_of_term(db, actor=actor, term_id=TermId(term_id), paging=paging, state=state)
    return RunPage(items=[_out(row, lang) for row in page.items], total=page.total)


@router.get("/runs/{run_id}", name="read_run", responses=documented(NotFoundError))
def read(db: ReadDb, actor: SolvingActor, run_id: str, lang: Language) -> RunOut:
    """How a run stands."""
    return _out(run_standing(db, actor=actor, run_id=RunId(run_id)), lang)


@router.post("/runs/{run_id}/finish", responses=documented(NotAllowedError, NotFoundError, WrongStateError))
def finish(db: WriteDb, actor: SolvingActor, run_id: str, lang: Language) -> RunOut:
    """Stop searching and keep the best plan so far."""
    run = finish_run(db, actor=actor, run_id=RunId(run_id))
    return _out(standing_of(db, run), lang)


@router.post("/runs/{run_id}/cancel", responses=documented(NotAllowedError, NotFoundError, WrongStateError))
def cancel(db: WriteDb, actor: SolvingActor, run_id: str, lang: Language) -> RunOut:
    """End the run and throw away what it found."""
    run = cancel_run(db, actor=actor, run_id=RunId(run_id))
    return _out(standing_of(db, run), lang)


@router.get("/runs/{run_id}/plans", responses=documented(NotFoundError))
def plans(db: ReadDb, actor: SolvingActor, run_id: str) -> list[RunPlanOut]:
    """The plans of the run's parts, without their rows."""
    return [RunPlanOut.model_validate(row) for row in plans_of_run(db, actor=actor, run_id=RunId(run_id))]


@router.get("/runs/{run_id}/plan", responses=documented(NotFoundError, RunHasNoPlanError))
def plan(db: ReadDb, actor: SolvingActor, run_id: str, part: Annotated[int, Query(ge=0, le=1000)] = 0) -> Plan:
    """The plan, a `dudao-plan/1`: the verified result, or the best so far while the run goes on or when it failed."""
    return plan_of(run_plan(db, actor=actor, run_id=RunId(run_id), part=part))


def accepted(standing: Standing, lang: Lang, response: Response) -> RunOut:
    """Say where to follow a run that was taken in."""
    response.headers["Location"] = f"/api/v1/runs/{standing.run.id}"
    return _out(standing, lang)


def _out(standing: Standing, lang: Lang) -> RunOut:
    run = standing.run
    failure = None
    if run.error_code is not None:
        failure = FailureOut(code=run.error_code, message=FAILURES[run.error_code].say(lang))
    return RunOut(
        **run.model_dump(include=set(RunOut.model_fields)),
        progress=ProgressOut.model_validate(standing.progress),
        failure=failure,
    )
