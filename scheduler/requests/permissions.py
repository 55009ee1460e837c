"""Who sees and moves session requests: the station that asks, the supervisor asked for, the association's office."""

from sqlalchemy import ColumnElement, false, or_, true
from sqlmodel import col, select

from scheduler.actor import Actor
from scheduler.models.accounts import Role
from scheduler.models.people import Station
from scheduler.models.requests import SessionRequest

READERS = (Role.PLANNER, Role.HEAD, Role.SUPERVISOR, Role.STATION, Role.COUNTY_VIEWER)
"""Everybody whose requests they concern."""


def readable_requests(actor: Actor) -> ColumnElement[bool]:
    """The condition on requests that the actor may read; their association is asked for apart."""
    match actor.role:
        case None | Role.PLANNER | Role.HEAD:
            return true()
        case Role.STATION:
            return col(SessionRequest.station_id) == actor.station_id
        case Role.SUPERVISOR:
            return or_(
                col(SessionRequest.awaits_supervisor_id) == actor.supervisor_id,
                col(SessionRequest.supervisor_id) == actor.supervisor_id,
            )
        case Role.COUNTY_VIEWER:
            return col(SessionRequest.station_id).in_(select(Station.id).where(Station.county == actor.county))
        case _:
            return false()


def sees_everything(actor: Actor) -> bool:
    """Whether the actor sees costs and whom an option moves; stations and supervisors see neither."""
    return actor.role in {None, Role.PLANNER, Role.HEAD}
