"""Rights in what happens between two releases: records, evaluations, attendance, reports, requests, swaps, mending."""

import datetime as dt

from sqlalchemy import delete, func
from sqlmodel import col, select

from scheduler.clock import now
from scheduler.models.accounts import Role
from scheduler.models.camp import Cohort, Course, Track
from scheduler.models.records import Advice, EvaluationForm, Outcome, VisitRecord
from scheduler.models.reports import MonthlyReport, Standard
from scheduler.models.requests import RequestState, SessionRequest, Swap, SwapState
from solver.problem import Scheme
from tests.api.rights import MEMBERS, OFFICE, PLANNERS, PUBLIC, Making, Right
from tests.builders import a_supervisor, a_term, a_trainee, a_venue
from tests.published import a_course_session, a_visit
from tests.release_builders import a_release

DAY = dt.date(2026, 10, 13)
READERS = OFFICE | {Role.SUPERVISOR, Role.STATION, Role.COUNTY_VIEWER}
REPORTED = OFFICE | {Role.STATION, Role.COUNTY_VIEWER}
RECORDERS = PLANNERS | {Role.SUPERVISOR}
ASKING = PLANNERS | {Role.STATION}
REPORT = {"outcome": "done", "hours": 3}
FORM = {"name": "评估", "criteria": [{"key": "service", "name": "成效", "weight": 100}]}
FILLED = {
    "staff": 6,
    "licensed": 4,
    "volunteers": 30,
    "floor_area": 200,
    "people_in_need": 10,
    "people_visited": 10,
}
OPTION = {
    "number": 0,
    "fit": "free",
    "visits": [{"date": "2026-12-01", "start": "08:30", "end": "11:30", "supervisor_id": "x", "supervisor_name": "某"}],
    "cost": 0,
    "cost_by_name": {},
    "brings": [],
}


def published_visit(making: Making, scheme: Scheme = Scheme.PAIR) -> str:
    city = making.city
    release = a_release(making.db, city.association)
    return a_visit(making.db, release, city.station, [city.supervisor], DAY, scheme=scheme).key


def published_evaluation(making: Making) -> str:
    return published_visit(making, Scheme.EVALUATION)


def published_course_session(making: Making) -> str:
    db, city = making.db, making.city
    owned = {"association_id": city.association.id}
    term = a_term(db, city.association)
    track = Track(**owned, name=f"班 {term.id}")
    course = Course(**owned, title=f"课 {term.id}", course_sessions=1)
    db.add_all([track, course])
    db.flush()
    cohort = Cohort(**owned, term_id=term.id, track_id=track.id, name="一班")
    db.add(cohort)
    db.flush()
    trainee = a_trainee(db, city.station)
    making.made["attending_id"] = trainee.id
    release = a_release(db, term=term, plan={"trainees": {trainee.id: cohort.id}})
    venue = a_venue(db, city.association)
    return a_course_session(db, release, course, cohort, city.supervisor, venue, DAY).key


def own_record(making: Making) -> str:
    city = making.city
    release = a_release(making.db, city.association)
    visit = a_visit(making.db, release, city.station, [city.supervisor], DAY)
    record = VisitRecord(
        association_id=city.association.id,
        event_key=visit.key,
        term_id=release.term_id,
        release_id=release.id,
        station_id=city.station.id,
        scheme="pair",
        date=DAY,
        outcome=Outcome.DONE,
        hours=3,
    )
    making.db.add(record)
    making.db.flush()
    return record.id


def own_advice(making: Making) -> str:
    advice = Advice(
        association_id=making.city.association.id,
        record_id=own_record(making),
        station_id=making.city.station.id,
        text="补充访谈",
    )
    making.db.add(advice)
    making.db.flush()
    return advice.id


def own_form(making: Making) -> str:
    form = EvaluationForm(association_id=making.city.association.id, name="评估", criteria=FORM["criteria"])
    making.db.add(form)
    making.db.flush()
    return form.id


def reported_month(making: Making) -> str:
    """A month with a report of version 1; each walk has a month of its own."""
    own = select(func.count()).where(MonthlyReport.station_id == making.city.station.id)
    known = making.db.exec(own).one()
    month = dt.date(2020 + known // 12, known % 12 + 1, 1)
    row = MonthlyReport(
        association_id=making.city.association.id, station_id=making.city.station.id, month=month, **FILLED
    )
    making.db.add(row)
    making.db.flush()
    return f"{month:%Y-%m}"


def a_standard(making: Making) -> dict[str, int]:
    owned = {"association_id": making.city.association.id}
    making.db.exec(delete(Standard).where(col(Standard.association_id) == making.city.association.id))
    making.db.add(Standard(**owned))
    making.db.flush()
    return {"staff": 7}


def own_request(making: Making, state: RequestState = RequestState.OFFERED) -> str:
    city = making.city
    row = SessionRequest(
        association_id=city.association.id,
        term_id=making["term_id"],
        station_id=city.station.id,
        topic="个案督导",
        first_date=dt.date(2026, 11, 1),
        end_date=dt.date(2026, 12, 31),
        supervisor_id=city.supervisor.id,
        state=state,
        options=[OPTION],
    )
    if state is RequestState.HELD:
        row.held_option, row.hold_expires_at = 0, now() + dt.timedelta(days=1)
        row.awaits_supervisor_id = city.supervisor.id
    making.db.add(row)
    making.db.flush()
    return row.id


def held_request(making: Making) -> str:
    return own_request(making, RequestState.HELD)


def own_swap(making: Making, state: SwapState = SwapState.PROPOSED, *, proposed: bool = False) -> str:
    city = making.city
    own, other = city.supervisor.id, a_supervisor(making.db, city.association).id
    row = Swap(
        association_id=city.association.id,
        term_id=making["term_id"],
        proposer_id=own if proposed else other,
        partner_id=other if proposed else own,
        gives_key="visit",
        state=state,
    )
    making.db.add(row)
    making.db.flush()
    return row.id


def agreed_swap(making: Making) -> str:
    return own_swap(making, SwapState.AGREED)


def proposed_swap(making: Making) -> str:
    return own_swap(making, proposed=True)


def asked(making: Making) -> dict[str, object]:
    period = {"first_date": "2026-11-01", "end_date": "2026-12-31"}
    return {"topic": "个案督导", "station_id": making.city.station.id} | period


ROWS = {
    "record_id": own_record,
    "advice_id": own_advice,
    "form_id": own_form,
    "month": reported_month,
    "request_id": own_request,
    "swap_id": own_swap,
}
VISIT = {"event_key": published_visit}
EVALUATION = {"event_key": published_evaluation}
COURSE_SESSION = {"event_key": published_course_session}

RIGHTS = {
    "GET /reminders": Right(frozenset({Role.SUPERVISOR, Role.STATION})),
    "GET /records": Right(READERS),
    "GET /records/{record_id}": Right(READERS),
    "GET /visits/unrecorded": Right(READERS),
    "POST /visits/{event_key}/record": Right(RECORDERS, json=REPORT, rows=VISIT),
    "PUT /records/{record_id}": Right(RECORDERS, json=REPORT),
    "POST /records/{record_id}/answer": Right(frozenset({Role.STATION}), json={"agreed": True}),
    "GET /advice": Right(READERS),
    "POST /advice/{advice_id}/close": Right(RECORDERS | {Role.STATION}, json={}),
    "GET /evaluation-forms": Right(OFFICE | {Role.SUPERVISOR}),
    "POST /evaluation-forms": Right(OFFICE, json=FORM),
    "POST /evaluation-forms/{form_id}/archive": Right(OFFICE),
    "GET /evaluations/{event_key}": Right(OFFICE | {Role.SUPERVISOR}, rows=EVALUATION),
    "PUT /evaluations/{event_key}/own-scores": Right(
        frozenset({Role.SUPERVISOR}),
        json=lambda made: {"form_id": made["form_id"], "scores": {"service": 80}},
        rows=EVALUATION,
    ),
    "POST /evaluations/{event_key}/joint-score": Right(RECORDERS, json={"scores": {"service": 80}}, rows=EVALUATION),
    "GET /stations/{station_id}/ratings": Right(REPORTED),
    "POST /stations/{station_id}/ratings": Right(
        OFFICE, json={"stars": 4, "from_date": "2026-12-31", "reason": "年度评定"}
    ),
    "GET /ratings": Right(REPORTED),
    "GET /terms/{term_id}/evaluations": Right(OFFICE | {Role.SUPERVISOR}),
    "POST /ratings/preview": Right(OFFICE, json={"first_date": "2026-10-01", "end_date": "2027-01-01"}),
    "POST /ratings": Right(OFFICE, json={"first_date": "2026-10-01", "end_date": "2027-01-01", "reason": "年度"}),
    "GET /course-sessions/{event_key}/attendance": Right(OFFICE | {Role.SUPERVISOR, Role.STATION}, rows=COURSE_SESSION),
    "PUT /course-sessions/{event_key}/attendance": Right(
        RECORDERS, json=lambda made: {"present": {made["attending_id"]: True}}, rows=COURSE_SESSION
    ),
    "POST /course-sessions/{event_key}/sign-in-code": Right(RECORDERS, rows=COURSE_SESSION),
    "POST /attend": PUBLIC,
    "GET /terms/{term_id}/certificates": Right(REPORTED),
    "GET /training-hours": Right(REPORTED, params={"year": 2026}),
    "GET /months/{month}/reports": Right(REPORTED, rows={"month": "2026-10"}),
    "GET /stations/{station_id}/months/{month}/report": Right(REPORTED),
    "PUT /stations/{station_id}/months/{month}/report": Right(ASKING, json=FILLED),
    "POST /stations/{station_id}/months/{month}/report/submit": Right(ASKING),
    "POST /stations/{station_id}/months/{month}/report/answer": Right(
        OFFICE | {Role.COUNTY_VIEWER}, json={"approved": True}
    ),
    "GET /standard": Right(MEMBERS),
    "PATCH /standard": Right(OFFICE, json=a_standard),
    "POST /terms/{term_id}/session-requests": Right(ASKING, json=asked),
    "GET /session-requests": Right(READERS),
    "GET /session-requests/{request_id}": Right(READERS),
    "POST /session-requests/{request_id}/look-again": Right(ASKING),
    "POST /session-requests/{request_id}/choice": Right(ASKING, json={"ranking": [0]}),
    "POST /session-requests/{request_id}/hold-answer": Right(
        frozenset({Role.SUPERVISOR}), json={"agreed": False}, rows={"request_id": held_request}
    ),
    "POST /session-requests/{request_id}/approve": Right(PLANNERS, json={"option": 0}),
    "POST /session-requests/plan-together": Right(PLANNERS, json=lambda made: {"request_ids": [made["request_id"]]}),
    "POST /session-requests/{request_id}/give-up-planning": Right(PLANNERS),
    "POST /session-requests/{request_id}/decline": Right(PLANNERS, json={"reason": "额度已用完"}),
    "POST /session-requests/{request_id}/withdraw": Right(ASKING),
    "GET /swaps": Right(OFFICE | {Role.SUPERVISOR}),
    "GET /swaps/colleagues": Right(OFFICE | {Role.SUPERVISOR}),
    "GET /swaps/{swap_id}/effects": Right(OFFICE | {Role.SUPERVISOR}),
    "GET /terms/{term_id}/swaps/offers": Right(frozenset({Role.SUPERVISOR}), params={"gives_key": "visit"}),
    "POST /terms/{term_id}/swaps/effects": Right(
        frozenset({Role.SUPERVISOR}),
        json=lambda made: {
            "partner_id": a_supervisor(made.db, made.city.association).id,
            "gives_key": "visit",
        },
    ),
    "POST /terms/{term_id}/swaps": Right(
        frozenset({Role.SUPERVISOR}),
        json=lambda made: {
            "partner_id": a_supervisor(made.db, made.city.association).id,
            "gives_key": "visit",
        },
    ),
    "POST /swaps/{swap_id}/answer": Right(frozenset({Role.SUPERVISOR}), json={"agreed": True}),
    "POST /swaps/{swap_id}/decision": Right(PLANNERS, json={"agreed": True}, rows={"swap_id": agreed_swap}),
    "POST /swaps/{swap_id}/withdraw": Right(frozenset({Role.SUPERVISOR}), rows={"swap_id": proposed_swap}),
    "GET /terms/{term_id}/damage": Right(OFFICE),
    "POST /terms/{term_id}/incidents": Right(
        PLANNERS,
        json=lambda made: {
            "name": "台风",
            "first_date": "2026-10-13",
            "last_date": "2026-10-13",
            "station_ids": [made.city.station.id],
        },
    ),
    "POST /terms/{term_id}/mend": Right(PLANNERS, json={"release_id": "x", "choices": [{"key": "visit"}]}),
    "GET /terms/{term_id}/quarter-report": Right(REPORTED),
    "GET /terms/{term_id}/quarter-report.xlsx": Right(REPORTED),
    "GET /terms/{term_id}/quarter-report.pdf": Right(REPORTED),
    "POST /terms/{term_id}/settle": Right(PLANNERS),
    "GET /fairness-ledger": Right(OFFICE | {Role.SUPERVISOR}),
}
