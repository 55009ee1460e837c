"""Look through the gate without publishing: what stands against a draft, and what it would change."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.comparing.difference import ChangeKind
from scheduler.comparing.telling import told
from scheduler.drafts.queries import draft_seen
from scheduler.drafts.standing import standing_of
from scheduler.ids import DraftId
from scheduler.models.planning import Draft
from scheduler.models.releases import Approval
from scheduler.models.terms import Term
from scheduler.publishing.approving import last_decision
from scheduler.publishing.gate import Candidate, candidate
from scheduler.rows import load


@dataclass(frozen=True, slots=True)
class Check:
    """A draft at the gate."""

    draft: Draft
    candidate: Candidate
    decision: Approval | None

    @property
    def released_meanwhile(self) -> bool:
        """Whether another release came after the draft was made or refreshed."""
        return self.draft.base_release_id != self.candidate.term.current_release_id

    @property
    def needs_approval(self) -> bool:
        """Whether the head's word on this version is still missing."""
        is_approved = self.decision is not None and self.decision.approved
        return self.candidate.association.head_approves and not is_approved

    @property
    def is_publishable(self) -> bool:
        """Whether only acknowledgements stand between it and a release."""
        return not (
            self.released_meanwhile
            or self.needs_approval
            or self.candidate.lost
            or self.candidate.side.verdict.violations
            or self.draft.archived_at
        )

    @property
    def changes(self) -> list[dict[str, Any]]:
        """What it would change of the release before."""
        found = self.candidate
        return [told(change, found.names) for change in found.changes if change.kind is not ChangeKind.UNCHANGED]


def check_draft(db: Session, *, actor: Actor, draft_id: DraftId) -> Check:
    """How a draft would fare if it were published now. Raises NotFoundError."""
    draft = draft_seen(db, actor=actor, draft_id=draft_id)
    term = load(db, Term, draft.term_id, actor=actor)
    standing = standing_of(db, draft, actor=actor)
    found = candidate(db, term, standing.side.plan, standing.problem, standing.contents.pins, actor=actor)
    return Check(draft, found, last_decision(db, draft))
