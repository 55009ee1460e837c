"""Ratings by the association's rule: what each station would get over a period, and giving them all."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.errors import WrongStateError
from scheduler.evaluating.commands import RatingRule, RatingsAsked
from scheduler.evaluating.indicators import indicators_of
from scheduler.evaluating.scoring import points, stars
from scheduler.models.accounts import Role
from scheduler.models.people import Station
from scheduler.models.records import Rating
from scheduler.reports.queries import standard
from scheduler.rows import add, changing


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the rule says of one station; None when it knows none of the rule's indicators there."""

    station: Station
    indicators: dict[str, float]
    points: float | None
    stars: int | None


def proposed_ratings(db: Session, *, actor: Actor, first: dt.date, end: dt.date) -> list[Proposed]:
    """What every station would get for a half-open period, by county and name.

    Raises NotAllowedError, and WrongStateError when the association has set no rule.
    """
    actor.require(Role.PLANNER, Role.HEAD, action="rating.propose")
    wanted = standard(db, actor=actor)
    if not wanted.rating_rule:
        raise WrongStateError(kind="standard", id=wanted.id, state="no-rating-rule", action="rating.propose")
    rule = RatingRule.model_validate(wanted.rating_rule)
    query = select(Station).where(Station.association_id == actor.association_id, col(Station.archived_at).is_(None))
    rows = list(db.exec(query.order_by(col(Station.county), col(Station.name), col(Station.id))))
    found = indicators_of(db, actor=actor, stations=rows, first=first, end=end)
    proposed = []
    for row in rows:
        reached = points(rule, found[row.id])
        given = None if reached is None else stars(rule, reached)
        proposed.append(Proposed(row, found[row.id], reached, given))
    return proposed


def rate_all(db: Session, *, actor: Actor, asked: RatingsAsked) -> list[Rating]:
    """Give every station what the rule says; those it knows nothing of keep what they have. Raises as above."""
    given = []
    for row in proposed_ratings(db, actor=actor, first=asked.first_date, end=asked.end_date):
        if row.stars is None:
            continue
        rating = Rating(
            association_id=actor.association_id,
            station_id=row.station.id,
            stars=row.stars,
            from_date=asked.end_date,
            indicators=row.indicators | {"points": row.points or 0},
            reason=asked.reason,
            account_id=actor.account_id,
        )
        given.append(add(db, rating, actor=actor, action="rating.given"))
        with changing(db, row.station, actor=actor, action="station.rated"):
            row.station.rating = row.stars
    return given
