"""What is published: releases and their events, who is told of them, and the messages on their way."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, UniqueConstraint, event
from sqlalchemy.orm import Mapper, ORMExecuteState, object_session
from sqlmodel import Field, Session

from scheduler.models.base import EnumText, OwnedRow, UtcDateTime


class Release(OwnedRow, table=True):
    """A published plan of a term (发布版): numbered, never changed afterwards."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("term_id", "number"),)

    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    number: int
    """From 1, without gaps, within the term."""
    draft_id: str | None = Field(default=None, max_length=32)
    restored_from_id: str | None = Field(default=None, foreign_key="release.id", max_length=32)
    previous_id: str | None = Field(default=None, foreign_key="release.id", max_length=32)
    published_at: dt.datetime = Field(sa_type=UtcDateTime)
    published_by: str | None = Field(default=None, foreign_key="account.id", max_length=32)
    approved_by: str | None = Field(default=None, foreign_key="account.id", max_length=32)
    comment: str = Field(default="", max_length=2000)
    provisional: bool = Field(default=False)
    acknowledged_warnings: list[str] = Field(default_factory=list, sa_type=JSON)
    snapshot_id: str = Field(foreign_key="problem_snapshot.id", max_length=32)
    plan: dict[str, Any] = Field(sa_type=JSON)
    """As a draft's."""
    cost: dict[str, Any] = Field(sa_type=JSON)
    bound: int | None = Field(default=None)
    changes: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """The difference to the release before, computed once: see `scheduler.comparing`."""


class EventKind(StrEnum):
    """What a published event is."""

    VISIT = "visit"
    COURSE_SESSION = "course_session"
    MEETING = "meeting"


class ReleaseEvent(OwnedRow, table=True):
    """One visit, course session or meeting of a release, with everything a list, a page or a calendar says about it."""

    __tablename__ = "release_event"
    __table_args__ = (UniqueConstraint("release_id", "key"),)

    release_id: str = Field(foreign_key="release.id", index=True, max_length=32)
    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    key: str = Field(max_length=80, index=True)
    """The lasting key: engagement or class and index, or the meeting; the same in every release."""
    kind: EventKind = Field(sa_type=EnumText(EventKind))
    scheme: str = Field(max_length=40)
    """A visit's scheme, a course session's form, or a meeting's kind."""
    title: str = Field(max_length=300)
    date: dt.date = Field(index=True)
    start: str = Field(max_length=5)
    end: str = Field(max_length=5)
    station_id: str | None = Field(default=None, max_length=32, index=True)
    venue_id: str | None = Field(default=None, max_length=32, index=True)
    county: str | None = Field(default=None, max_length=100, index=True)
    place: str = Field(default="", max_length=300)
    lat: float | None = Field(default=None)
    lon: float | None = Field(default=None)
    fields: list[str] = Field(default_factory=list, sa_type=JSON)


class PartyKind(StrEnum):
    """Those who take part in an event."""

    SUPERVISOR = "supervisor"
    STATION = "station"
    COHORT = "cohort"


class EventParty(OwnedRow, table=True):
    """Somebody who takes part in a published event."""

    __tablename__ = "event_party"
    __table_args__ = (UniqueConstraint("event_id", "party_kind", "party_id"),)

    release_id: str = Field(foreign_key="release.id", index=True, max_length=32)
    event_id: str = Field(foreign_key="release_event.id", index=True, max_length=32)
    party_kind: PartyKind = Field(sa_type=EnumText(PartyKind))
    party_id: str = Field(max_length=32, index=True)
    name: str = Field(max_length=200)


class Approval(OwnedRow, table=True):
    """The head's word on one version of a draft; an edit afterwards makes it void."""

    __tablename__ = "approval"

    draft_id: str = Field(foreign_key="draft.id", index=True, max_length=32)
    draft_version: int
    account_id: str = Field(foreign_key="account.id", max_length=32)
    approved: bool
    comment: str = Field(default="", max_length=2000)


class Notice(OwnedRow, table=True):
    """What one supervisor or station is told of one release: exactly their own changed dates, old and new."""

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("release_id", "party_kind", "party_id"),)

    release_id: str = Field(foreign_key="release.id", index=True, max_length=32)
    party_kind: PartyKind = Field(sa_type=EnumText(PartyKind))
    party_id: str = Field(max_length=32, index=True)
    party_name: str = Field(max_length=200)
    changes: list[dict[str, Any]] = Field(sa_type=JSON)
    acknowledged_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    acknowledged_by: str | None = Field(default=None, foreign_key="account.id", max_length=32)


class MessageState(StrEnum):
    """Where a message is on its way."""

    WAITING = "waiting"
    SENDING = "sending"
    """A worker has it in hand, until its lease ends."""
    SENT = "sent"
    FAILED = "failed"
    """The channel refused it, as often as it was tried."""
    UNCERTAIN = "uncertain"
    """It went out and nobody knows whether it arrived: it is not sent again unless a planner says so."""
    SETTLED = "settled"
    """A planner has seen that it failed, or is uncertain, and lets it be."""


class OutboxMessage(OwnedRow, table=True):
    """A message to be sent through an outside channel, at most once: tried until it is taken, uncertain or given up."""

    __tablename__ = "outbox_message"

    notice_id: str | None = Field(default=None, foreign_key="notice.id", index=True, max_length=32)
    channel: str = Field(max_length=1000)
    """The `apprise` address. Secret: never listed or logged."""
    title: str = Field(max_length=300)
    body: str
    state: MessageState = Field(default=MessageState.WAITING, sa_type=EnumText(MessageState), index=True)
    attempts: int = Field(default=0)
    next_attempt_at: dt.datetime = Field(sa_type=UtcDateTime, index=True)
    """When it is due; while it is being sent, when the lease of whoever sends it ends."""
    sent_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_error: str = Field(default="", max_length=1000)


class PublishedRowChangedError(RuntimeError):
    """Code tried to change or delete what is published: a defect, stopped before it reaches the database."""


PUBLISHED = (Release, ReleaseEvent, EventParty)
"""What never changes once it is stored."""


def _refuse(_mapper: Mapper[Any], _connection: object, row: Any) -> None:
    db = object_session(row)
    if db is None or row in db.deleted or db.is_modified(row):
        raise PublishedRowChangedError(f"{row.__tablename__} {row.id} is published and never changes")


def _refuse_statement(state: ORMExecuteState) -> None:
    changed = state.bind_mapper.class_ if state.bind_mapper is not None else None
    if (state.is_update or state.is_delete) and changed in PUBLISHED:
        raise PublishedRowChangedError(f"rows of {changed.__tablename__} are published and never change")


for _table in PUBLISHED:
    event.listen(_table, "before_update", _refuse)
    event.listen(_table, "before_delete", _refuse)
event.listen(Session, "do_orm_execute", _refuse_statement)
