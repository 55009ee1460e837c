"""A plain table as a spreadsheet to hand out: one sheet, headings, rows of texts, numbers and times."""

import datetime as dt
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Final, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.clock import CHINA

Value = str | int | float | dt.datetime | None
HEADING: Final = PatternFill("solid", start_color="FFDCE6F1")


class Heading(NamedTuple):
    """A column: what stands above it, and how wide it is, in characters."""

    text: str
    width: int = 16


def table_book(title: str, headings: Sequence[Heading], rows: Iterable[Sequence[Value]]) -> bytes:
    """The workbook's bytes (Office Open XML); instants are shown in China's time."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)  # noqa: S101 - a new workbook has one
    page.title = title
    for place, heading in enumerate(headings, start=1):
        cell = page.cell(1, place, heading.text)
        cell.font, cell.fill = Font(bold=True), HEADING
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        page.column_dimensions[get_column_letter(place)].width = heading.width
    for number, row in enumerate(rows, start=2):
        for place, value in enumerate(row, start=1):
            _write(page.cell(number, place), value)
    page.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write(cell: Cell | MergedCell, value: Value) -> None:
    if value is None:
        return
    if isinstance(value, dt.datetime):
        cell.value = value.astimezone(CHINA).replace(tzinfo=None)
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"  # a text that begins with = is no formula
    else:
        cell.value = value
