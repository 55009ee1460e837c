"""Releases: publishing a draft, restoring an older release, and what a release holds."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, PageAsked, ReadDb, SeenVersion, WriteDb
from api.problems import documented
from api.published import EventPage, EventsAsked, event_page
from api.roster import ChangeOut, changes_out
from scheduler.accounts.names import account_names
from scheduler.errors import (
    ChangedMeanwhileError,
    NotAllowedError,
    NotFoundError,
    VersionMissingError,
    WrongStateError,
)
from scheduler.ids import DraftId, ReleaseId, TermId
from scheduler.models.releases import Release
from scheduler.publishing import errors, queries
from scheduler.publishing.commands import Publication, Restoration
from scheduler.publishing.service import publish_draft, restore_release

router = APIRouter(tags=["releases"])
GATE = (
    errors.DraftStaleError,
    errors.RulesBrokenError,
    errors.TermProvisionalError,
    errors.WarningsOpenError,
    errors.ApprovalMissingError,
)


class ReleaseOut(BaseModel):
    """A release, without what it holds."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    term_id: str
    number: int
    draft_id: str | None
    restored_from_id: str | None
    previous_id: str | None
    published_at: dt.datetime
    published_by: str | None
    published_by_name: str | None
    approved_by: str | None
    approved_by_name: str | None
    comment: str
    provisional: bool
    acknowledged_warnings: list[str]
    cost: dict[str, Any]
    bound: int | None
    change_count: int


class ReleasePage(BaseModel):
    """Part of the list of releases, the newest first."""

    items: list[ReleaseOut]
    total: int


class ChangeList(BaseModel):
    """The difference of a release to the one before."""

    items: list[ChangeOut]


class ReleaseLoadOut(BaseModel):
    """Somebody the release was planned with: half-days worked in it, meetings apart, and the number agreed then."""

    supervisor_id: str
    name: str
    load: int
    target: int | None


@router.post(
    "/drafts/{draft_id}/release",
    status_code=201,
    responses=documented(
        NotFoundError,
        NotAllowedError,
        ChangedMeanwhileError,
        VersionMissingError,
        WrongStateError,
        errors.ReleasedMeanwhileError,
        *GATE,
    ),
)
def publish(
    db: WriteDb, actor: CurrentActor, draft_id: str, asked: Publication, version: SeenVersion, response: Response
) -> ReleaseOut:
    """Publish a draft; of two at once one wins."""
    release = publish_draft(
        db,
        actor=actor,
        draft_id=DraftId(draft_id),
        version=version,
        comment=asked.comment,
        acknowledged_warnings=asked.acknowledged_warnings,
        provisional_override=asked.provisional_override,
    )
    return _made(db, release, response)


@router.post(
    "/releases/{release_id}/restore",
    status_code=201,
    responses=documented(NotFoundError, NotAllowedError, ChangedMeanwhileError, *GATE),
)
def restore(db: WriteDb, actor: CurrentActor, release_id: str, asked: Restoration, response: Response) -> ReleaseOut:
    """Publish an older release anew, as a new one."""
    return _made(db, restore_release(db, actor=actor, release_id=ReleaseId(release_id), asked=asked), response)


@router.get("/terms/{term_id}/releases", responses=documented(NotFoundError))
def list_releases(db: ReadDb, actor: CurrentActor, term_id: str, paging: PageAsked) -> ReleasePage:
    """The releases of a term, the newest first."""
    page = queries.releases_of(db, actor=actor, term_id=TermId(term_id), paging=paging)
    return ReleasePage(items=_releases(db, page.items), total=page.total)


@router.get("/releases/{release_id}", responses=documented(NotFoundError))
def read(db: ReadDb, actor: CurrentActor, release_id: str) -> ReleaseOut:
    """One release, without what it holds."""
    return _releases(db, [queries.release_seen(db, actor=actor, release_id=ReleaseId(release_id))])[0]


@router.get("/releases/{release_id}/changes", responses=documented(NotFoundError))
def changes(
    db: ReadDb, actor: CurrentActor, release_id: str, kind: Annotated[str | None, Query(max_length=40)] = None
) -> ChangeList:
    """What the release changed of the one before, as it was computed when it was published."""
    release = queries.release_seen(db, actor=actor, release_id=ReleaseId(release_id))
    return ChangeList(items=changes_out(row for row in release.changes if kind in (None, row["kind"])))


@router.get("/releases/{release_id}/events", responses=documented(NotFoundError))
def events(db: ReadDb, actor: CurrentActor, release_id: str, asked: EventsAsked, paging: PageAsked) -> EventPage:
    """What the release holds, by time."""
    page = queries.events_of(db, actor=actor, release_id=ReleaseId(release_id), asked=asked, paging=paging)
    return event_page(page)


@router.get("/releases/{release_id}/loads", responses=documented(NotFoundError))
def read_loads(db: ReadDb, actor: CurrentActor, release_id: str) -> list[ReleaseLoadOut]:
    """Everybody's load in the release against what was agreed; those with nothing to do, too."""
    return [
        ReleaseLoadOut(supervisor_id=person.supervisor_id, name=name, load=person.load, target=person.target)
        for name, person in queries.loads_of(db, actor=actor, release_id=ReleaseId(release_id))
    ]


def _made(db: ReadDb, release: Release, response: Response) -> ReleaseOut:
    response.headers["Location"] = f"/api/v1/releases/{release.id}"
    return _releases(db, [release])[0]


def _releases(db: ReadDb, rows: Sequence[Release]) -> list[ReleaseOut]:
    names = account_names(db, [id_ for row in rows for id_ in (row.published_by, row.approved_by)])
    counts = queries.change_counts(db, rows)
    return [
        ReleaseOut(
            **row.model_dump(exclude={"plan", "changes"}),
            published_by_name=names.get(row.published_by),
            approved_by_name=names.get(row.approved_by),
            change_count=counts[row.id],
        )
        for row in rows
    ]
