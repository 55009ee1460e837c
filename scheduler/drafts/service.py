"""Make drafts, set them, edit them by hand, undo, redo, and bring them up to today's rows."""

from dataclasses import dataclass

from sqlmodel import Session, select

from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.drafts import history
from scheduler.drafts.commands import DraftSettings, Edit, NewDraft
from scheduler.drafts.editing import Edited, applied, edited
from scheduler.drafts.errors import NothingToRedoError, NothingToUndoError
from scheduler.drafts.keeping import keep, keep_new
from scheduler.drafts.making import source_of
from scheduler.drafts.permissions import require_planner
from scheduler.drafts.queries import draft_seen
from scheduler.drafts.refreshing import refreshed, restored_state
from scheduler.drafts.standing import Outcome, Standing, committed_standing, standing_of
from scheduler.errors import NotFoundError, WrongStateError
from scheduler.ids import DraftId, TermId
from scheduler.models.accounts import Account, Role
from scheduler.models.planning import Draft, DraftEdit
from scheduler.models.terms import Term
from scheduler.planning import Loss
from scheduler.rows import changing, load, load_for_change


@dataclass(frozen=True, slots=True)
class Brought:
    """A draft on other rows than before, and what it had that is no longer asked for or possible."""

    draft: Draft
    lost: list[Loss]


def make_draft(db: Session, *, actor: Actor, term_id: TermId, new: NewDraft) -> Brought:
    """A new draft of a term. Raises NotFoundError, NotAllowedError and OriginUnfitError."""
    require_planner(actor, kind="term", id=term_id, action="draft.make")
    term = load(db, Term, term_id, actor=actor)
    source = source_of(db, term, new, actor=actor)
    draft = Draft(
        association_id=term.association_id,
        term_id=term.id,
        name=new.name,
        owner_id=actor.account_id,
        comment=new.comment,
        origin=new.origin,
        origin_id=new.origin_id,
        snapshot_id=source.snapshot_id,
        base_release_id=source.base_release_id,
        plan={},
        bound=source.bound,
        unscheduled=source.unscheduled,
    )
    keep_new(db, draft, Standing(source.problem.changed(locks=[]), source.contents), actor=actor)
    return Brought(draft, source.lost)


def change_draft(db: Session, *, actor: Actor, draft_id: DraftId, settings: DraftSettings, version: int) -> Draft:
    """Set name, comment, owner, or put it in the archive and back.

    Raises NotFoundError, NotAllowedError and ChangedMeanwhileError.
    """
    require_planner(actor, kind="draft", id=draft_id, action="draft.change")
    draft = load_for_change(db, Draft, draft_id, actor=actor, version=version)
    if settings.owner_id is not None:
        _check_owner(db, settings.owner_id, actor)
    with changing(db, draft, actor=actor, action="draft.changed"):
        for name, value in settings.model_dump(exclude={"archived"}, exclude_none=True).items():
            setattr(draft, name, value)
        if settings.archived is not None:
            draft.archived_at = (draft.archived_at or now()) if settings.archived else None
    return draft


def edit_draft(db: Session, *, actor: Actor, draft_id: DraftId, edit: Edit, version: int) -> Outcome:
    """Make one edit, whatever rules it breaks; one that changes nothing leaves no trace.

    Raises NotFoundError, NotAllowedError, ChangedMeanwhileError, WrongStateError for an archived draft, and what
    `scheduler.drafts.editing.edited` raises.
    """
    draft = _to_edit(db, draft_id, version, actor, "draft.edit")
    change, outcome = _tried(draft, standing_of(db, draft, actor=actor), edit)
    if change.placings or change.pins:
        old, new = history.as_json(change)
        history.record(db, draft, actor=actor, kind=edit.kind.value, key=edit.key, before=old, after=new)
        keep(db, draft, outcome.after, actor=actor, action=f"draft.{edit.kind.value}")
    return outcome


def preview_edit(db: Session, *, actor: Actor, draft_id: DraftId, edit: Edit) -> Outcome:
    """What `edit_draft` would answer, without keeping it, for a database session that only reads.

    Raises the same, but for versions and archives.
    """
    draft = draft_seen(db, actor=actor, draft_id=draft_id)
    return _tried(draft, committed_standing(db, draft, actor=actor), edit)[1]


def undo_edit(db: Session, *, actor: Actor, draft_id: DraftId, version: int) -> Outcome:
    """Take the newest edit back. Raises as `edit_draft`, and NothingToUndoError."""
    draft = _to_edit(db, draft_id, version, actor, "draft.undo")
    edit = history.to_undo(db, draft)
    if edit is None:
        raise NothingToUndoError
    with changing(db, edit, actor=actor, action="draft.edit-undone"):
        edit.undone_at = now()
    return _step(db, draft, edit, edit.before or {}, actor, "draft.undo")


def redo_edit(db: Session, *, actor: Actor, draft_id: DraftId, version: int) -> Outcome:
    """Do the edit again that was undone last. Raises as `edit_draft`, and NothingToRedoError."""
    draft = _to_edit(db, draft_id, version, actor, "draft.redo")
    edit = history.to_redo(db, draft)
    if edit is None:
        raise NothingToRedoError
    with changing(db, edit, actor=actor, action="draft.edit-redone"):
        edit.undone_at = None
    return _step(db, draft, edit, edit.after or {}, actor, "draft.redo")


def refresh_draft(db: Session, *, actor: Actor, draft_id: DraftId, version: int) -> Brought:
    """Bring a draft to the rows and the release as they are today; it can be undone. Raises as `edit_draft`."""
    draft = _to_edit(db, draft_id, version, actor, "draft.refresh")
    before = standing_of(db, draft, actor=actor)
    term = load(db, Term, draft.term_id, actor=actor)
    fresh = refreshed(db, draft, before, term, actor=actor)
    if fresh.before != fresh.after:
        history.record(db, draft, actor=actor, kind=history.REFRESH, key="", before=fresh.before, after=fresh.after)
        keep(db, draft, fresh.standing, actor=actor, action="draft.refresh", columns=fresh.columns)
    return Brought(draft, fresh.lost)


def _to_edit(db: Session, draft_id: DraftId, version: int, actor: Actor, action: str) -> Draft:
    require_planner(actor, kind="draft", id=draft_id, action=action)
    draft = load_for_change(db, Draft, draft_id, actor=actor, version=version)
    if draft.archived_at is not None:
        raise WrongStateError(kind="draft", id=draft.id, state="archived", action=action)
    return draft


def _tried(draft: Draft, before: Standing, edit: Edit) -> tuple[Edited, Outcome]:
    change = edited(before.problem, before.contents, edit)
    placings = {key: pair[1] for key, pair in change.placings.items()}
    pins = {key: pair[1] for key, pair in change.pins.items()}
    return change, Outcome(draft, before, before.edited(applied(before.contents, placings, pins)))


def _step(db: Session, draft: Draft, edit: DraftEdit, state: dict[str, object], actor: Actor, action: str) -> Outcome:
    """Bring the draft to one side of an edit."""
    before = standing_of(db, draft, actor=actor)
    if edit.kind == history.REFRESH:
        after, columns = restored_state(db, state, actor=actor)
        keep(db, draft, after, actor=actor, action=action, columns=columns)
    else:
        after = before.edited(applied(before.contents, *history.from_json(state)))
        keep(db, draft, after, actor=actor, action=action)
    return Outcome(draft, before, after)


def _check_owner(db: Session, account_id: str, actor: Actor) -> None:
    query = select(Account.role).where(Account.id == account_id, Account.association_id == actor.association_id)
    role = db.exec(query).first()
    if role not in (Role.PLANNER, Role.HEAD):
        raise NotFoundError(kind="account", id=account_id)
