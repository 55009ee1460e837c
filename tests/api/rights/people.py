"""Rights in the list: stations, supervisors, their availability and leave, closures."""

from typing import Any

from scheduler.models.accounts import Role
from scheduler.models.people import Availability, Closure, Leave
from tests.api.rights import MEMBERS, Making, Right
from tests.builders import a_station, a_supervisor, an_absence

SEES_ALL = frozenset({Role.PLANNER, Role.HEAD, Role.SYSTEM})
EDITORS = frozenset({Role.PLANNER, Role.SYSTEM})
STATION: dict[str, Any] = {
    "code": "N1",
    "name": "新站",
    "county": "南湖区",
    "lat": 30.7,
    "lon": 120.7,
    "staff": 6,
    "duty": 2,
    "present": 3,
}
SUPERVISOR: dict[str, Any] = {"code": "N1", "name": "新督导", "lat": 30.7, "lon": 120.7, "roles": ["pair"]}
DAYS = {"first_date": "2098-10-08", "last_date": "2098-10-09"}
"""Long to come: one reports no leave that is over."""


def a_spare_station(making: Making) -> str:
    return a_station(making.db, making.city.association).id


def a_spare_supervisor(making: Making) -> str:
    return a_supervisor(making.db, making.city.association).id


def the_leave(making: Making) -> str:
    return an_absence(making.db, Leave, making.city.association, supervisor_id=making.city.supervisor.id).id


def the_closure(making: Making) -> str:
    return an_absence(making.db, Closure, making.city.association, station_id=making.city.station.id).id


def said(making: Making) -> str:
    """Something was said of the term by the city's supervisor."""
    row = Availability(
        association_id=making.city.association.id,
        term_id=making["term_id"],
        supervisor_id=making.city.supervisor.id,
    )
    making.db.add(row)
    return making.city.supervisor.id


ROWS = {
    "station_id": lambda making: making.city.station.id,
    "supervisor_id": lambda making: making.city.supervisor.id,
    "leave_id": the_leave,
    "closure_id": the_closure,
}
SPARE_STATION = {"station_id": a_spare_station}
SPARE_SUPERVISOR = {"supervisor_id": a_spare_supervisor}
SAID = {"supervisor_id": said}

RIGHTS = {
    "GET /stations": Right(MEMBERS),
    "GET /stations/choices": Right(MEMBERS),
    "POST /stations": Right(EDITORS, json=STATION),
    "GET /stations/{station_id}": Right(MEMBERS),
    "PUT /stations/{station_id}": Right(EDITORS, rows=SPARE_STATION, json=STATION | {"code": "N2"}),
    "POST /stations/{station_id}/archive": Right(EDITORS, rows=SPARE_STATION),
    "POST /stations/{station_id}/restore": Right(EDITORS, rows=SPARE_STATION),
    "GET /closures": Right(SEES_ALL | {Role.STATION, Role.COUNTY_VIEWER}),
    "POST /closures": Right(EDITORS | {Role.STATION}, json=lambda made: DAYS | {"station_id": made["station_id"]}),
    "DELETE /closures/{closure_id}": Right(EDITORS | {Role.STATION}),
    "GET /supervisors": Right(SEES_ALL | {Role.SUPERVISOR, Role.STATION}),
    "POST /supervisors": Right(EDITORS, json=SUPERVISOR),
    "GET /supervisors/{supervisor_id}": Right(SEES_ALL | {Role.SUPERVISOR, Role.STATION}),
    "PUT /supervisors/{supervisor_id}": Right(EDITORS, rows=SPARE_SUPERVISOR, json=SUPERVISOR | {"code": "N2"}),
    "POST /supervisors/{supervisor_id}/archive": Right(EDITORS, rows=SPARE_SUPERVISOR),
    "POST /supervisors/{supervisor_id}/restore": Right(EDITORS, rows=SPARE_SUPERVISOR),
    "GET /leaves": Right(SEES_ALL | {Role.SUPERVISOR}),
    "POST /leaves": Right(
        EDITORS | {Role.SUPERVISOR}, json=lambda made: DAYS | {"supervisor_id": made["supervisor_id"]}
    ),
    "GET /leaves/{leave_id}": Right(SEES_ALL | {Role.SUPERVISOR}),
    "POST /leaves/{leave_id}/withdraw": Right(EDITORS | {Role.SUPERVISOR}),
    "GET /terms/{term_id}/availability": Right(SEES_ALL),
    "GET /terms/{term_id}/supervisors/{supervisor_id}/availability": Right(SEES_ALL | {Role.SUPERVISOR}),
    "PUT /terms/{term_id}/supervisors/{supervisor_id}/availability": Right(
        EDITORS | {Role.SUPERVISOR}, rows=SAID, json={"weekly": {"1-morning": "unavailable"}}
    ),
    "POST /terms/{term_id}/supervisors/{supervisor_id}/availability/submit": Right(EDITORS | {Role.SUPERVISOR}),
    "POST /terms/{term_id}/supervisors/{supervisor_id}/availability/reopen": Right(EDITORS | {Role.SUPERVISOR}),
}
