"""Two cities for tests of the API: nothing of one may be seen in the other."""

from dataclasses import dataclass
from typing import Protocol

from fastapi.testclient import TestClient
from sqlmodel import Session

from scheduler.accounts.scopes import Scope
from scheduler.models.accounts import Account, Role
from scheduler.models.associations import Association
from scheduler.models.people import Station, Supervisor
from tests.builders import a_station, a_supervisor, an_account, an_association

COUNTY = "南湖区"


@dataclass(frozen=True)
class City:
    """An association with a station, a supervisor, and an account of every role."""

    association: Association
    station: Station
    supervisor: Supervisor
    accounts: dict[Role, Account]


@dataclass(frozen=True)
class Cities:
    """Two of them: nothing of one may be seen in the other. The platform administrator's account is in both."""

    first: City
    second: City


class ClientOf(Protocol):
    def __call__(self, role: Role, city: City | None = None, *, scopes: tuple[Scope, ...] = ...) -> TestClient: ...


def a_city(db: Session, administrator: Account) -> City:
    association = an_association(db)
    station = a_station(db, association, county=COUNTY)
    supervisor = a_supervisor(db, association)
    accounts = {
        Role.PLANNER: an_account(db, association, Role.PLANNER),
        Role.HEAD: an_account(db, association, Role.HEAD),
        Role.SUPERVISOR: an_account(db, association, Role.SUPERVISOR, supervisor_id=supervisor.id),
        Role.STATION: an_account(db, association, Role.STATION, station_id=station.id),
        Role.COUNTY_VIEWER: an_account(db, association, Role.COUNTY_VIEWER, county=COUNTY),
        Role.SYSTEM: an_account(db, association, Role.SYSTEM),
        Role.PLATFORM_ADMIN: administrator,
    }
    return City(association, station, supervisor, accounts)
