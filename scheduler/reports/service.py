"""Fill in, submit and answer monthly reports; set the standard."""

import datetime as dt

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.associations.queries import one_at_a_time
from scheduler.clock import now
from scheduler.errors import ChangedMeanwhileError, WrongStateError
from scheduler.models.accounts import Role
from scheduler.models.people import Station
from scheduler.models.reports import MonthlyReport, ReportState, Standard
from scheduler.reports.commands import ReportAnswer, ReportFilled, StandardSettings
from scheduler.reports.errors import MonthAheadError, ReportClosedError
from scheduler.reports.months import written
from scheduler.reports.queries import standard, station_month
from scheduler.rows import add, changing, kind_of, load, load_for_change

OPEN = frozenset({ReportState.DRAFT, ReportState.RETURNED})


def fill_report(
    db: Session, *, actor: Actor, station_id: str, month: dt.date, filled: ReportFilled, version: int, today: dt.date
) -> MonthlyReport:
    """What a station says of a month; `version` is 0 for a month nobody has filled in yet.

    Raises NotFoundError, NotAllowedError, MonthAheadError, ReportClosedError and ChangedMeanwhileError.
    """
    load(db, Station, station_id, actor=actor, lock=True)  # of two who begin a month, one finds it begun
    known = station_month(db, actor=actor, station_id=station_id, month=month).report
    actor.require(Role.STATION, Role.PLANNER, action="report.fill")
    if month > today:
        raise MonthAheadError(month=written(month))
    values = filled.model_dump(mode="json")
    if known is None:
        _require_none_seen(MonthlyReport, version)
        row = MonthlyReport(association_id=actor.association_id, station_id=station_id, month=month, **values)
        return add(db, row, actor=actor, action="report.begun")
    row = load_for_change(db, MonthlyReport, known.id, actor=actor, version=version)
    if row.state not in OPEN:
        raise ReportClosedError(state=row.state.value)
    with changing(db, row, actor=actor, action="report.filled"):
        for name, value in values.items():
            setattr(row, name, value)
    return row


def submit_report(db: Session, *, actor: Actor, station_id: str, month: dt.date, version: int) -> MonthlyReport:
    """Hand a month in, with the system's figures as they are now.

    Raises NotFoundError, NotAllowedError, WrongStateError and ChangedMeanwhileError.
    """
    state = station_month(db, actor=actor, station_id=station_id, month=month)
    actor.require(Role.STATION, Role.PLANNER, action="report.submit")
    row = _open_report(db, actor, state.report, station_id, version, "report.submit", OPEN)
    with changing(db, row, actor=actor, action="report.submitted"):
        row.state, row.figures = ReportState.SUBMITTED, state.figures.as_rows()
        row.submitted_at, row.submitted_by = now(), actor.account_id
    return row


def answer_report(
    db: Session, *, actor: Actor, station_id: str, month: dt.date, answer: ReportAnswer, version: int
) -> MonthlyReport:
    """The county, or the association, approves a report or returns it. Raises as `submit_report`."""
    state = station_month(db, actor=actor, station_id=station_id, month=month)
    actor.require(Role.COUNTY_VIEWER, Role.PLANNER, Role.HEAD, action="report.answer")
    answerable = frozenset({ReportState.SUBMITTED})
    row = _open_report(db, actor, state.report, station_id, version, "report.answer", answerable)
    with changing(db, row, actor=actor, action="report.answered"):
        row.state = ReportState.APPROVED if answer.approved else ReportState.RETURNED
        row.answer, row.answered_at, row.answered_by = answer.comment, now(), actor.account_id
    return row


def change_standard(db: Session, *, actor: Actor, settings: StandardSettings, version: int) -> Standard:
    """Set the standard; `version` is 0 while it is still the product's.

    Raises NotAllowedError and ChangedMeanwhileError.
    """
    actor.require(Role.PLANNER, Role.HEAD, action="standard.change")
    one_at_a_time(db, actor)
    row = standard(db, actor=actor)
    values = settings.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    if row not in db:
        _require_none_seen(Standard, version)
        for name, value in values.items():
            setattr(row, name, value)
        return add(db, row, actor=actor, action="standard.set")
    row = load_for_change(db, Standard, row.id, actor=actor, version=version)
    with changing(db, row, actor=actor, action="standard.changed"):
        for name, value in values.items():
            setattr(row, name, value)
    return row


def _open_report(
    db: Session,
    actor: Actor,
    report: MonthlyReport | None,
    station_id: str,
    version: int,
    action: str,
    states: frozenset[ReportState],
) -> MonthlyReport:
    if report is None:
        raise WrongStateError(kind="monthly_report", id=station_id, state="missing", action=action)
    row = load_for_change(db, MonthlyReport, report.id, actor=actor, version=version)
    if row.state not in states:
        raise WrongStateError(kind="monthly_report", id=row.id, state=row.state.value, action=action)
    return row


def _require_none_seen(table: type[MonthlyReport | Standard], version: int) -> None:
    """Raise ChangedMeanwhileError when the actor saw a version of a row that is not there."""
    if version != 0:
        raise ChangedMeanwhileError(kind=kind_of(table), id="", yours=version, current=0, row={})
