"""Columns of a sheet and the sheets of the lists: what is read, shown, looked up and stored."""

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.commands import Command
from scheduler.spreadsheets.cells import CellKind

Values = dict[str, Any]
"""A row's values by column name, as the commands of the services know them."""


class ListKind(StrEnum):
    """The lists that come and go as spreadsheets."""

    STATIONS = "stations"
    SUPERVISORS = "supervisors"
    AVAILABILITY = "availability"
    TRAINEES = "trainees"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in commands, its heading, and what Excel says when one points at the heading."""

    name: str
    title: str
    note: str
    kind: CellKind
    required: bool = False
    told: bool = False
    """Told for the reader's sake, and when it is filled in it must be right: a name beside a code."""

    @property
    def heading(self) -> str:
        """The heading as it is written; what must be filled in has a star."""
        return f"{self.title}*" if self.required else self.title


class ListSheet(ABC):
    """One list as a sheet, loaded for one association."""

    kind: ClassVar[ListKind]
    title: ClassVar[str]
    """The sheet's name."""
    key: ClassVar[str] = "code"
    """The column that tells rows apart."""
    can_make: ClassVar[bool] = True
    """Whether an unknown code makes a new row."""
    columns: tuple[Column, ...]

    @abstractmethod
    def known(self) -> Mapping[str, Any]:
        """All rows that there are, by code, also archived ones."""

    @abstractmethod
    def is_archived(self, row: Any) -> bool:
        """Whether a row was taken from the list."""

    @abstractmethod
    def values(self, row: Any) -> Values:
        """What a row holds, by column name."""

    @abstractmethod
    def content(self, values: Values) -> Command:
        """The command that values make. Raises pydantic's ValidationError and FaultyInputError."""

    @abstractmethod
    def make(self, db: Session, actor: Actor, contents: Iterable[Command]) -> None:
        """Store new rows."""

    @abstractmethod
    def change(self, db: Session, actor: Actor, row: Any, content: Command) -> None:
        """Put new content in place of what a row holds."""

    def told(self, values: Values) -> Values:  # noqa: ARG002 - for those that tell something
        """What columns say for the reader's sake beside a row's values."""
        return {}

    def content_values(self, content: Command) -> Values:
        """What a command holds, by column name."""
        return content.model_dump()

    def column(self, name: str) -> Column | None:
        """The column of this name."""
        return next((column for column in self.columns if column.name == name), None)

    def titled(self, heading: str) -> Column | None:
        """The column that a heading means."""
        wanted = same_heading(heading)
        return next((column for column in self.columns if same_heading(column.title) == wanted), None)


def same_heading(heading: str) -> str:
    """A heading without blanks, stars and the difference of full and half width."""
    text = unicodedata.normalize("NFKC", heading)
    return "".join(text.replace("*", "").split()).casefold()
