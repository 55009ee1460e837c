"""What is asked for when something is published, restored or approved."""

from typing import Annotated

from pydantic import Field

from scheduler.commands import Command

Comment = Annotated[str, Field(max_length=2000)]
WarningCode = Annotated[str, Field(min_length=1, max_length=60)]


class Publication(Command):
    """The planner's word on a release."""

    comment: Comment = ""
    acknowledged_warnings: Annotated[list[WarningCode], Field(max_length=50)] = []
    provisional_override: bool = False
    """Publish although the term is provisional (暂定)."""


class Restoration(Publication):
    """The same for an older release that shall hold again."""

    current_release_id: Annotated[str, Field(min_length=1, max_length=32)]
    """The release that the planner saw as the current one."""


class Decision(Command):
    """The head's word on one version of a draft."""

    approved: bool
    comment: Comment = ""
