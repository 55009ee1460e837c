"""After a change: ask for plans that mend a release, and choose from them."""

from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from api.dependencies import AppSettings, CurrentActor, Language, ReadDb, WriteDb
from api.problems import documented
from api.roster import ChangeOut, CostChange, changes_out, cost_change
from api.routers.runs import IdempotencyKey, RunOut, accepted
from scheduler.comparing.difference import ChangeKind
from scheduler.comparing.telling import told
from scheduler.errors import (
    ChangedMeanwhileError,
    FaultyInputError,
    NotAllowedError,
    NotFoundError,
    WrongStateError,
)
from scheduler.ids import ReleaseId, RunId
from scheduler.models.releases import PartyKind
from scheduler.models.runs import RunState
from scheduler.replanning.commands import ReplanAsked
from scheduler.replanning.frontier import Found, Label
from scheduler.replanning.queries import Choice, choice_of
from scheduler.replanning.service import submit_replan
from scheduler.running.errors import IdempotencyKeyReusedError, RunQueueFullError
from scheduler.running.queries import standing_of
from solver.wording import Lang

router = APIRouter(tags=["replanning"])
ASKING = (
    NotFoundError,
    NotAllowedError,
    WrongStateError,
    FaultyInputError,
    ChangedMeanwhileError,
    IdempotencyKeyReusedError,
    RunQueueFullError,
)


class PlanTouchesOut(BaseModel):
    """Somebody whose own dates change."""

    kind: PartyKind
    id: str
    name: str
    changes: int


class FrontierPlanOut(BaseModel):
    """A plan to choose: `POST /terms/{term_id}/drafts` with origin `replan`, this run and `part` makes a draft."""

    part: int
    label: Label
    rows: int = Field(description="Published visits and course sessions that change.")
    people: int = Field(description="Supervisors and stations whose own dates change.")
    is_within_budget: bool
    cost: CostChange = Field(description="Of the release, and of this plan.")
    quality: int = Field(description="The cost without the price of changes.")
    violations: int
    changes: list[ChangeOut]
    touched: list[PlanTouchesOut]
    seconds: float


class FrontierOut(BaseModel):
    """Plans from fewest changes to lowest costs, as far as the run has got."""

    run_id: str
    state: RunState
    term_id: str
    release_id: str
    parameters: dict[str, Any]
    plans: list[FrontierPlanOut]
    beaten: int = Field(description="Plans left out, since another changes as little and costs as little.")
    bound: int | None = Field(description="Proven: no plan costs less in all.")
    quality_bound: int | None = Field(description="Proven: no plan costs less without the price of changes.")


@router.post("/releases/{release_id}/replans", status_code=202, responses=documented(*ASKING))
def submit(
    db: WriteDb,
    actor: CurrentActor,
    settings: AppSettings,
    release_id: ReleaseId,
    asked: ReplanAsked,
    lang: Language,
    response: Response,
    key: IdempotencyKey = None,
) -> RunOut:
    """Enter what has changed, and search for plans that mend the release; nothing published moves until released."""
    run = submit_replan(db, actor=actor, settings=settings, release_id=release_id, asked=asked, key=key)
    return accepted(standing_of(db, run), lang, response)


@router.get("/runs/{run_id}/frontier", responses=documented(NotFoundError))
def frontier(db: ReadDb, actor: CurrentActor, lang: Language, run_id: RunId) -> FrontierOut:
    """The plans of a replan to choose from, each with its difference, whom it touches, and costs by name."""
    choice = choice_of(db, actor=actor, run_id=run_id)
    return FrontierOut(
        run_id=choice.run.id,
        state=choice.run.state,
        term_id=choice.release.term_id,
        release_id=choice.release.id,
        parameters=choice.run.parameters,
        plans=[_plan(choice, label, found, lang) for label, found in choice.plans],
        beaten=choice.beaten,
        bound=choice.bound,
        quality_bound=choice.quality_bound,
    )


def _plan(choice: Choice, label: Label, found: Found, lang: Lang) -> FrontierPlanOut:
    comparison = found.comparison
    changed = [change for change in comparison.changes if change.kind is not ChangeKind.UNCHANGED]
    return FrontierPlanOut(
        part=found.part,
        label=label,
        rows=found.rows,
        people=found.people,
        is_within_budget=choice.is_within_budget(found),
        cost=cost_change(comparison.before.cost, found.side.cost, lang),
        quality=found.quality,
        violations=len(found.side.verdict.violations),
        changes=changes_out(told(change, choice.names) for change in changed),
        touched=[
            PlanTouchesOut(kind=party.kind, id=party.id, name=choice.names.of(party.id, lang), changes=len(own))
            for party, own in comparison.touched.items()
        ],
        seconds=found.seconds,
    )
