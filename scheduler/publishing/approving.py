"""The head's word on exactly one version of a draft; any change of the draft afterwards makes it void."""

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.drafts.permissions import require_office
from scheduler.errors import NotAllowedError
from scheduler.ids import DraftId
from scheduler.models.accounts import Role
from scheduler.models.associations import Association
from scheduler.models.planning import Draft
from scheduler.models.releases import Approval
from scheduler.publishing.commands import Decision
from scheduler.publishing.errors import ApprovalMissingError
from scheduler.rows import add, load_for_change


def decide_on_draft(db: Session, *, actor: Actor, draft_id: DraftId, decision: Decision, version: int) -> Approval:
    """Keep the head's decision. Raises NotFoundError, NotAllowedError and ChangedMeanwhileError."""
    require_office(actor, kind="draft", id=draft_id)
    actor.require(Role.HEAD, action="draft.decide")
    draft = load_for_change(db, Draft, draft_id, actor=actor, version=version)
    if actor.account_id is None:
        raise NotAllowedError(action="draft.decide")
    approval = Approval(
        association_id=draft.association_id,
        draft_id=draft.id,
        draft_version=draft.version,
        account_id=actor.account_id,
        approved=decision.approved,
        comment=decision.comment,
    )
    return add(db, approval, actor=actor, action="draft.approved" if decision.approved else "draft.refused")


def last_decision(db: Session, draft: Draft) -> Approval | None:
    """The newest decision on the draft's present version."""
    query = select(Approval).where(Approval.draft_id == draft.id, Approval.draft_version == draft.version)
    return db.exec(query.order_by(col(Approval.created_at).desc(), col(Approval.id)).limit(1)).first()


def require_approval(db: Session, draft: Draft, association: Association, *, actor: Actor) -> str | None:
    """The account that approved this version, None when nobody needs to. Raises ApprovalMissingError.

    The system itself needs nobody's word: it publishes what a policy of the association has granted.
    """
    decision = last_decision(db, draft)
    if decision is not None and decision.approved:
        return decision.account_id
    if association.head_approves and actor.role is not None:
        raise ApprovalMissingError(draft_id=draft.id, version=draft.version)
    return None
