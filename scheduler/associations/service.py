"""Make an association and change its settings."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.associations.queries import own_association
from scheduler.commands import Command
from scheduler.models.accounts import Role
from scheduler.models.associations import Association, RequestPolicy, SwapPolicy
from scheduler.rows import add, changing
from solver.problem import Travel, Weights

ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
HalfHours = Annotated[tuple[ClockTime, ClockTime], Field(description="start and end, HH:MM")]


class AssociationSettings(Command):
    """What a planner may set; what is not named stays as it is."""

    name: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    head_approves: bool | None = None
    freeze_days: Annotated[int, Field(ge=0, le=60)] | None = None
    morning: HalfHours | None = None
    afternoon: HalfHours | None = None
    travel: Travel | None = None
    weights: Weights | None = None
    request_policy: RequestPolicy | None = None
    request_allowance: Annotated[int, Field(ge=0, le=100)] | None = None
    hold_hours: Annotated[int, Field(ge=1, le=24 * 30)] | None = None
    swap_policy: SwapPolicy | None = None


def make_association(db: Session, *, actor: Actor, name: str, city: str) -> Association:
    """A new association with the product's defaults. Raises NotAllowedError for all but the platform administrator."""
    actor.require(Role.PLATFORM_ADMIN, action="association.make")
    return add(db, Association(name=name, city=city), actor=actor, action="association.made")


def change_association(db: Session, *, actor: Actor, settings: AssociationSettings, version: int) -> Association:
    """Change the actor's own association. Raises NotAllowedError and ChangedMeanwhileError."""
    actor.require(Role.PLANNER, Role.HEAD, action="association.change")
    association = own_association(db, actor=actor, version=version)
    with changing(db, association, actor=actor, action="association.changed"):
        for name, value in settings.model_dump(mode="json", exclude_unset=True, exclude_none=True).items():
            given = getattr(settings, name)
            setattr(association, name, given if isinstance(given, StrEnum) else value)
    return association
