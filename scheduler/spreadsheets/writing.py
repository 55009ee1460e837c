"""From rows to a file: the template, the export, and the file of faulty rows, all of one shape."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.spreadsheets.columns import Column, EntrySheet, ListSheet
from scheduler.spreadsheets.limits import MOST_ROWS
from scheduler.spreadsheets.reading import REMARKS

HEADING: Final = PatternFill("solid", start_color="FFDCE6F1")
NEEDED: Final = PatternFill("solid", start_color="FFFCE4D6")
FAULTY: Final = PatternFill("solid", start_color="FFFFC7CE")
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAPER_A4: Final = 9
_LINE: Final = Side(style="thin", color="FFBFC7D1")
THIN: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
READY_ROWS: Final = 2000
"""So far down Excel's own checks and text formats reach in an empty file."""


def workbook(
    sheet: ListSheet,
    rows: Iterable[Mapping[str, Any]],
    *,
    columns: Sequence[Column] | None = None,
    remarks: Sequence[str] | None = None,
    faulty: Sequence[frozenset[str]] = (),
) -> bytes:
    """The file of a list. `rows` hold what the cells show, by column name.

    `remarks` (one for each row) go into a last column that an import passes over; `faulty` names the columns of each
    row whose cells are coloured.
    """
    columns = sheet.columns if columns is None else columns
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)  # noqa: S101 - a new workbook has one
    page.title = sheet.title
    top = _write_caption(page, sheet.caption, len(columns))
    _write_headings(page, columns, top, with_remarks=remarks is not None)
    styles = [_style_of(book, column, place) for place, column in enumerate(columns, start=1)]
    last = top
    for last, row in enumerate(rows, start=top + 1):
        wrong = faulty[last - top - 1] if faulty else frozenset()
        for place, column in enumerate(columns, start=1):
            cell = page.cell(last, place)
            _write(cell, row.get(column.name), styles[place - 1], is_faulty=column.name in wrong)
        if remarks is not None:
            cell = page.cell(last, len(columns) + 1, remarks[last - top - 1])
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    _ready_for_printing(page, top)
    if isinstance(sheet, EntrySheet):
        _ready_for_typing(page, columns, top, first=last + 1)
        _write_guide(book, sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def shown(sheet: ListSheet, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the cells of a row show."""
    return {
        column.name: column.kind.show(value)
        for column in sheet.columns
        if (value := values.get(column.name)) is not None
    }


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Put a text into a cell as it is: Excel would take one that begins with = for a formula.

    Characters that no workbook can hold are left out.
    """
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"


def _write_caption(page: Worksheet, caption: str, columns: int) -> int:
    """The number of the row for the headings."""
    if not caption:
        return 1
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=columns)
    cell = page.cell(1, 1, caption)
    cell.font, cell.alignment = Font(bold=True, size=14), Alignment(horizontal="center", vertical="center")
    page.row_dimensions[1].height = 30
    return 2


def _ready_for_printing(page: Worksheet, top: int) -> None:
    """Landscape on A4, all columns on one page, the headings and a page number on each."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", PAPER_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{top}:{top}"
    page.print_options.horizontalCentered = True
    if (foot := page.oddFooter) is not None:
        foot.center.text = "&P / &N"


def _write_headings(page: Worksheet, columns: Sequence[Column], top: int, *, with_remarks: bool) -> None:
    for place, column in enumerate(columns, start=1):
        cell = page.cell(top, place, column.heading)
        cell.font, cell.fill = Font(bold=True), NEEDED if column.required else HEADING
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = THIN
        if column.note:
            cell.comment = Comment(column.note, "dudao", height=110, width=280)
        page.column_dimensions[get_column_letter(place)].width = column.kind.width
    if with_remarks:
        cell = page.cell(top, len(columns) + 1, REMARKS)
        cell.font, cell.fill = Font(bold=True), FAULTY
        page.column_dimensions[get_column_letter(len(columns) + 1)].width = 60
    page.freeze_panes = f"B{top + 1}"


def _style_of(book: Workbook, column: Column, place: int) -> str:
    """The name of the style of a column's cells; naming it once is ten times as quick as styling each cell."""
    style = NamedStyle(name=f"dudao-{place}", border=THIN)
    style.number_format = "@" if column.kind.is_text else column.kind.number_format or "General"
    style.alignment = Alignment(wrap_text=column.kind.wraps, vertical="top")
    book.add_named_style(style)
    return style.name


def _write(cell: Cell | MergedCell, value: Any, style: str, *, is_faulty: bool) -> None:
    cell.style = style
    if is_faulty:
        cell.fill = FAULTY
    if value is None or value == "":
        return
    if isinstance(value, str):
        put_text(cell, value)
    else:
        number_format = cell.number_format
        cell.value = value
        if cell.number_format != number_format:  # a date brings one of its own
            cell.number_format = number_format


def _ready_for_typing(page: Worksheet, columns: Sequence[Column], top: int, *, first: int) -> None:
    """Let Excel keep codes as text, and offer or check what it can."""
    until = min(max(first, READY_ROWS), MOST_ROWS + 1)
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        if column.kind.is_text:
            page.column_dimensions[letter].number_format = "@"
        rule = _rule(column)
        if rule is not None:
            rule.add(f"{letter}{top + 1}:{letter}{until}")
            page.add_data_validation(rule)


def _rule(column: Column) -> DataValidation | None:
    kind = column.kind
    if kind.choices:
        rule = DataValidation(type="list", formula1='"' + ",".join(kind.choices) + '"', allow_blank=True)
    elif kind.whole_from is not None and kind.whole_to is not None:
        rule = DataValidation(
            type="whole", operator="between", formula1=str(kind.whole_from), formula2=str(kind.whole_to)
        )
        rule.allow_blank = True
    else:
        return None
    rule.showErrorMessage = True
    rule.errorTitle, rule.error = column.title, column.note[:250]
    return rule


def _write_guide(book: Workbook, sheet: EntrySheet) -> None:
    page = book.create_sheet("填写说明")
    page.append(("列", "是否必填", "说明"))
    for column in sheet.columns:
        needed = "必填" if column.required else "不导入" if column.shown else ""
        page.append((column.title, needed, column.note))
    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True), HEADING
    for letter, width in (("A", 22), ("B", 10), ("C", 90)):
        page.column_dimensions[letter].width = width
