"""The order in which rows of a file are taken in, where they may name each other."""

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter

from scheduler.spreadsheets.cells import BETWEEN, plain
from scheduler.spreadsheets.columns import EntrySheet
from scheduler.spreadsheets.reading import SheetRow


def in_order(rows: Sequence[SheetRow], sheet: EntrySheet) -> Sequence[SheetRow]:
    """The rows, each after those it names in the column `names_rows`; as they stand where they go round in a circle."""
    if sheet.names_rows is None:
        return rows
    number_of = {_key(row, sheet): row.number for row in reversed(rows)}
    waiting: TopologicalSorter[int] = TopologicalSorter()
    for row in rows:
        named = BETWEEN.split(plain(row.cells.get(sheet.names_rows, "")))
        waiting.add(row.number, *(number_of[name.strip()] for name in named if name.strip() in number_of))
    by_number = {row.number: row for row in rows}
    try:
        return [by_number[number] for number in waiting.static_order()]
    except CycleError:
        return rows


def _key(row: SheetRow, sheet: EntrySheet) -> str:
    return plain(row.cells.get(sheet.keys[0], ""))
