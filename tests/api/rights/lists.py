"""Rights in lists as Excel files."""

from io import BytesIO

from openpyxl import Workbook

from scheduler.models.accounts import Role
from scheduler.models.people import ListImport
from tests.api.rights import OFFICE, PLANNERS, Making, Right


def an_import(making: Making) -> str:
    row = ListImport(
        association_id=making.city.association.id,
        kind="stations",
        file_name="名单.xlsx",
        account_id=making.city.accounts[Role.PLANNER].id,
        rows=0,
        created=0,
        changed=0,
        unchanged=0,
        applied=False,
    )
    making.db.add(row)
    making.db.flush()
    return row.id


def an_empty_file() -> bytes:
    book = Workbook()
    headings = ("编码", "社工站名称", "县（市、区）", "纬度", "经度", "专职人数", "值守人数", "迎访人数")
    assert book.active is not None
    for place, heading in enumerate(headings, start=1):
        book.active.cell(1, place, heading)  # type: ignore[union-attr]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


IMPORTERS = OFFICE | {Role.SUPERVISOR, Role.STATION}
ROWS = {"import_id": an_import, "kind": "stations"}
RIGHTS = {
    "GET /lists/{kind}/template": Right(OFFICE),
    "GET /lists/{kind}/export": Right(OFFICE),
    "POST /lists/{kind}/imports": Right(PLANNERS, files={"file": ("名单.xlsx", an_empty_file())}),
    "GET /list-imports": Right(IMPORTERS),
    "GET /list-imports/{import_id}": Right(OFFICE),
    "GET /list-imports/{import_id}/faulty-rows": Right(OFFICE),
}
