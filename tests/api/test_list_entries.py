"""Lists of what happens in a term, through HTTP: out, filled in, tried, taken in, and back without a change."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from scheduler.clock import CHINA, stopped_at
from scheduler.database import Database
from scheduler.models.accounts import Role
from scheduler.models.associations import AuditEntry
from scheduler.models.camp import Cohort, Course, Track
from scheduler.models.records import EvaluationForm
from scheduler.models.terms import EngagementSource, Term
from scheduler.spreadsheets.kinds import ListKind
from scheduler.spreadsheets.lists import LISTS
from solver.problem import Scheme
from tests.api.conftest import Cities, City, ClientOf
from tests.builders import a_station, a_supervisor, a_term, a_trainee, a_venue
from tests.published import a_course_session, a_visit
from tests.release_builders import a_release
from tests.scheduler.spreadsheets.files import filled, rows_of
from tests.term_builders import an_engagement

API = "/api/v1"
HELD = dt.date(2026, 10, 13)


@dataclass(frozen=True)
class Quarter:
    """A term of the first city with a visit, an evaluation and a course session on HELD."""

    city: City
    term_id: str
    visit: str
    evaluation: str
    course_session: str
    trainee: str

    def parts(self) -> dict[str, Any]:
        return {"term_id": self.term_id, "month": "2026-10", "year": 2026, "event_key": self.course_session}


@pytest.fixture
def quarter(database: Database, cities: Cities) -> Quarter:
    city = cities.first
    owned = {"association_id": city.association.id}
    with database.unit_of_work() as db:
        term = a_term(db, city.association)
        track, course = Track(**owned, name="新人"), Course(**owned, title="个案工作", course_sessions=1, hours=24)
        form = [{"key": "service", "name": "服务成效", "weight": 100, "guidance": ""}]
        db.add_all([track, course, EvaluationForm(**owned, name="半年评估", criteria=form)])
        db.flush()
        cohort = Cohort(**owned, term_id=term.id, track_id=track.id, name="一班")
        db.add(cohort)
        db.flush()
        trainee = a_trainee(db, city.station, name="李明")
        release = a_release(db, term=term, plan={"trainees": {trainee.id: cohort.id}})
        panel = [city.supervisor]
        visit = a_visit(db, release, city.station, panel, HELD)
        evaluation = a_visit(db, release, city.station, panel, HELD, scheme=Scheme.EVALUATION)
        held = a_course_session(db, release, course, cohort, city.supervisor, a_venue(db, city.association), HELD)
        return Quarter(city, term.id, visit.key, evaluation.key, held.key, trainee.code)


@pytest.fixture(autouse=True)
def _the_day_after() -> Iterator[None]:
    with stopped_at(dt.datetime(2026, 10, 14, 9, tzinfo=CHINA)):
        yield


def out(client: TestClient, kind: str, what: str = "export", **part: Any) -> bytes:
    answer = client.get(f"{API}/lists/{kind}/{what}", params=part)
    assert answer.status_code == 200, answer.text
    return answer.content


def take(client: TestClient, kind: str, content: bytes, **part: Any) -> dict[str, Any]:
    answer = client.post(f"{API}/lists/{kind}/imports", files={"file": ("表.xlsx", content)}, params=part)
    assert answer.status_code == 201, answer.text
    result: dict[str, Any] = answer.json()
    return result


def counts(taken: dict[str, Any]) -> tuple[int, int, int, bool]:
    assert not taken["applied"] or not taken["faults"]
    return taken["created"], taken["changed"], taken["unchanged"], taken["applied"]


def told(taken: dict[str, Any]) -> list[tuple[str, str]]:
    return [(fault["cell"], fault["code"]) for fault in taken["faults"]]


def test_visits_are_recorded_many_at_once_by_who_was_there(quarter: Quarter, client_of: ClientOf) -> None:
    supervisor = client_of(Role.SUPERVISOR)
    template = out(supervisor, "records", "template")
    assert [row["走访编号"] for row in rows_of(template)] == sorted([quarter.visit, quarter.evaluation])
    said = {
        "结果": "完成",
        "时长（小时）": 2.5,
        "督导内容（未完成写原因）": "个案会商",
        "建议": "补档（2026-11-01 前）；电访",
    }
    wrong = take(supervisor, "records", filled(template, said | {"时长（小时）": None}, said | {"社工站": "别处"}))
    assert [code for _, code in told(wrong)] == ["hours-missing", "unknown-station"]
    content = filled(template, said)
    assert counts(take(supervisor, "records", content, dry_run=True)) == (1, 0, 1, False)
    assert counts(take(supervisor, "records", content)) == (1, 0, 1, True)
    exported = out(supervisor, "records", term_id=quarter.term_id)
    assert rows_of(exported)[0]["建议"] == "电访\n补档（2026-11-01 前）"
    assert counts(take(supervisor, "records", exported)) == (0, 0, 1, True)
    assert counts(take(supervisor, "records", filled(exported, {"时长（小时）": 3}))) == (0, 1, 0, True)
    assert client_of(Role.STATION).get(f"{API}/records").json()["items"][0]["hours"] == 3
    assert len(rows_of(out(client_of(Role.STATION), "advice"))) == 2


def test_a_month_of_all_stations_on_one_sheet(quarter: Quarter, client_of: ClientOf, database: Database) -> None:
    with database.unit_of_work() as db:
        a_station(db, quarter.city.association, county="海宁市")
    planner, part = client_of(Role.PLANNER), {"month": "2026-10"}
    exported = out(planner, "monthly-reports", **part)
    mine = next(i for i, row in enumerate(rows_of(exported)) if row["编码"] == quarter.city.station.code)
    assert rows_of(exported)[mine]["计划走访"] == 2
    said = {"专职社工": 6, "持证社工": 4, "志愿者": 30, "场地面积": 200, "重点服务对象": 50, "本月走访人数": 49}
    rows: list[dict[str, Any]] = [{}, {}]
    rows[mine] = said | {"本月走访人数": 51}
    assert [code for _, code in told(take(planner, "monthly-reports", filled(exported, *rows), **part))] == [
        "too-many-visited"
    ]
    rows[mine] = said | {"需求调研项目数": 2, "提交": "是"}
    assert counts(take(planner, "monthly-reports", filled(exported, *rows), **part)) == (1, 0, 1, True)
    back = out(client_of(Role.COUNTY_VIEWER), "monthly-reports", **part)
    assert [(row["月报状态"], row["走访率"], row["需求调研项目数"]) for row in rows_of(back)] == [("待审核", 0.98, 2)]
    assert counts(take(planner, "monthly-reports", back, **part)) == (0, 0, 1, True)
    closed = take(planner, "monthly-reports", filled(back, {"专职社工": 7}), **part)
    assert [code for _, code in told(closed)] == ["report-closed"]


def test_requests_and_leave_gathered_by_phone(quarter: Quarter, client_of: ClientOf, database: Database) -> None:
    planner, part = client_of(Role.PLANNER), {"term_id": quarter.term_id}
    city = quarter.city
    asked = {"社工站": city.station.name, "主题": "个案督导", "最早日期": "2026-11-02", "最晚日期": "2026-11-20"}
    template = out(planner, "session-requests", "template", **part)
    over = filled(
        template, asked | {"最晚日期": "2026-10-13", "最早日期": "2026-10-12"}, {"社工站": "无此站", "主题": "x"}
    )
    assert {code for _, code in told(take(planner, "session-requests", over, **part))} == {
        "period-over",
        "unknown-station",
        "missing",
    }
    content = filled(template, asked | {"缓急": "紧急", "合适时段": "周一上午"})
    assert counts(take(planner, "session-requests", content, **part)) == (1, 0, 0, True)
    request = planner.get(f"{API}/session-requests").json()["items"][0]
    assert (request["state"], request["urgency"], request["end_date"]) == ("waiting", "urgent", "2026-11-21")
    assert counts(take(planner, "session-requests", out(planner, "session-requests", **part), **part)) == (
        0,
        0,
        1,
        True,
    )
    leave = {
        "督导": city.supervisor.code,
        "开始日期": "2026-11-02",
        "结束日期": "2026-11-03",
        "结束半天": "上午",
        "事由": "出差",
    }
    assert counts(take(planner, "leaves", filled(out(planner, "leaves", "template"), leave))) == (1, 0, 0, True)
    assert counts(take(planner, "leaves", out(planner, "leaves"))) == (0, 0, 1, True)
    again = take(planner, "leaves", filled(out(planner, "leaves"), {"事由": "生病"}))
    assert [code for _, code in told(again)] == ["already-there"]
    with database.reading() as db:
        done = set(db.exec(select(AuditEntry.action).where(AuditEntry.association_id == city.association.id)))
    assert done >= {"session-request.asked", "leave.reported", "list.imported"}


def test_stars_by_hand_with_their_history(quarter: Quarter, client_of: ClientOf) -> None:
    head, station = client_of(Role.HEAD), quarter.city.station
    rows = [
        {"社工站": station.name, "生效日期": "2026-07-01", "星级": 4, "依据": "上半年评估"},
        {"社工站": station.name, "生效日期": "2026-01-01", "星级": 2, "依据": "去年评估"},
    ]
    taken = take(head, "ratings", filled(out(head, "ratings", "template"), *rows))
    assert counts(taken) == (2, 0, 0, True)
    assert head.get(f"{API}/stations/{station.id}").json()["rating"] == 4
    exported = out(head, "ratings")
    assert [row["星级"] for row in rows_of(exported)] == [2, 4]
    assert counts(take(head, "ratings", exported)) == (0, 0, 2, True)


def test_a_panel_member_scores_in_a_sheet(quarter: Quarter, client_of: ClientOf) -> None:
    supervisor, part = client_of(Role.SUPERVISOR), {"term_id": quarter.term_id}
    template = out(supervisor, "scores", "template", **part)
    assert take(supervisor, "scores", filled(template, {"服务成效（100%）": 120}), **part)["fault_count"] == 1
    content = filled(template, {"服务成效（100%）": 88, "提交": "是"})
    assert counts(take(supervisor, "scores", content, **part)) == (1, 0, 0, True)
    assert counts(take(supervisor, "scores", out(supervisor, "scores", **part), **part)) == (0, 0, 1, True)
    final = take(supervisor, "scores", filled(content, {"服务成效（100%）": 90}), **part)
    assert [code for _, code in told(final)] == ["scores-final"]
    path = f"{API}/evaluations/{quarter.evaluation}/joint-score"
    assert client_of(Role.PLANNER).post(path, json={"scores": {"service": 88}}).status_code == 201
    assert rows_of(out(client_of(Role.HEAD), "evaluations"))[0]["各项得分"] == "服务成效 88"


def test_the_list_at_the_door_hours_and_certificates(quarter: Quarter, client_of: ClientOf) -> None:
    lecturer, part = client_of(Role.SUPERVISOR), {"event_key": quarter.course_session}
    printed = out(lecturer, "attendance", **part)
    assert [row["姓名"] for row in rows_of(printed)] == ["李明"]
    assert rows_of(out(client_of(Role.PLANNER), "certificates", term_id=quarter.term_id)) == []
    assert counts(take(lecturer, "attendance", filled(printed, {"到课": "是"}), **part)) == (1, 0, 0, True)
    assert counts(take(lecturer, "attendance", out(lecturer, "attendance", **part), **part)) == (0, 0, 1, True)
    hours = rows_of(out(client_of(Role.STATION), "training-hours", year=2026))[0]
    assert (hours["本年学时"], hours["年度目标"], hours["达标"]) == (24, 24, "是")
    certificate = rows_of(out(client_of(Role.STATION), "certificates", term_id=quarter.term_id))[0]
    assert (certificate["序号"], certificate["姓名"], certificate["出勤率"]) == (1, "李明", 1)
    assert certificate["修读课程（到课 / 场次）"] == "个案工作（1/1）"
    page = client_of(Role.COUNTY_VIEWER).get(f"{API}/terms/{quarter.term_id}/certificates").json()
    assert [(row["name"], row["has_finished"], row["year_hours"]) for row in page] == [("李明", True, 24)]


def test_who_is_sent_to_the_camp(quarter: Quarter, client_of: ClientOf) -> None:
    station, part = client_of(Role.STATION), {"term_id": quarter.term_id}
    content = out(station, "enrolments", **part)
    assert counts(take(station, "enrolments", filled(content, {"班型": "新人"}), **part)) == (0, 1, 0, True)
    assert rows_of(out(client_of(Role.PLANNER), "enrolments", **part))[0]["班型"] == "新人"
    fixed = take(station, "enrolments", filled(content, {"班型": "新人", "固定班次": "一班"}), **part)
    assert [code for _, code in told(fixed)] == ["not-allowed"]


def test_a_quarter_of_meetings_and_the_courses_of_the_camp(quarter: Quarter, client_of: ClientOf) -> None:
    planner, part = client_of(Role.PLANNER), {"term_id": quarter.term_id}
    asked = {
        "会议": "季度例会",
        "日期": "2026-12-29",
        "半天": "下午",
        "类别": "季例会",
        "参加社工站": quarter.city.station.name,
    }
    template = out(planner, "meetings", "template", **part)
    wrong = take(planner, "meetings", filled(template, asked | {"日期": "2027-02-01"}), **part)
    assert [code for _, code in told(wrong)] == ["outside-term"]
    assert counts(take(planner, "meetings", filled(template, asked), **part)) == (1, 0, 0, True)
    again = filled(out(planner, "meetings", **part), {"地点": "协会会议室"})
    assert counts(take(planner, "meetings", again, **part)) == (0, 1, 0, True)
    course = {
        "课程": "小组工作",
        "班型": "新人",
        "场次": 3,
        "讲师": quarter.city.supervisor.code,
        "先修课程": "个案工作",
    }
    assert counts(take(planner, "courses", filled(out(planner, "courses", "template"), course))) == (1, 0, 0, True)
    assert counts(take(planner, "courses", out(planner, "courses"))) == (0, 0, 2, True)


def test_courses_of_one_file_may_come_after_each_other_in_any_order(quarter: Quarter, client_of: ClientOf) -> None:
    """As a list that goes out, by title, does: it comes into an association that has none of its courses yet."""
    planner = client_of(Role.PLANNER)
    template = out(planner, "courses", "template")
    chain = [{"课程": "丙", "先修课程": "乙、个案工作"}, {"课程": "乙", "先修课程": "甲"}, {"课程": "甲"}]
    assert counts(take(planner, "courses", filled(template, *chain), dry_run=True)) == (3, 0, 0, False)
    assert counts(take(planner, "courses", filled(template, *chain))) == (3, 0, 0, True)
    shown = {row["课程"]: row.get("先修课程") for row in rows_of(out(planner, "courses"))}
    assert (shown["丙"], shown["乙"], shown["甲"]) == ("乙、个案工作", "甲", None)
    circle = [{"课程": "丁", "先修课程": "戊"}, {"课程": "戊", "先修课程": "丁"}]
    assert {code for _, code in told(take(planner, "courses", filled(template, *circle)))} == {"unknown-course"}


def test_tracks_cohorts_and_classes_of_a_term(quarter: Quarter, client_of: ClientOf, database: Database) -> None:
    planner, part = client_of(Role.PLANNER), {"term_id": quarter.term_id}
    assert counts(take(planner, "tracks", filled(out(planner, "tracks", "template"), {"班型": "骨干", "顺序": 2}))) == (
        1,
        0,
        0,
        True,
    )
    assert counts(take(planner, "tracks", filled(out(planner, "tracks"), {"顺序": 1}))) == (0, 1, 1, True)
    template = out(planner, "cohorts", "template", **part)
    wrong = take(
        planner, "cohorts", filled(template, {"班级": "二班", "班型": "无"}, {"班级": "一班", "班型": "骨干"}), **part
    )
    assert [code for _, code in told(wrong)] == ["unknown-track", "track-fixed"]
    rows = [{"班级": "一班", "班型": "新人", "人数上限": 30}, {"班级": "二班", "班型": "骨干"}]
    assert counts(take(planner, "cohorts", filled(template, *rows), dry_run=True, **part)) == (1, 1, 0, False)
    assert counts(take(planner, "cohorts", filled(template, *rows), **part)) == (1, 1, 0, True)
    assert counts(take(planner, "cohorts", filled(template, {"班级": "一班", "班型": "新人"}), **part)) == (
        0,
        1,
        0,
        True,
    )
    held = {(row["name"], row["max_size"]) for row in planner.get(f"{API}/terms/{quarter.term_id}/cohorts").json()}
    assert held == {("一班", None), ("二班", None)}
    with database.reading() as db:
        done = set(db.exec(select(AuditEntry.action).where(AuditEntry.association_id == quarter.city.association.id)))
    assert done >= {"track.made", "track.changed", "cohort.made", "cohort.changed"}


def test_a_class_is_changed_by_its_number(quarter: Quarter, client_of: ClientOf) -> None:
    planner, part = client_of(Role.PLANNER), {"term_id": quarter.term_id}
    cohorts = filled(out(planner, "cohorts", "template", **part), {"班级": "二班", "班型": "新人"})
    assert counts(take(planner, "cohorts", cohorts, **part)) == (1, 0, 0, True)
    courses = filled(out(planner, "courses", "template"), {"课程": "小组工作"})
    assert counts(take(planner, "courses", courses)) == (1, 0, 0, True)
    template = out(planner, "classes", "template", **part)
    unknown = take(planner, "classes", filled(template, {"课程": "无此课", "班级": "三班"}), **part)
    assert {code for _, code in told(unknown)} == {"unknown-course", "unknown-cohort"}
    new = {"课程": "小组工作", "班级": "一班"}
    twice = take(planner, "classes", filled(template, new, new), **part)
    assert [code for _, code in told(twice)] == ["course-taken"]
    assert counts(take(planner, "classes", filled(template, new), **part)) == (1, 0, 0, True)
    exported = out(planner, "classes", **part)
    (place,) = (i for i, row in enumerate(rows_of(exported)) if row["课程"] == "小组工作")
    assert (rows_of(exported)[place]["场次"], rows_of(exported)[place]["每场学时"]) == (1, 3)
    said: list[dict[str, Any]] = [{} for _ in rows_of(exported)]
    same = len(said) - 1
    said[place] = {"课程": "个案工作"}
    assert [code for _, code in told(take(planner, "classes", filled(exported, *said), **part))] == ["course-fixed"]
    said[place] = {"班级": "一班、二班"}
    assert counts(take(planner, "classes", filled(exported, *said), **part)) == (0, 1, same, True)
    assert counts(take(planner, "classes", out(planner, "classes", **part), **part)) == (0, 0, same + 1, True)
    held = planner.get(f"{API}/terms/{quarter.term_id}/classes").json()
    assert 2 in {len(row["cohorts"]) for row in held}


def test_demand_comes_in(quarter: Quarter, client_of: ClientOf, database: Database) -> None:
    planner, part, station = client_of(Role.PLANNER), {"term_id": quarter.term_id}, quarter.city.station
    with database.unit_of_work() as db:
        term = db.get_one(Term, quarter.term_id)
        due = an_engagement(db, term, station, Scheme.RESIDENT, source=EngagementSource.POLICY, visits=3)
    exported = out(planner, "demand", **part)
    (place,) = (i for i, row in enumerate(rows_of(exported)) if row["编号"] == due.id)
    said: list[dict[str, Any]] = [{} for _ in rows_of(exported)]
    same = len(said) - 1
    said[place] = {"次数": 5}
    assert told(take(planner, "demand", filled(exported, *said), **part))[0][1] == "reason-missing"
    said[place] |= {"说明": "新站需要多走", "领域": "为老服务"}
    assert counts(take(planner, "demand", filled(exported, *said), **part)) == (0, 1, same, True)
    row = rows_of(out(planner, "demand", **part))[place]
    assert (row["次数"], row["说明"], row["领域"]) == (5, "新站需要多走", "为老服务")
    assert counts(take(planner, "demand", out(planner, "demand", **part), **part)) == (0, 0, same + 1, True)
    new = {"社工站": station.name, "方案": row["方案"], "次数": 2, "限定人选": quarter.city.supervisor.code}
    new |= {"最早日期": "2026-11-02", "最晚日期": "2026-11-20"}
    template = out(planner, "demand", "template", **part)
    outside = take(planner, "demand", filled(template, new | {"最晚日期": "2027-03-01"}, new | {"次数": 0}), **part)
    assert [code for _, code in told(outside)] == ["outside-term", "visits-none"]
    assert counts(take(planner, "demand", filled(template, new), dry_run=True, **part)) == (1, 0, 0, False)
    assert counts(take(planner, "demand", filled(template, new), **part)) == (1, 0, 0, True)
    assert [code for _, code in told(take(planner, "demand", filled(template, new), **part))] == ["already-there"]
    held = planner.get(f"{API}/terms/{quarter.term_id}/engagements").json()["items"]
    (made,) = (row for row in held if row["source"] == "planner")
    assert (made["visits"], made["last_date"], made["candidates"]) == (2, "2026-11-20", [quarter.city.supervisor.id])
    assert "限定人选" not in rows_of(out(client_of(Role.STATION), "demand", **part))[0]
    with database.reading() as db:
        done = set(db.exec(select(AuditEntry.action).where(AuditEntry.association_id == quarter.city.association.id)))
    assert done >= {"demand_exception.made", "engagement.changed", "engagement.made"}
    assert planner.post(f"{API}/terms/{quarter.term_id}/demand/apply").status_code == 200
    applied = planner.get(f"{API}/engagements/{due.id}").json()
    assert (applied["visits"], applied["fields"]) == (5, ["为老服务"])
    again = take(planner, "demand", out(planner, "demand", **part), **part)
    assert (again["created"], again["changed"], again["faults"]) == (0, 0, [])


@pytest.mark.parametrize("kind", ListKind)
def test_every_list_goes_out_and_what_comes_in_changes_nothing(
    quarter: Quarter, client_of: ClientOf, kind: ListKind, database: Database
) -> None:
    with database.unit_of_work() as db:
        a_supervisor(db, quarter.city.association)
        a_venue(db, quarter.city.association)
    known = LISTS[kind]
    importer = client_of(Role.SUPERVISOR if kind is ListKind.SCORES else Role.PLANNER)
    part = {name: value for name, value in quarter.parts().items() if name in known.needs}
    content = out(importer, kind, **part)
    refused = importer.post(f"{API}/lists/{kind}/imports", files={"file": ("表.xlsx", content)}, params=part)
    if known.importers:
        assert (refused.status_code, refused.json()["created"], refused.json()["changed"]) == (201, 0, 0)
        assert refused.json()["faults"] == []
    else:
        assert refused.json()["faults"][0]["code"] == "only-out"
    if known.needs:
        assert importer.get(f"{API}/lists/{kind}/export").json()["faults"][0]["place"] == known.needs[0]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_gets_more_than_the_pages_show(quarter: Quarter, cities: Cities, client_of: ClientOf) -> None:
    told_to = {
        Role.STATION: {
            "records",
            "advice",
            "monthly-reports",
            "ratings",
            "training-hours",
            "certificates",
            "attendance",
        }
        | {"demand", "roster", "meetings", "closures", "enrolments", "session-requests"},
        Role.SUPERVISOR: {"records", "advice", "leaves", "ledger", "scores", "attendance", "swaps", "roster"}
        | {"meetings", "session-requests"},
        Role.PLATFORM_ADMIN: {"audit"},
    }
    for role, kinds in told_to.items():
        client = client_of(role)
        for kind in ListKind:
            answer = client.get(f"{API}/lists/{kind}/export", params=quarter.parts())
            assert (answer.status_code == 200) == (kind in kinds), (role, kind, answer.text[:300])
    stranger = client_of(Role.PLANNER, cities.second)
    for kind in ListKind:
        answer = stranger.get(f"{API}/lists/{kind}/export", params=quarter.parts())
        rows = rows_of(answer.content) if answer.is_success else []
        assert answer.status_code in {200, 403, 404}
        assert not any(quarter.city.station.name in map(str, row.values()) for row in rows)
