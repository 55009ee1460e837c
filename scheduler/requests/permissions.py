"""Who sees and moves session requests: the station that asks, the supervisor asked for, the association's office."""

from typing import Final

from sqlalchemy import ColumnElement, false, or_, true
from sqlmodel import col

from scheduler.actor import Actor
from scheduler.models.accounts import Role
from scheduler.models.requests import SessionRequest
from scheduler.people.permissions import stations_of_county

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
            return col(SessionRequest.station_id).in_(stations_of_county(actor))
        case _:
            return false()


FOR_THE_OFFICE: Final = {"cost", "cost_by_name", "moves"}
"""What stations and supervisors do not see of an option: its costs, and whom it moves."""


def sees_everything(actor: Actor) -> bool:
    """Whether the actor sees all of an option, FOR_THE_OFFICE too."""
    return actor.is_of_office
