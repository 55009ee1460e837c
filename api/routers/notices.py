"""Notices: one's own inbox, acknowledging, and for the office who has not acknowledged yet."""

import datetime as dt
from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.dependencies import CurrentActor, PageAsked, ReadDb, WriteDb
from api.problems import documented
from api.roster import OccurrenceOut, RowKey
from scheduler.comparing.difference import Aspect
from scheduler.comparing.touched import OwnChangeKind
from scheduler.errors import NotAllowedError, NotFoundError
from scheduler.models.releases import EventKind, MessageState, PartyKind
from scheduler.notices.queries import NoticeFilter, NoticeSeen, notices, own_notice, seen
from scheduler.notices.service import acknowledge_notice

router = APIRouter(tags=["notices"])


class NoticeChangeOut(BaseModel):
    """What has become of one's own date, as it was and as it is."""

    key: str
    about: EventKind
    scheme: str
    title: str
    kind: OwnChangeKind
    aspects: list[Aspect]
    before: OccurrenceOut | None
    after: OccurrenceOut | None


class NoticeSummary(BaseModel):
    """A notice in a list: how many of one's own dates changed in which way."""

    id: str
    release_id: str
    release_number: int
    term_id: str
    published_at: dt.datetime
    comment: str
    party_kind: PartyKind
    party_id: str
    party_name: str
    change_count: int
    change_kinds: dict[OwnChangeKind, int]
    acknowledged_at: dt.datetime | None
    acknowledged_by: str | None
    has_account: bool
    """Whether anybody can sign in to see it."""
    messages: dict[MessageState, int]
    """Messages outside, by how they stand."""


class NoticeOut(NoticeSummary):
    """What one supervisor or station is told of one release."""

    changes: list[NoticeChangeOut]


class NoticePage(BaseModel):
    """Part of a list of notices, the newest release first."""

    items: list[NoticeSummary]
    total: int


@router.get("/notices", responses=documented(NotAllowedError))
def list_notices(
    db: ReadDb,
    actor: CurrentActor,
    paging: PageAsked,
    release_id: RowKey = None,
    acknowledged: Annotated[bool | None, Query()] = None,
) -> NoticePage:
    """One's own notices; for the office all of them, to see who has not acknowledged."""
    page = notices(db, actor=actor, asked=NoticeFilter(release_id, acknowledged), paging=paging)
    return NoticePage(items=[_summary(row) for row in page.items], total=page.total)


@router.get("/notices/{notice_id}", responses=documented(NotFoundError))
def read(db: ReadDb, actor: CurrentActor, notice_id: str) -> NoticeOut:
    """One notice."""
    return _notice(seen(db, [own_notice(db, actor=actor, notice_id=notice_id)])[0])


@router.post("/notices/{notice_id}/acknowledge", responses=documented(NotFoundError, NotAllowedError))
def acknowledge(db: WriteDb, actor: CurrentActor, notice_id: str) -> NoticeOut:
    """Say that one has seen it; again does no harm."""
    return _notice(seen(db, [acknowledge_notice(db, actor=actor, notice_id=notice_id)])[0])


def _summary(row: NoticeSeen) -> NoticeSummary:
    own = {"id", "release_id", "party_kind", "party_id", "party_name", "acknowledged_at"}
    return NoticeSummary(
        **row.notice.model_dump(include=own),
        change_count=len(row.notice.changes),
        change_kinds=Counter(OwnChangeKind(change["kind"]) for change in row.notice.changes),
        release_number=row.release.number,
        term_id=row.release.term_id,
        published_at=row.release.published_at,
        comment=row.release.comment,
        acknowledged_by=row.acknowledged_by,
        has_account=row.has_account,
        messages=dict(row.messages),
    )


def _notice(row: NoticeSeen) -> NoticeOut:
    changes = [NoticeChangeOut.model_validate(change) for change in row.notice.changes]
    return NoticeOut(**_summary(row).model_dump(), changes=changes)
