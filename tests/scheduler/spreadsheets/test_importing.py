"""A list goes out and comes back unchanged; what is wrong is told with its cell; nothing is half taken in."""

import datetime as dt
from typing import Any

import pytest
from sqlmodel import select

from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.database import Database
from scheduler.errors import FaultyInputError
from scheduler.ids import AccountId, AssociationId
from scheduler.models.accounts import Role
from scheduler.models.associations import Association, AuditEntry
from scheduler.models.camp import Trainee
from scheduler.models.people import Availability, ListImport, Station
from scheduler.models.terms import Term
from scheduler.spreadsheets import service
from scheduler.spreadsheets.kinds import WHOLE, ListKind, Part
from scheduler.spreadsheets.lists import open_sheet
from scheduler.spreadsheets.service import (
    export_list,
    faulty_rows_of,
    import_list,
    template_of,
)
from tests.builders import a_station, a_supervisor, a_term, a_trainee, an_account, an_association
from tests.scheduler.spreadsheets.files import a_file, opened, rows_of, saved

STATION: dict[str, Any] = {
    "code": 330402007,
    "name": "建设街道社工站",
    "county": "南湖区",
    "lat": 30.764,
    "lon": "120.752",
    "fields": "为老服务、社区治理",
    "staff": "6",
    "licensed": 4,
    "duty": 2,
    "present": 3,
    "rating": 4,
    "opened_on": "2024年3月1日",
    "closed_weekly": "周一上午",
}


@pytest.fixture
def association(database: Database) -> Association:
    with database.unit_of_work() as db:
        return an_association(db)


@pytest.fixture
def planner(database: Database, association: Association) -> Actor:
    with database.unit_of_work() as db:
        account = an_account(db, association, Role.PLANNER)
    return Actor(AssociationId(association.id), Role.PLANNER, AccountId(account.id), account.name)


@pytest.fixture
def term(database: Database, association: Association) -> Term:
    with database.unit_of_work() as db:
        return a_term(db, association)


class Lists:
    """The lists of one association, as the planner takes them in and hands them out."""

    def __init__(self, database: Database, planner: Actor) -> None:
        self._database, self._planner = database, planner

    def take(self, kind: ListKind, content: bytes, *, dry_run: bool = False, part: Part = WHOLE) -> ListImport:
        return import_list(
            self._database,
            actor=self._planner,
            kind=kind,
            part=part,
            file_name="名单.xlsx",
            content=content,
            dry_run=dry_run,
        )

    def take_rows(self, kind: ListKind, *rows: dict[str, Any], **how: Any) -> ListImport:
        return self.take(kind, self.file(kind, *rows, part=how.get("part", WHOLE)), **how)

    def file(self, kind: ListKind, *rows: dict[str, Any], part: Part = WHOLE) -> bytes:
        with self._database.reading() as db:
            return a_file(open_sheet(db, actor=self._planner, kind=kind, part=part), rows)

    def export(self, kind: ListKind, part: Part = WHOLE) -> bytes:
        with self._database.reading() as db:
            return export_list(db, actor=self._planner, kind=kind, part=part)

    def template(self, kind: ListKind, part: Part = WHOLE) -> bytes:
        with self._database.reading() as db:
            return template_of(db, actor=self._planner, kind=kind, part=part)

    def faulty(self, row: ListImport) -> bytes:
        with self._database.reading() as db:
            return faulty_rows_of(db, row.id, actor=self._planner)[1]

    def all(self, table: type[Any]) -> list[Any]:
        with self._database.reading() as db:
            return list(db.exec(select(table).order_by(table.created_at)))


@pytest.fixture
def lists(database: Database, planner: Actor) -> Lists:
    return Lists(database, planner)


def counts(row: ListImport) -> tuple[int, int, int, bool]:
    return row.created, row.changed, row.unchanged, row.applied


def told(row: ListImport) -> list[tuple[str, str, str]]:
    return [(fault["cell"], fault["column"], fault["code"]) for fault in row.faults]


def test_stations_are_made_changed_and_left(lists: Lists) -> None:
    other = STATION | {"code": "N2", "name": "解放街道社工站"}
    assert counts(lists.take_rows(ListKind.STATIONS, STATION, other)) == (2, 0, 0, True)
    assert counts(lists.take_rows(ListKind.STATIONS, STATION, other | {"rating": None})) == (0, 1, 1, True)
    station = next(row for row in lists.all(Station) if row.code == "330402007")
    assert (station.staff, station.opened_on, station.closed_weekly) == (6, dt.date(2024, 3, 1), ["1-morning"])
    assert station.version == 1
    trail = [entry.action for entry in lists.all(AuditEntry) if entry.subject_kind == "station"]
    assert trail == ["station.made", "station.made", "station.changed"]


def test_a_dry_run_says_the_same_and_keeps_nothing(lists: Lists) -> None:
    content = lists.file(ListKind.STATIONS, STATION, STATION | {"code": "N2"})
    tried = lists.take(ListKind.STATIONS, content, dry_run=True)
    assert counts(tried) == (2, 0, 0, False)
    assert lists.all(Station) == []
    assert [entry.action for entry in lists.all(AuditEntry)] == ["list.tried"]
    assert counts(lists.take(ListKind.STATIONS, content)) == (2, 0, 0, True)


def test_a_single_fault_keeps_everything_out_and_changes_nothing(lists: Lists) -> None:
    lists.take_rows(ListKind.STATIONS, STATION)
    tried = lists.take_rows(
        ListKind.STATIONS, STATION | {"rating": 1}, STATION | {"code": "N2"}, STATION | {"code": "N3", "staff": "六"}
    )
    assert told(tried) == [("G4", "专职人数", "not-whole")]
    assert not tried.applied
    assert [(row.code, row.rating, row.version) for row in lists.all(Station)] == [("330402007", 4, 1)]


def test_every_fault_is_told_with_its_cell_and_what_to_do(lists: Lists, database: Database, planner: Actor) -> None:
    with database.unit_of_work() as db:
        gone = a_station(db, db.get_one(Association, planner.association_id), code="OLD", archived_at=now())
    tried = lists.take_rows(
        ListKind.STATIONS,
        STATION,
        {"name": "无编码"},
        STATION | {"duty": 4, "rating": 9, "closed_weekly": "周八上午"},
        STATION | {"code": gone.code},
    )
    assert told(tried) == [
        ("A3", "编码", "missing"),
        ("C3", "县（市、区）", "missing"),
        ("D3", "纬度", "missing"),
        ("E3", "经度", "missing"),
        ("G3", "专职人数", "missing"),
        ("K3", "值守人数", "missing"),
        ("L3", "迎访人数", "missing"),
        ("A4", "编码", "code-twice"),
        ("L4", "迎访人数", "less-than-duty"),
        ("O4", "星级", "out-of-range"),
        ("Q4", "每周不接待时段", "unknown-word"),
        ("A5", "编码", "archived"),
    ]
    assert tried.faults[7]["zh"] == "编码“330402007”与第 2 行重复"
    assert all(fault["zh"] and fault["en"] for fault in tried.faults)


def test_faulty_rows_come_as_a_file_to_correct(lists: Lists) -> None:
    wrong = STATION | {"code": "N2", "staff": "六", "rating": 9}
    tried = lists.take_rows(ListKind.STATIONS, STATION, wrong)
    page = opened(lists.faulty(tried))
    row = rows_of(lists.faulty(tried))
    assert len(row) == 1
    assert (row[0]["编码"], row[0]["专职人数"], row[0]["县（市、区）"]) == ("N2", "六", "南湖区")
    remarks = row[0]["问题（请改正，此列不导入）"]
    assert "专职人数：应为整数，现为“六”" in remarks
    assert "星级" in remarks
    assert page["G2"].fill.start_color.rgb == "FFFFC7CE"
    assert page["A2"].fill.start_color.rgb != "FFFFC7CE"
    page["G2"], page["O2"] = 6, 5
    corrected = lists.take(ListKind.STATIONS, saved(page))
    assert counts(corrected) == (1, 0, 0, True)


def test_a_column_that_is_not_there_leaves_what_is_stored(lists: Lists) -> None:
    lists.take_rows(ListKind.STATIONS, STATION)
    page = opened(lists.export(ListKind.STATIONS))
    headings = [cell.value for cell in page[1]]
    page.delete_cols(headings.index("星级") + 1)
    page.delete_cols(headings.index("服务领域") + 1)
    assert counts(lists.take(ListKind.STATIONS, saved(page))) == (0, 0, 1, True)
    assert lists.all(Station)[0].rating == 4


def test_an_empty_cell_empties(lists: Lists) -> None:
    lists.take_rows(ListKind.STATIONS, STATION)
    lists.take_rows(ListKind.STATIONS, STATION | {"fields": None, "licensed": None, "opened_on": " "})
    station = lists.all(Station)[0]
    assert (station.fields, station.licensed, station.opened_on) == ([], 0, None)


AWKWARD = "=1+1、“引号”，—— （全角）Ａ"  # noqa: RUF001


def test_what_goes_out_comes_back_unchanged(
    lists: Lists, database: Database, association: Association, term: Term
) -> None:
    with database.unit_of_work() as db:
        station = a_station(
            db,
            association,
            name=AWKWARD,
            fields=["心理（健康）", "为老服务"],
            lat=30.123456789012345,
            opened_on=dt.date(2020, 2, 29),
            closed_weekly=["7-afternoon", "1-morning"],
            operator_grade="5A",
            contact="0573-82000000",
        )
        a_station(db, association, code="000123")
        supervisor = a_supervisor(db, association, roles=["lecture", "chief"], target=0, employer=AWKWARD)
        a_supervisor(db, association, archived_at=now())
        a_trainee(db, station, code="007", licence="社会工作师")
        said = Availability(
            association_id=association.id,
            term_id=term.id,
            supervisor_id=supervisor.id,
            weekly={"1-morning": "unavailable", "5-afternoon": "disliked"},
            exceptions={"2026-10-12-morning": "free"},
            wishes="=周三",
        )
        db.add(said)
        a_supervisor(db, association)
    for kind, rows in {"stations": 2, "supervisors": 1 + 1, "trainees": 1, "availability": 2}.items():
        part = Part(term_id=term.id) if kind == "availability" else WHOLE
        back = lists.take(ListKind(kind), lists.export(ListKind(kind), part), part=part)
        assert (kind, told(back), counts(back)) == (kind, [], (0, 0, rows, True))
    assert [row.submitted_at for row in lists.all(Availability)] == [None]


def test_availability_is_entered_for_those_of_the_list(
    lists: Lists, database: Database, association: Association, term: Term
) -> None:
    with database.unit_of_work() as db:
        li, wang = (a_supervisor(db, association, code=code, name=name) for code, name in (("L1", "李"), ("W1", "王")))
    page = opened(lists.template(ListKind.AVAILABILITY, Part(term_id=term.id)))
    assert [[cell.value for cell in row[:2]] for row in page.iter_rows(min_row=2)] == [["L1", "李"], ["W1", "王"]]
    page["C2"], page["D2"] = "不可", "可"
    page["Q2"] = "2026-10-09 上午 尽量不"
    taken = lists.take(ListKind.AVAILABILITY, saved(page), part=Part(term_id=term.id))
    assert counts(taken) == (0, 1, 1, True)
    row = lists.all(Availability)[0]
    assert (row.supervisor_id, row.weekly, row.exceptions) == (
        li.id,
        {"1-morning": "unavailable"},
        {"2026-10-09-morning": "disliked"},
    )
    assert row.submitted_at is not None
    page["B3"], page["Q3"], page["A4"] = "李", "2027-01-01 上午 不可", "X9"
    wrong = lists.take(ListKind.AVAILABILITY, saved(page), part=Part(term_id=term.id))
    assert told(wrong) == [
        ("B3", "姓名", "name-differs"),
        ("Q3", "例外", "outside-term"),
        ("A4", "编号", "unknown-code"),
    ]
    assert wang.name in wrong.faults[0]["zh"]


def test_trainees_name_their_station_by_its_code(lists: Lists, database: Database, association: Association) -> None:
    with database.unit_of_work() as db:
        station = a_station(db, association, code="S1", name="建设街道")
    made = lists.take_rows(
        ListKind.TRAINEES,
        {"code": "W1", "name": "张", "station_id": "S1", "station_name": "建设街道"},
        {"code": "W2", "name": "陈", "station_id": "S1"},
    )
    assert counts(made) == (2, 0, 0, True)
    assert {row.station_id for row in lists.all(Trainee)} == {station.id}
    wrong = lists.take_rows(
        ListKind.TRAINEES,
        {"code": "W3", "name": "赵", "station_id": "S9"},
        {"code": "W4", "name": "钱", "station_id": "S1", "station_name": "解放街道"},
    )
    assert told(wrong) == [("C2", "社工站编码", "unknown-station"), ("D3", "社工站名称", "name-differs")]


def test_another_association_is_neither_seen_nor_touched(lists: Lists, database: Database) -> None:
    with database.unit_of_work() as db:
        a_station(db, an_association(db), code="330402007", name="别的城市")
    assert counts(lists.take_rows(ListKind.STATIONS, STATION)) == (1, 0, 0, True)
    assert [row["社工站名称"] for row in rows_of(lists.export(ListKind.STATIONS))] == ["建设街道社工站"]


def test_availability_wants_a_term(lists: Lists) -> None:
    with pytest.raises(FaultyInputError) as raised:
        lists.template(ListKind.AVAILABILITY)
    assert [fault.place for fault in raised.value.faults] == ["term_id"]


@pytest.mark.parametrize("kind", [ListKind.STATIONS, ListKind.SUPERVISORS, ListKind.TRAINEES])
def test_a_template_explains_itself_and_comes_back_empty(lists: Lists, kind: ListKind) -> None:
    content = lists.template(kind)
    page = opened(content)
    assert all(cell.comment is not None for cell in page[1])
    assert page.parent is not None
    assert [other.title for other in page.parent.worksheets][1:] == ["填写说明"]
    assert counts(lists.take(kind, content)) == (0, 0, 0, True)


def test_what_was_not_taken_in_is_forgotten_after_a_while(
    lists: Lists, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists.take_rows(ListKind.STATIONS, STATION | {"staff": "六"})
    lists.take_rows(ListKind.STATIONS, STATION)
    monkeypatch.setattr(service, "KEPT_FOR", dt.timedelta(0))
    lists.take_rows(ListKind.STATIONS, STATION)
    assert [row.applied for row in lists.all(ListImport)] == [True, True]
