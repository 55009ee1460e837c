"""An account of every role in a filled city, all with one password: for showing the service, never for real data."""

from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, col, select

from samples.filling.city import FilledCity
from scheduler.accounts.secrets import hash_password
from scheduler.accounts.service import NewAccount, make_account
from scheduler.accounts.signing_in import set_password
from scheduler.actor import system_actor
from scheduler.ids import AssociationId
from scheduler.models.accounts import Account, Role
from scheduler.models.people import Station, Supervisor
from solver.problem import Scheme

TOURING: Final = {Scheme.PAIR.value, Scheme.ROVING.value}
"""Schemes of those supervisors: they see most of the service."""
EACH: Final = 2
"""So many supervisors and stations get an account."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Who can sign in to the demo."""

    login: str
    name: str
    role: Role


def make_demo_accounts(db: Session, city: FilledCity, *, password: str) -> list[DemoAccount]:
    """Make them, and give them and the planner the password."""
    everywhere = system_actor(AssociationId(""))
    hashed = hash_password(password)
    accounts = [db.get_one(Account, city.planner.id)]
    accounts += [make_account(db, actor=everywhere, asked=asked) for asked in _wanted(db, city)]
    for account in accounts:
        set_password(db, account, hashed, actor=everywhere)
    return [DemoAccount(account.login, account.name, account.role) for account in accounts]


def _wanted(db: Session, city: FilledCity) -> list[NewAccount]:
    own = city.association.id
    stations = db.exec(select(Station).where(Station.association_id == own).order_by(col(Station.code))).all()[:EACH]
    people = db.exec(select(Supervisor).where(Supervisor.association_id == own).order_by(col(Supervisor.code))).all()
    experts = [row for row in people if set(row.roles) >= TOURING][:EACH]
    county = stations[0].county
    return [
        NewAccount(login="head", name="李会长（负责人）", role=Role.HEAD, association_id=own),
        *(_of_supervisor(row, f"supervisor{number}") for number, row in enumerate(experts, start=1)),
        *(_of_station(row, f"station{number}") for number, row in enumerate(stations, start=1)),
        NewAccount(login="county", name=f"{county}民政局", role=Role.COUNTY_VIEWER, association_id=own, county=county),
        NewAccount(login="admin", name="平台管理员", role=Role.PLATFORM_ADMIN),
    ]


def _of_supervisor(row: Supervisor, login: str) -> NewAccount:
    return NewAccount(
        login=login, name=row.name, role=Role.SUPERVISOR, association_id=row.association_id, supervisor_id=row.id
    )


def _of_station(row: Station, login: str) -> NewAccount:
    name = f"{row.name}社工站"
    return NewAccount(login=login, name=name, role=Role.STATION, association_id=row.association_id, station_id=row.id)
