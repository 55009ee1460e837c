"""Record visits, let the station confirm them, and close advice that was followed."""

import datetime as dt

from sqlmodel import Session, select

from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.errors import NotAllowedError, NotFoundError
from scheduler.models.accounts import Role
from scheduler.models.records import Advice, Confirmation, Outcome, VisitRecord
from scheduler.records.commands import StationAnswer, VisitReport
from scheduler.records.errors import AlreadyRecordedError, NotOnPanelError, VisitAheadError
from scheduler.records.permissions import may_record
from scheduler.records.queries import PublishedVisit, published_visit, record
from scheduler.rows import add, changing, load, load_for_change


def record_visit(db: Session, *, actor: Actor, event_key: str, report: VisitReport, today: dt.date) -> VisitRecord:
    """The first record of a visit of the current release, by one of its panel or the planner.

    `today` is the date in China. Raises NotFoundError, NotAllowedError, AlreadyRecordedError, VisitAheadError and
    NotOnPanelError.
    """
    visit = _recordable(db, actor, event_key)
    known = db.exec(
        select(VisitRecord).where(
            VisitRecord.association_id == actor.association_id, VisitRecord.event_key == event_key
        )
    ).first()
    if known is not None:
        raise AlreadyRecordedError(record_id=known.id)
    row = VisitRecord(
        association_id=actor.association_id,
        event_key=event_key,
        term_id=visit.event.term_id,
        release_id=visit.event.release_id,
        station_id=visit.station_id,
        scheme=visit.event.scheme,
        date=visit.event.date,
        outcome=report.outcome,
    )
    _fill(row, visit, report, actor, today)
    add(db, row, actor=actor, action="visit.recorded")
    _give_advice(db, row, report, actor)
    return row


def correct_record(
    db: Session, *, actor: Actor, record_id: str, report: VisitReport, version: int, today: dt.date
) -> VisitRecord:
    """Replace what a record says; the station is asked again. Advice already closed stays.

    Raises as `record_visit`, and ChangedMeanwhileError.
    """
    visit = _recordable(db, actor, record(db, actor=actor, record_id=record_id).event_key)
    row = load_for_change(db, VisitRecord, record_id, actor=actor, version=version)
    with changing(db, row, actor=actor, action="visit.record-corrected"):
        _fill(row, visit, report, actor, today)
        row.confirmation, row.confirmation_comment = Confirmation.OPEN, ""
        row.confirmed_by = row.confirmed_at = None
    for advice in db.exec(select(Advice).where(Advice.record_id == row.id)):
        if advice.closed_on is None:
            db.delete(advice)
    db.flush()
    _give_advice(db, row, report, actor)
    return row


def answer_record(db: Session, *, actor: Actor, record_id: str, answer: StationAnswer, version: int) -> VisitRecord:
    """The station confirms or disputes a record of its own.

    Raises NotFoundError, NotAllowedError and ChangedMeanwhileError.
    """
    record(db, actor=actor, record_id=record_id)
    actor.require(Role.STATION, action="record.answer")
    row = load_for_change(db, VisitRecord, record_id, actor=actor, version=version)
    with changing(db, row, actor=actor, action="visit.record-answered"):
        row.confirmation = Confirmation.CONFIRMED if answer.agreed else Confirmation.DISPUTED
        row.confirmation_comment = answer.comment
        row.confirmed_by, row.confirmed_at = actor.account_id, now()
    return row


def close_advice(db: Session, *, actor: Actor, advice_id: str, comment: str, version: int, today: dt.date) -> Advice:
    """Advice was followed: said by the station, the panel, or the planner. Raises as `answer_record`."""
    try:
        record(db, actor=actor, record_id=load(db, Advice, advice_id, actor=actor).record_id)
    except NotFoundError:
        raise NotFoundError(kind="advice", id=advice_id) from None
    actor.require(Role.STATION, Role.SUPERVISOR, Role.PLANNER, action="advice.close")
    row = load_for_change(db, Advice, advice_id, actor=actor, version=version)
    with changing(db, row, actor=actor, action="advice.closed"):
        row.closed_on, row.closing_comment = today, comment
    return row


def _recordable(db: Session, actor: Actor, event_key: str) -> PublishedVisit:
    visit = published_visit(db, actor=actor, event_key=event_key, lock=True)
    if may_record(actor, visit.panel):
        return visit
    if actor.role is Role.STATION and actor.station_id == visit.station_id:
        raise NotAllowedError(action="visit.record")
    raise NotFoundError(kind="visit", id=event_key)


def _fill(row: VisitRecord, visit: PublishedVisit, report: VisitReport, actor: Actor, today: dt.date) -> None:
    if report.outcome is not Outcome.CANCELLED and visit.event.date > today:
        raise VisitAheadError(date=visit.event.date.isoformat())
    if strangers := sorted(set(report.supervisors) - visit.panel):
        raise NotOnPanelError(supervisors=", ".join(strangers))
    row.outcome = report.outcome
    is_done = report.outcome is Outcome.DONE
    row.supervisors = sorted(report.supervisors or visit.panel) if is_done else []
    row.workers_present, row.hours, row.step = report.workers_present, report.hours, report.step
    row.work, row.next_steps, row.recorded_by = report.work, report.next_steps, actor.account_id


def _give_advice(db: Session, row: VisitRecord, report: VisitReport, actor: Actor) -> None:
    for given in report.advice:
        advice = Advice(
            association_id=row.association_id,
            record_id=row.id,
            station_id=row.station_id,
            text=given.text,
            due_on=given.due_on,
        )
        add(db, advice, actor=actor, action="advice.given")
