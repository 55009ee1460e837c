"""A draft's roster board in one answer: its half-days, its rows and its events, every name once."""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from api.dependencies import CurrentActor, Language, ReadDb
from api.problems import documented
from calendars.compression import compressed, wants_gzip
from scheduler.actor import Actor
from scheduler.comparing.queries import names_in
from scheduler.drafts.board import BoardEvent, BoardFilter, board, left_out
from scheduler.drafts.commands import LockPart
from scheduler.drafts.queries import draft_seen
from scheduler.drafts.standing import committed_standing
from scheduler.errors import NotFoundError
from scheduler.ids import DraftId
from scheduler.models.releases import EventKind
from solver.problem import Slot
from solver.wording import Lang

router = APIRouter(tags=["drafts"])


class BoardDayOut(BaseModel):
    """A working day; `hours` are clock times HH:MM, start and end of each half-day."""

    date: dt.date
    hours: list[tuple[str, str]]


class SupervisorRowOut(BaseModel):
    """Somebody who visits or teaches; numbers are half-days in the order of `days`, counted from 0."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    lat: float
    lon: float
    target: int | None = None
    unavailable: list[int] = []
    disliked: list[int] = []


class StationRowOut(BaseModel):
    """A station, and the half-days on which it is closed."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    county: str
    lat: float
    lon: float
    closed: list[int] = []


class VenueRowOut(BaseModel):
    """A venue, and the half-days on which it is closed."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    lat: float
    lon: float
    seats: int
    closed: list[int] = []


class CohortRowOut(BaseModel):
    """A cohort."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str


class EntryOut(BaseModel):
    """One event: which half-day, and the ids of its rows; what is empty is left out."""

    key: str
    kind: EventKind
    scheme: str
    title: str
    slot: int
    supervisors: list[str] = []
    stations: list[str] = []
    """The host first."""
    cohorts: list[str] = []
    venue: str | None = None
    locked: list[LockPart] = []
    broken: list[str] = []
    """Codes of the hard rules it takes part in breaking."""


class RosterOut(BaseModel):
    """All that the board shows of one version of a draft; meetings outside its half-days are not on it."""

    version: int
    days: list[BoardDayOut]
    supervisors: list[SupervisorRowOut]
    stations: list[StationRowOut]
    venues: list[VenueRowOut]
    cohorts: list[CohortRowOut]
    events: list[EntryOut]
    left_out: int
    """How many visits and course sessions are due and not planned."""


@router.get("/drafts/{draft_id}/board", response_model=RosterOut, responses=documented(NotFoundError))
def whole_board(request: Request, db: ReadDb, actor: CurrentActor, draft_id: str, lang: Language) -> Response:
    """The half-days, rows and events of a draft, for a board that is to be there at once; what is empty is left out."""
    body = _roster(db, actor, draft_id, lang).model_dump_json(exclude_defaults=True).encode()
    headers = {"Vary": "Accept-Encoding, Accept-Language"}
    if wants_gzip(request.headers.get("accept-encoding")):
        body, headers["Content-Encoding"] = compressed(body), "gzip"
    return Response(body, media_type="application/json", headers=headers)


def _roster(db: Session, actor: Actor, draft_id: str, lang: Lang) -> RosterOut:
    draft = draft_seen(db, actor=actor, draft_id=DraftId(draft_id))
    standing = committed_standing(db, draft, actor=actor)
    problem = standing.problem
    names = names_in(db, draft.term_id, problem)
    numbers = {(slot.date, f"{slot.start:%H:%M}"): number for number, slot in enumerate(problem.slots)}
    events = board(standing, names, BoardFilter(), lang)
    return RosterOut(
        version=draft.version,
        days=list(_days(problem.slots)),
        supervisors=[SupervisorRowOut.model_validate(row) for row in problem.supervisors],
        stations=[StationRowOut.model_validate(row) for row in problem.stations],
        venues=[VenueRowOut.model_validate(row) for row in problem.venues],
        cohorts=[CohortRowOut.model_validate(row) for row in problem.cohorts],
        events=[
            _entry(event, numbers[event.occurrence.moment.date, event.occurrence.moment.start]) for event in events
        ],
        left_out=len(left_out(standing, [], names, lang)),
    )


def _days(slots: list[Slot]) -> Iterator[BoardDayOut]:
    for date, of_day in groupby(slots, key=lambda slot: slot.date):
        yield BoardDayOut(date=date, hours=[(f"{slot.start:%H:%M}", f"{slot.end:%H:%M}") for slot in of_day])


def _entry(event: BoardEvent, slot: int) -> EntryOut:
    row = event.occurrence
    return EntryOut(
        key=row.key,
        kind=row.kind,
        scheme=event.scheme,
        title=event.title,
        slot=slot,
        supervisors=list(row.supervisors),
        stations=list(row.stations),
        cohorts=list(row.cohorts),
        venue=row.venue,
        locked=event.locked,
        broken=event.broken,
    )
