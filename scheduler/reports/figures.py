"""What the system itself knows of stations' visits in a period: planned, done and missed by scheme, hours, advice."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.models.records import Outcome, VisitRecord
from scheduler.models.releases import EventKind, ReleaseEvent
from scheduler.models.terms import Term
from scheduler.records.queries import dated_advice


@dataclass(slots=True)
class SchemeFigures:
    """Visits of one scheme in a period."""

    planned: int = 0
    done: int = 0
    missed: int = 0
    cancelled: int = 0
    hours: float = 0


@dataclass(slots=True)
class StationFigures:
    """One station's period."""

    schemes: dict[str, SchemeFigures] = field(default_factory=dict)
    advice_given: int = 0
    advice_open: int = 0
    """Of the advice ever given, still open at the end of the period."""

    @property
    def planned(self) -> int:
        """Visits planned, all schemes."""
        return sum(part.planned for part in self.schemes.values())

    @property
    def done(self) -> int:
        """Visits done, all schemes."""
        return sum(part.done for part in self.schemes.values())

    @property
    def hours(self) -> float:
        """Hours of the visits done."""
        return sum(part.hours for part in self.schemes.values())

    def as_rows(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "planned": self.planned,
            "done": self.done,
            "hours": self.hours,
            "advice_given": self.advice_given,
            "advice_open": self.advice_open,
            "schemes": {
                scheme: {
                    "planned": part.planned,
                    "done": part.done,
                    "missed": part.missed,
                    "cancelled": part.cancelled,
                    "hours": part.hours,
                }
                for scheme, part in sorted(self.schemes.items())
            },
        }


def figures_of(
    db: Session, *, actor: Actor, stations: Iterable[str], first: dt.date, end: dt.date
) -> dict[str, StationFigures]:
    """The figures of stations of the actor's association in the half-open period `first` to `end`.

    A visit is planned by the current release of its term; what was recorded counts whatever the release says now.
    Who may ask is decided by the caller.
    """
    found = {key: StationFigures() for key in stations}
    for station, scheme in db.exec(_planned(actor, first, end)):
        if station in found:
            _scheme(found[station], scheme).planned += 1
    for record in db.exec(_recorded(actor, first, end)):
        if record.station_id in found:
            _count(_scheme(found[record.station_id], record.scheme), record)
    for advice, given_on in dated_advice(db, actor=actor):
        if advice.station_id in found:
            figures = found[advice.station_id]
            figures.advice_given += first <= given_on < end
            figures.advice_open += given_on < end and (advice.closed_on is None or advice.closed_on >= end)
    return found


def _planned(actor: Actor, first: dt.date, end: dt.date):  # type: ignore[no-untyped-def]
    return (
        select(ReleaseEvent.station_id, ReleaseEvent.scheme)
        .join(Term, col(Term.current_release_id) == col(ReleaseEvent.release_id))
        .where(
            ReleaseEvent.association_id == actor.association_id,
            ReleaseEvent.kind == EventKind.VISIT,
            ReleaseEvent.date >= first,
            ReleaseEvent.date < end,
        )
    )


def _recorded(actor: Actor, first: dt.date, end: dt.date):  # type: ignore[no-untyped-def]
    return select(VisitRecord).where(
        VisitRecord.association_id == actor.association_id, VisitRecord.date >= first, VisitRecord.date < end
    )


def _scheme(figures: StationFigures, scheme: str) -> SchemeFigures:
    return figures.schemes.setdefault(scheme, SchemeFigures())


def _count(figures: SchemeFigures, record: VisitRecord) -> None:
    figures.done += record.outcome is Outcome.DONE
    figures.missed += record.outcome is Outcome.MISSED
    figures.cancelled += record.outcome is Outcome.CANCELLED
    figures.hours += record.hours
