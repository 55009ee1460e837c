"""Who may run the optimiser, and who may see how a run went."""

from scheduler.actor import Actor
from scheduler.errors import NotFoundError
from scheduler.models.accounts import Role
from scheduler.models.runs import Run, RunKind


def require_runner(actor: Actor, kind: RunKind, *, action: str) -> None:
    """Runs of a term are the planner's; a problem of their own may be solved by system clients, too.

    Raises NotAllowedError.
    """
    if kind is RunKind.SOLVE:
        actor.require(Role.PLANNER, Role.SYSTEM, action=action)
    else:
        actor.require(Role.PLANNER, action=action)


def require_sight(actor: Actor, run: Run) -> None:
    """Planners and heads see the runs of their association, a system client its own. Raises NotFoundError."""
    if actor.is_of_office:
        return
    if actor.role is Role.SYSTEM and run.account_id == actor.account_id:
        return
    raise NotFoundError(kind="run", id=run.id)
