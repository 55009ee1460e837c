"""A list as a spreadsheet: a file with a fault is tried, mended, taken in, and given out again."""

import io
import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.web.conftest import Place
from tests.web.visiting import DESK, Visitor


def test_a_fault_is_shown_mended_and_taken_in(running: Place, tmp_path: Path) -> None:
    planner = running.visitor("planner", DESK)
    planner.go("/stations")
    page = planner.page
    page.get_by_role("button", name="Excel 导入导出").click()
    book = downloaded(page, "下载现有数据")
    sheet = book.worksheets[0]
    row = next(cells[0].row for cells in sheet.iter_rows(min_row=2) if any(cell.value == "海昌街道" for cell in cells))
    staff = next(cell.column for cell in sheet[1] if str(cell.value).startswith("专职"))
    sheet.cell(row, staff).value = "七名"
    choose(page, book, tmp_path)
    expect(page.get_by_text(re.compile("1 行共 1 处问题"))).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("七名"))).to_contain_text("专职人数")
    planner.see("list-with-a-fault")
    sheet.cell(row, staff).value = 9
    choose(page, book, tmp_path)
    expect(page.get_by_text("没有问题，可以导入。")).to_be_visible()
    planner.see("list-mended")
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text("已导入：新增 0，更改 1")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("海昌街道"))).to_contain_text("9 / 4")
    page.get_by_role("button", name="Excel 导入导出").click()
    again = downloaded(page, "下载现有数据").worksheets[0]
    assert again.cell(row, staff).value == 9
    assert planner.faults == []


def test_availability_comes_in_for_everybody_at_once(running: Place, tmp_path: Path) -> None:
    """Most supervisors tell the office by phone: nobody opens fifty pages for that. What is no list of it says so."""
    planner = running.visitor("planner", DESK)
    planner.go(f"/terms/{running.city.keys['termId']}/availability")
    page = planner.page
    page.get_by_role("button", name="督导空闲表 Excel").click()
    book = downloaded(page, "下载现有数据")
    sheet = book.worksheets[0]
    tuesday = next(cell.column for cell in sheet[1] if cell.value == "周二上午")
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, tuesday).value = "不可"
    choose(page, book, tmp_path)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text(re.compile("^已导入：新增"))).to_be_visible()
    expect(page.get_by_text("0 位尚未提交")).to_be_visible()
    planner.see("availability-taken-in")
    assert planner.faults == []
    page.get_by_role("button", name="督导空闲表 Excel").click()
    choose(page, openpyxl.Workbook(), tmp_path)
    expect(page.get_by_role("alert")).to_contain_text(re.compile("找不到表头.*请使用下载的模板[^（]*$", re.DOTALL))


def downloaded(page: Page, name: str) -> openpyxl.Workbook:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    return openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))


def choose(page: Page, book: openpyxl.Workbook, folder: Path) -> None:
    file = folder / "社工站.xlsx"
    book.save(file)
    page.locator("input[type=file]").set_input_files(file)


def test_what_is_no_spreadsheet_is_refused_in_words(running: Place, tmp_path: Path) -> None:
    planner: Visitor = running.visitor("planner", DESK)
    planner.go("/supervisors")
    planner.page.get_by_role("button", name="Excel 导入导出").click()
    file = tmp_path / "督导.xlsx"
    file.write_text("这不是表格")
    planner.page.locator("input[type=file]").set_input_files(file)
    expect(planner.page.get_by_role("alert")).to_be_visible()
    planner.see("no-spreadsheet")
