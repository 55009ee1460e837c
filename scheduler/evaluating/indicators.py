"""What a rating rule looks at, for each station over a period: shares from 0 to 1; what is not known is left out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from statistics import fmean

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.models.people import Station
from scheduler.models.records import JointScore
from scheduler.models.reports import MonthlyReport, ReportState
from scheduler.records.queries import dated_advice
from scheduler.reports.figures import figures_of
from scheduler.reports.queries import standard


def indicators_of(
    db: Session, *, actor: Actor, stations: list[Station], first: dt.date, end: dt.date
) -> dict[str, dict[str, float]]:
    """By station and name, the shares known over a half-open period.

    `evaluation`: mean joint score; `licensed_share`: licensed workers of the standard's; `visits_done`: of those
    planned; `people_visited`: of those in need, by approved reports; `advice_followed`: of the advice given.
    """
    found: dict[str, dict[str, float]] = {station.id: {} for station in stations}
    wanted = standard(db, actor=actor)
    for station in stations:
        if wanted.licensed:
            found[station.id]["licensed_share"] = min(1.0, station.licensed / wanted.licensed)
    for key, figures in figures_of(db, actor=actor, stations=found, first=first, end=end).items():
        if figures.planned:
            found[key]["visits_done"] = min(1.0, figures.done / figures.planned)
    for name, shares in (
        ("evaluation", _scores(evaluations_in(db, actor=actor, first=first, end=end))),
        ("people_visited", _people(db, actor, first, end)),
        ("advice_followed", _advice(db, actor, first, end)),
    ):
        for key, share in shares.items():
            if key in found:
                found[key][name] = share
    return found


def evaluations_in(db: Session, *, actor: Actor, first: dt.date, end: dt.date) -> dict[str, list[JointScore]]:
    """The joint scores of a half-open period by station, in time order."""
    found: defaultdict[str, list[JointScore]] = defaultdict(list)
    query = select(JointScore).where(
        JointScore.association_id == actor.association_id, JointScore.date >= first, JointScore.date < end
    )
    for row in db.exec(query.order_by(col(JointScore.date), col(JointScore.id))):
        found[row.station_id].append(row)
    return found


def _scores(evaluations: Mapping[str, list[JointScore]]) -> dict[str, float]:
    return {key: fmean(row.total for row in rows) / 100 for key, rows in evaluations.items()}


def _people(db: Session, actor: Actor, first: dt.date, end: dt.date) -> dict[str, float]:
    visited: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    query = select(MonthlyReport).where(
        MonthlyReport.association_id == actor.association_id,
        MonthlyReport.state == ReportState.APPROVED,
        MonthlyReport.month >= first.replace(day=1),
        MonthlyReport.month < end,
    )
    for row in db.exec(query):
        visited[row.station_id][0] += row.people_visited
        visited[row.station_id][1] += row.people_in_need
    return {key: done / needed for key, (done, needed) in visited.items() if needed}


def _advice(db: Session, actor: Actor, first: dt.date, end: dt.date) -> dict[str, float]:
    given: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row, given_on in dated_advice(db, actor=actor):
        if first <= given_on < end:
            given[row.station_id][0] += row.closed_on is not None
            given[row.station_id][1] += 1
    return {key: followed / whole for key, (followed, whole) in given.items()}
