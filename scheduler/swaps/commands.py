"""What comes in about swaps."""

from typing import Annotated

from pydantic import Field

from scheduler.commands import Command

Key = Annotated[str, Field(min_length=1, max_length=80)]


class SwapProposed(Command):
    """One gives a visit to a colleague, and takes one of theirs, or none when the colleague only helps out."""

    partner_id: Annotated[str, Field(min_length=1, max_length=32)]
    gives_key: Key
    takes_key: Key | None = None
    reason: Annotated[str, Field(max_length=1000)] = ""


class SwapAnswer(Command):
    """The partner's, or the planner's, word."""

    agreed: bool
    comment: Annotated[str, Field(max_length=1000)] = ""
