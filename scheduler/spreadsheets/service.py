"""Take a list in from a file, and hand one out: templates, exports, and the faulty rows of an import."""

import datetime as dt
from typing import Any, Final

from sqlalchemy import delete
from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.database import Database
from scheduler.errors import Fault, FaultyInputError, NotAllowedError, WrongStateError
from scheduler.models.accounts import Role
from scheduler.models.people import ListImport
from scheduler.models.terms import Term
from scheduler.paging import Page, Paging, page_of
from scheduler.rows import add, load
from scheduler.spreadsheets.columns import ListKind, ListSheet
from scheduler.spreadsheets.importing import Outcome, by_row, take_in
from scheduler.spreadsheets.reading import Table, read_table
from scheduler.spreadsheets.sheets.availability import AvailabilitySheet
from scheduler.spreadsheets.sheets.stations import StationSheet
from scheduler.spreadsheets.sheets.supervisors import SupervisorSheet
from scheduler.spreadsheets.sheets.trainees import TraineeSheet
from scheduler.spreadsheets.writing import shown, workbook
from solver.wording import Lang, Wording

KEPT_FOR: Final = dt.timedelta(days=90)
"""What a file held that was not taken in is kept so long: it may hold people's data."""
_TERM_MISSING: Final = Wording("请指明计划期", "say which term")


def open_sheet(
    db: Session, *, actor: Actor, kind: ListKind, term_id: str | None = None, lock: bool = False
) -> ListSheet:
    """A list of the actor's association; with `lock`, its rows are locked and may be changed.

    Raises NotFoundError, FaultyInputError and, with `lock`, WrongStateError for an archived term.
    """
    match kind:
        case ListKind.STATIONS:
            return StationSheet(db, actor, lock=lock)
        case ListKind.SUPERVISORS:
            return SupervisorSheet(db, actor, lock=lock)
        case ListKind.TRAINEES:
            return TraineeSheet(db, actor, lock=lock)
        case ListKind.AVAILABILITY:
            if term_id is None:
                raise FaultyInputError([Fault("term_id", "missing", _TERM_MISSING, {})])
            term = load(db, Term, term_id, actor=actor)
            if lock and term.archived_at is not None:
                raise WrongStateError(kind="term", id=term.id, state="archived", action="list.import")
            return AvailabilitySheet(db, actor, term, lock=lock)


def template_of(db: Session, *, actor: Actor, kind: ListKind, term_id: str | None = None) -> bytes:
    """An empty file of a list; where no row can be made, one with all rows to fill in.

    Raises NotAllowedError, NotFoundError and FaultyInputError.
    """
    _require_office(actor)
    sheet = open_sheet(db, actor=actor, kind=kind, term_id=term_id)
    return workbook(sheet, []) if sheet.can_make else _whole(sheet)


def export_list(db: Session, *, actor: Actor, kind: ListKind, term_id: str | None = None) -> bytes:
    """A file of all rows of a list but archived ones; taken in as it is, it changes nothing.

    Raises NotAllowedError, NotFoundError and FaultyInputError.
    """
    _require_office(actor)
    return _whole(open_sheet(db, actor=actor, kind=kind, term_id=term_id))


def import_list(
    database: Database,
    *,
    actor: Actor,
    kind: ListKind,
    term_id: str | None,
    file_name: str,
    content: bytes,
    dry_run: bool,
) -> ListImport:
    """Take a file in, or with `dry_run` only try to; what came of it, with every fault.

    It is given the whole database, since reading a large file takes seconds in which no lock may be held.
    Raises NotAllowedError, NotFoundError, WrongStateError, and FaultyInputError for a file that cannot be read at all.
    """
    actor.require(Role.PLANNER, action="list.import")
    with database.reading() as db:
        sheet = open_sheet(db, actor=actor, kind=kind, term_id=term_id)
    table = read_table(content, sheet)
    with database.unit_of_work() as db:
        sheet = open_sheet(db, actor=actor, kind=kind, term_id=term_id, lock=True)
        outcome = take_in(db, table, sheet, actor=actor, dry_run=dry_run)
        _forget_old(db, actor)
        row = _record(actor, kind, term_id, file_name, table, outcome)
        return add(db, row, actor=actor, action="list.imported" if outcome.applied else "list.tried")


def list_imports(db: Session, *, actor: Actor, paging: Paging, kind: ListKind | None = None) -> Page[ListImport]:
    """Files that were tried or taken in, the newest first. Raises NotAllowedError."""
    _require_office(actor)
    query = select(ListImport).where(ListImport.association_id == actor.association_id)
    if kind is not None:
        query = query.where(ListImport.kind == kind)
    return page_of(db, query.order_by(col(ListImport.created_at).desc(), col(ListImport.id)), paging)


def find_import(db: Session, import_id: str, *, actor: Actor) -> ListImport:
    """One file that was tried or taken in. Raises NotAllowedError and NotFoundError."""
    _require_office(actor)
    return load(db, ListImport, import_id, actor=actor)


def faulty_rows_of(db: Session, import_id: str, *, actor: Actor, lang: Lang = Lang.ZH) -> tuple[ListImport, bytes]:
    """A file of only the faulty rows as they were entered, each with its faults beside, to be corrected and taken in.

    Raises NotAllowedError and NotFoundError.
    """
    row = find_import(db, import_id, actor=actor)
    sheet = open_sheet(db, actor=actor, kind=ListKind(row.kind), term_id=row.term_id)
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


def _require_office(actor: Actor) -> None:
    if actor.role not in {None, Role.PLANNER, Role.HEAD}:
        raise NotAllowedError(action="list.export")


def _whole(sheet: ListSheet) -> bytes:
    rows = (sheet.values(row) for row in sheet.known().values() if not sheet.is_archived(row))
    return workbook(sheet, (shown(sheet, sheet.told(values) | values) for values in rows))


def _record(
    actor: Actor, kind: ListKind, term_id: str | None, file_name: str, table: Table, outcome: Outcome
) -> ListImport:
    numbers = {fault.row for fault in outcome.faults}
    return ListImport(
        association_id=actor.association_id,
        kind=kind.value,
        term_id=term_id if kind is ListKind.AVAILABILITY else None,
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
