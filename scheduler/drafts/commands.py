"""What a planner asks for: a new draft, other settings of one, an edit."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from scheduler.commands import Command, senseless
from scheduler.models.planning import DraftOrigin
from solver.wording import Wording

Key = Annotated[str, Field(min_length=1, max_length=80)]
RowId = Annotated[str, Field(min_length=1, max_length=32)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Comment = Annotated[str, Field(max_length=2000)]
ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["08:30"])]


class NewDraft(Command):
    """A draft from nothing, or from `origin_id`: a run (`part` of it, for a replan), another draft, or a release."""

    name: Name
    comment: Comment = ""
    origin: DraftOrigin = DraftOrigin.EMPTY
    origin_id: RowId | None = None
    part: Annotated[int, Field(ge=0, le=100)] = 0

    @model_validator(mode="after")
    def _has_origin(self) -> Self:
        if (self.origin is DraftOrigin.EMPTY) != (self.origin_id is None):
            raise senseless(
                "origin-id",
                Wording(
                    "空白草案不带 origin_id；其余来源必须带 origin_id", "name origin_id for every origin but empty"
                ),
            )
        return self


class DraftSettings(Command):
    """What may be set; what is not named stays as it is."""

    name: Name | None = None
    comment: Comment | None = None
    owner_id: RowId | None = None
    archived: bool | None = None


class SlotAsked(Command):
    """A half-day by its date and start."""

    date: dt.date
    start: ClockTime


class EditKind(StrEnum):
    """What an edit does."""

    MOVE = "move"
    """To another half-day, another venue, or both."""
    HAND_OVER = "hand_over"
    DROP = "drop"
    ADD = "add"
    LOCK = "lock"
    UNLOCK = "unlock"


class LockPart(StrEnum):
    """What a lock pins."""

    SLOT = "slot"
    PEOPLE = "people"
    VENUE = "venue"


class Edit(Command):
    """One edit by hand.

    `move` needs `slot`, `venue_id` or both, and may name `supervisors` too; `hand_over` needs `supervisors`; `add`
    needs `slot`, `supervisors` and, for a course session, `venue_id`. `lock` pins the `parts` named as they are
    planned, or as given here; `unlock` frees the `parts` named, or all. `whole_series` hands over, or drops, all
    planned visits of the engagement at once.
    """

    kind: EditKind
    key: Key
    slot: SlotAsked | None = None
    supervisors: Annotated[list[RowId], Field(min_length=1, max_length=20)] | None = None
    venue_id: RowId | None = None
    parts: list[LockPart] = []
    whole_series: bool = False

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        missing = {
            EditKind.MOVE: self.slot is None and self.venue_id is None,
            EditKind.HAND_OVER: self.supervisors is None,
            EditKind.ADD: self.slot is None or self.supervisors is None,
            EditKind.LOCK: not self.parts,
        }
        if missing.get(self.kind):
            raise senseless(
                "edit-incomplete",
                Wording(
                    "“{kind}”缺少必要内容：改期要有时段或场地，换人要有人员，补排要有时段和人员，锁定要有锁定项",
                    "{kind} lacks something: slot or venue to move, people to hand over, both to add, parts to lock",
                ),
                kind=self.kind.value,
            )
        if self.whole_series and self.kind not in (EditKind.HAND_OVER, EditKind.DROP):
            raise senseless(
                "whole-series",
                Wording("只有换人和取消可以用于整个系列", "whole_series goes with hand_over and drop only"),
            )
        return self
