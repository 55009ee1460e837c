"""Releases as documents are seen in the office; what they hold reaches everybody as their own dates."""

from scheduler.actor import Actor
from scheduler.errors import NotFoundError
from scheduler.models.accounts import Role


def require_reader(actor: Actor, *, kind: str, id: str) -> None:  # noqa: A002 - the fact's name
    """Raise NotFoundError for all but planners, heads and systems of the association."""
    if actor.role not in (None, Role.PLANNER, Role.HEAD, Role.SYSTEM):
        raise NotFoundError(kind=kind, id=id)
