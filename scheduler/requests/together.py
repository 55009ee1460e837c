"""Several requests granted together by a run: engagements now, approved by the release that holds their visits."""

from sqlmodel import Session, col, select

from scheduler.actor import Actor, system_actor
from scheduler.clock import now
from scheduler.errors import WrongStateError
from scheduler.ids import AssociationId
from scheduler.models.accounts import Role
from scheduler.models.releases import Release
from scheduler.models.requests import RequestState, SessionRequest, Urgency
from scheduler.models.terms import Engagement
from scheduler.planning import plan_in
from scheduler.requests.becoming import engagement_of, release_hold
from scheduler.requests.queries import OPEN, session_request
from scheduler.rows import add, changing, load_for_change

URGENT_PRIORITY = 3
"""The weight of leaving out what an urgent request asks for."""


def plan_together(db: Session, *, actor: Actor, request_ids: list[str]) -> list[SessionRequest]:
    """Make each an engagement of its term, so that the next run plans them. All of them or none.

    Raises NotFoundError, NotAllowedError, and WrongStateError for one that is not open.
    """
    actor.require(Role.PLANNER, action="session-request.plan")
    return [_planning(db, actor, request_id) for request_id in dict.fromkeys(request_ids)]


def approve_planned(db: Session, release: Release) -> list[SessionRequest]:
    """Approve the requests in planning whose visits a new release holds all; called when it is published."""
    actor = system_actor(AssociationId(release.association_id))
    planned: dict[str, int] = {}
    for visit in plan_in(release.plan).visits:
        planned[visit.engagement] = planned.get(visit.engagement, 0) + 1
    waiting = select(SessionRequest).where(
        SessionRequest.term_id == release.term_id,
        SessionRequest.state == RequestState.PLANNING,
        col(SessionRequest.engagement_id).in_(planned),
    )
    rows = [row for row in db.exec(waiting).all() if planned[row.engagement_id or ""] >= row.visits]
    for row in rows:
        with changing(db, row, actor=actor, action="session-request.approved"):
            row.state, row.release_id = RequestState.APPROVED, release.id
            row.decided_at, row.decided_by = release.published_at, release.published_by
    return rows


def give_up_planning(db: Session, *, actor: Actor, request_id: str, version: int) -> SessionRequest:
    """Take a request out of planning again: its engagement is no longer due, and options are looked for anew.

    Raises NotFoundError, NotAllowedError, WrongStateError and ChangedMeanwhileError.
    """
    session_request(db, actor=actor, request_id=request_id)
    actor.require(Role.PLANNER, action="session-request.plan")
    row = load_for_change(db, SessionRequest, request_id, actor=actor, version=version)
    if row.state is not RequestState.PLANNING or row.engagement_id is None:
        raise WrongStateError(
            kind="session_request", id=row.id, state=row.state.value, action="session-request.give-up-planning"
        )
    engagement = load_for_change(db, Engagement, row.engagement_id, actor=actor)
    with changing(db, engagement, actor=actor, action="engagement.withdrawn"):
        engagement.withdrawn_at = now()
    with changing(db, row, actor=actor, action="session-request.taken-out-of-planning"):
        row.state, row.engagement_id = RequestState.WAITING, None
    return row


def _planning(db: Session, actor: Actor, request_id: str) -> SessionRequest:
    session_request(db, actor=actor, request_id=request_id)
    row = load_for_change(db, SessionRequest, request_id, actor=actor)
    if row.state not in OPEN:
        raise WrongStateError(kind="session_request", id=row.id, state=row.state.value, action="session-request.plan")
    engagement = engagement_of(row)
    engagement.priority = URGENT_PRIORITY if row.urgency is Urgency.URGENT else engagement.priority
    add(db, engagement, actor=actor, action="engagement.planned")
    with changing(db, row, actor=actor, action="session-request.in-planning"):
        release_hold(row, RequestState.PLANNING)
        row.engagement_id = engagement.id
    return row
