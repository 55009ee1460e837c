"""What has happened since a term began: visits recorded and confirmed, lists of who was at class, months reported."""

import datetime as dt
import random
from typing import Final

from sqlmodel import Session, col, select

from samples.filling.city import FilledCity
from scheduler.accounts.signing_in import actor_of
from scheduler.actor import Actor
from scheduler.attendance.queries import held_course_session
from scheduler.attendance.service import mark_attendance
from scheduler.ids import AssociationId
from scheduler.models.accounts import Role
from scheduler.models.people import Station
from scheduler.models.records import Outcome, ProjectStep, VisitRecord
from scheduler.models.releases import EventKind, EventParty, PartyKind, ReleaseEvent
from scheduler.records.commands import AdviceGiven, StationAnswer, VisitReport
from scheduler.records.service import answer_record, record_visit
from scheduler.reports.commands import ReportAnswer, ReportFilled
from scheduler.reports.service import answer_report, fill_report, submit_report

RECORDED_SHARE: Final = 0.95
"""Of the visits of the last days; older ones are all recorded."""
LATELY: Final = dt.timedelta(days=7)
MISSED_SHARE: Final = 0.02
CONFIRMED_SHARE: Final = 0.85
ADVICE_SHARE: Final = 0.3
PRESENT_SHARE: Final = 0.93
WORKS: Final = (
    "查阅近期个案记录，现场督导一次入户访视，与团队复盘",
    "小组活动观察与反馈，讨论下一阶段小组目标",
    "项目进度对照，梳理未完成指标，协助制定补救计划",
    "团队例会旁听，带教新进社工撰写服务计划",
    "困境儿童个案会商，明确分级与跟进频次",
)
ADVICE: Final = (
    "个案记录须在服务后三日内归档",
    "为高龄独居老人建立每周电访清单",
    "志愿者排班提前两周公示",
    "困境儿童季度评估表请补齐监护人签字",
)
MISSED: Final = ("督导临时生病，已另约时间", "站点停电，改期进行", "街道临时会议，未能进行")


def fill_past(db: Session, city: FilledCity, *, today: dt.date, seed: int = 1) -> None:
    """Everything up to `today` of the published term, each by whom it falls to."""
    rng = random.Random(f"{seed}/past")
    stations = {
        row.id: row for row in db.exec(select(Station).where(Station.association_id == city.association.id)).all()
    }
    _record_visits(db, city, today, rng)
    _mark_classes(db, city, today, rng)
    _report_months(db, city, list(stations.values()), today, rng)


def _events(db: Session, city: FilledCity, kind: EventKind, today: dt.date) -> list[ReleaseEvent]:
    query = select(ReleaseEvent).where(
        ReleaseEvent.release_id == city.term.current_release_id,
        ReleaseEvent.kind == kind,
        ReleaseEvent.date < today,
    )
    return list(db.exec(query.order_by(col(ReleaseEvent.date), col(ReleaseEvent.key))))


def _record_visits(db: Session, city: FilledCity, today: dt.date, rng: random.Random) -> None:
    panels = _panels(db, city)
    for event in _events(db, city, EventKind.VISIT, today):
        if event.date >= today - LATELY and rng.random() > RECORDED_SHARE:
            continue
        key, name = panels[event.id]
        report = _report(event, rng)
        supervisor = _acting(city, Role.SUPERVISOR, name, supervisor_id=key)
        record = record_visit(db, actor=supervisor, event_key=event.key, report=report, today=today)
        if record.outcome is Outcome.DONE and rng.random() < CONFIRMED_SHARE:
            _confirm(db, city, record)


def _panels(db: Session, city: FilledCity) -> dict[str, tuple[str, str]]:
    """By event, the key and name of one supervisor of its panel."""
    query = select(EventParty).where(
        EventParty.release_id == city.term.current_release_id, EventParty.party_kind == PartyKind.SUPERVISOR
    )
    return {row.event_id: (row.party_id, row.name) for row in db.exec(query.order_by(col(EventParty.party_id)))}


def _report(event: ReleaseEvent, rng: random.Random) -> VisitReport:
    if rng.random() < MISSED_SHARE:
        return VisitReport(outcome=Outcome.MISSED, work=rng.choice(MISSED))
    advice = [AdviceGiven(text=rng.choice(ADVICE), due_on=event.date + dt.timedelta(days=14))]
    return VisitReport(
        outcome=Outcome.DONE,
        workers_present=rng.randint(2, 5),
        hours=rng.choice((2.0, 2.5, 3.0, 3.0)),
        step=rng.choice((None, None, *ProjectStep)),
        work=rng.choice(WORKS),
        advice=advice if rng.random() < ADVICE_SHARE else [],
    )


def _confirm(db: Session, city: FilledCity, record: VisitRecord) -> None:
    station = _acting(city, Role.STATION, "社工站", station_id=record.station_id)
    answer_record(db, actor=station, record_id=record.id, answer=StationAnswer(agreed=True), version=record.version)


def _mark_classes(db: Session, city: FilledCity, today: dt.date, rng: random.Random) -> None:
    actor = actor_of(city.planner)
    for event in _events(db, city, EventKind.COURSE_SESSION, today):
        held = held_course_session(db, actor=actor, event_key=event.key)
        present = {key: rng.random() < PRESENT_SHARE for key in sorted(held.trainees)}
        mark_attendance(db, actor=actor, event_key=event.key, present=present, today=today)


def _report_months(db: Session, city: FilledCity, stations: list[Station], today: dt.date, rng: random.Random) -> None:
    """Whole months that are over: reported by the stations, most of them approved by the county."""
    month = city.term.first_date.replace(day=1)
    while (following := (month + dt.timedelta(days=31)).replace(day=1)) <= today:
        for station in stations:
            _report_month(db, city, station, month, today, rng)
        month = following


def _report_month(
    db: Session, city: FilledCity, station: Station, month: dt.date, today: dt.date, rng: random.Random
) -> None:
    in_need = rng.randint(180, 420)
    filled = ReportFilled(
        staff=station.staff,
        licensed=station.licensed,
        volunteers=station.volunteers,
        floor_area=station.floor_area,
        people_in_need=in_need,
        people_visited=in_need - rng.choice((0, 0, 0, 3, 9, 20)),
    )
    own = _acting(city, Role.STATION, f"{station.name}社工站", station_id=station.id)
    begun = fill_report(db, actor=own, station_id=station.id, month=month, filled=filled, version=0, today=today)
    handed_in = submit_report(db, actor=own, station_id=station.id, month=month, version=begun.version)
    if rng.random() < CONFIRMED_SHARE:
        county = _acting(city, Role.COUNTY_VIEWER, f"{station.county}民政局", county=station.county)
        answer = ReportAnswer(approved=True)
        answer_report(db, actor=county, station_id=station.id, month=month, answer=answer, version=handed_in.version)


def _acting(
    city: FilledCity,
    role: Role,
    name: str,
    *,
    supervisor_id: str | None = None,
    station_id: str | None = None,
    county: str | None = None,
) -> Actor:
    """Somebody of the city who has no account: most supervisors and stations of a sample have none."""
    return Actor(
        association_id=AssociationId(city.association.id),
        role=role,
        name=name,
        supervisor_id=supervisor_id,
        station_id=station_id,
        county=county,
    )
