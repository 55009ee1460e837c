"""What an owner says of a feed."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from scheduler.commands import Command
from scheduler.models.feeds import FeedKind

AlarmMinutes = Annotated[int, Field(ge=0, le=7 * 24 * 60, description="before each event; null: no alarm")]


class NewFeed(Command):
    """Whose events to subscribe to, and how they are shown."""

    kind: FeedKind
    subject_id: Annotated[str, Field(max_length=100)] = ""
    """As an offer has it."""
    busy_only: bool = False
    """Only that the supervisor's time is taken, for showing to others."""
    alarm_minutes: AlarmMinutes | None = None
    keep_cancelled: bool = True
    """Show what was cancelled until a week after its date."""

    @model_validator(mode="after")
    def _busy_is_a_supervisor_s(self) -> Self:
        if self.busy_only and self.kind is not FeedKind.SUPERVISOR:
            raise ValueError("busy_only is for a supervisor's events")
        return self


class FeedChange(Command):
    """What is named changes; the rest stays."""

    alarm_minutes: AlarmMinutes | None = None
    keep_cancelled: bool = True
