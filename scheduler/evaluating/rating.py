"""Ratings by the association's rule: what each station would get over a period, what that changes, and giving them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.demand.applying import due_in
from scheduler.demand.due import Due
from scheduler.errors import WrongStateError
from scheduler.evaluating.commands import RatingRule, RatingsAsked, RatingsTried
from scheduler.evaluating.indicators import evaluations_in, indicators_of
from scheduler.evaluating.scoring import points, stars
from scheduler.evaluating.service import store_rating
from scheduler.models.accounts import Role
from scheduler.models.people import Station
from scheduler.models.records import JointScore, Rating
from scheduler.models.terms import Term
from scheduler.reports.queries import standard
from scheduler.rows import load
from solver.problem import Scheme

VisitsDue = dict[Scheme, int]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a rule says of one station; without points when it knows none of the rule's indicators there."""

    station: Station
    indicators: dict[str, float]
    evaluations: list[JointScore]
    points: float | None
    stars: int | None


@dataclass(frozen=True, slots=True)
class Tried:
    """What a rule would give, and what every station is due in a term with today's stars and with those."""

    proposed: list[Proposed]
    due_now: Mapping[str, VisitsDue]
    due_then: Mapping[str, VisitsDue]


def try_rule(db: Session, *, actor: Actor, tried: RatingsTried) -> Tried:
    """What a rule would give every station; nothing is stored.

    Raises NotAllowedError, NotFoundError for the term, and WrongStateError when neither a rule is tried nor one is set.
    """
    actor.require(Role.PLANNER, Role.HEAD, action="rating.propose")
    rule = tried.rule or _own_rule(db, actor)
    proposed = _proposed(db, actor, rule, tried.first_date, tried.end_date)
    if tried.term_id is None:
        return Tried(proposed, {}, {})
    term = load(db, Term, tried.term_id, actor=actor)
    given = {row.station.id: row.stars for row in proposed if row.stars is not None}
    return Tried(proposed, _visits(due_in(db, term)), _visits(due_in(db, term, ratings=given)))


def rate_all(db: Session, *, actor: Actor, asked: RatingsAsked, today: dt.date) -> list[Rating]:
    """Give every station what the association's rule says; those it knows nothing of keep what they have.

    Ratings hold from the end of the period, or from today while it is not over.

    Raises NotAllowedError, and WrongStateError when no rule is set.
    """
    actor.require(Role.PLANNER, Role.HEAD, action="rating.give")
    rule = _own_rule(db, actor)
    from_date = min(asked.end_date, today)
    given = []
    for row in _proposed(db, actor, rule, asked.first_date, asked.end_date):
        if row.stars is not None:
            rating = _rating(actor, rule, row, row.stars, asked, from_date)
            given.append(store_rating(db, actor=actor, station=row.station, rating=rating))
    return given


def _own_rule(db: Session, actor: Actor) -> RatingRule:
    wanted = standard(db, actor=actor)
    if not wanted.rating_rule:
        raise WrongStateError(kind="standard", id=wanted.id, state="no-rating-rule", action="rating.propose")
    return RatingRule.model_validate(wanted.rating_rule)


def _proposed(db: Session, actor: Actor, rule: RatingRule, first: dt.date, end: dt.date) -> list[Proposed]:
    """By county and name."""
    query = select(Station).where(Station.association_id == actor.association_id, col(Station.archived_at).is_(None))
    rows = list(db.exec(query.order_by(col(Station.county), col(Station.name), col(Station.id))))
    found = indicators_of(db, actor=actor, stations=rows, first=first, end=end)
    scored = evaluations_in(db, actor=actor, first=first, end=end)
    proposed = []
    for row in rows:
        reached = points(rule, found[row.id])
        given = None if reached is None else stars(rule, reached)
        proposed.append(Proposed(row, found[row.id], scored.get(row.id, []), reached, given))
    return proposed


def _rating(
    actor: Actor, rule: RatingRule, row: Proposed, given: int, asked: RatingsAsked, from_date: dt.date
) -> Rating:
    return Rating(
        association_id=actor.association_id,
        station_id=row.station.id,
        stars=given,
        from_date=from_date,
        first_date=asked.first_date,
        indicators=row.indicators | {"points": row.points or 0},
        rule=rule.model_dump(mode="json"),
        evaluations=[seen(score) for score in row.evaluations],
        reason=asked.reason,
        account_id=actor.account_id,
    )


def seen(score: JointScore) -> dict[str, Any]:
    """An evaluation visit as a rating remembers it."""
    return {"event_key": score.event_key, "date": score.date.isoformat(), "total": score.total}


def _visits(dues: Sequence[Due]) -> dict[str, VisitsDue]:
    found: defaultdict[str, VisitsDue] = defaultdict(dict)
    for due in dues:
        found[due.station.id][due.scheme] = due.visits
    return found
