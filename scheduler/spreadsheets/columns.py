"""Columns of a sheet, and two kinds of sheets: those that only go out, and those that also come in."""

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.commands import Command
from scheduler.spreadsheets.cells import CellKind

Values = dict[str, Any]
"""A row's values by column name, as the commands of the services know them."""


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
    shown: bool = False
    """Only shown: an import passes it over, whatever stands in it."""

    @property
    def heading(self) -> str:
        """The heading as it is written; what must be filled in has a star."""
        return f"{self.title}*" if self.required else self.title


class ListSheet(ABC):
    """One list as a sheet, loaded for one actor."""

    title: str
    """The sheet's name."""
    caption: str = ""
    """What is printed above the headings."""
    columns: tuple[Column, ...]

    @abstractmethod
    def rows(self) -> Iterable[Values]:
        """All rows that go out, by column name."""

    def column(self, name: str) -> Column | None:
        """The column of this name."""
        return next((column for column in self.columns if column.name == name), None)

    def titled(self, heading: str) -> Column | None:
        """The column that a heading means."""
        wanted = same_heading(heading)
        return next((column for column in self.columns if same_heading(column.title) == wanted), None)


class Listing(ListSheet):
    """A list that only goes out."""

    def __init__(self, title: str, columns: Sequence[Column], rows: Iterable[Values], caption: str = "") -> None:
        self.title, self.columns, self.caption = title, tuple(columns), caption
        self._rows = rows

    def rows(self) -> Iterable[Values]:
        """All rows."""
        return self._rows


class EntrySheet(ListSheet):
    """A list that also comes in."""

    keys: ClassVar[tuple[str, ...]] = ("code",)
    """The columns that together tell rows apart."""
    names_rows: ClassVar[str | None] = None
    """The column that names other rows of the same list: those of the same file are taken in before."""
    can_make: ClassVar[bool] = True
    """Whether an unknown key makes a new row."""
    passes_blank: ClassVar[bool] = False
    """Whether a row says nothing when only its keys and what is told are filled in: then it is passed over."""
    at_once: ClassVar[bool] = False
    """Whether `put` only notes new rows, which `finish` stores together: many thousands of them."""

    @abstractmethod
    def known(self) -> Mapping[tuple[Any, ...], Any]:
        """All rows that there are, by key as the columns read it, also archived ones."""

    @abstractmethod
    def values(self, row: Any) -> Values:
        """What a row holds, by column name."""

    @abstractmethod
    def content(self, values: Values) -> Command:
        """The command that values make. Raises pydantic's ValidationError and FaultyInputError."""

    @abstractmethod
    def put(self, db: Session, actor: Actor, row: Any, content: Command) -> None:
        """Store what is new (`row` is None), or put it in place of what a row holds.

        A DomainError is told as a fault of the row.
        """

    def finish(self, db: Session, actor: Actor) -> None:
        """Store what `put` only noted."""

    def is_archived(self, row: Any) -> bool:  # noqa: ARG002 - for lists from which rows are taken
        """Whether a row was taken from the list."""
        return False

    def is_new(self, row: Any) -> bool:
        """Whether nothing is stored for this row yet."""
        return row is None

    def told(self, values: Values) -> Values:  # noqa: ARG002 - for those that tell something
        """What columns say for the reader's sake beside a row's values."""
        return {}

    def content_values(self, content: Command) -> Values:
        """What a command holds, by column name."""
        return content.model_dump()

    def rows(self) -> Iterable[Values]:
        """All rows but archived ones."""
        return (self.told(values) | values for row in self.known().values() if (values := self._standing(row)))

    def rows_to_fill(self) -> Iterable[Values]:
        """What a template begins with: nothing; where no row can be made, all of them."""
        return () if self.can_make else self.rows()

    def _standing(self, row: Any) -> Values | None:
        return None if self.is_archived(row) else self.values(row)


def same_heading(heading: str) -> str:
    """A heading without blanks, stars and the difference of full and half width."""
    text = unicodedata.normalize("NFKC", heading)
    return "".join(text.replace("*", "").split()).casefold()
