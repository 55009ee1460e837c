"""The associations of a deployment, for the platform administrator: found, name, close and open them."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel

from api.dependencies import AppSettings, CurrentActor, PageAsked, ReadDb, SeenVersion, WriteDb, tell_version
from api.problems import documented
from api.routers.accounts import AccountOut, InvitationOut, account_out, invitation_out
from scheduler.accounts import platform
from scheduler.accounts.platform import AssociationNaming, AssociationSeen, NewAssociation
from scheduler.errors import (
    ChangedMeanwhileError,
    NotAllowedError,
    NotFoundError,
    TakenError,
    VersionMissingError,
)

router = APIRouter(prefix="/platform/associations", tags=["platform"])
Key = Annotated[str, Path(max_length=32)]
CHANGING = documented(NotAllowedError, NotFoundError)


class AssociationSummaryOut(BaseModel):
    """An association, as the platform administrator sees it: how much of it there is, nothing of what it does."""

    id: str
    version: int
    name: str
    city: str
    created_at: dt.datetime
    disabled_at: dt.datetime | None
    accounts: int
    stations: int
    supervisors: int
    last_used_at: dt.datetime | None
    """When anybody of it was last signed in, to the hour."""


class AssociationPage(BaseModel):
    """Part of the list of associations, and how long the whole is."""

    items: list[AssociationSummaryOut]
    total: int


class FoundedOut(BaseModel):
    """A new association, its first planner, and the link to hand to them."""

    association: AssociationSummaryOut
    planner: AccountOut
    invitation: InvitationOut


@router.get("", responses=documented(NotAllowedError))
def associations(db: ReadDb, actor: CurrentActor, paging: PageAsked) -> AssociationPage:
    """All associations of this deployment, by name."""
    page = platform.list_associations(db, actor=actor, paging=paging)
    return AssociationPage(items=[_summary(row) for row in page.items], total=page.total)


@router.post("", status_code=201, responses=documented(NotAllowedError, TakenError))
def found(db: WriteDb, actor: CurrentActor, settings: AppSettings, asked: NewAssociation) -> FoundedOut:
    """A new association with its first planner."""
    association, planner, invitation = platform.found_association(db, actor=actor, asked=asked)
    return FoundedOut(
        association=_summary(association),
        planner=account_out(db, planner),
        invitation=invitation_out(invitation, settings),
    )


@router.patch(
    "/{association_id}",
    responses=documented(NotAllowedError, NotFoundError, ChangedMeanwhileError, VersionMissingError),
)
def name(
    db: WriteDb,
    actor: CurrentActor,
    association_id: Key,
    naming: AssociationNaming,
    version: SeenVersion,
    response: Response,
) -> AssociationSummaryOut:
    """Change what an association is called."""
    seen = platform.name_association(db, actor=actor, association_id=association_id, naming=naming, version=version)
    tell_version(response, seen.association.version)
    return _summary(seen)


@router.post("/{association_id}/disable", responses=CHANGING)
def disable(db: WriteDb, actor: CurrentActor, association_id: Key) -> AssociationSummaryOut:
    """Close an association: its people, tokens and feeds are locked out at once; everything stays stored."""
    return _summary(platform.disable_association(db, actor=actor, association_id=association_id))


@router.post("/{association_id}/enable", responses=CHANGING)
def enable(db: WriteDb, actor: CurrentActor, association_id: Key) -> AssociationSummaryOut:
    """Open a closed association again: everybody of it goes on as before."""
    return _summary(platform.enable_association(db, actor=actor, association_id=association_id))


def _summary(seen: AssociationSeen) -> AssociationSummaryOut:
    own = {"id", "version", "name", "city", "created_at", "disabled_at"}
    return AssociationSummaryOut(
        **seen.association.model_dump(include=own),
        accounts=seen.accounts,
        stations=seen.stations,
        supervisors=seen.supervisors,
        last_used_at=seen.last_used_at,
    )
