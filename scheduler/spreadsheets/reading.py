"""From an uploaded file to rows: what cannot be read at all is refused, what is wrong in a cell is noted with it."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from scheduler.errors import Fault, FaultyInputError
from scheduler.spreadsheets import faults as say
from scheduler.spreadsheets.columns import Column, EntrySheet, same_heading
from scheduler.spreadsheets.faults import CellFault, refuse
from scheduler.spreadsheets.limits import MOST_ROWS
from solver.wording import Lang, Wording

MOST_UNPACKED_MB: Final = 100
MOST_COLUMNS: Final = 60
HEADINGS_WITHIN: Final = 10
"""The headings stand in one of the first so many rows: people like to put a title above them."""
REMARKS: Final = "问题（请改正，此列不导入）"
"""The heading of the column that a file of faulty rows has beside what was entered."""
_OLD_FORMAT: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_UNREADABLE: Final = (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, OSError)
"""What the library raises for files that only look like a workbook."""
_MERGE_TAG: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"


@dataclass(slots=True)
class SheetRow:
    """A row that is not blank: its number, its cells by column name, and what is wrong with single cells."""

    number: int
    cells: dict[str, Any]
    faults: list[CellFault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """What an uploaded file holds."""

    places: dict[str, int]
    """By column name, where it stands: 1 is A."""
    columns: Sequence[Column]
    """The columns it has, in its order."""
    rows: Sequence[SheetRow]

    def fault(self, row: int, name: str | None, code: str, wording: Wording, /, **facts: Any) -> CellFault:
        """A fault at a column of a row, or of the whole row."""
        return self.said(row, name, code, wording.say(Lang.ZH, **facts), wording.say(Lang.EN, **facts), facts)

    def said(self, row: int, name: str | None, code: str, zh: str, en: str, facts: dict[str, Any]) -> CellFault:
        """A fault whose sentences are known already."""
        place = self.places.get(name or "", 1)
        title = next((column.title for column in self.columns if column.name == name), "")
        return CellFault(row, f"{get_column_letter(place)}{row}", title, code, zh, en, facts)


def read_table(content: bytes, sheet: EntrySheet) -> Table:
    """The rows of a file. Raises FaultyInputError for a file that cannot be read at all."""
    _check_container(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
    except _UNREADABLE as error:
        raise refuse("not-xlsx", say.NOT_XLSX) from error
    pages = [page for page in book.worksheets if isinstance(page, ReadOnlyWorksheet)]
    if not pages:
        raise refuse("not-xlsx", say.NOT_XLSX)
    page = next((page for page in pages if page.title == sheet.title), pages[0])
    page.reset_dimensions()
    try:
        merged = _merged_ranges(content, page)
    except _UNREADABLE as error:
        raise refuse("not-xlsx", say.NOT_XLSX) from error
    return _table(_rows_of(page), merged, sheet)


def _rows_of(page: Any) -> Iterator[Sequence[Any]]:
    try:
        yield from page.iter_rows(max_col=MOST_COLUMNS)
    except _UNREADABLE as error:
        raise refuse("not-xlsx", say.NOT_XLSX) from error


def _check_container(content: bytes) -> None:
    if content.startswith(_OLD_FORMAT):
        raise refuse("old-or-locked", say.OLD_OR_LOCKED)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist()) / 2**20
    except zipfile.BadZipFile:
        raise refuse("not-xlsx", say.NOT_XLSX) from None
    if unpacked > MOST_UNPACKED_MB:
        raise refuse("file-too-large", say.TOO_LARGE, mb=round(unpacked), most=MOST_UNPACKED_MB)


def _merged_ranges(content: bytes, page: ReadOnlyWorksheet) -> list[str]:
    """Read-only reading, which spares memory, does not tell them."""
    path: str = page._worksheet_path  # type: ignore[attr-defined] # known to the library, not to its type stubs
    with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(path) as part:
        found = []
        for _, element in ET.iterparse(part):  # noqa: S314 - the parser limits entities, _check_container the size
            if element.tag == _MERGE_TAG:
                found.append(element.get("ref", ""))
            elif element.tag.endswith("}row"):
                element.clear()
        return found


def _table(rows: Iterable[Sequence[Any]], merged: Sequence[str], sheet: EntrySheet) -> Table:
    numbered = iter(enumerate(rows, start=1))
    heading_row, columns = _headings(numbered, sheet)
    places = {column.name: place for place, column in columns.items()}
    table = Table(places, tuple(columns.values()), [])
    found: list[SheetRow] = []
    for number, cells in numbered:
        row = SheetRow(number, {})
        for place, column in columns.items():
            if place <= len(cells):
                _read_cell(table, row, column, cells[place - 1])
        if row.cells or row.faults:
            found.append(row)
        if len(found) > MOST_ROWS:
            raise refuse("too-many-rows", say.TOO_MANY_ROWS, most=MOST_ROWS)
    _note_merged(table, found, merged, heading_row)
    return Table(places, table.columns, found)


def _headings(rows: Iterator[tuple[int, Sequence[Any]]], sheet: EntrySheet) -> tuple[int, dict[int, Column]]:
    key = sheet.column(sheet.keys[0])
    assert key is not None  # noqa: S101 - every list has it
    for number, cells in rows:
        texts = {place: cell.value for place, cell in enumerate(cells, start=1) if isinstance(cell.value, str)}
        if same_heading(key.title) in map(same_heading, texts.values()):
            return number, _columns(texts, number, sheet)
        if number >= HEADINGS_WITHIN:
            break
    raise refuse("no-headings", say.NO_HEADINGS, rows=HEADINGS_WITHIN, title=key.title)


def _columns(texts: dict[int, str], number: int, sheet: EntrySheet) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    wrong: list[Fault] = []
    for place, heading in texts.items():
        if not heading.strip() or same_heading(heading) == same_heading(REMARKS):
            continue
        column = sheet.titled(heading)
        cell = f"{get_column_letter(place)}{number}"
        if column is None:
            wrong.append(Fault(cell, "unknown-column", say.UNKNOWN_COLUMN, {"title": heading.strip()}))
        elif column in columns.values():
            wrong.append(Fault(cell, "column-twice", say.TWICE_COLUMN, {"title": column.title}))
        else:
            columns[place] = column
    wrong += [
        Fault(f"A{number}", "missing-column", say.MISSING_COLUMN, {"title": column.title})
        for column in sheet.columns
        if column.required and column not in columns.values()
    ]
    if wrong:
        raise FaultyInputError(wrong)
    return columns


def _read_cell(table: Table, row: SheetRow, column: Column, cell: Any) -> None:
    value = None if column.shown else cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return
    row.cells[column.name] = value
    if cell.data_type == "f":
        row.faults.append(table.fault(row.number, column.name, "formula", say.FORMULA))
    elif cell.data_type == "e":
        row.faults.append(table.fault(row.number, column.name, "broken-cell", say.BROKEN, value=str(value)))


def _note_merged(table: Table, rows: list[SheetRow], merged: Sequence[str], heading_row: int) -> None:
    by_number = {row.number: row for row in rows}
    names = {place: name for name, place in table.places.items()}
    for ref in merged:
        if not re.fullmatch(r"[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7}", ref):
            continue
        left, top, right, bottom = (edge or 1 for edge in range_boundaries(ref))
        touched = [name for place, name in sorted(names.items()) if left <= place <= right]
        for number in range(max(top, heading_row + 1), bottom + 1):
            if touched and number in by_number:
                fault = table.fault(number, touched[0], "merged", say.MERGED, range=ref)
                by_number[number].faults.append(fault)
