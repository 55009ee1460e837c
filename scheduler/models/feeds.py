"""Calendar feeds: published events as the bytes that feeds are joined from, and the feeds people subscribe to."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, LargeBinary, UniqueConstraint
from sqlmodel import Field

from scheduler.models.base import EnumText, OwnedRow, Row, UtcDateTime


class FeedKind(StrEnum):
    """Whose events a feed has."""

    SUPERVISOR = "supervisor"
    STATION = "station"
    COHORT = "cohort"
    VENUE = "venue"
    COUNTY = "county"
    ROSTER = "roster"


class FeedEventRow(OwnedRow, table=True):
    """An event as feeds have it since its last change; kept when cancelled, as its sequence must never start anew."""

    __tablename__ = "feed_event"

    key: str = Field(unique=True, max_length=80)
    """The lasting key; its uid in every feed is made from it."""
    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    content: dict[str, Any] = Field(sa_type=JSON)
    """What it says, as `calendars.event.FeedEvent.to_json` has it."""
    content_hash: str = Field(max_length=64)
    sequence: int
    last_modified: dt.datetime = Field(sa_type=UtcDateTime)
    cancelled_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    start: dt.datetime = Field(sa_type=UtcDateTime)
    vevent: bytes = Field(sa_type=LargeBinary)
    busy_vevent: bytes = Field(sa_type=LargeBinary)


class FeedEventSubject(OwnedRow, table=True):
    """Somebody in whose feed an event is, or was when it was cancelled."""

    __tablename__ = "feed_event_subject"
    __table_args__ = (UniqueConstraint("kind", "subject_id", "event_id"),)

    event_id: str = Field(foreign_key="feed_event.id", index=True, max_length=32)
    kind: FeedKind = Field(sa_type=EnumText(FeedKind))
    subject_id: str = Field(max_length=100)
    """A row's key, or a county's name."""


class FeedState(Row, table=True):
    """How often an association's feed events changed, and with which release last; one row per association."""

    __tablename__ = "feed_state"

    association_id: str = Field(foreign_key="association.id", unique=True, max_length=32)
    version: int = Field(default=0)
    changed_at: dt.datetime = Field(sa_type=UtcDateTime)
    """When the release was published."""


class Feed(OwnedRow, table=True):
    """A feed that one account subscribes to, under an address that only its owner was shown."""

    __tablename__ = "feed"

    account_id: str = Field(foreign_key="account.id", index=True, max_length=32)
    kind: FeedKind = Field(sa_type=EnumText(FeedKind))
    subject_id: str = Field(default="", max_length=100)
    """As an event's; empty for the whole roster."""
    name: str = Field(max_length=200)
    """As calendar programs show it."""
    busy_only: bool = Field(default=False)
    alarm_minutes: int | None = Field(default=None)
    keep_cancelled: bool = Field(default=True)
    version: int = Field(default=1)
    """Grows with every change of the options."""
    options_changed_at: dt.datetime = Field(sa_type=UtcDateTime)
    secret_hash: str = Field(unique=True, max_length=64)
    secret_made_at: dt.datetime = Field(sa_type=UtcDateTime)
    last_fetched_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_client: str = Field(default="", max_length=300)
    revoked_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
