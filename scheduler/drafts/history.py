"""The edits of a draft in their order: what was replaced by what, so that each can be undone and done again."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.drafts.editing import Edited
from scheduler.drafts.placing import Pin, Placing
from scheduler.models.planning import Draft, DraftEdit
from scheduler.paging import Page, Paging, page_of
from scheduler.rows import add, changing

REFRESH = "refresh"


def record(
    db: Session, draft: Draft, *, actor: Actor, kind: str, key: str, before: dict[str, Any], after: dict[str, Any]
) -> DraftEdit:
    """Add an edit; what was undone before it can no longer be done again."""
    for undone in _redoable(db, draft):
        with changing(db, undone, actor=actor, action="draft.edit-abandoned"):
            undone.abandoned_at = now()
    edit = DraftEdit(
        association_id=draft.association_id,
        draft_id=draft.id,
        number=_next_number(db, draft),
        account_id=actor.account_id,
        kind=kind,
        subject_key=key,
        before=before,
        after=after,
    )
    return add(db, edit, actor=actor, action=f"draft.{kind}")


def to_undo(db: Session, draft: Draft) -> DraftEdit | None:
    """The newest edit that holds."""
    query = select(DraftEdit).where(DraftEdit.draft_id == draft.id, col(DraftEdit.undone_at).is_(None))
    return db.exec(query.order_by(col(DraftEdit.number).desc()).limit(1)).first()


def to_redo(db: Session, draft: Draft) -> DraftEdit | None:
    """The edit that was undone last and not overtaken by another."""
    return next(iter(_redoable(db, draft)), None)


def edits_of(db: Session, draft: Draft, paging: Paging) -> Page[DraftEdit]:
    """The history, newest first, with what was undone."""
    query = select(DraftEdit).where(DraftEdit.draft_id == draft.id)
    return page_of(db, query.order_by(col(DraftEdit.number).desc()), paging)


def as_json(edited: Edited) -> tuple[dict[str, Any], dict[str, Any]]:
    """What an edit replaced, and by what, for its row."""
    before = {"placings": _rows(edited.placings, 0), "pins": _rows(edited.pins, 0)}
    after = {"placings": _rows(edited.placings, 1), "pins": _rows(edited.pins, 1)}
    return before, after


def from_json(state: dict[str, Any]) -> tuple[dict[str, Placing | None], dict[str, Pin | None]]:
    """Placings and pins as an edit's row keeps them; None for those that were not there."""
    placings = {key: None if row is None else Placing.from_json(row) for key, row in state["placings"].items()}
    pins = {key: None if row is None else Pin.from_json(row) for key, row in state["pins"].items()}
    return placings, pins


def _rows(changes: Mapping[str, tuple[Placing | Pin | None, Placing | Pin | None]], side: int) -> dict[str, Any]:
    found = {key: pair[side] for key, pair in changes.items()}
    return {key: None if row is None else row.to_json() for key, row in found.items()}


def _redoable(db: Session, draft: Draft) -> list[DraftEdit]:
    query = select(DraftEdit).where(
        DraftEdit.draft_id == draft.id, col(DraftEdit.undone_at).is_not(None), col(DraftEdit.abandoned_at).is_(None)
    )
    return list(db.exec(query.order_by(col(DraftEdit.number))))


def _next_number(db: Session, draft: Draft) -> int:
    query = select(DraftEdit.number).where(DraftEdit.draft_id == draft.id)
    return (db.exec(query.order_by(col(DraftEdit.number).desc()).limit(1)).first() or 0) + 1
