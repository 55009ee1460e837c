"""Who may record, confirm and read: the panel, its station, the county, the association."""

from sqlalchemy import ColumnElement, false, true
from sqlmodel import col, select

from scheduler.actor import Actor
from scheduler.models.accounts import Role
from scheduler.models.records import VisitRecord
from scheduler.models.releases import EventParty, PartyKind, ReleaseEvent
from scheduler.people.permissions import stations_of_county

READERS = (Role.PLANNER, Role.HEAD, Role.SUPERVISOR, Role.STATION, Role.COUNTY_VIEWER)
"""Everybody whose records there are."""


def readable_records(actor: Actor) -> ColumnElement[bool]:
    """The condition on records that the actor may read; their association is asked for apart."""
    match actor.role:
        case None | Role.PLANNER | Role.HEAD:
            return true()
        case Role.STATION:
            return col(VisitRecord.station_id) == actor.station_id
        case Role.COUNTY_VIEWER:
            return col(VisitRecord.station_id).in_(stations_of_county(actor))
        case Role.SUPERVISOR:
            own = (
                select(ReleaseEvent.key)
                .join(EventParty, col(EventParty.event_id) == col(ReleaseEvent.id))
                .where(EventParty.party_kind == PartyKind.SUPERVISOR, EventParty.party_id == actor.supervisor_id)
            )
            return col(VisitRecord.event_key).in_(own)
        case _:
            return false()


def may_record(actor: Actor, panel: frozenset[str]) -> bool:
    """Whether the actor may write the record of a visit of this panel."""
    return actor.role in {None, Role.PLANNER} or (actor.role is Role.SUPERVISOR and actor.supervisor_id in panel)
