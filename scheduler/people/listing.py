"""Conditions that several lists are asked with."""

import json
from typing import Any

from sqlalchemy import ColumnElement, Text, cast
from sqlmodel import col

from scheduler.models.people import Station, Supervisor


def has_word(column: Any, word: str) -> ColumnElement[bool]:
    """Whether a column with a list of words, stored as JSON, has this one; the same on both databases.

    Both keep the text as it was written, with characters beyond ASCII escaped, so the quoted word is looked for in it.
    """
    return cast(column, Text).contains(json.dumps(word), autoescape=True)


def is_archived(table: type[Station] | type[Supervisor], *, archived: bool) -> ColumnElement[bool]:
    """Whether a row was taken from the list."""
    column = col(table.archived_at)
    return column.is_not(None) if archived else column.is_(None)
