"""What a draft holds, for the roster board and for files: its events, what is left out, its plan and problem."""

import datetime as dt
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, Language, ReadDb
from api.problems import documented
from api.roster import Named, PeriodAsked, RowKey, named
from scheduler.comparing.naming import Names
from scheduler.comparing.queries import meetings_outside, names_in
from scheduler.drafts.board import BoardEvent, BoardFilter, LeftOut, board, left_out
from scheduler.drafts.commands import LockPart
from scheduler.drafts.placing import Pin
from scheduler.drafts.queries import draft_seen
from scheduler.drafts.standing import committed_standing
from scheduler.errors import NotFoundError
from scheduler.ids import DraftId
from scheduler.models.releases import EventKind
from solver.plan import Plan
from solver.problem import Problem

router = APIRouter(tags=["drafts"])


class PinOut(BaseModel):
    """What is locked, and to what."""

    model_config = ConfigDict(from_attributes=True)

    parts: list[LockPart]
    date: dt.date | None
    start: str | None
    supervisors: list[str] | None
    venue_id: str | None


class BoardEventOut(BaseModel):
    """One event of the board."""

    key: str
    kind: EventKind
    scheme: str
    title: str
    date: dt.date
    start: str
    end: str
    supervisors: list[Named]
    stations: list[Named]
    cohorts: list[Named]
    venue: Named | None
    place: str
    county: str | None
    lock: PinOut | None
    broken: list[str]
    """Codes of the hard rules it takes part in breaking."""


class BoardOut(BaseModel):
    """A draft's events by time, of one version of it."""

    version: int
    items: list[BoardEventOut]


class LeftOutReasonOut(BaseModel):
    """Why something is left out."""

    model_config = ConfigDict(from_attributes=True)

    code: str
    message: str


class RemedyOut(BaseModel):
    """What would free it, and where it then goes."""

    changes: list[str]
    date: dt.date
    start: str
    supervisors: list[Named]
    venue_id: str | None


class LeftOutOut(BaseModel):
    """A visit or course session that is due and not planned."""

    key: str
    kind: EventKind
    scheme: str
    title: str
    station: Named | None
    lock: PinOut | None
    reasons: list[LeftOutReasonOut]
    remedies: list[RemedyOut]


class LeftOutList(BaseModel):
    """All that is left out, of one version of the draft."""

    version: int
    items: list[LeftOutOut]


@router.get("/drafts/{draft_id}/events", responses=documented(NotFoundError))
def events(
    db: ReadDb,
    actor: CurrentActor,
    draft_id: str,
    lang: Language,
    period: PeriodAsked,
    supervisor_id: RowKey = None,
    station_id: RowKey = None,
    venue_id: RowKey = None,
    cohort_id: RowKey = None,
) -> BoardOut:
    """What the draft plans and the fixed meetings, by time, with names, locks and broken rules."""
    draft = draft_seen(db, actor=actor, draft_id=DraftId(draft_id))
    standing = committed_standing(db, draft, actor=actor)
    names = names_in(db, draft.term_id, standing.problem)
    asked = BoardFilter(period.first_date, period.end_date, supervisor_id, station_id, venue_id, cohort_id)
    beside = meetings_outside(db, draft.term_id, standing.problem, actor=actor)
    items = [_event(event, names) for event in board(standing, names, asked, lang, beside)]
    return BoardOut(version=draft.version, items=items)


@router.get("/drafts/{draft_id}/unscheduled", responses=documented(NotFoundError))
def unscheduled(db: ReadDb, actor: CurrentActor, draft_id: str, lang: Language) -> LeftOutList:
    """What is due and not planned; for what the run left out, with its reasons and what would free it."""
    draft = draft_seen(db, actor=actor, draft_id=DraftId(draft_id))
    standing = committed_standing(db, draft, actor=actor)
    names = names_in(db, draft.term_id, standing.problem)
    items = [_left_out(row, names) for row in left_out(standing, draft.unscheduled, names, lang)]
    return LeftOutList(version=draft.version, items=items)


@router.get("/drafts/{draft_id}/plan", responses=documented(NotFoundError))
def plan(db: ReadDb, actor: CurrentActor, draft_id: str) -> dict[str, Any]:
    """The draft as a `dudao-plan/1`; ids are keys of rows."""
    side = committed_standing(db, draft_seen(db, actor=actor, draft_id=DraftId(draft_id)), actor=actor).side
    found: Plan = side.plan.model_copy(update={"cost": side.cost})
    return found.model_dump(mode="json", by_alias=True, exclude_none=True)


@router.get("/drafts/{draft_id}/problem", responses=documented(NotFoundError))
def problem(db: ReadDb, actor: CurrentActor, draft_id: str) -> dict[str, Any]:
    """The `dudao-problem/1` the draft is a plan of, with its locks; ids are keys of rows."""
    side = committed_standing(db, draft_seen(db, actor=actor, draft_id=DraftId(draft_id)), actor=actor).side
    found: Problem = side.problem
    return found.model_dump(mode="json", by_alias=True, exclude_none=True)


def _event(event: BoardEvent, names: Names) -> BoardEventOut:
    row = event.occurrence
    return BoardEventOut(
        key=row.key,
        kind=row.kind,
        scheme=event.scheme,
        title=event.title,
        date=row.moment.date,
        start=row.moment.start,
        end=row.moment.end,
        supervisors=named(row.supervisors, names),
        stations=named(row.stations, names),
        cohorts=named(row.cohorts, names),
        venue=None if row.venue is None else Named(id=row.venue, name=names.of(row.venue)),
        place=event.place.name,
        county=event.place.county,
        lock=_pin(event.pin),
        broken=event.broken,
    )


def _left_out(row: LeftOut, names: Names) -> LeftOutOut:
    return LeftOutOut(
        key=row.key,
        kind=row.kind,
        scheme=row.scheme,
        title=row.title,
        station=None if row.station_id is None else Named(id=row.station_id, name=names.of(row.station_id)),
        lock=_pin(row.pin),
        reasons=[LeftOutReasonOut.model_validate(reason) for reason in row.reasons],
        remedies=[
            RemedyOut(
                changes=remedy.changes,
                date=remedy.moment.date,
                start=remedy.moment.start,
                supervisors=named(remedy.supervisors, names),
                venue_id=remedy.venue_id,
            )
            for remedy in row.remedies
        ],
    )


def _pin(pin: Pin) -> PinOut | None:
    return PinOut.model_validate(pin) if pin.parts else None
