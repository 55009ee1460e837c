"""Who is acting: handed to every service, which decides what they may see and do."""

from dataclasses import dataclass
from typing import Final

from scheduler.errors import NotAllowedError
from scheduler.ids import AccountId, AssociationId
from scheduler.models.accounts import Role
from solver.wording import Lang

MEMBERS: Final = tuple(role for role in Role if role is not Role.PLATFORM_ADMIN)
"""Everybody who belongs to an association."""


@dataclass(frozen=True, slots=True)
class Actor:
    """An account at work in its association; the system itself has neither account nor limits."""

    association_id: AssociationId
    """Empty for a platform administrator, who belongs to none."""
    role: Role | None
    """None for the system itself."""
    account_id: AccountId | None = None
    name: str = ""
    supervisor_id: str | None = None
    station_id: str | None = None
    county: str | None = None
    scopes: frozenset[str] | None = None
    """What a bearer token is limited to; None for a person."""
    language: Lang = Lang.ZH
    request_id: str | None = None

    @property
    def is_of_office(self) -> bool:
        """Whether it is of the association's office, or the system itself at work for it: they see all of it."""
        return self.role in {None, Role.PLANNER, Role.HEAD}

    def require(self, *roles: Role, action: str) -> None:
        """Raise NotAllowedError unless the actor has one of the roles or is the system itself."""
        if self.role is not None and self.role not in roles:
            raise NotAllowedError(action=action)


def system_actor(association_id: AssociationId) -> Actor:
    """The system at work for an association: a job or a command of the operator."""
    return Actor(association_id=association_id, role=None, name="系统")
