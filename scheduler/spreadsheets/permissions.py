"""Who hands lists out, where the list itself does not say so."""

from scheduler.actor import Actor
from scheduler.models.accounts import Role


def require_office(actor: Actor) -> None:
    """Raise NotAllowedError unless the actor is of the association's office or the system itself."""
    actor.require(Role.PLANNER, Role.HEAD, action="list.export")
