"""What a replan may be asked for: what has changed, what must stay, and how much may change."""

from typing import Annotated

from pydantic import Field

from scheduler.commands import Command
from scheduler.demand.commands import Key, NewEngagement, Priority
from scheduler.people.commands import ClosureContent, LeaveContent
from scheduler.running.commands import SearchAsked

MOST_CHANGES = 200


class NewPriority(Command):
    """How dear it is to leave visits of an engagement out, from now on."""

    engagement_id: Key
    priority: Priority


class HandOver(Command):
    """The rest of a series by one person goes to somebody else: what has taken place stays theirs."""

    engagement_id: Key
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class Facts(Command):
    """What has changed since the release; it is entered as it would be by itself, whatever plan is chosen."""

    leaves: Annotated[list[LeaveContent], Field(max_length=MOST_CHANGES)] = []
    closures: Annotated[list[ClosureContent], Field(max_length=MOST_CHANGES)] = []
    engagements: Annotated[list[NewEngagement], Field(max_length=MOST_CHANGES)] = []
    priorities: Annotated[list[NewPriority], Field(max_length=MOST_CHANGES)] = []
    hand_overs: Annotated[list[HandOver], Field(max_length=MOST_CHANGES)] = []


class Budget(Command):
    """How much of what is published may change; plans beyond it are offered too, and say so."""

    rows: Annotated[int, Field(ge=0, le=100_000)] | None = None
    """Visits and course sessions."""
    people: Annotated[int, Field(ge=0, le=100_000)] | None = None
    """Supervisors and stations whose own dates change."""


class ReplanAsked(SearchAsked):
    """A replan of the current release; `seconds` and `rounds` are shared by its parts."""

    changes: Facts = Facts()
    freeze_days: Annotated[int, Field(ge=0, le=200)] | None = None
    """From today; nothing published in them changes but what can no longer take place. None: the association's."""
    budget: Budget = Budget()
