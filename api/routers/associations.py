"""The actor's own association."""

from fastapi import APIRouter, Response
from pydantic import BaseModel

from api.dependencies import CurrentActor, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from scheduler.associations.queries import own_association
from scheduler.associations.service import AssociationSettings, change_association
from scheduler.default_weights import DEFAULT_WEIGHTS
from scheduler.errors import ChangedMeanwhileError, NotAllowedError, NotFoundError, VersionMissingError
from scheduler.models.associations import Association, RequestPolicy, SwapPolicy

router = APIRouter(tags=["association"])


class AssociationOut(BaseModel):
    """An association and its settings."""

    id: str
    version: int
    name: str
    city: str
    head_approves: bool
    freeze_days: int
    morning: tuple[str, str]
    afternoon: tuple[str, str]
    travel: dict[str, object]
    weights: dict[str, int]
    """The prices that the association changed; for all others the default holds."""
    default_weights: dict[str, int]
    request_policy: RequestPolicy
    request_allowance: int
    hold_hours: int
    swap_policy: SwapPolicy


@router.get("/association", responses=documented(NotFoundError))
def read(db: ReadDb, actor: CurrentActor, response: Response) -> AssociationOut:
    """The settings of one's own association."""
    return _out(own_association(db, actor=actor), response)


@router.patch(
    "/association",
    responses=documented(NotFoundError, NotAllowedError, ChangedMeanwhileError, VersionMissingError),
)
def change(
    db: WriteDb, actor: CurrentActor, settings: AssociationSettings, version: SeenVersion, response: Response
) -> AssociationOut:
    """Change the settings that are named; the others stay."""
    return _out(change_association(db, actor=actor, settings=settings, version=version), response)


def _out(association: Association, response: Response) -> AssociationOut:
    tell_version(response, association.version)
    own = set(AssociationOut.model_fields) & set(Association.model_fields)
    return AssociationOut(**association.model_dump(include=own), default_weights=DEFAULT_WEIGHTS.model_dump())
