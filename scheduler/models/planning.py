"""Plans before they are published: snapshots of problems, drafts, their edits and locks."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, LargeBinary, UniqueConstraint
from sqlmodel import Field

from scheduler.models.base import EditedRow, EnumText, OwnedRow, UtcDateTime


class ProblemSnapshot(OwnedRow, table=True):
    """A `dudao-problem/1` as the rows stood at one moment; never changed, shared by what was made from it."""

    __tablename__ = "problem_snapshot"
    __table_args__ = (UniqueConstraint("association_id", "sha256"),)

    term_id: str | None = Field(default=None, foreign_key="term.id", index=True, max_length=32)
    """None for a problem handed to the stateless endpoint."""
    sha256: str = Field(max_length=64)
    """Of the JSON text in UTF-8."""
    content: bytes = Field(sa_type=LargeBinary)
    """The JSON text in UTF-8, compressed with zlib."""


class DraftOrigin(StrEnum):
    """What a draft was made from."""

    EMPTY = "empty"
    RUN = "run"
    COPY = "copy"
    RELEASE = "release"
    REPLAN = "replan"


class Draft(EditedRow, table=True):
    """A plan that is worked on (排班草案): any number per term, seen only in the association's office."""

    __tablename__ = "draft"

    term_id: str = Field(foreign_key="term.id", index=True, max_length=32)
    name: str = Field(max_length=200)
    owner_id: str | None = Field(default=None, foreign_key="account.id", max_length=32)
    comment: str = Field(default="", max_length=2000)
    origin: DraftOrigin = Field(sa_type=EnumText(DraftOrigin))
    origin_id: str | None = Field(default=None, max_length=32)
    """Key of the run, draft or release it was made from."""
    snapshot_id: str = Field(foreign_key="problem_snapshot.id", max_length=32)
    """The problem its plan's slot numbers refer to."""
    base_release_id: str | None = Field(default=None, max_length=32)
    """The term's release when the draft was made, last refreshed or published: what publishing it would replace."""
    plan: dict[str, Any] = Field(sa_type=JSON)
    """`visits`, `sessions`, `trainees` of the exchange format, with the rows' keys as ids."""
    cost: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """`total`, `by_name` by the rules as of the snapshot."""
    bound: int | None = Field(default=None)
    violation_count: int = Field(default=0)
    unscheduled: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """What is left out, with reasons, as the optimiser said it."""
    archived_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class DraftEdit(OwnedRow, table=True):
    """One manual edit of a draft, with what it replaced, so that it can be undone."""

    __tablename__ = "draft_edit"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    draft_id: str = Field(foreign_key="draft.id", index=True, max_length=32)
    number: int
    account_id: str | None = Field(default=None, foreign_key="account.id", max_length=32)
    kind: str = Field(max_length=40)
    """`move`, `hand_over`, `drop`, `add`, `lock`, `unlock`, `refresh`."""
    subject_key: str = Field(max_length=80)
    """The lasting key of the visit or course session; empty for a refresh."""
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    after: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    undone_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    abandoned_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Set when another edit came after the undo: it cannot be done again."""


class PlanLock(OwnedRow, table=True):
    """A pin in a draft on a visit or course session: its slot, its people or lecturer, its venue, or several."""

    __tablename__ = "plan_lock"
    __table_args__ = (UniqueConstraint("draft_id", "subject_key"),)

    draft_id: str = Field(foreign_key="draft.id", index=True, max_length=32)
    subject_key: str = Field(max_length=80)
    date: dt.date | None = Field(default=None)
    start: str | None = Field(default=None, max_length=5)
    """`date`, `start`: the pinned slot; both or neither."""
    supervisors: list[str] | None = Field(default=None, sa_type=JSON)
    """The pinned panel, or the lecturer."""
    venue_id: str | None = Field(default=None, foreign_key="venue.id", max_length=32)
    account_id: str | None = Field(default=None, foreign_key="account.id", max_length=32)
