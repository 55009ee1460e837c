"""The quarterly meeting's report 季例会: a term in figures for the city, its counties and its stations."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Final

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.associations.queries import own_association
from scheduler.comparing.comparison import Side
from scheduler.comparing.coverage import Coverage, by_station
from scheduler.comparing.fairness import Spread, loads, spread
from scheduler.errors import WrongStateError
from scheduler.fairness.shares import shares
from scheduler.ids import SnapshotId
from scheduler.models.accounts import Role
from scheduler.models.associations import Association
from scheduler.models.people import Station
from scheduler.models.releases import Release
from scheduler.models.terms import Meeting, Term
from scheduler.planning import load_problem, plan_in
from scheduler.reports.figures import StationFigures, figures_of
from scheduler.reports.permissions import reported_stations
from scheduler.reports.quarter_details import (
    AdviceLine,
    PersonLine,
    SchemeLine,
    advice_lines,
    person_lines,
    quarterly_meeting,
    scheme_lines,
)
from scheduler.rows import load

TREND_TERMS: Final = 6
"""So many terms back."""


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """A station, or several together: what was due, planned and done, in visits, and hours and advice."""

    due: int
    planned: int
    done: int
    hours: float
    advice_open: int

    @property
    def coverage(self) -> float:
        """Planned ÷ due; 1 when nothing is due."""
        return self.planned / self.due if self.due else 1.0

    @property
    def carried_out(self) -> float:
        """Done ÷ planned; 1 when nothing is planned."""
        return self.done / self.planned if self.planned else 1.0


@dataclass(frozen=True, slots=True)
class StationLine:
    """A station's line of the report, with its coverage by scheme."""

    station: Station
    figures: AreaFigures
    schemes: dict[str, Coverage]


@dataclass(frozen=True, slots=True)
class TermPoint:
    """One term of the trend."""

    name: str
    first_date: dt.date
    due: int
    planned: int
    travel_minutes: int
    mean_deviation: float


@dataclass(frozen=True, slots=True)
class QuarterReport:
    """Everything the quarterly meeting looks at; `fairness` and `travel_minutes` are those of the published plan."""

    association: Association
    area: str
    """What it is about: the city, or the reader's county or station."""
    term: Term
    release_number: int
    meeting: Meeting | None
    """The quarterly meeting of the term, when the reader may know of it."""
    city: AreaFigures
    schemes: dict[str, SchemeLine]
    people: list[PersonLine]
    """For the association's office only."""
    advice: list[AdviceLine]
    """Still open, the earliest due first."""
    counties: dict[str, AreaFigures]
    stations: list[StationLine]
    fairness: Spread
    travel_minutes: int
    trend: list[TermPoint] = field(default_factory=list)
    """The oldest first, this term last."""


def quarter_report(db: Session, *, actor: Actor, term_id: str) -> QuarterReport:
    """The report of a published term, of the stations the actor may read.

    Raises NotFoundError, NotAllowedError for supervisors and systems, and WrongStateError while nothing is published.
    """
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, Role.HEAD, Role.COUNTY_VIEWER, Role.STATION, action="report.quarter")
    release, side = _published(db, term, actor)
    lines, recorded = _lines(db, actor, term, side)
    association = own_association(db, actor=actor)
    counties: dict[str, list[StationLine]] = {}
    for line in lines:
        counties.setdefault(line.station.county, []).append(line)
    return QuarterReport(
        association=association,
        area=_area(actor, association, lines),
        term=term,
        release_number=release.number,
        meeting=quarterly_meeting(db, actor=actor, term=term),
        city=_together(side, lines),
        schemes=scheme_lines(side, recorded),
        people=person_lines(db, side) if actor.is_of_office else [],
        advice=advice_lines(db, actor=actor),
        counties={county: _together(side, own) for county, own in counties.items()},
        stations=lines,
        fairness=spread(loads(side.book)),
        travel_minutes=_travel(side),
        trend=_trend(db, actor, term),
    )


def _area(actor: Actor, association: Association, lines: list[StationLine]) -> str:
    if actor.role is Role.STATION and lines:
        return lines[0].station.name
    return (actor.county if actor.role is Role.COUNTY_VIEWER else None) or association.city


def _lines(db: Session, actor: Actor, term: Term, side: Side) -> tuple[list[StationLine], dict[str, StationFigures]]:
    """A line for each station the actor may read, and what was recorded there."""
    rows = db.exec(
        select(Station)
        .where(Station.association_id == actor.association_id, reported_stations(actor))
        .order_by(col(Station.county), col(Station.name), col(Station.id))
    ).all()
    coverage: dict[str, dict[str, Coverage]] = {**by_station(side.book)}
    shown = [row for row in rows if row.archived_at is None or row.id in coverage]
    recorded = figures_of(db, actor=actor, stations=[row.id for row in shown], first=term.first_date, end=term.end_date)
    lines = [
        StationLine(row, _station(coverage.get(row.id, {}), recorded[row.id]), coverage.get(row.id, {}))
        for row in shown
    ]
    return lines, recorded


def _station(schemes: dict[str, Coverage], recorded: StationFigures) -> AreaFigures:
    return AreaFigures(
        due=sum(part.due for part in schemes.values()),
        planned=sum(part.planned for part in schemes.values()),
        done=recorded.done,
        hours=recorded.hours,
        advice_open=recorded.advice_open,
    )


def _together(side: Side, lines: list[StationLine]) -> AreaFigures:
    """Several stations as one: a visit in which more than one of them takes part counts once."""
    stations = {line.station.id for line in lines}
    register = side.book.register
    due = {row.id: row.visits for row in side.problem.engagements if stations.intersection(register.hosts(row))}
    return AreaFigures(
        due=sum(due.values()),
        planned=sum(visit.engagement in due for visit in side.plan.visits),
        done=sum(line.figures.done for line in lines),
        hours=sum(line.figures.hours for line in lines),
        advice_open=sum(line.figures.advice_open for line in lines),
    )


def _trend(db: Session, actor: Actor, term: Term) -> list[TermPoint]:
    points: list[TermPoint] = []
    at: Term | None = term
    while at is not None and len(points) < TREND_TERMS:
        if at.current_release_id is not None:
            points.append(_point(db, actor, at))
        at = None if at.previous_term_id is None else load(db, Term, at.previous_term_id, actor=actor)
    return points[::-1]


def _point(db: Session, actor: Actor, term: Term) -> TermPoint:
    _, side = _published(db, term, actor)
    due = sum(row.visits for row in side.problem.engagements)
    deviation = spread(loads(side.book)).mean_deviation
    return TermPoint(term.name, term.first_date, due, len(side.plan.visits), _travel(side), deviation)


def _travel(side: Side) -> int:
    return sum(share.travel_minutes for share in shares(side.book).values())


def _published(db: Session, term: Term, actor: Actor) -> tuple[Release, Side]:
    if term.current_release_id is None:
        raise WrongStateError(kind="term", id=term.id, state="unpublished", action="report.quarter")
    release = load(db, Release, term.current_release_id, actor=actor)
    return release, Side(load_problem(db, SnapshotId(release.snapshot_id), actor=actor), plan_in(release.plan))
