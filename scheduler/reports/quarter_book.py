"""The quarterly meeting's report as a spreadsheet to hand out: city, counties, stations, trend."""

import io
from collections.abc import Iterable, Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.reports.quarter import AreaFigures, QuarterReport
from scheduler.spreadsheets.writing import put_text
from solver.wording import Lang, Wording

Cell = str | int | float | None
AREA_HEADS: Final = (
    Wording("应安排", "due"),
    Wording("已安排", "planned"),
    Wording("安排率", "coverage"),
    Wording("已完成", "done"),
    Wording("完成率", "carried out"),
    Wording("时长（小时）", "hours"),
    Wording("未落实建议", "open advice"),
)
SHARES: Final = frozenset({2, 4})
"""Which of the AREA_HEADS are shares, shown in per cent."""
HEAD_FILL: Final = PatternFill("solid", fgColor="DCE6F1")


def quarter_book(report: QuarterReport, lang: Lang) -> bytes:
    """The workbook's bytes (Office Open XML)."""
    book = Workbook()
    summary = book.active
    assert isinstance(summary, Worksheet)  # noqa: S101 - a new workbook has one sheet
    _summary(summary, report, lang)
    _areas(book, Wording("县市区", "counties"), report.counties.items(), lang)
    _areas(
        book,
        Wording("社工站", "stations"),
        ((f"{line.station.county} {line.station.name}", line.figures) for line in report.stations),
        lang,
    )
    _trend(book, report, lang)
    if report.people:
        _people(book, report, lang)
    _advice(book, report, lang)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _summary(sheet: Worksheet, report: QuarterReport, lang: Lang) -> None:
    sheet.title = Wording("全市", "city").say(lang)
    title = Wording("{term}督导季例会报告", "Quarterly report, {term}").say(lang, term=report.term.name)
    sheet.append([_text(sheet, title)])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([Wording("发布版", "release").say(lang), report.release_number])
    for head, value in zip(AREA_HEADS, _figures(report.city), strict=True):
        sheet.append([head.say(lang), value])
    for share in SHARES:
        sheet.cell(row=3 + share, column=2).number_format = "0.0%"
    sheet.append([Wording("路程（小时）", "hours on the road").say(lang), round(report.travel_minutes / 60, 1)])
    deviation = Wording("人均偏离约定工作量（半天）", "mean deviation from the agreed load (slots)").say(lang)
    sheet.append([deviation, round(report.fairness.mean_deviation, 2)])
    _widen(sheet, [30, 14])


def _areas(book: Workbook, title: Wording, rows: Iterable[tuple[str, AreaFigures]], lang: Lang) -> None:
    sheet = book.create_sheet(title.say(lang))
    _head(sheet, [title.say(lang), *(head.say(lang) for head in AREA_HEADS)])
    for name, figures in rows:
        sheet.append([_text(sheet, name), *_figures(figures)])
        for share in SHARES:
            sheet.cell(row=sheet.max_row, column=2 + share).number_format = "0.0%"
    _widen(sheet, [28, *[12] * len(AREA_HEADS)])


def _trend(book: Workbook, report: QuarterReport, lang: Lang) -> None:
    sheet = book.create_sheet(Wording("趋势", "trend").say(lang))
    heads = (
        Wording("计划期", "term"),
        Wording("应安排", "due"),
        Wording("已安排", "planned"),
        Wording("路程（小时）", "hours on the road"),
        Wording("人均偏离（半天）", "mean deviation (slots)"),
    )
    _head(sheet, [head.say(lang) for head in heads])
    for point in report.trend:
        hours = round(point.travel_minutes / 60, 1)
        sheet.append([_text(sheet, point.name), point.due, point.planned, hours, round(point.mean_deviation, 2)])
    _widen(sheet, [24, 12, 12, 16, 18])


def _people(book: Workbook, report: QuarterReport, lang: Lang) -> None:
    sheet = book.create_sheet(Wording("督导", "supervisors").say(lang))
    heads = (
        Wording("督导", "supervisor"),
        Wording("约定（半天）", "agreed (slots)"),
        Wording("实际（半天）", "worked (slots)"),
        Wording("路程（小时）", "hours on the road"),
        Wording("不愿时段", "disliked slots"),
    )
    _head(sheet, [head.say(lang) for head in heads])
    for line in report.people:
        hours = round(line.travel_minutes / 60, 1)
        sheet.append([_text(sheet, line.name), line.target, line.load, hours, line.disliked_slots])
    _widen(sheet, [16, 14, 14, 16, 14])


def _advice(book: Workbook, report: QuarterReport, lang: Lang) -> None:
    sheet = book.create_sheet(Wording("未落实建议", "open advice").say(lang))
    heads = (
        Wording("县市区", "county"),
        Wording("社工站", "station"),
        Wording("建议", "advice"),
        Wording("提出", "given"),
        Wording("期限", "due by"),
    )
    _head(sheet, [head.say(lang) for head in heads])
    for row in report.advice:
        due = None if row.due_on is None else f"{row.due_on}"
        written = (_text(sheet, text) for text in (row.county, row.station_name, row.text))
        sheet.append([*written, f"{row.given_on}", due])
    _widen(sheet, [14, 28, 60, 14, 14])


def _figures(area: AreaFigures) -> list[Cell]:
    return [area.due, area.planned, area.coverage, area.done, area.carried_out, area.hours, area.advice_open]


def _head(sheet: Worksheet, names: Sequence[str]) -> None:
    sheet.append(list(names))
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), HEAD_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.freeze_panes = "B2"


def _text(sheet: Worksheet, text: str) -> ExcelCell:
    """A cell with a text that somebody wrote."""
    cell = ExcelCell(sheet, 1, 1)  # appending it says where it is
    put_text(cell, text)
    return cell


def _widen(sheet: Worksheet, widths: Sequence[int]) -> None:
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
