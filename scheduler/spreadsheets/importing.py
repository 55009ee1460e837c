"""Take a file in, or try to: the same steps either way, and nothing is kept unless all of it is right."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.commands import Command
from scheduler.errors import DomainError, FaultyInputError
from scheduler.shapes import shape_fault
from scheduler.spreadsheets import faults as say
from scheduler.spreadsheets.cells import CellError, plain
from scheduler.spreadsheets.columns import Column, EntrySheet, Values
from scheduler.spreadsheets.faults import CellFault
from scheduler.spreadsheets.ordering import in_order
from scheduler.spreadsheets.reading import SheetRow, Table
from solver.wording import Lang, Wording


@dataclass(slots=True)
class Outcome:
    """What a file would do, or did: how many rows it makes, changes and leaves, and what is wrong with it."""

    rows: int
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: list[CellFault] = field(default_factory=list)
    applied: bool = False


def take_in(db: Session, table: Table, sheet: EntrySheet, *, actor: Actor, dry_run: bool) -> Outcome:
    """Store what the table says, unless it has faults or it is a dry run: then nothing of it is kept."""
    outcome = Outcome(rows=len(table.rows))
    with db.begin_nested() as kept:
        for reader, present, content in _checked(table, sheet, outcome):
            _store(db, sheet, reader, present, content, actor=actor, outcome=outcome)
        if not outcome.faults:
            sheet.finish(db, actor)
        if outcome.faults or dry_run:
            kept.rollback()
    outcome.faults.sort(key=lambda fault: (fault.row, len(fault.cell), fault.cell))
    outcome.applied = not (outcome.faults or dry_run)
    return outcome


def _checked(table: Table, sheet: EntrySheet, outcome: Outcome) -> Iterable[tuple["_RowReader", Any, Command]]:
    """The reader, the row that there is (None: a new one) and the content for it, for each row without a fault."""
    known = sheet.known()
    first_with: dict[tuple[Any, ...], int] = {}
    for row in in_order(table.rows, sheet):
        reader = _RowReader(table, sheet, row)
        if sheet.passes_blank and reader.says_nothing():
            outcome.unchanged += 1
            continue
        key = reader.key()
        if key is not None and first_with.setdefault(key, row.number) != row.number:
            reader.blame(sheet.keys[0], "code-twice", say.TWICE, value=reader.key_shown(), row=first_with[key])
        present = known.get(key) if key is not None else None
        content = reader.content(present)
        outcome.faults += reader.faults
        if content is not None and not reader.faults:
            yield reader, present, content


def _store(
    db: Session,
    sheet: EntrySheet,
    reader: "_RowReader",
    present: Any,
    content: Command,
    *,
    actor: Actor,
    outcome: Outcome,
) -> None:
    is_new = sheet.is_new(present)
    if not is_new and _says_the_same(sheet, present, content):
        outcome.unchanged += 1
        return
    try:
        with nullcontext() if is_new and sheet.at_once else db.begin_nested():
            sheet.put(db, actor, present, content)
    except DomainError as error:
        outcome.faults += reader.refused(error)
    else:
        outcome.created += is_new
        outcome.changed += not is_new


def _says_the_same(sheet: EntrySheet, present: Any, content: Command) -> bool:
    values = sheet.values(present)
    return all(_is_same(values.get(name), value) for name, value in sheet.content_values(content).items())


def _is_same(before: Any, after: Any) -> bool:
    """Of a number Excel keeps 15 digits."""
    if isinstance(before, float) and isinstance(after, float):
        return math.isclose(before, after, rel_tol=1e-14)
    return bool(before == after)


class _RowReader:
    """Reads one row: its cells, then all of it together."""

    def __init__(self, table: Table, sheet: EntrySheet, row: SheetRow) -> None:
        self._table, self._sheet, self._row = table, sheet, row
        self.faults: list[CellFault] = list(row.faults)
        self._blamed = {fault.column for fault in row.faults}

    def key(self) -> tuple[Any, ...] | None:
        """What tells the row apart; None when any of it is missing or faulty."""
        found = []
        for name in self._sheet.keys:
            column, value = self._sheet.column(name), self._row.cells.get(name)
            if column is None or value is None or column.title in self._blamed:
                return None
            try:
                found.append(column.kind.read(value))
            except CellError:
                return None
        return tuple(found)

    def key_shown(self) -> str:
        """The same as it was typed."""
        return "、".join(plain(self._row.cells[name]) for name in self._sheet.keys)

    def says_nothing(self) -> bool:
        """Whether only keys and what is told are filled in."""
        told = {column.name for column in self._sheet.columns if column.told or column.shown}
        return not self._row.faults and self._row.cells.keys() <= told | set(self._sheet.keys)

    def refused(self, error: DomainError) -> list[CellFault]:
        """The faults of a row that its service refused."""
        if isinstance(error, FaultyInputError):
            for fault in error.faults:
                self.blame(fault.place.partition(".")[0], fault.code, fault.wording, **fault.facts)
        else:
            texts = error.message(Lang.ZH), error.message(Lang.EN)
            self._note(self._table.said(self._row.number, None, error.code, *texts, error.facts))
        return self.faults

    def blame(self, name: str | None, code: str, wording: Wording, /, **facts: Any) -> None:
        """Note a fault, at a column or of the whole row."""
        self._note(self._table.fault(self._row.number, name, code, wording, **facts))

    def content(self, present: Any) -> Command | None:
        """What the row says, on top of what there is where the file has no column for it; None when it is faulty."""
        self._check_presence(present)
        base = {} if present is None else self._sheet.values(present)
        given = self._values()
        self._check_told(given)
        if self.faults:
            return self._validated(base, given, quietly=True)
        return self._validated(base, given)

    def _check_presence(self, present: Any) -> None:
        if self.key() is None:
            return
        if present is None and not self._sheet.can_make:
            self.blame(self._sheet.keys[0], "unknown-code", say.UNKNOWN, value=self.key_shown())
        elif present is not None and self._sheet.is_archived(present):
            self.blame(self._sheet.keys[0], "archived", say.ARCHIVED, value=self.key_shown())

    def _values(self) -> Values:
        values: Values = {}
        for column in map(self._as_it_is_now, self._table.columns):
            if column.shown:
                continue
            value = self._row.cells.get(column.name)
            if value is None:
                if column.required:
                    self.blame(column.name, "missing", say.MISSING, title=column.title)
            elif column.title not in self._blamed:
                try:
                    values[column.name] = column.kind.read(value)
                except CellError as error:
                    self.blame(column.name, error.code, error.wording, **error.facts)
        return values

    def _as_it_is_now(self, column: Column) -> Column:
        """The file was read before the list was locked: names are looked up in the list as it is now."""
        return self._sheet.column(column.name) or column

    def _check_told(self, given: Values) -> None:
        for name, expected in self._sheet.told(given).items():
            value = given.get(name)
            if value is not None and value != expected:
                self.blame(name, "name-differs", say.NAME_DIFFERS, value=value, expected=expected)

    def _validated(self, base: Values, given: Values, *, quietly: bool = False) -> Command | None:
        """`quietly`: the row is faulty already; what follows from that is not said again."""
        told = {column.name for column in self._sheet.columns if column.told or column.shown}
        in_file = {column.name for column in self._table.columns if not column.shown}
        values = {name: value for name, value in base.items() if name not in in_file}
        values |= {name: value for name, value in given.items() if name not in told}
        try:
            return self._sheet.content(values)
        except ValidationError as error:
            for found in error.errors():
                self._note_shape(found, quietly=quietly)
        except FaultyInputError as error:
            for fault in error.faults:
                name = fault.place.partition(".")[0]
                self.blame(name, fault.code, fault.wording, **fault.facts)
        return None

    def _note_shape(self, found: Mapping[str, Any], *, quietly: bool) -> None:
        name = str(found["loc"][0]) if found["loc"] else None
        if quietly and found["type"] == "missing":
            return
        code, zh, facts = shape_fault(found, Lang.ZH)
        en = shape_fault(found, Lang.EN)[1]
        self._note(self._table.said(self._row.number, name, code, zh, en, facts))

    def _note(self, fault: CellFault) -> None:
        self.faults.append(fault)
        self._blamed.add(fault.column)


def by_row(faults: Iterable[Mapping[str, Any]]) -> dict[int, list[Mapping[str, Any]]]:
    """Stored faults by the number of their row."""
    found: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for fault in faults:
        found[fault["row"]].append(fault)
    return dict(found)
