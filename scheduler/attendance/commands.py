"""What comes in about attendance."""

from typing import Annotated

from pydantic import Field

from scheduler.commands import Command


class AttendanceMarked(Command):
    """By trainee key, whether they were there."""

    present: Annotated[dict[str, bool], Field(min_length=1, max_length=2000)]


class CodeWanted(Command):
    """A code for the wall. One that is projected lives for minutes and is shown anew, so that it cannot be sent on."""

    minutes: Annotated[int, Field(ge=1, le=600)] | None = None
    """How long it is good from now on; None: as long as one may sign in, to be printed."""


class SigningIn(Command):
    """The secret of the code on the wall, and one's own worker number."""

    secret: Annotated[str, Field(min_length=1, max_length=100)]
    trainee_code: Annotated[str, Field(min_length=1, max_length=40)]
