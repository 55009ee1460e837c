"""How the deployment is doing, as far as its database knows."""

from dataclasses import dataclass

from sqlalchemy import func, text
from sqlmodel import Session, col, select

from scheduler.clock import now
from scheduler.database import Database
from scheduler.models.releases import MessageState, OutboxMessage
from scheduler.models.runs import Run, RunState


@dataclass(frozen=True, slots=True)
class Condition:
    """Counts over all associations."""

    runs: dict[str, int]
    """By state, those without any included."""
    messages: dict[str, int]
    """Of the outbox, by state."""
    oldest_waiting_run_seconds: float


def condition_of(database: Database) -> Condition:
    """The present condition. Raises StorageError."""
    with database.reading() as db:
        runs = dict.fromkeys([state.value for state in RunState], 0)
        runs |= _by_state(db, Run)
        messages = dict.fromkeys([state.value for state in MessageState], 0)
        messages |= _by_state(db, OutboxMessage)
        oldest = db.exec(select(func.min(Run.submitted_at)).where(Run.state == RunState.QUEUED)).one()
    waited = (now() - oldest).total_seconds() if oldest else 0.0
    return Condition(runs, messages, waited)


def answers(database: Database) -> None:
    """Ask the database for nothing. Raises StorageError when it does not answer."""
    with database.reading() as db:
        db.execute(text("SELECT 1"))


def _by_state(db: Session, table: type[Run] | type[OutboxMessage]) -> dict[str, int]:
    counted = db.exec(select(col(table.state), func.count()).group_by(col(table.state)))
    return {state.value: count for state, count in counted}
