"""Engagements by hand: ask for one that no rule asks for, change one, withdraw it, take it up again."""

from typing import Any

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.demand.applying import WITHDRAWN
from scheduler.demand.commands import EngagementContent, NewEngagement, Withdrawal
from scheduler.demand.customs import CUSTOMS
from scheduler.demand.sense import check_engagement
from scheduler.errors import WrongStateError
from scheduler.ids import TermId
from scheduler.models.accounts import Role
from scheduler.models.people import Station
from scheduler.models.terms import Engagement, EngagementSource, Term
from scheduler.rows import add, changing, load, load_for_change
from solver.problem import Scheme


def make_engagement(
    db: Session,
    *,
    actor: Actor,
    term_id: TermId,
    asked: NewEngagement,
    source: EngagementSource = EngagementSource.PLANNER,
) -> Engagement:
    """A new engagement; what is not named follows the scheme's custom and the station's fields of need.

    Raises NotFoundError, NotAllowedError and FaultyInputError.
    """
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, action="engagement.make")
    station = load(db, Station, asked.station_id, actor=actor)
    row = Engagement(
        association_id=term.association_id,
        term_id=term.id,
        source=source,
        **(_customary(asked.scheme, station) | {"visits": asked.visits} | asked.columns()),
    )
    check_engagement(db, row, term)
    return add(db, row, actor=actor, action="engagement.made")


def change_engagement(
    db: Session, *, actor: Actor, engagement_id: str, asked: EngagementContent, version: int | None
) -> Engagement:
    """Change an engagement; the policy leaves alone what was set by hand.

    Raises NotFoundError, NotAllowedError, ChangedMeanwhileError, WrongStateError once it is withdrawn, and
    FaultyInputError.
    """
    actor.require(Role.PLANNER, action="engagement.change")
    row = load_for_change(db, Engagement, engagement_id, actor=actor, version=version)
    _must_be_due(row, action="engagement.change")
    term = load(db, Term, row.term_id, actor=actor)
    columns = {name: value for name, value in asked.columns().items() if getattr(row, name) != value}
    with changing(db, row, actor=actor, action="engagement.changed"):
        for name, value in columns.items():
            setattr(row, name, value)
        if row.source is EngagementSource.POLICY:
            row.by_hand = sorted({*row.by_hand, *columns})
        check_engagement(db, row, term)
    return row


def follow_policy_again(db: Session, *, actor: Actor, engagement_id: str, version: int) -> Engagement:
    """Forget what was set by hand: the next time the policy is applied, the engagement becomes what it says.

    Raises NotFoundError, NotAllowedError and ChangedMeanwhileError.
    """
    actor.require(Role.PLANNER, action="engagement.follow-policy")
    row = load_for_change(db, Engagement, engagement_id, actor=actor, version=version)
    with changing(db, row, actor=actor, action="engagement.follows-policy"):
        row.by_hand = []
    return row


def withdraw_engagement(
    db: Session, *, actor: Actor, engagement_id: str, asked: Withdrawal, version: int
) -> Engagement:
    """Say that an engagement is no longer due, and why; its row stays, since releases refer to it.

    Raises NotFoundError, NotAllowedError, ChangedMeanwhileError and WrongStateError when it is withdrawn already.
    """
    actor.require(Role.PLANNER, action="engagement.withdraw")
    row = load_for_change(db, Engagement, engagement_id, actor=actor, version=version)
    _must_be_due(row, action="engagement.withdraw")
    with changing(db, row, actor=actor, action="engagement.withdrawn"):
        row.withdrawn_at = now()
        row.reason = asked.reason
        row.by_hand = sorted({*row.by_hand, WITHDRAWN})
    return row


def reinstate_engagement(db: Session, *, actor: Actor, engagement_id: str, version: int) -> Engagement:
    """Take a withdrawn engagement up again. Raises NotFoundError, NotAllowedError, ChangedMeanwhileError."""
    actor.require(Role.PLANNER, action="engagement.reinstate")
    row = load_for_change(db, Engagement, engagement_id, actor=actor, version=version)
    with changing(db, row, actor=actor, action="engagement.reinstated"):
        row.withdrawn_at = None
        row.by_hand = [name for name in row.by_hand if name != WITHDRAWN]
    return row


def _must_be_due(row: Engagement, *, action: str) -> None:
    if row.withdrawn_at is not None:
        raise WrongStateError(kind="engagement", id=row.id, state="withdrawn", action=action)


def _customary(scheme: Scheme, station: Station) -> dict[str, Any]:
    custom = CUSTOMS[scheme]
    return {
        "scheme": scheme,
        "station_id": station.id,
        "fields": station.fields,
        "same_supervisors": custom.same_supervisors,
        "distinct": custom.distinct,
        "not_paired": custom.not_paired,
        "same_weekday": custom.same_weekday,
    }
