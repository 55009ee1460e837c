"""What every table shares: its key, its association, its version, and types for instants and enumerations.

No `from __future__ import annotations` in models: SQLModel reads the annotations when a class is made.
"""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, MetaData, String
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from scheduler.clock import now
from scheduler.ids import new_id

metadata: MetaData = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An instant: stored in UTC, always aware in Python. Raises ValueError for a naive datetime."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """To the database; SQLite keeps no zone, so it is given the UTC clock reading."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant is stored with its time zone")
        in_utc = value.astimezone(dt.UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """From the database."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class EnumText(TypeDecorator[StrEnum]):
    """A StrEnum stored as its text, so that a new member needs no migration. Raises ValueError for anything else."""

    impl = String(40)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To the database."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        """From the database."""
        return None if value is None else self.kind(value)


class Row(SQLModel):
    """A row with a key of its own and the instants of its making and last change."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=32)
    created_at: dt.datetime = Field(default_factory=now, sa_type=UtcDateTime)
    updated_at: dt.datetime = Field(default_factory=now, sa_type=UtcDateTime)


class OwnedRow(Row):
    """A row of one association; nothing of one association is ever shown to another."""

    association_id: str = Field(foreign_key="association.id", index=True, max_length=32)


class EditedRow(OwnedRow):
    """A row that two people may edit at once: `version` grows by one with each change and is its ETag."""

    version: int = Field(default=1)
