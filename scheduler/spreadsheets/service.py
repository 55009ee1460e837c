"""Take a list in from a file, and hand one out: templates, exports, and the faulty rows of an import."""

import datetime as dt
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, true
from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.database import Database
from scheduler.errors import Fault, FaultyInputError, NotFoundError
from scheduler.models.accounts import Role
from scheduler.models.people import ListImport
from scheduler.paging import Page, Paging, page_of
from scheduler.rows import add
from scheduler.spreadsheets.columns import EntrySheet, ListSheet
from scheduler.spreadsheets.importing import Outcome, by_row, take_in
from scheduler.spreadsheets.kinds import WHOLE, ListKind, Part
from scheduler.spreadsheets.lists import LISTS, open_sheet
from scheduler.spreadsheets.reading import Table, read_table
from scheduler.spreadsheets.writing import shown, workbook
from solver.wording import Lang, Wording

KEPT_FOR: Final = dt.timedelta(days=90)
"""What a file held that was not taken in is kept so long: it may hold people's data."""
IMPORTERS: Final = tuple({Role.HEAD}.union(*(known.importers for known in LISTS.values())))
_ONLY_OUT: Final = Wording("这份名单只能导出，不能导入", "this list only goes out")


def template_of(db: Session, *, actor: Actor, kind: ListKind, part: Part = WHOLE) -> bytes:
    """An empty file of a list; where no row can be made, one with all rows to fill in.

    Raises NotAllowedError, NotFoundError and FaultyInputError.
    """
    sheet = _entered(open_sheet(db, actor=actor, kind=kind, part=part))
    return workbook(sheet, (shown(sheet, values) for values in sheet.rows_to_fill()))


def export_list(db: Session, *, actor: Actor, kind: ListKind, part: Part = WHOLE) -> bytes:
    """A file of all rows of a list but archived ones; taken in as it is, it changes nothing.

    Raises NotAllowedError, NotFoundError and FaultyInputError.
    """
    sheet = open_sheet(db, actor=actor, kind=kind, part=part)
    return workbook(sheet, (shown(sheet, values) for values in sheet.rows()))


def import_list(
    database: Database,
    *,
    actor: Actor,
    kind: ListKind,
    part: Part = WHOLE,
    file_name: str,
    content: bytes,
    dry_run: bool,
) -> ListImport:
    """Take a file in, or with `dry_run` only try to; what came of it, with every fault.

    It is given the whole database, since reading a large file takes seconds in which no lock may be held.
    Raises NotAllowedError, NotFoundError, WrongStateError, and FaultyInputError for a file that cannot be read at all.
    """
    if LISTS[kind].importers:
        actor.require(*LISTS[kind].importers, action="list.import")
    with database.reading() as db:
        sheet = _entered(open_sheet(db, actor=actor, kind=kind, part=part))
    table = read_table(content, sheet)
    with database.unit_of_work() as db:
        sheet = _entered(open_sheet(db, actor=actor, kind=kind, part=part, lock=True))
        outcome = take_in(db, table, sheet, actor=actor, dry_run=dry_run)
        _forget_old(db, actor)
        row = _record(actor, kind, part, file_name, table, outcome)
        return add(db, row, actor=actor, action="list.imported" if outcome.applied else "list.tried")


def list_imports(db: Session, *, actor: Actor, paging: Paging, kind: ListKind | None = None) -> Page[ListImport]:
    """Files that were tried or taken in, the newest first: the office sees all of them, others their own.

    Raises NotAllowedError.
    """
    actor.require(*IMPORTERS, action="list.imports")
    query = select(ListImport).where(ListImport.association_id == actor.association_id, _readable(actor))
    if kind is not None:
        query = query.where(ListImport.kind == kind)
    return page_of(db, query.order_by(col(ListImport.created_at).desc(), col(ListImport.id)), paging)


def find_import(db: Session, import_id: str, *, actor: Actor) -> ListImport:
    """One file that was tried or taken in. Raises NotAllowedError and NotFoundError."""
    actor.require(*IMPORTERS, action="list.imports")
    condition = (ListImport.id == import_id, ListImport.association_id == actor.association_id, _readable(actor))
    row = db.exec(select(ListImport).where(*condition)).first()
    if row is None:
        raise NotFoundError(kind="list_import", id=import_id)
    return row


def faulty_rows_of(db: Session, import_id: str, *, actor: Actor, lang: Lang = Lang.ZH) -> tuple[ListImport, bytes]:
    """A file of only the faulty rows as they were entered, each with its faults beside, to be corrected and taken in.

    Raises NotAllowedError and NotFoundError.
    """
    row = find_import(db, import_id, actor=actor)
    sheet = _entered(open_sheet(db, actor=actor, kind=ListKind(row.kind), part=Part(**row.part)))
    faults = by_row(row.faults)
    columns = [column for name in row.faulty.get("columns", []) if (column := sheet.column(name))]
    titles = {column.title: column.name for column in columns}
    faulty: list[dict[str, Any]] = row.faulty.get("rows", [])
    content = workbook(
        sheet,
        [entered["cells"] for entered in faulty],
        columns=columns,
        remarks=[
            "\n".join(f"{fault['column']}：{fault[lang]}".lstrip("：") for fault in faults[entered["row"]])
            for entered in faulty
        ],
        faulty=[frozenset(titles.get(fault["column"], "") for fault in faults[entered["row"]]) for entered in faulty],
    )
    return row, content


def _entered(sheet: ListSheet) -> EntrySheet:
    if not isinstance(sheet, EntrySheet):
        raise FaultyInputError([Fault("kind", "only-out", _ONLY_OUT, {})])
    return sheet


def _readable(actor: Actor) -> ColumnElement[bool]:
    """The condition on imports: the office all, others their own."""
    if actor.is_of_office:
        return true()
    return col(ListImport.account_id) == actor.account_id


def _record(actor: Actor, kind: ListKind, part: Part, file_name: str, table: Table, outcome: Outcome) -> ListImport:
    numbers = {fault.row for fault in outcome.faults}
    return ListImport(
        association_id=actor.association_id,
        kind=kind.value,
        part=part.model_dump(mode="json", exclude_none=True),
        file_name=file_name[:300],
        account_id=actor.account_id or "",
        rows=outcome.rows,
        created=outcome.created,
        changed=outcome.changed,
        unchanged=outcome.unchanged,
        faults=[fault.stored() for fault in outcome.faults],
        faulty={
            "columns": [column.name for column in table.columns],
            "rows": [
                {"row": row.number, "cells": {name: _stored(value) for name, value in row.cells.items()}}
                for row in table.rows
                if row.number in numbers
            ],
        },
        applied=outcome.applied,
    )


def _stored(value: Any) -> Any:
    """A cell's value as a JSON value."""
    if isinstance(value, dt.datetime):
        value = value.date() if value.time() == dt.time() else value
    return value if isinstance(value, bool | int | float | str) else str(value)


def _forget_old(db: Session, actor: Actor) -> None:
    db.exec(
        delete(ListImport).where(
            col(ListImport.association_id) == actor.association_id,
            col(ListImport.created_at) < now() - KEPT_FOR,
            col(ListImport.applied).is_(False),
        )
    )
