"""A small city in the third week of its term: published, partly recorded, with things that wait for somebody."""

import datetime as dt
import json
from collections.abc import Iterator

from sqlmodel import Session, select

from scheduler.accounts.invitations import invite
from scheduler.accounts.signing_in import actor_of
from scheduler.actor import Actor
from scheduler.clock import CHINA, now, stopped_at, today
from scheduler.drafts.commands import Edit, EditKind, NewDraft, SlotAsked
from scheduler.drafts.service import edit_draft, make_draft
from scheduler.evaluating.commands import Criterion, FormDraft
from scheduler.evaluating.service import make_form
from scheduler.ids import DraftId, TermId
from scheduler.models.accounts import Account, Role
from scheduler.models.people import Availability
from scheduler.models.planning import Draft, DraftOrigin, ProblemSnapshot
from scheduler.models.records import Outcome
from scheduler.models.releases import Release
from scheduler.models.runs import Run, RunKind, RunPhase, RunPlan, RunProgress, RunState
from scheduler.models.terms import Engagement
from scheduler.people.absences import report_leave
from scheduler.people.commands import LeaveContent
from scheduler.planning.keys import course_session_key, visit_key
from scheduler.records.commands import AdviceGiven, VisitReport
from scheduler.records.service import record_visit
from scheduler.reports.commands import ReportFilled
from scheduler.reports.service import fill_report, submit_report
from scheduler.running.texts import packed
from scheduler.swaps.commands import SwapProposed
from scheduler.swaps.service import propose_swap
from solver.problem import Scheme
from tests.builders import an_account
from tests.published import publish_edits
from tests.term_builders import an_engagement
from tests.web.city import City, a_camp, a_city

TUESDAY = dt.datetime(2026, 11, 10, 9, 10, tzinfo=CHINA)
"""When the stories of a running term are told: its third week."""


def a_running_city(db: Session) -> City:
    """A term in its third week on TUESDAY: published, partly recorded, with things that wait for somebody."""
    monday = TUESDAY.date() - dt.timedelta(days=15)
    with stopped_at(dt.datetime.combine(monday - dt.timedelta(days=4), dt.time(9), tzinfo=CHINA)):
        city = a_city(db, first_date=monday, weeks=8)
        for person in city.people[:2]:
            said = {"term_id": city.term.id, "supervisor_id": person.id, "submitted_at": now()}
            weekly = {"5-afternoon": "unavailable", "1-morning": "disliked"}
            db.add(Availability(association_id=city.association.id, weekly=weekly, **said))
        release = publish_edits(db, city.office, city.term, list(_roster(db, city)))
    with stopped_at(TUESDAY):
        _drafts_and_a_run(db, city, release)
        _what_happened(db, city)
        _what_waits(db, city)
    return city


def _roster(db: Session, city: City) -> Iterator[Edit]:
    """A roster made by hand, with the engagements it serves.

    陈静 is paired with 建设 and 硖石, 沈国强 with 新嘉, 吴若兰 with 海昌; 陈静 and 沈国强 each tour one station of the
    other's in the fourth week, which they could exchange. 陈静 teaches at the camp, today for the first time.
    """
    chen, shen, wu = (person.id for person in city.people)
    first, second, third, fourth = (
        an_engagement(db, city.term, station, visits=3, ideal_gap_days=21) for station in city.stations
    )
    for week in (0, 3, 6):
        yield _visit(first, week // 3, city.week(week, 1), "08:30", chen)
        yield _visit(second, week // 3, city.week(week, 2), "08:30", shen)
        yield _visit(third, week // 3, city.week(week, 3), "08:30", wu)
        yield _visit(fourth, week // 3, city.week(week, 3), "13:30", chen)
    by_chen = an_engagement(db, city.term, city.stations[1], Scheme.ROVING, visits=2)
    by_shen = an_engagement(db, city.term, city.stations[0], Scheme.ROVING, visits=1)
    yield _visit(by_chen, 0, city.week(1, 2), "13:30", chen)
    yield _visit(by_chen, 1, city.week(3, 1), "13:30", chen)
    yield _visit(by_shen, 0, city.week(3, 3), "08:30", shen)
    rated = an_engagement(db, city.term, city.stations[2], Scheme.EVALUATION, visits=1, panel=2)
    yield _visit(rated, 0, city.week(2, 0), "08:30", chen, shen)
    city.keys |= {"evaluation": visit_key(rated.id, 0), "paired": visit_key(first.id, 0)}
    city.keys |= {"by_chen": visit_key(by_chen.id, 1), "by_shen": visit_key(by_shen.id, 0)}
    city.keys["unrecorded"] = visit_key(by_chen.id, 0)
    camp_class, venue = a_camp(db, city)
    for index, date in enumerate((city.week(2, 1), city.week(4, 1))):
        slot = SlotAsked(date=date, start="08:30")
        key = course_session_key(camp_class.id, index)
        yield Edit(kind=EditKind.ADD, key=key, slot=slot, supervisors=[chen], venue_id=venue.id)
    city.keys |= {"key": city.keys["paired"], "eventKey": course_session_key(camp_class.id, 0)}


def _visit(engagement: Engagement, index: int, date: dt.date, start: str, *people: str) -> Edit:
    slot = SlotAsked(date=date, start=start)
    return Edit(kind=EditKind.ADD, key=visit_key(engagement.id, index), slot=slot, supervisors=list(people))


def _drafts_and_a_run(db: Session, city: City, release: Release) -> None:
    """A draft as published, one that moves a visit, and a run that found the first."""
    made = [
        make_draft(
            db,
            actor=city.office,
            term_id=TermId(city.term.id),
            new=NewDraft(name=name, origin=DraftOrigin.RELEASE, origin_id=release.id),
        ).draft
        for name in ("照旧", "改一处")
    ]
    moved = Edit(kind=EditKind.MOVE, key=city.keys["by_shen"], slot=SlotAsked(date=city.week(4, 3), start="08:30"))
    edit_draft(db, actor=city.office, draft_id=DraftId(made[1].id), edit=moved, version=made[1].version)
    city.keys |= {"releaseId": release.id, "draftId": made[1].id, "sameDraftId": made[0].id}
    city.keys["runId"] = _a_completed_run(db, city, made[0], release).id


def _a_completed_run(db: Session, city: City, draft: Draft, release: Release) -> Run:
    """As a run leaves it behind: its progress from the first plan on, and the plan of a release as its result."""
    snapshot = db.get_one(ProblemSnapshot, release.snapshot_id)
    owned = {"association_id": city.association.id}
    moment = now() - dt.timedelta(hours=2)
    run = Run(
        **owned,
        kind=RunKind.TERM,
        term_id=city.term.id,
        snapshot_id=snapshot.id,
        input_sha256=snapshot.sha256,
        parameters={"seconds": 60, "rounds": None, "workers": 1, "seed": 1},
        request_sha256="",
        state=RunState.COMPLETED,
        phase=RunPhase.OVER,
        submitted_at=moment,
        started_at=moment,
        ended_at=moment + dt.timedelta(seconds=60),
        progress_number=4,
    )
    db.add(run)
    db.flush()
    total = release.cost["total"]
    for number in range(1, 5):
        cost = {**release.cost, "total": total + 400 // number}
        phase = RunPhase.OVER if number == 4 else RunPhase.SEARCH
        state = RunState.COMPLETED if number == 4 else RunState.RUNNING
        at = {"at": moment + dt.timedelta(seconds=15 * number), "seconds": 15.0 * number}
        stood = {"state": state, "phase": phase, "cost": cost, "bound": total // 2}
        db.add(RunProgress(**owned, run_id=run.id, number=number, **at, **stood))
    plan = packed(json.dumps(release.plan))
    db.add(RunPlan(**owned, run_id=run.id, part=0, content=plan, cost_total=total, seconds=60, is_result=True))
    db.flush()
    return run


def _what_happened(db: Session, city: City) -> None:
    """The first visit recorded, the month before reported, and a form to evaluate by."""
    chen = _acting(db, "supervisor")
    report = VisitReport(
        outcome=Outcome.DONE,
        workers_present=4,
        hours=3,
        work="查阅近期个案记录，与团队复盘",
        advice=[AdviceGiven(text="个案记录须在服务后三日内归档")],
    )
    record_visit(db, actor=chen, event_key=city.keys["paired"], report=report, today=today())
    station, month = city.stations[1], dt.date(today().year, today().month - 1, 1)
    filled = ReportFilled(
        staff=6, licensed=4, volunteers=30, floor_area=300, people_in_need=120, people_visited=118, comment="一切正常"
    )
    own = _acting(db, "station2")
    begun = fill_report(db, actor=own, station_id=station.id, month=month, filled=filled, version=0, today=today())
    submit_report(db, actor=own, station_id=station.id, month=month, version=begun.version)
    criteria = [
        Criterion(key="service", name="服务成效", weight=60),
        Criterion(key="team", name="团队建设", weight=40),
    ]
    make_form(db, actor=_acting(db, "planner"), draft=FormDraft(name="半年评估", criteria=criteria))


def _what_waits(db: Session, city: City) -> None:
    """A swap for the colleague's word, a leave of a day without visits, and an invitation."""
    proposed = SwapProposed(
        partner_id=city.people[0].id, gives_key=city.keys["by_shen"], takes_key=city.keys["by_chen"], reason="外出开会"
    )
    propose_swap(db, actor=_acting(db, "supervisor2"), term_id=city.term.id, proposed=proposed)
    date = city.week(3, 4)
    content = LeaveContent(first_date=date, last_date=date, reason="体检")
    report_leave(db, actor=_acting(db, "supervisor3"), content=content)
    newcomer = an_account(db, city.association, Role.HEAD, login="newcomer", name="新来的同事")
    city.keys["invitation"] = invite(db, actor=city.office, account_id=newcomer.id).secret


def _acting(db: Session, login: str) -> Actor:
    return actor_of(db.exec(select(Account).where(Account.login == login)).one())
