"""Spreadsheets for tests, made and looked at with the library that people's files would go through."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.spreadsheets.columns import ListSheet


def opened(content: bytes) -> Worksheet:
    """The first sheet of a file."""
    return load_workbook(BytesIO(content)).worksheets[0]


def saved(page: Worksheet) -> bytes:
    out = BytesIO()
    assert page.parent is not None
    page.parent.save(out)
    return out.getvalue()


def rows_of(content: bytes) -> list[dict[str, Any]]:
    """The rows below the headings and their caption, by heading without its star; blank cells are left out."""
    headings, *rows = (row for row in opened(content).iter_rows(values_only=True) if sum(map(bool, row)) > 1)
    return [
        {str(name).rstrip("*"): value for name, value in zip(headings, row, strict=True) if value is not None}
        for row in rows
    ]


def filled(content: bytes, *rows: Mapping[str, Any]) -> bytes:
    """The same file with cells set by heading in its first, second … row; further rows are added."""
    page = opened(content)
    top = next(number for number in range(1, 4) if page.cell(number, 2).value is not None)
    places = {str(cell.value).rstrip("*"): cell.column for cell in page[top] if cell.value}
    for number, row in enumerate(rows, start=top + 1):
        for heading, value in row.items():
            page.cell(number, places[heading], value)
    return saved(page)


def a_file(sheet: ListSheet, rows: Sequence[Mapping[str, Any]], *, title: str | None = None) -> bytes:
    """A file with these rows, by column name; it has all columns of the list."""
    page = Workbook().active
    assert isinstance(page, Worksheet)
    page.title = title or sheet.title
    page.append([column.heading for column in sheet.columns])
    for row in rows:
        page.append([row.get(column.name) for column in sheet.columns])
    return saved(page)
