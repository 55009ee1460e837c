"""Demand: the policy, what each station is due by it, and what applying it does to the engagements."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.dependencies import CurrentActor, PageAsked, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from api.routers.engagements import EngagementOut, engagement_out
from scheduler.demand import policy
from scheduler.demand.applying import PolicyChanges, apply_policy, preview_policy
from scheduler.demand.commands import (
    EngagementShape,
    ExceptionGiven,
    NewRule,
    RuleContent,
)
from scheduler.demand.due import Due
from scheduler.demand.queries import DueFilter, list_due
from scheduler.errors import (
    ChangedMeanwhileError,
    FaultyInputError,
    NotAllowedError,
    NotFoundError,
    VersionMissingError,
)
from scheduler.ids import TermId
from scheduler.models.terms import DemandException, DemandRule
from solver.problem import Scheme

router = APIRouter(tags=["demand"])
READ_ERRORS = (NotFoundError, NotAllowedError)
CHANGE_ERRORS = (NotFoundError, NotAllowedError, ChangedMeanwhileError, VersionMissingError, FaultyInputError)


class RuleOut(BaseModel):
    """A line of the demand policy."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    version: int
    term_id: str
    scheme: Scheme
    position: int
    ratings: list[int | None]
    min_age_months: int | None
    max_age_months: int | None
    fields: list[str]
    counties: list[str]
    visits: int
    panel: int
    min_gap_days: int
    ideal_gap_days: int | None
    shape: EngagementShape


class ExceptionOut(BaseModel):
    """A station's own number of visits, and why."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    station_id: str
    scheme: Scheme
    visits: int
    reason: str
    account_id: str | None


class DueOut(BaseModel):
    """What a station is due under a scheme: by the rule, and by its exception when it has one."""

    scheme: Scheme
    visits: int
    by_rule: int
    rule_id: str | None
    exception: ExceptionOut | None


class StationDueOut(BaseModel):
    """What a station is due, scheme by scheme."""

    station_id: str
    station: str
    county: str
    rating: int | None
    schemes: list[DueOut]


class DuePage(BaseModel):
    """Part of the stations by county and code; `visits` adds up those of all pages by scheme."""

    items: list[StationDueOut]
    total: int
    visits: dict[Scheme, int]


class ChangedEngagementOut(BaseModel):
    """An engagement that the policy changes: as it was or is, and the columns with their new values."""

    engagement: EngagementOut
    columns: dict[str, Any]


class PolicyChangesOut(BaseModel):
    """What applying the policy does to the engagements."""

    made: list[EngagementOut]
    changed: list[ChangedEngagementOut]
    withdrawn: list[EngagementOut]
    kept_by_hand: list[EngagementOut]
    unchanged: int


@router.get("/terms/{term_id}/demand/rules", responses=documented(*READ_ERRORS))
def rules(db: ReadDb, actor: CurrentActor, term_id: TermId) -> list[RuleOut]:
    """The demand policy; of the rules of a scheme, the first whose conditions a station meets holds for it."""
    return [RuleOut.model_validate(rule) for rule in policy.list_rules(db, actor=actor, term_id=term_id)]


@router.post("/terms/{term_id}/demand/rules", status_code=201, responses=documented(*READ_ERRORS, FaultyInputError))
def make_rule(db: WriteDb, actor: CurrentActor, term_id: TermId, asked: NewRule, response: Response) -> RuleOut:
    """Add a line to the policy; engagements follow once it is applied."""
    return _rule(policy.make_rule(db, actor=actor, term_id=term_id, asked=asked), response)


@router.get("/demand-rules/{rule_id}", responses=documented(*READ_ERRORS))
def read_rule(db: ReadDb, actor: CurrentActor, rule_id: str, response: Response) -> RuleOut:
    """One line of the policy."""
    return _rule(policy.find_rule(db, actor=actor, rule_id=rule_id), response)


@router.put("/demand-rules/{rule_id}", responses=documented(*CHANGE_ERRORS))
def change_rule(
    db: WriteDb, actor: CurrentActor, rule_id: str, asked: RuleContent, version: SeenVersion, response: Response
) -> RuleOut:
    """Replace what a line says."""
    return _rule(policy.change_rule(db, actor=actor, rule_id=rule_id, asked=asked, version=version), response)


@router.delete("/demand-rules/{rule_id}", status_code=204, responses=documented(*CHANGE_ERRORS))
def remove_rule(db: WriteDb, actor: CurrentActor, rule_id: str, version: SeenVersion) -> None:
    """Take a line out of the policy."""
    policy.remove_rule(db, actor=actor, rule_id=rule_id, version=version)


class _Wanted(BaseModel):
    """What narrows the list of stations."""

    county: Annotated[str | None, Field(max_length=100)] = None
    station_id: Annotated[str | None, Field(max_length=32)] = None
    name: Annotated[str | None, Field(max_length=100)] = None
    has_exception: bool | None = None


@router.get("/terms/{term_id}/demand", responses=documented(*READ_ERRORS))
def due(
    db: ReadDb, actor: CurrentActor, term_id: TermId, paging: PageAsked, wanted: Annotated[_Wanted, Query()]
) -> DuePage:
    """What each station is due, scheme by scheme, with the rule or exception that gave it."""
    narrowed = DueFilter(**wanted.model_dump())
    found = list_due(db, actor=actor, term_id=term_id, wanted=narrowed, paging=paging)
    return DuePage(items=[_station(dues) for dues in found.items], total=found.total, visits=found.visits)


@router.put("/terms/{term_id}/demand/{station_id}/{scheme}", responses=documented(*READ_ERRORS, FaultyInputError))
def give_exception(
    db: WriteDb, actor: CurrentActor, term_id: TermId, station_id: str, scheme: Scheme, asked: ExceptionGiven
) -> ExceptionOut:
    """Set a station's own number of visits of a scheme, with the reason."""
    row = policy.give_exception(db, actor=actor, term_id=term_id, station_id=station_id, scheme=scheme, asked=asked)
    return ExceptionOut.model_validate(row)


@router.delete(
    "/terms/{term_id}/demand/{station_id}/{scheme}",
    status_code=204,
    responses=documented(*READ_ERRORS, FaultyInputError),
)
def end_exception(db: WriteDb, actor: CurrentActor, term_id: TermId, station_id: str, scheme: Scheme) -> None:
    """Let the policy hold for the station again."""
    policy.end_exception(db, actor=actor, term_id=term_id, station_id=station_id, scheme=scheme)


@router.get("/terms/{term_id}/demand/changes", responses=documented(*READ_ERRORS))
def preview(db: ReadDb, actor: CurrentActor, term_id: TermId) -> PolicyChangesOut:
    """What applying the policy would do; nothing is stored."""
    return _changes(preview_policy(db, actor=actor, term_id=term_id))


@router.post("/terms/{term_id}/demand/apply", responses=documented(*READ_ERRORS))
def apply(db: WriteDb, actor: CurrentActor, term_id: TermId) -> PolicyChangesOut:
    """Make the engagements what the policy asks for; those that stay keep their keys."""
    return _changes(apply_policy(db, actor=actor, term_id=term_id))


def _rule(rule: DemandRule, response: Response) -> RuleOut:
    tell_version(response, rule.version)
    return RuleOut.model_validate(rule)


def _station(dues: list[Due]) -> StationDueOut:
    station = dues[0].station
    return StationDueOut(
        station_id=station.id,
        station=station.name,
        county=station.county,
        rating=station.rating,
        schemes=[
            DueOut(
                scheme=due.scheme,
                visits=due.visits,
                by_rule=due.by_rule,
                rule_id=None if due.rule is None else due.rule.id,
                exception=_exception(due.exception),
            )
            for due in dues
        ],
    )


def _exception(row: DemandException | None) -> ExceptionOut | None:
    return None if row is None else ExceptionOut.model_validate(row)


def _changes(changes: PolicyChanges) -> PolicyChangesOut:
    return PolicyChangesOut(
        made=[engagement_out(row) for row in changes.made],
        changed=[
            ChangedEngagementOut(engagement=engagement_out(row), columns=columns) for row, columns in changes.changed
        ],
        withdrawn=[engagement_out(row) for row in changes.withdrawn],
        kept_by_hand=[engagement_out(row) for row in changes.kept_by_hand],
        unchanged=len(changes.unchanged),
    )
