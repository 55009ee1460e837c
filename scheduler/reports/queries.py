"""Read monthly reports, those still missing, and the standard."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from scheduler.actor import MEMBERS, Actor
from scheduler.errors import NotFoundError
from scheduler.models.people import Station
from scheduler.models.reports import MonthlyReport, Standard
from scheduler.reports.figures import StationFigures, figures_of
from scheduler.reports.months import end_of
from scheduler.reports.permissions import READERS, reported_stations


@dataclass(frozen=True, slots=True)
class StationMonth:
    """A station's month: its report, if there is one, and what the system counts today."""

    station: Station
    month: dt.date
    report: MonthlyReport | None
    figures: StationFigures


def station_months(db: Session, *, actor: Actor, month: dt.date, station_id: str | None = None) -> list[StationMonth]:
    """One month of every station the actor may read, by county and name, with or without a report.

    Raises NotAllowedError for supervisors and systems.
    """
    actor.require(*READERS, action="report.list")
    query = select(Station).where(
        Station.association_id == actor.association_id, reported_stations(actor), col(Station.archived_at).is_(None)
    )
    if station_id is not None:
        query = query.where(Station.id == station_id)
    stations = list(db.exec(query.order_by(col(Station.county), col(Station.name), col(Station.id))))
    reports = {
        row.station_id: row
        for row in db.exec(
            select(MonthlyReport).where(
                MonthlyReport.association_id == actor.association_id, MonthlyReport.month == month
            )
        )
    }
    figures = figures_of(db, actor=actor, stations=(row.id for row in stations), first=month, end=end_of(month))
    return [StationMonth(row, month, reports.get(row.id), figures[row.id]) for row in stations]


def station_month(db: Session, *, actor: Actor, station_id: str, month: dt.date) -> StationMonth:
    """One month of one station. Raises NotFoundError, also for a station whose reports the actor may not read."""
    found = station_months(db, actor=actor, month=month, station_id=station_id)
    if not found:
        raise NotFoundError(kind="station", id=station_id)
    return found[0]


def standard(db: Session, *, actor: Actor) -> Standard:
    """The association's standard; until it sets one the product's, which is not in the database.

    Raises NotAllowedError for the platform administrator, who has none.
    """
    actor.require(*MEMBERS, action="standard.read")
    row = db.exec(select(Standard).where(Standard.association_id == actor.association_id)).first()
    return row or Standard(association_id=actor.association_id)


def shortfalls(report: MonthlyReport, wanted: Standard) -> dict[str, int]:
    """By name, how much a station lacks against the standard; what it has enough of is left out."""
    lacks = {name: getattr(wanted, name) - getattr(report, name) for name in MEASURED}
    return {name: lack for name, lack in lacks.items() if lack > 0}


MEASURED = ("staff", "licensed", "volunteers", "floor_area")
"""What both a report and the standard say of a station."""
