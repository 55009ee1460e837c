"""Acknowledge a notice."""

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.models.accounts import Role
from scheduler.models.releases import Notice
from scheduler.notices.queries import own_notice
from scheduler.rows import changing


def acknowledge_notice(db: Session, *, actor: Actor, notice_id: str) -> Notice:
    """Say that one has seen it; only whom it is for can, and once is enough. Raises NotFoundError, NotAllowedError."""
    notice = own_notice(db, actor=actor, notice_id=notice_id, lock=True)
    actor.require(Role.SUPERVISOR, Role.STATION, action="notice.acknowledge")
    if notice.acknowledged_at is None:
        with changing(db, notice, actor=actor, action="notice.acknowledged"):
            notice.acknowledged_at = now()
            notice.acknowledged_by = actor.account_id
    return notice
