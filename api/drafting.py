"""Shapes of answers about drafts: a draft, what an edit does, what may be wrong with it, the history, what is lost."""

import datetime as dt
from typing import Any

from pydantic import BaseModel, ConfigDict

from api.roster import CostChange, FindingOut
from scheduler.drafts import errors
from scheduler.models.planning import DraftOrigin

EDIT_FAULTS = (
    errors.SubjectNotDueError,
    errors.SubjectNotPlannedError,
    errors.SubjectPlannedError,
    errors.SlotNotWorkedError,
    errors.PersonUnknownError,
    errors.VenueUnknownError,
    errors.NoVenueHereError,
    errors.OneLecturerError,
)
"""What may be wrong with an edit."""


class DraftOut(BaseModel):
    """A draft, without its plan."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    version: int
    term_id: str
    name: str
    comment: str
    owner_id: str | None
    owner_name: str | None = None
    origin: DraftOrigin
    origin_id: str | None
    base_release_id: str | None
    """The release it would replace."""
    cost: dict[str, Any] | None
    bound: int | None
    violation_count: int
    created_at: dt.datetime
    updated_at: dt.datetime
    archived_at: dt.datetime | None


class DraftPage(BaseModel):
    """Part of the list of drafts."""

    items: list[DraftOut]
    total: int


class LossOut(BaseModel):
    """What a draft no longer has: the lasting key, or for a trainee the trainee's, and why."""

    model_config = ConfigDict(from_attributes=True)

    key: str
    reason: str
    date: dt.date | None
    start: dt.time | None


class BroughtOut(BaseModel):
    """A draft on other rows than before, and what is lost."""

    draft: DraftOut
    lost: list[LossOut]


class OutcomeOut(BaseModel):
    """What an edit does: rules newly broken and mended, and what it costs."""

    broken: list[FindingOut]
    mended: list[FindingOut]
    violation_count: int
    cost: CostChange


class EditedOut(OutcomeOut):
    """The same, with the draft as it is now."""

    draft: DraftOut


class EditOut(BaseModel):
    """One edit of the history: `before` and `after` hold placings and pins by lasting key."""

    model_config = ConfigDict(from_attributes=True)

    number: int
    kind: str
    subject_key: str
    account_id: str | None
    account_name: str | None = None
    created_at: dt.datetime
    undone_at: dt.datetime | None
    abandoned_at: dt.datetime | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class EditPage(BaseModel):
    """Part of the history, newest first; what can be undone and redone next."""

    items: list[EditOut]
    total: int
    undo_number: int | None
    redo_number: int | None
