"""Writing down how a draft stands: its plan, its locks, its costs and how many rules it breaks."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Session, col, delete, select

from scheduler.actor import Actor
from scheduler.drafts.placing import Pin, pin_of
from scheduler.drafts.standing import Standing
from scheduler.models.planning import Draft, PlanLock
from scheduler.planning import plan_rows
from scheduler.rows import add, changing


def keep_new(db: Session, draft: Draft, standing: Standing, *, actor: Actor) -> None:
    """Store a new draft."""
    _write(draft, standing)
    add(db, draft, actor=actor, action="draft.made")
    _keep_pins(db, draft, {}, standing.contents.pins, actor)


def keep(
    db: Session,
    draft: Draft,
    standing: Standing,
    *,
    actor: Actor,
    action: str,
    columns: Mapping[str, Any] | None = None,
) -> None:
    """Store how a draft stands after an edit, with other columns that change with it; its version grows by one."""
    stored, pins = _pins(db, draft), standing.contents.pins
    _keep_pins(db, draft, stored, pins, actor)
    # Nothing in the block may flush: that a plan changed is only seen as long as it is not written.
    with changing(db, draft, actor=actor, action=action):
        for name, value in (columns or {}).items():
            setattr(draft, name, value)
        if not stored.items() <= pins.items():
            draft.bound = None  # proven with locks that are gone now
        _write(draft, standing)
        if stored != pins:
            flag_modified(draft, "plan")  # a lock alone changes no column, yet it makes another version


def _write(draft: Draft, standing: Standing) -> None:
    draft.plan = plan_rows(standing.side.plan)
    draft.cost = standing.side.cost.model_dump()
    draft.violation_count = len(standing.side.verdict.violations)


def _pins(db: Session, draft: Draft) -> dict[str, Pin]:
    rows = db.exec(select(PlanLock).where(PlanLock.draft_id == draft.id))
    return {row.subject_key: pin_of(row) for row in rows}


def _keep_pins(db: Session, draft: Draft, stored: Mapping[str, Pin], pins: Mapping[str, Pin], actor: Actor) -> None:
    changed = [key for key in stored.keys() | pins.keys() if stored.get(key) != pins.get(key)]
    if not changed:
        return
    db.exec(delete(PlanLock).where(col(PlanLock.draft_id) == draft.id, col(PlanLock.subject_key).in_(changed)))
    for key in changed:
        pin = pins.get(key)
        if pin is not None:
            people = None if pin.supervisors is None else list(pin.supervisors)
            row = PlanLock(
                association_id=draft.association_id,
                draft_id=draft.id,
                subject_key=key,
                date=pin.date,
                start=pin.start,
                supervisors=people,
                venue_id=pin.venue_id,
                account_id=actor.account_id,
            )
            db.add(row)
    db.flush()
