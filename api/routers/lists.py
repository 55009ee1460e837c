"""Lists as Excel files: a template, an export, an import with its dry run, and the faulty rows to correct."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Query, Response, UploadFile
from pydantic import BaseModel

from api.dependencies import AppDatabase, CurrentActor, Language, PageAsked, ReadDb
from api.downloads import saved_as
from api.problems import documented
from scheduler.clock import today
from scheduler.errors import NotAllowedError, NotFoundError, TooLargeError, WrongStateError
from scheduler.models.people import ListImport
from scheduler.reports.months import MonthText
from scheduler.spreadsheets.kinds import ListKind, Part
from scheduler.spreadsheets.lists import LISTS
from scheduler.spreadsheets.service import (
    export_list,
    faulty_rows_of,
    find_import,
    import_list,
    list_imports,
    template_of,
)
from scheduler.spreadsheets.writing import XLSX
from solver.wording import Lang

router = APIRouter(tags=["lists"])
FAULTS_SHOWN = 500
FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}, "description": "the file"}
}


def part_asked(
    term_id: Annotated[str | None, Query(max_length=32)] = None,
    month: Annotated[MonthText | None, Query(examples=["2026-10"])] = None,
    year: Annotated[int | None, Query(ge=2015, le=2100)] = None,
    event_key: Annotated[str | None, Query(max_length=80, description="a course session")] = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Part:
    """Which part of a list: what must be named is said when it is missing; both days of a period are included."""
    return Part(term_id=term_id, month=month, year=year, event_key=event_key, since=since, until=until)


PartAsked = Annotated[Part, Depends(part_asked)]


class RowFaultOut(BaseModel):
    """One thing wrong with one row of a file: `row` and `cell` as Excel counts, `column` by its heading."""

    row: int
    cell: str
    column: str
    code: str
    message: str
    facts: dict[str, Any]


class ImportSummaryOut(BaseModel):
    """A file that was tried or taken in. Where `applied` is false, nothing of it was kept."""

    id: str
    created_at: dt.datetime
    kind: ListKind
    part: dict[str, Any]
    """Which part of the list it was about."""
    file_name: str
    account_id: str
    rows: int
    created: int
    changed: int
    unchanged: int
    fault_count: int
    faulty_rows: int
    applied: bool


class ImportOut(ImportSummaryOut):
    """The same with its faults, at most the first 500; the file of faulty rows has all."""

    faults: list[RowFaultOut]


class ImportPage(BaseModel):
    """Part of the list of imports, and how long the whole is."""

    items: list[ImportSummaryOut]
    total: int


@router.get(
    "/lists/{kind}/template", response_class=Response, responses=FILE | documented(NotAllowedError, NotFoundError)
)
def template(db: ReadDb, actor: CurrentActor, kind: ListKind, part: PartAsked) -> Response:
    """A file to fill in: empty, or with a row for each that may be filled in, as of availability."""
    return _file(template_of(db, actor=actor, kind=kind, part=part), f"{LISTS[kind].name}-模板")


@router.get(
    "/lists/{kind}/export", response_class=Response, responses=FILE | documented(NotAllowedError, NotFoundError)
)
def export(db: ReadDb, actor: CurrentActor, kind: ListKind, part: PartAsked) -> Response:
    """The list as a file, as far as one may read it; what comes in may come back as it is, and changes nothing."""
    return _file(export_list(db, actor=actor, kind=kind, part=part), f"{LISTS[kind].name}-{today():%Y%m%d}")


@router.post(
    "/lists/{kind}/imports",
    status_code=201,
    responses=documented(NotAllowedError, NotFoundError, WrongStateError, TooLargeError),
)
def import_(
    database: AppDatabase,
    actor: CurrentActor,
    lang: Language,
    kind: ListKind,
    part: PartAsked,
    file: Annotated[UploadFile, File(description="an .xlsx file")],
    dry_run: bool = False,
) -> ImportOut:
    """Take a file in whole, or not at all when a single row is faulty; `dry_run` does the same and keeps nothing."""
    row = import_list(
        database,
        actor=actor,
        kind=kind,
        part=part,
        file_name=file.filename or "",
        content=file.file.read(),
        dry_run=dry_run,
    )
    return _out(row, lang)


@router.get("/list-imports", responses=documented(NotAllowedError))
def imports(db: ReadDb, actor: CurrentActor, paging: PageAsked, kind: ListKind | None = None) -> ImportPage:
    """Files that were tried or taken in, the newest first: the office sees all, others their own."""
    page = list_imports(db, actor=actor, paging=paging, kind=kind)
    return ImportPage(items=[ImportSummaryOut(**_summary(row)) for row in page.items], total=page.total)


@router.get("/list-imports/{import_id}", responses=documented(NotAllowedError, NotFoundError))
def read(db: ReadDb, actor: CurrentActor, lang: Language, import_id: str) -> ImportOut:
    """One file that was tried or taken in, with its faults."""
    return _out(find_import(db, import_id, actor=actor), lang)


@router.get(
    "/list-imports/{import_id}/faulty-rows",
    response_class=Response,
    responses=FILE | documented(NotAllowedError, NotFoundError),
)
def faulty_rows(db: ReadDb, actor: CurrentActor, lang: Language, import_id: str) -> Response:
    """A file of the faulty rows only, the faults beside them: to be corrected and taken in."""
    row, content = faulty_rows_of(db, import_id, actor=actor, lang=lang)
    return _file(content, f"{LISTS[ListKind(row.kind)].name}-待更正")


def _out(row: ListImport, lang: Lang) -> ImportOut:
    faults = [
        RowFaultOut(message=fault[lang], **{name: fault[name] for name in ("row", "cell", "column", "code", "facts")})
        for fault in row.faults[:FAULTS_SHOWN]
    ]
    return ImportOut(**_summary(row), faults=faults)


def _summary(row: ListImport) -> dict[str, Any]:
    names = ("id", "created_at", "kind", "part", "file_name", "account_id", "rows", "created", "changed")
    return {
        **{name: getattr(row, name) for name in (*names, "unchanged", "applied")},
        "fault_count": len(row.faults),
        "faulty_rows": len({fault["row"] for fault in row.faults}),
    }


def _file(content: bytes, name: str) -> Response:
    return saved_as(content, f"{name}.xlsx", XLSX)
