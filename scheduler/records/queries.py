"""Read records: one, many, what is still unrecorded, and advice that is open."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from scheduler.actor import Actor
from scheduler.errors import NotFoundError
from scheduler.models.people import Station, Supervisor
from scheduler.models.records import Advice, Confirmation, Outcome, VisitRecord
from scheduler.models.releases import EventKind, EventParty, PartyKind, ReleaseEvent
from scheduler.models.terms import Term
from scheduler.paging import Page, Paging, page_of
from scheduler.publishing.queries import readable_events
from scheduler.records.permissions import READERS, readable_records
from scheduler.rows import locked


@dataclass(frozen=True, slots=True)
class PublishedVisit:
    """A visit of the release that holds, and the keys of its panel."""

    event: ReleaseEvent
    station_id: str
    panel: frozenset[str]


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """Which records; what is None does not narrow. The period is half-open."""

    event_key: str | None = None
    term_id: str | None = None
    station_id: str | None = None
    outcome: Outcome | None = None
    confirmation: Confirmation | None = None
    first_date: dt.date | None = None
    end_date: dt.date | None = None


def published_visit(db: Session, *, actor: Actor, event_key: str, lock: bool = False) -> PublishedVisit:
    """The visit as the current release of its term has it; with `lock`, nobody else enters anything about it meanwhile.

    Raises NotFoundError.
    """
    query = (
        select(ReleaseEvent)
        .join(Term, col(Term.current_release_id) == col(ReleaseEvent.release_id))
        .where(
            ReleaseEvent.association_id == actor.association_id,
            ReleaseEvent.key == event_key,
            ReleaseEvent.kind == EventKind.VISIT,
        )
    )
    event = db.exec(locked(query, of=ReleaseEvent) if lock else query).first()
    if event is None or event.station_id is None:
        raise NotFoundError(kind="visit", id=event_key)
    return PublishedVisit(event, event.station_id, frozenset(_panel(db, event)))


def record(db: Session, *, actor: Actor, record_id: str) -> VisitRecord:
    """One record. Raises NotFoundError, also for what the actor may not read."""
    row = db.exec(_readable(actor).where(VisitRecord.id == record_id)).first()
    if row is None:
        raise NotFoundError(kind="visit_record", id=record_id)
    return row


def records(db: Session, *, actor: Actor, asked: RecordFilter, paging: Paging) -> Page[VisitRecord]:
    """The records the actor may read, the latest visit first. Raises NotAllowedError for systems."""
    actor.require(*READERS, action="record.list")
    query = _readable(actor)
    for column, value in (
        (VisitRecord.event_key, asked.event_key),
        (VisitRecord.term_id, asked.term_id),
        (VisitRecord.station_id, asked.station_id),
        (VisitRecord.outcome, asked.outcome),
        (VisitRecord.confirmation, asked.confirmation),
    ):
        if value is not None:
            query = query.where(col(column) == value)
    if asked.first_date is not None:
        query = query.where(col(VisitRecord.date) >= asked.first_date)
    if asked.end_date is not None:
        query = query.where(col(VisitRecord.date) < asked.end_date)
    return page_of(db, query.order_by(col(VisitRecord.date).desc(), col(VisitRecord.id)), paging)


def people_and_places(db: Session, rows: Sequence[VisitRecord]) -> dict[str, str]:
    """The names of the stations and supervisors that records name, by their keys."""
    found: dict[str, str] = {}
    for model, keys in (
        (Station, {row.station_id for row in rows}),
        (Supervisor, {key for row in rows for key in row.supervisors}),
    ):
        found.update(db.exec(select(model.id, model.name).where(col(model.id).in_(sorted(keys)))).all())
    return found


def unrecorded_visits(db: Session, *, actor: Actor, before: dt.date) -> list[ReleaseEvent]:
    """Published visits before the date `before` without a record, the oldest first: those the actor may read.

    Raises NotAllowedError for systems.
    """
    actor.require(*READERS, action="record.list")
    recorded = exists().where(
        col(VisitRecord.event_key) == col(ReleaseEvent.key),
        col(VisitRecord.association_id) == col(ReleaseEvent.association_id),
    )
    query = (
        select(ReleaseEvent)
        .join(Term, col(Term.current_release_id) == col(ReleaseEvent.release_id))
        .where(
            ReleaseEvent.association_id == actor.association_id,
            ReleaseEvent.kind == EventKind.VISIT,
            ReleaseEvent.date < before,
            readable_events(actor),
            ~recorded,
        )
        .order_by(col(ReleaseEvent.date), col(ReleaseEvent.key))
    )
    return list(db.exec(query))


def advice_of(db: Session, *, actor: Actor, station_id: str | None = None, is_open: bool | None = None) -> list[Advice]:
    """Advice given at the visits whose records the actor may read, the earliest due first, then without a date.

    Raises NotAllowedError for systems.
    """
    actor.require(*READERS, action="advice.list")
    query = (
        select(Advice)
        .join(VisitRecord, col(VisitRecord.id) == col(Advice.record_id))
        .where(Advice.association_id == actor.association_id, readable_records(actor))
    )
    if station_id is not None:
        query = query.where(Advice.station_id == station_id)
    if is_open is not None:
        query = query.where(col(Advice.closed_on).is_(None) if is_open else col(Advice.closed_on).is_not(None))
    return sorted(db.exec(query), key=lambda advice: (advice.due_on is None, advice.due_on or dt.date.max, advice.id))


def dated_advice(db: Session, *, actor: Actor) -> list[tuple[Advice, dt.date]]:
    """The association's advice and the day of the visit at which it was given, however late that was recorded."""
    query = select(Advice, col(VisitRecord.date)).join(VisitRecord, col(VisitRecord.id) == col(Advice.record_id))
    return list(db.exec(query.where(Advice.association_id == actor.association_id)))


def _readable(actor: Actor) -> SelectOfScalar[VisitRecord]:
    return select(VisitRecord).where(VisitRecord.association_id == actor.association_id, readable_records(actor))


def _panel(db: Session, event: ReleaseEvent) -> list[str]:
    return list(
        db.exec(
            select(EventParty.party_id).where(
                EventParty.event_id == event.id, EventParty.party_kind == PartyKind.SUPERVISOR
            )
        )
    )
