"""Who sees which stations and people, and how much of them."""

from typing import Final

from sqlalchemy import ColumnElement, false, true
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from scheduler.actor import Actor
from scheduler.models.accounts import Role
from scheduler.models.people import Closure, Leave, Station, Supervisor

OFFICE: Final = frozenset({None, Role.PLANNER, Role.HEAD, Role.SYSTEM})
"""See everything of their association; the planner who gives a system its token answers for it."""
EDITORS: Final = (Role.PLANNER, Role.SYSTEM)


def visible_stations(actor: Actor) -> ColumnElement[bool]:
    """The condition on stations of the actor's association: the office all, a station itself, a county its own.

    Supervisors see all that work, and of them what a visitor needs.
    """
    if actor.role in OFFICE:
        return true()
    match actor.role:
        case Role.SUPERVISOR:
            return col(Station.archived_at).is_(None)
        case Role.STATION:
            return col(Station.id) == actor.station_id
        case Role.COUNTY_VIEWER:
            return col(Station.county) == actor.county
        case _:
            return false()


def sees_whole_station(actor: Actor) -> bool:
    """Whether the actor sees a station's figures, operator and rating, and not only what a visitor needs."""
    return actor.role != Role.SUPERVISOR


def visible_supervisors(actor: Actor) -> ColumnElement[bool]:
    """The condition on supervisors: the office all, a supervisor themselves, stations those they may ask for."""
    if actor.role in OFFICE:
        return true()
    match actor.role:
        case Role.SUPERVISOR:
            return col(Supervisor.id) == actor.supervisor_id
        case Role.STATION:
            return col(Supervisor.archived_at).is_(None)
        case _:
            return false()


def sees_whole_supervisor(actor: Actor) -> bool:
    """Whether the actor sees home, telephone, limits and employer, and not only name, roles and fields."""
    return actor.role != Role.STATION


def visible_leaves(actor: Actor) -> ColumnElement[bool]:
    """The condition on leaves: the office all, a supervisor their own."""
    if actor.role in OFFICE:
        return true()
    return col(Leave.supervisor_id) == actor.supervisor_id if actor.role == Role.SUPERVISOR else false()


def visible_closures(actor: Actor) -> ColumnElement[bool]:
    """The condition on closures: the office all, a station its own, a county those of its stations."""
    if actor.role in OFFICE:
        return true()
    match actor.role:
        case Role.STATION:
            return col(Closure.station_id) == actor.station_id
        case Role.COUNTY_VIEWER:
            return col(Closure.station_id).in_(stations_of_county(actor))
        case _:
            return false()


def stations_of_county(actor: Actor) -> SelectOfScalar[str]:
    """The keys of the stations of a county's viewer."""
    return select(Station.id).where(Station.association_id == actor.association_id, Station.county == actor.county)
