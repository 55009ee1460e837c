"""Drafts are seen in the association's office only, and changed by planners only."""

from scheduler.actor import Actor
from scheduler.errors import NotFoundError
from scheduler.models.accounts import Role


def require_office(actor: Actor, *, kind: str, id: str) -> None:  # noqa: A002 - the fact's name
    """Raise NotFoundError for whoever may not know of the association's drafts."""
    if not actor.is_of_office:
        raise NotFoundError(kind=kind, id=id)


def require_planner(actor: Actor, *, kind: str, id: str, action: str) -> None:  # noqa: A002 - the fact's name
    """Raise NotFoundError for outsiders, and NotAllowedError for the head, who sees but does not edit."""
    require_office(actor, kind=kind, id=id)
    actor.require(Role.PLANNER, action=action)
