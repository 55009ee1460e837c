"""Evaluation visits 绩效评估: forms, each panel member's scores, and the joint score."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from api.roster import Named
from scheduler.errors import ChangedMeanwhileError, NotAllowedError, NotFoundError, VersionMissingError
from scheduler.evaluating import queries, service
from scheduler.evaluating.commands import FormDraft, Scores, ScoresGiven
from scheduler.evaluating.errors import CriteriaMismatchError, ScoresFinalError, ScoresMissingError
from scheduler.evaluating.scoring import mean_scores, spread
from scheduler.models.records import EvaluationForm

router = APIRouter(tags=["evaluations"])


class FormOut(BaseModel):
    """A form of weighted criteria."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    version: int
    name: str
    criteria: list[dict[str, Any]]
    archived_at: dt.datetime | None


class ScoreOut(BaseModel):
    """One panel member's scores."""

    model_config = ConfigDict(from_attributes=True)

    supervisor_id: str
    form_id: str
    scores: dict[str, float]
    comment: str
    handed_in_at: dt.datetime | None


class JointScoreOut(BaseModel):
    """The panel's agreed scores."""

    model_config = ConfigDict(from_attributes=True)

    event_key: str
    station_id: str
    form_id: str
    date: dt.date
    scores: dict[str, float]
    total: float
    comment: str


class EvaluationOut(BaseModel):
    """How an evaluation visit stands, as far as the reader may see."""

    event_key: str
    station_id: str
    date: dt.date
    panel: list[Named]
    form_id: str | None
    """The form of the whole panel: the first that one of them used."""
    handed_in: list[str]
    scores: list[ScoreOut]
    means: dict[str, float] | None
    """Per criterion, once the whole panel has handed in."""
    spread: dict[str, float] | None
    joint: JointScoreOut | None


class PanelProgressOut(BaseModel):
    """How far an evaluation visit has come."""

    event_key: str
    title: str
    station_id: str
    date: dt.date
    start: str
    panel: list[Named]
    begun: list[str]
    """Keys of those of the panel who have entered something; `handed_in`: of those who are through."""
    handed_in: list[str]
    total: float | None
    """The joint score, once it is agreed."""


@router.get("/evaluation-forms", responses=documented(NotAllowedError))
def list_forms(db: ReadDb, actor: CurrentActor, archived: bool = False) -> list[FormOut]:
    """The forms, the newest first."""
    return [FormOut.model_validate(row) for row in queries.forms(db, actor=actor, archived=archived)]


@router.post("/evaluation-forms", status_code=201, responses=documented(NotAllowedError))
def make_form(db: WriteDb, actor: CurrentActor, draft: FormDraft, response: Response) -> FormOut:
    """A new form; forms are never changed, since scores refer to them."""
    return _form(service.make_form(db, actor=actor, draft=draft), response)


@router.post(
    "/evaluation-forms/{form_id}/archive",
    responses=documented(NotFoundError, NotAllowedError, ChangedMeanwhileError, VersionMissingError),
)
def archive_form(db: WriteDb, actor: CurrentActor, form_id: str, version: SeenVersion, response: Response) -> FormOut:
    """Offer a form no more."""
    return _form(service.archive_form(db, actor=actor, form_id=form_id, version=version), response)


@router.get("/terms/{term_id}/evaluations", responses=documented(NotFoundError, NotAllowedError))
def list_evaluations(db: ReadDb, actor: CurrentActor, term_id: str) -> list[PanelProgressOut]:
    """The published evaluation visits of a term with how far each panel is; supervisors see their own."""
    return [
        PanelProgressOut(
            event_key=row.event.key,
            title=row.event.title,
            station_id=row.station_id,
            date=row.event.date,
            start=row.event.start,
            panel=_named(row.panel),
            begun=sorted(row.begun),
            handed_in=sorted(row.handed_in),
            total=None if row.joint is None else row.joint.total,
        )
        for row in queries.evaluations(db, actor=actor, term_id=term_id)
    ]


@router.get("/evaluations/{event_key}", responses=documented(NotFoundError))
def read_evaluation(db: ReadDb, actor: CurrentActor, event_key: str) -> EvaluationOut:
    """One evaluation visit: who has handed in, and the scores one may see."""
    visit = service.evaluation_visit(db, actor=actor, event_key=event_key)
    everything = queries.panel_scores(db, actor=actor, event_key=event_key)
    handed_in = [row for row in everything if row.handed_in_at]
    complete = len(handed_in) >= len(visit.panel)
    joint = queries.joint_score(db, actor=actor, event_key=event_key)
    shown = queries.visible_scores(db, actor=actor, event_key=event_key, panel=visit.panel)
    return EvaluationOut(
        event_key=event_key,
        station_id=visit.station_id,
        date=visit.event.date,
        panel=_named(queries.panel_of(db, event=visit.event)),
        form_id=everything[0].form_id if everything else None,
        handed_in=[row.supervisor_id for row in handed_in],
        scores=[ScoreOut.model_validate(row) for row in shown],
        means=mean_scores([row.scores for row in handed_in]) if complete else None,
        spread=spread([row.scores for row in handed_in]) if complete else None,
        joint=None if joint is None else JointScoreOut.model_validate(joint),
    )


@router.put(
    "/evaluations/{event_key}/own-scores",
    responses=documented(NotFoundError, NotAllowedError, CriteriaMismatchError, ScoresFinalError),
)
def give_scores(db: WriteDb, actor: CurrentActor, event_key: str, given: ScoresGiven) -> ScoreOut:
    """A panel member's own scores; final once handed in."""
    row = service.give_scores(db, actor=actor, event_key=event_key, given=given)
    return ScoreOut.model_validate(row)


@router.post(
    "/evaluations/{event_key}/joint-score",
    status_code=201,
    responses=documented(NotFoundError, NotAllowedError, ScoresMissingError, CriteriaMismatchError, ScoresFinalError),
)
def join_scores(db: WriteDb, actor: CurrentActor, event_key: str, given: Scores) -> JointScoreOut:
    """The panel's agreed scores, once everybody has handed in."""
    return JointScoreOut.model_validate(service.join_scores(db, actor=actor, event_key=event_key, given=given))


def _named(panel: Mapping[str, str]) -> list[Named]:
    return [Named(id=key, name=name) for key, name in sorted(panel.items(), key=lambda pair: pair[1])]


def _form(row: EvaluationForm, response: Response) -> FormOut:
    tell_version(response, row.version)
    return FormOut.model_validate(row)
