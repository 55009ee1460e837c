"""Files as people make them: titles above, blank rows, formulas, merged cells, other formats, too large ones."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlmodel import Session

from scheduler.actor import Actor, system_actor
from scheduler.errors import FaultyInputError
from scheduler.ids import AssociationId
from scheduler.spreadsheets import reading
from scheduler.spreadsheets.kinds import WHOLE
from scheduler.spreadsheets.reading import REMARKS, Table, read_table
from scheduler.spreadsheets.sheets.supervisors import SupervisorSheet
from tests.builders import an_association
from tests.scheduler.spreadsheets.files import a_file, opened, saved

ROW: dict[str, Any] = {"code": "D1", "name": "李", "lat": 30.7, "lon": 120.7, "roles": "结对"}
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def actor(db: Session) -> Actor:
    return system_actor(AssociationId(an_association(db).id))


@pytest.fixture
def sheet(db: Session, actor: Actor) -> SupervisorSheet:
    return SupervisorSheet(db, actor, WHOLE, False)


def changed(sheet: SupervisorSheet, change: Callable[[Worksheet], object], *rows: dict[str, Any]) -> Table:
    page = opened(a_file(sheet, rows or [ROW]))
    change(page)
    return read_table(saved(page), sheet)


def refusal(content: bytes, sheet: SupervisorSheet) -> dict[str, str]:
    with pytest.raises(FaultyInputError) as raised:
        read_table(content, sheet)
    for fault in raised.value.faults:
        fault.message()
    return {fault.place: fault.code for fault in raised.value.faults}


def test_blank_rows_are_passed_over_and_rows_keep_their_numbers(sheet: SupervisorSheet) -> None:
    table = read_table(a_file(sheet, [ROW, {}, {"name": "  "}, ROW | {"code": "D2"}]), sheet)
    assert [(row.number, row.cells["code"]) for row in table.rows] == [(2, "D1"), (5, "D2")]


def test_a_title_above_the_headings_and_columns_in_any_order(sheet: SupervisorSheet) -> None:
    page = Workbook().active
    assert isinstance(page, Worksheet)
    page.append(["嘉兴市督导名册"])
    page.merge_cells("A1:F1")
    page.append([])
    page.append([" 姓 名 ", "编号", "承担类型*", "住址经度", "住址纬度", REMARKS])
    page.append(["李", "D1", "结对", 120.7, 30.7, "第 4 行：缺少……"])
    table = read_table(saved(page), sheet)
    assert table.rows[0].cells == ROW
    assert table.rows[0].faults == []
    assert table.fault(4, "lat", "x", reading.say.FORMULA).cell == "E4"


def test_a_sheet_in_second_place_is_found_by_its_name(sheet: SupervisorSheet) -> None:
    page = opened(a_file(sheet, [ROW]))
    assert page.parent is not None
    page.parent.create_sheet("封面", 0)
    assert len(read_table(saved(page), sheet).rows) == 1


def test_formulas_and_error_values_are_told_with_their_cell(sheet: SupervisorSheet) -> None:
    def spoil(page: Worksheet) -> None:
        page["C2"] = "=30+0.7"
        page["D2"] = "#N/A"
        page["D2"].data_type = "e"

    row = changed(sheet, spoil).rows[0]
    assert [(fault.cell, fault.column, fault.code) for fault in row.faults] == [
        ("C2", "住址纬度", "formula"),
        ("D2", "住址经度", "broken-cell"),
    ]


def test_a_text_that_looks_like_a_formula_is_text(sheet: SupervisorSheet) -> None:
    def spoil(page: Worksheet) -> None:
        page["B2"] = "=李"
        page["B2"].data_type = "s"

    row = changed(sheet, spoil).rows[0]
    assert (row.cells["name"], row.faults) == ("=李", [])


def test_merged_cells_are_told_in_each_row_they_touch(sheet: SupervisorSheet) -> None:
    rows = [ROW, ROW | {"code": "D2"}, ROW | {"code": "D3"}]
    table = changed(sheet, lambda page: page.merge_cells("G2:G3"), *rows)
    assert [[fault.code for fault in row.faults] for row in table.rows] == [["merged"], ["merged"], []]
    assert table.rows[1].faults[0].cell == "G3"


def test_columns_are_checked_all_at_once(sheet: SupervisorSheet) -> None:
    def spoil(page: Worksheet) -> None:
        page["A1"], page["B1"], page["C1"], page["F1"] = "编号", "编号", "血型", "备用"

    page = opened(a_file(sheet, [ROW]))
    spoil(page)
    with pytest.raises(FaultyInputError) as raised:
        read_table(saved(page), sheet)
    assert [(fault.place, fault.code, fault.facts["title"]) for fault in raised.value.faults] == [
        ("B1", "column-twice", "编号"),
        ("C1", "unknown-column", "血型"),
        ("F1", "unknown-column", "备用"),
        ("A1", "missing-column", "姓名"),
        ("A1", "missing-column", "住址纬度"),
    ]


def zipped(**members: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not-xlsx"),
        ("编号,姓名\nD1,李\n".encode(), "not-xlsx"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old-or-locked"),
        (zipped(hello="there"), "not-xlsx"),
        (zipped(**{"[Content_Types].xml": "<not closed"}), "not-xlsx"),
    ],
    ids=["empty", "csv", "xls", "zip", "broken"],
)
def test_other_files_are_refused(sheet: SupervisorSheet, content: bytes, code: str) -> None:
    assert refusal(content, sheet) == {"file": code}


def test_a_sheet_with_broken_xml_is_refused(sheet: SupervisorSheet) -> None:
    whole = a_file(sheet, [ROW])
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    assert refusal(out.getvalue(), sheet) == {"file": "not-xlsx"}


def test_a_file_without_headings_is_refused(sheet: SupervisorSheet) -> None:
    page = Workbook().active
    assert isinstance(page, Worksheet)
    page.append(["一", "二"])
    assert refusal(saved(page), sheet) == {"file": "no-headings"}


def test_files_that_are_too_large_are_refused_before_they_are_read(
    sheet: SupervisorSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    rows = [ROW | {"code": f"D{n}"} for n in range(4)]
    assert len(read_table(a_file(sheet, rows[:3]), sheet).rows) == 3
    assert refusal(a_file(sheet, rows), sheet) == {"file": "too-many-rows"}
    bomb = zipped(**{"xl/worksheets/sheet1.xml": "0" * 110 * 2**20})
    assert refusal(bomb, sheet) == {"file": "file-too-large"}


def test_formats_far_below_the_last_row_do_not_matter(sheet: SupervisorSheet) -> None:
    def format_far_below(page: Worksheet) -> None:
        page.cell(200_000, 3).number_format = "@"

    assert len(changed(sheet, format_far_below).rows) == 1
