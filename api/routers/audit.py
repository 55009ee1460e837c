"""The audit trail, for the association's office."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict

from api.dependencies import CurrentActor, PageAsked, ReadDb
from api.problems import documented
from scheduler.audit.queries import AuditFilter, list_audit
from scheduler.errors import NotAllowedError

router = APIRouter(tags=["audit"])
Key = Annotated[str | None, Query(max_length=80)]


class AuditEntryOut(BaseModel):
    """One change: who did what to which row, and the columns that changed, before and after."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    at: dt.datetime
    account_id: str | None
    actor_name: str
    action: str
    subject_kind: str
    subject_id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    request_id: str | None


class AuditPage(BaseModel):
    """Part of the trail, and how long the whole is."""

    items: list[AuditEntryOut]
    total: int


@router.get("/audit", responses=documented(NotAllowedError))
def list_(
    db: ReadDb,
    actor: CurrentActor,
    paging: PageAsked,
    subject_kind: Key = None,
    subject_id: Key = None,
    account_id: Key = None,
    action: Annotated[
        str | None, Query(max_length=80, description="an action, or with a final dot all that begin so: `account.`")
    ] = None,
    request_id: Key = None,
    since: AwareDatetime | None = None,
    until: AwareDatetime | None = None,
) -> AuditPage:
    """Who changed what, the newest first; `since` is included, `until` is not."""
    wanted = AuditFilter(
        subject_kind=subject_kind,
        subject_id=subject_id,
        account_id=account_id,
        action=action,
        request_id=request_id,
        since=since,
        until=until,
    )
    page = list_audit(db, actor=actor, wanted=wanted, paging=paging)
    return AuditPage(items=[AuditEntryOut.model_validate(row) for row in page.items], total=page.total)
