"""Read drafts."""

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.drafts.permissions import require_office
from scheduler.ids import DraftId, TermId
from scheduler.models.planning import Draft
from scheduler.models.terms import Term
from scheduler.paging import Page, Paging, page_of
from scheduler.rows import load, without


def draft_seen(db: Session, *, actor: Actor, draft_id: DraftId) -> Draft:
    """A draft of one's own association. Raises NotFoundError, also for whoever is not of its office."""
    require_office(actor, kind="draft", id=draft_id)
    return load(db, Draft, draft_id, actor=actor)


def drafts_of(db: Session, *, actor: Actor, term_id: TermId, archived: bool, paging: Paging) -> Page[Draft]:
    """The drafts of a term, without their plans, the one changed last first. Raises NotFoundError."""
    require_office(actor, kind="term", id=term_id)
    term = load(db, Term, term_id, actor=actor)
    archived_at = col(Draft.archived_at)
    query = select(Draft).where(
        Draft.term_id == term.id, archived_at.is_not(None) if archived else archived_at.is_(None)
    )
    light = without(query, Draft.plan, Draft.unscheduled)
    return page_of(db, light.order_by(col(Draft.updated_at).desc(), col(Draft.id)), paging)
