"""Read forms, scores and ratings; a panel member sees the others' scores only when all have handed in."""

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.errors import NotAllowedError
from scheduler.models.accounts import Role
from scheduler.models.people import Station
from scheduler.models.records import EvaluationForm, EvaluationScore, JointScore, Rating
from scheduler.rows import load


def forms(db: Session, *, actor: Actor, archived: bool = False) -> list[EvaluationForm]:
    """The association's forms, the newest first. Raises NotAllowedError for those who never score."""
    actor.require(Role.PLANNER, Role.HEAD, Role.SUPERVISOR, action="evaluation.forms")
    query = select(EvaluationForm).where(EvaluationForm.association_id == actor.association_id)
    if not archived:
        query = query.where(col(EvaluationForm.archived_at).is_(None))
    return list(db.exec(query.order_by(col(EvaluationForm.created_at).desc(), col(EvaluationForm.id))))


def panel_scores(db: Session, *, actor: Actor, event_key: str) -> list[EvaluationScore]:
    """All scores of a visit as far as they go, for services; see `visible_scores` for what is shown."""
    return list(
        db.exec(
            select(EvaluationScore)
            .where(EvaluationScore.association_id == actor.association_id, EvaluationScore.event_key == event_key)
            .order_by(col(EvaluationScore.created_at), col(EvaluationScore.id))
        )
    )


def visible_scores(db: Session, *, actor: Actor, event_key: str, panel: frozenset[str]) -> list[EvaluationScore]:
    """The scores of a visit that the actor may see: one's own, and everybody's when the whole panel has handed in."""
    scores = panel_scores(db, actor=actor, event_key=event_key)
    if {score.supervisor_id for score in scores if score.handed_in_at} >= panel:
        return scores
    return [score for score in scores if score.supervisor_id == actor.supervisor_id]


def joint_score(db: Session, *, actor: Actor, event_key: str) -> JointScore | None:
    """The panel's agreed score, if there is one yet."""
    return db.exec(
        select(JointScore).where(JointScore.association_id == actor.association_id, JointScore.event_key == event_key)
    ).first()


def ratings(db: Session, *, actor: Actor, station_id: str) -> list[Rating]:
    """A station's ratings, the newest first, for the station itself, its county and the association.

    Raises NotFoundError and NotAllowedError.
    """
    station = load(db, Station, station_id, actor=actor)
    may_see = (
        actor.role in {None, Role.PLANNER, Role.HEAD}
        or actor.station_id == station_id
        or (actor.role is Role.COUNTY_VIEWER and actor.county == station.county)
    )
    query = select(Rating).where(Rating.station_id == station_id, Rating.association_id == actor.association_id)
    if not may_see:
        raise NotAllowedError(action="rating.list")
    return list(db.exec(query.order_by(col(Rating.from_date).desc(), col(Rating.id))))
