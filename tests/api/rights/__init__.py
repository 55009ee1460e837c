"""Who may use which endpoint: every area declares its own in a module here, and `test_rights` walks them all.

    RIGHTS = {
        "GET /stations/{station_id}": Right(MEMBERS),
        "PATCH /stations/{station_id}": Right(OFFICE, json={"rating": 3}),
        "POST /terms/{term_id}/meetings": Right(OFFICE, json=lambda made: {"stations": [made["station_id"]]}),
    }
    ROWS = {"station_id": lambda making: making.city.station.id}

`ROWS` makes the row that a parameter of a path, or `made[...]` in a body, stands for: once for all endpoints, or with
`rows=` for one of them. The walk wants 2xx for those who may; 409 and 410 pass too, for rows in another state. Who may
not gets 403 or 404, and so does everybody of the other association.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from scheduler.models.accounts import Account, Role
from tests.api.cities import City

EVERYBODY = frozenset(Role)
MEMBERS = EVERYBODY - {Role.PLATFORM_ADMIN}
"""Everybody who belongs to an association."""
OFFICE = frozenset({Role.PLANNER, Role.HEAD})
PLANNERS = frozenset({Role.PLANNER})
ADMINISTRATORS = frozenset({Role.PLANNER, Role.PLATFORM_ADMIN})


@dataclass
class Making:
    """What is there when a row is made: a unit of work, the city, the account that will ask, the rows made before."""

    db: Session
    city: City
    account: Account
    made: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        """The key of the row with this name, made now unless it was."""
        if name not in self.made:
            maker = self.own.get(name) or ALL_ROWS[name]
            if isinstance(maker, str):
                return maker
            self.made[name] = maker(self)
        return self.made[name]

    own: "Mapping[str, Maker]" = field(default_factory=dict)


Maker = Callable[[Making], str] | str
"""What makes a row and gives its key, or a word that stands for no row: a kind, a date."""
Sent = Callable[[Making], Any] | dict[str, Any] | list[Any] | None


@dataclass(frozen=True)
class Right:
    """Who may use an endpoint, and what to send so that it could work: `json`, `params` of the query or `files`."""

    roles: frozenset[Role]
    json: Sent = None
    params: Sent = None
    files: Sent = None
    rows: Mapping[str, Maker] = field(default_factory=dict)
    by_any_token: bool = False
    """A token needs none of the scopes `read` and `write`: it is about the sign-in itself, or for solving."""
    shared: bool = False
    """The answer is the same for all associations: working days, the platform's lists."""


PUBLIC = Right(frozenset())
"""Open to everybody, without a sign-in."""


def _declared(what: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(__path__):
        for name, value in getattr(importlib.import_module(f"{__name__}.{module.name}"), what, {}).items():
            if name in found:
                raise ValueError(f"{what} has {name} twice")
            found[name] = value
    return found


ALL_ROWS: dict[str, Maker] = _declared("ROWS")
ALL_RIGHTS: dict[str, Right] = _declared("RIGHTS")
