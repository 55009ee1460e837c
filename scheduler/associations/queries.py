"""Read an association, or have it to oneself."""

from sqlmodel import Session, select

from scheduler.actor import Actor
from scheduler.errors import NotFoundError
from scheduler.models.associations import Association
from scheduler.rows import locked, require_version


def own_association(db: Session, *, actor: Actor, version: int | None = None) -> Association:
    """The actor's association; with `version`, locked for a change of what the actor saw.

    Raises NotFoundError for an actor without one, and ChangedMeanwhileError.
    """
    query = select(Association).where(Association.id == actor.association_id)
    association = db.exec(query if version is None else locked(query)).first()
    if association is None:
        raise NotFoundError(kind="association", id=actor.association_id)
    require_version(association, version)
    return association


def one_at_a_time(db: Session, actor: Actor) -> None:
    """Two requests of one association wait for each other, so that neither misses what the other makes.

    The lock is the weaker one, which lets rows that refer to the association be stored meanwhile.
    """
    query = select(Association.id).where(Association.id == actor.association_id)
    db.exec(query.with_for_update(key_share=True)).one()
