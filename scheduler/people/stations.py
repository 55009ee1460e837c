"""Stations: find, make, change, archive and restore."""

from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from scheduler.actor import MEMBERS, Actor
from scheduler.clock import now
from scheduler.errors import NotFoundError
from scheduler.models.people import Station
from scheduler.paging import Page, Paging, page_of
from scheduler.people.commands import StationContent
from scheduler.people.listing import has_word, is_archived
from scheduler.people.permissions import EDITORS, sees_whole_station, visible_stations
from scheduler.rows import add, changing, load_for_change, unique


@dataclass(frozen=True, slots=True)
class StationFilter:
    """Which stations; what is None does not limit."""

    search: str | None = None
    """In code, name or operator."""
    county: str | None = None
    operator: str | None = None
    field: str | None = None
    rating: int | None = None
    """0 stands for not rated yet."""
    archived: bool | None = False


@dataclass(frozen=True, slots=True)
class StationChoices:
    """The words that the association's stations use, to choose from."""

    counties: list[str]
    operators: list[str]
    operator_grades: list[str]
    fields: list[str]


def list_stations(db: Session, *, actor: Actor, wanted: StationFilter, paging: Paging) -> Page[Station]:
    """The stations that the actor sees, by county and code. Raises NotAllowedError for who is in no association.

    What the actor does not see of a station does not limit the list either: nobody finds it out by asking.
    """
    actor.require(*MEMBERS, action="station.list")
    whole = sees_whole_station(actor)
    query = select(Station).where(Station.association_id == actor.association_id, visible_stations(actor))
    if wanted.search:
        names = ("code", "name", "operator") if whole else ("code", "name")
        columns = (getattr(Station, name) for name in names)
        query = query.where(or_(*(column.icontains(wanted.search, autoescape=True) for column in columns)))
    if wanted.county is not None:
        query = query.where(Station.county == wanted.county)
    if wanted.operator is not None and whole:
        query = query.where(Station.operator == wanted.operator)
    if wanted.field is not None:
        query = query.where(has_word(Station.fields, wanted.field))
    if wanted.rating is not None and whole:
        query = query.where(col(Station.rating).is_not_distinct_from(wanted.rating or None))
    if wanted.archived is not None:
        query = query.where(is_archived(Station, archived=wanted.archived))
    return page_of(db, query.order_by(col(Station.county), col(Station.code)), paging)


def find_station(db: Session, station_id: str, *, actor: Actor) -> Station:
    """One station that the actor sees. Raises NotFoundError."""
    condition = (Station.id == station_id, Station.association_id == actor.association_id, visible_stations(actor))
    station = db.exec(select(Station).where(*condition)).first()
    if station is None:
        raise NotFoundError(kind="station", id=station_id)
    return station


def station_choices(db: Session, *, actor: Actor) -> StationChoices:
    """The words used by the stations that the actor sees. Raises NotAllowedError for who is in no association."""
    actor.require(*MEMBERS, action="station.list")
    whole = sees_whole_station(actor)
    condition = (Station.association_id == actor.association_id, visible_stations(actor))
    rows = db.exec(
        select(Station.county, Station.operator, Station.operator_grade, Station.fields).where(*condition)
    ).all()
    return StationChoices(
        counties=sorted({row[0] for row in rows}),
        operators=sorted({row[1] for row in rows if row[1] and whole}),
        operator_grades=sorted({row[2] for row in rows if row[2] and whole}),
        fields=sorted({word for row in rows for word in row[3]}),
    )


def make_station(db: Session, *, actor: Actor, content: StationContent) -> Station:
    """A new station. Raises NotAllowedError and, for its code, TakenError."""
    actor.require(*EDITORS, action="station.make")
    row = Station(association_id=actor.association_id, **content.model_dump())
    with unique("station", "code", content.code):
        return add(db, row, actor=actor, action="station.made")


def change_station(db: Session, *, actor: Actor, station_id: str, content: StationContent, version: int) -> Station:
    """Put what is entered in place of what was.

    Raises NotAllowedError, NotFoundError, ChangedMeanwhileError and TakenError.
    """
    actor.require(*EDITORS, action="station.change")
    row = load_for_change(db, Station, station_id, actor=actor, version=version)
    put_station(db, row, actor=actor, content=content)
    return row


def put_station(db: Session, row: Station, *, actor: Actor, content: StationContent) -> None:
    """Put what is entered in place of what a loaded row holds. Raises TakenError."""
    with unique("station", "code", content.code), changing(db, row, actor=actor, action="station.changed"):
        for name, value in content.model_dump().items():
            setattr(row, name, value)


def archive_station(db: Session, *, actor: Actor, station_id: str, archived: bool, version: int) -> Station:
    """Take a station from the list, or back: it stays in what was published, and nothing new is due to it.

    Raises NotAllowedError, NotFoundError and ChangedMeanwhileError.
    """
    actor.require(*EDITORS, action="station.archive")
    row = load_for_change(db, Station, station_id, actor=actor, version=version)
    if archived != (row.archived_at is not None):
        action = "station.archived" if archived else "station.restored"
        with changing(db, row, actor=actor, action=action):
            row.archived_at = now() if archived else None
    return row
