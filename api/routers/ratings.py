"""Stations' ratings 星级评定: as they stand and were, given by hand, tried and given by the association's rule."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, ReadDb, WriteDb
from api.problems import documented
from scheduler.accounts.names import account_names
from scheduler.clock import today
from scheduler.errors import NotAllowedError, NotFoundError, WrongStateError
from scheduler.evaluating import queries, service
from scheduler.evaluating.commands import RatingGiven, RatingRule, RatingsAsked, RatingsTried
from scheduler.evaluating.rating import Proposed, Tried, VisitsDue, rate_all, seen, try_rule
from scheduler.models.records import Rating
from solver.problem import Scheme

router = APIRouter(tags=["ratings"])


class SeenEvaluation(BaseModel):
    """An evaluation visit that counted."""

    event_key: str
    date: dt.date
    total: float


class RatingOut(BaseModel):
    """A station's stars from a date on; `first_date`, `indicators`, `rule`, `evaluations` say what they were made of.

    `rule` is null when they were given by hand; `by` is who gave them.
    """

    model_config = ConfigDict(from_attributes=True)

    id: str
    station_id: str
    stars: int
    from_date: dt.date
    first_date: dt.date | None
    term_id: str | None
    indicators: dict[str, float]
    rule: RatingRule | None
    evaluations: list[SeenEvaluation]
    reason: str
    by: str | None
    created_at: dt.datetime


class RatedStationOut(BaseModel):
    """A station with its stars now; `latest` is null when they come from the list and were never given."""

    station_id: str
    station_name: str
    county: str
    rating: int | None
    latest: RatingOut | None
    given: int
    """How many ratings are on record."""


class ProposedOut(BaseModel):
    """What a rule says of one station; without points when it knows nothing of it."""

    station_id: str
    station_name: str
    county: str
    rating: int | None
    indicators: dict[str, float]
    evaluations: list[SeenEvaluation]
    points: float | None
    stars: int | None
    due_now: dict[Scheme, int]
    """Visits due in the term that was named, with today's stars; `due_then`: with those proposed."""
    due_then: dict[Scheme, int]


@router.get("/ratings", responses=documented(NotAllowedError))
def list_rated_stations(db: ReadDb, actor: CurrentActor) -> list[RatedStationOut]:
    """The stations that one may see, by county and name, each with its last rating."""
    rows = queries.rated_stations(db, actor=actor)
    by = account_names(db, [row.latest.account_id for row in rows if row.latest is not None])
    return [
        RatedStationOut(
            station_id=row.station.id,
            station_name=row.station.name,
            county=row.station.county,
            rating=row.station.rating,
            latest=None if row.latest is None else _rating(row.latest, by),
            given=row.given,
        )
        for row in rows
    ]


@router.get("/stations/{station_id}/ratings", responses=documented(NotFoundError, NotAllowedError))
def list_ratings(db: ReadDb, actor: CurrentActor, station_id: str) -> list[RatingOut]:
    """A station's ratings, the newest first."""
    return _ratings(db, queries.ratings(db, actor=actor, station_id=station_id))


@router.post("/stations/{station_id}/ratings", status_code=201, responses=documented(NotFoundError, NotAllowedError))
def give_rating(db: WriteDb, actor: CurrentActor, station_id: str, given: RatingGiven) -> RatingOut:
    """Give stars by hand, with the reason."""
    return _ratings(db, [service.give_rating(db, actor=actor, station_id=station_id, given=given)])[0]


@router.post("/ratings/preview", responses=documented(NotAllowedError, NotFoundError, WrongStateError))
def preview_ratings(db: ReadDb, actor: CurrentActor, tried: RatingsTried) -> list[ProposedOut]:
    """What the association's rule, or another one that is tried, would give every station; nothing is stored."""
    found = try_rule(db, actor=actor, tried=tried)
    return [_proposed(row, found) for row in found.proposed]


@router.post("/ratings", status_code=201, responses=documented(NotAllowedError, WrongStateError))
def rate_stations(db: WriteDb, actor: CurrentActor, asked: RatingsAsked) -> list[RatingOut]:
    """Give every station what the rule says; it sets the demand of the next term."""
    return _ratings(db, rate_all(db, actor=actor, asked=asked, today=today()))


def _proposed(row: Proposed, found: Tried) -> ProposedOut:
    nothing: VisitsDue = {}
    return ProposedOut(
        station_id=row.station.id,
        station_name=row.station.name,
        county=row.station.county,
        rating=row.station.rating,
        indicators=row.indicators,
        evaluations=[SeenEvaluation.model_validate(seen(score)) for score in row.evaluations],
        points=row.points,
        stars=row.stars,
        due_now=found.due_now.get(row.station.id, nothing),
        due_then=found.due_then.get(row.station.id, nothing),
    )


def _ratings(db: ReadDb, rows: list[Rating]) -> list[RatingOut]:
    by = account_names(db, [row.account_id for row in rows])
    return [_rating(row, by) for row in rows]


def _rating(row: Rating, by: Mapping[str | None, str]) -> RatingOut:
    told: dict[str, Any] = {"by": by.get(row.account_id), "rule": row.rule or None}
    return RatingOut.model_validate(row.model_dump() | told)
