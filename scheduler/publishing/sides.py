"""The plan of a draft or of a release, to be put beside another."""

from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.comparing.comparison import Comparison, Side
from scheduler.comparing.naming import Names
from scheduler.comparing.queries import meetings_outside, names_in
from scheduler.drafts.queries import draft_seen
from scheduler.drafts.standing import standing_of
from scheduler.ids import DraftId, ReleaseId, SnapshotId
from scheduler.models.planning import Draft
from scheduler.models.releases import Release
from scheduler.planning import load_problem, plan_in
from scheduler.publishing.errors import TermsDifferError
from scheduler.publishing.events import published_occurrences
from scheduler.publishing.queries import release_seen


class PlanKind(StrEnum):
    """What a plan belongs to."""

    DRAFT = "draft"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class PlanRef:
    """One draft or release."""

    kind: PlanKind
    id: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two plans of one term, with the rows they come from and the names in them."""

    before: Draft | Release
    after: Draft | Release
    comparison: Comparison
    names: Names


def compare(db: Session, *, actor: Actor, before: PlanRef, after: PlanRef) -> Compared:
    """Put two plans side by side. Raises NotFoundError and TermsDifferError."""
    (one, first), (other, second) = (_side(db, ref, actor) for ref in (before, after))
    if one.term_id != other.term_id:
        raise TermsDifferError(before=before.id, after=after.id)
    names = names_in(db, one.term_id, second.problem, first.problem)
    return Compared(one, other, Comparison(first, second), names)


def _side(db: Session, ref: PlanRef, actor: Actor) -> tuple[Draft | Release, Side]:
    if ref.kind is PlanKind.DRAFT:
        draft = draft_seen(db, actor=actor, draft_id=DraftId(ref.id))
        judged = standing_of(db, draft, actor=actor).side
        beside = meetings_outside(db, draft.term_id, judged.problem, actor=actor)
        return draft, Side(judged.problem, judged.plan, beside)
    release = release_seen(db, actor=actor, release_id=ReleaseId(ref.id))
    problem = load_problem(db, SnapshotId(release.snapshot_id), actor=actor)
    plan = plan_in(release.plan)
    return release, Side(problem, plan, published_occurrences(db, release).values())
