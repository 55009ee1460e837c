"""Trainees moved between cohorts by hand: first what it would do, then the move."""

from fastapi import APIRouter
from pydantic import BaseModel

from api.dependencies import CurrentActor, Language, ReadDb, WriteDb
from api.problems import documented
from api.roster import FindingOut
from scheduler.camp.commands import CohortMoves
from scheduler.camp.errors import MoveBreaksRulesError
from scheduler.camp.moving import move_trainees, moves_effect
from scheduler.errors import FaultyInputError, NotAllowedError, NotFoundError
from scheduler.ids import TermId

router = APIRouter(tags=["camp"])


class CohortSizeOut(BaseModel):
    """How many trainees a cohort has before and after."""

    cohort_id: str
    before: int
    after: int


class MoveEffectOut(BaseModel):
    """What moves would do. Before anything is published only fixed places are counted, and nothing can break."""

    is_published: bool
    sizes: list[CohortSizeOut]
    broken: list[FindingOut]


class MovedOut(BaseModel):
    """Moves made; with a published plan, the small release by which they hold."""

    release_id: str | None


@router.post(
    "/terms/{term_id}/cohort-moves/preview", responses=documented(NotFoundError, NotAllowedError, FaultyInputError)
)
def preview(db: ReadDb, actor: CurrentActor, term_id: TermId, lang: Language, asked: CohortMoves) -> MoveEffectOut:
    """What putting trainees into other cohorts would do to sizes and to duty at their stations."""
    effect = moves_effect(db, actor=actor, term_id=term_id, asked=asked, lang=lang)
    sizes = [CohortSizeOut(cohort_id=key, before=was, after=will) for key, (was, will) in effect.sizes.items()]
    broken = [FindingOut.model_validate(row, from_attributes=True) for row in effect.broken]
    return MoveEffectOut(is_published=effect.is_published, sizes=sizes, broken=broken)


@router.post(
    "/terms/{term_id}/cohort-moves",
    responses=documented(NotFoundError, NotAllowedError, FaultyInputError, MoveBreaksRulesError),
)
def move(db: WriteDb, actor: CurrentActor, term_id: TermId, asked: CohortMoves) -> MovedOut:
    """Put trainees into other cohorts; with a published plan this is a small release at once."""
    release = move_trainees(db, actor=actor, term_id=term_id, asked=asked)
    return MovedOut(release_id=None if release is None else release.id)
