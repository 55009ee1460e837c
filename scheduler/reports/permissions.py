"""Who fills in, answers and reads reports: the station, its county, the association's office."""

from sqlalchemy import ColumnElement, false, true
from sqlmodel import col

from scheduler.actor import Actor
from scheduler.models.accounts import Role
from scheduler.models.people import Station

READERS = (Role.PLANNER, Role.HEAD, Role.STATION, Role.COUNTY_VIEWER)


def reported_stations(actor: Actor) -> ColumnElement[bool]:
    """The condition on stations whose reports the actor may read; their association is asked for apart."""
    match actor.role:
        case None | Role.PLANNER | Role.HEAD:
            return true()
        case Role.STATION:
            return col(Station.id) == actor.station_id
        case Role.COUNTY_VIEWER:
            return col(Station.county) == actor.county
        case _:
            return false()
