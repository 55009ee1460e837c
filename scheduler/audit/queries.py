"""Read the audit trail."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.models.accounts import Account, Role
from scheduler.models.associations import AuditEntry
from scheduler.paging import Page, Paging, page_of


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries; what is None does not limit. The period is half-open."""

    subject_kind: str | None = None
    subject_id: str | None = None
    account_id: str | None = None
    action: str | None = None
    """An action, or with a final dot all that begin so: `account.`."""
    request_id: str | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None


def list_audit(db: Session, *, actor: Actor, wanted: AuditFilter, paging: Paging) -> Page[AuditEntry]:
    """The association's entries, the newest first; for the platform administrator their own and those of none.

    Raises NotAllowedError.
    """
    actor.require(Role.PLANNER, Role.HEAD, Role.PLATFORM_ADMIN, action="audit.list")
    query = select(AuditEntry).where(_in_reach(actor))
    for name in ("subject_kind", "subject_id", "account_id", "request_id"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(AuditEntry, name) == value)
    if wanted.action is not None:
        column = col(AuditEntry.action)
        begins = wanted.action.endswith(".")
        query = query.where(column.startswith(wanted.action, autoescape=True) if begins else column == wanted.action)
    if wanted.since is not None:
        query = query.where(col(AuditEntry.at) >= wanted.since)
    if wanted.until is not None:
        query = query.where(col(AuditEntry.at) < wanted.until)
    return page_of(db, query.order_by(col(AuditEntry.at).desc(), col(AuditEntry.id)), paging)


def _in_reach(actor: Actor) -> ColumnElement[bool]:
    if actor.role is not Role.PLATFORM_ADMIN:
        return col(AuditEntry.association_id).is_not_distinct_from(actor.association_id or None)
    administrators = select(Account.id).where(Account.role == Role.PLATFORM_ADMIN)
    return col(AuditEntry.association_id).is_(None) | col(AuditEntry.account_id).in_(administrators)
