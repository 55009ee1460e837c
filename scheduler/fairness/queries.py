"""Read the ledger: one's own, or everybody's; and the balances a term begins with."""

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.models.accounts import Role
from scheduler.models.reports import LedgerEntry
from scheduler.models.terms import Term


def ledger(
    db: Session, *, actor: Actor, supervisor_id: str | None = None, term_id: str | None = None
) -> list[tuple[LedgerEntry, Term]]:
    """Entries with their terms, the newest term first; a supervisor sees their own only.

    Raises NotAllowedError for stations, counties and systems.
    """
    actor.require(Role.PLANNER, Role.HEAD, Role.SUPERVISOR, action="ledger.read")
    query = (
        select(LedgerEntry, Term)
        .join(Term, col(Term.id) == col(LedgerEntry.term_id))
        .where(LedgerEntry.association_id == actor.association_id)
        .order_by(col(Term.first_date).desc(), col(LedgerEntry.balance).desc(), col(LedgerEntry.id))
    )
    only = actor.supervisor_id if actor.role is Role.SUPERVISOR else supervisor_id
    if only is not None:
        query = query.where(LedgerEntry.supervisor_id == only)
    if term_id is not None:
        query = query.where(LedgerEntry.term_id == term_id)
    return list(db.exec(query))


def balances(db: Session, *, actor: Actor, term_id: str | None) -> dict[str, int]:
    """By supervisor, the balance at the end of a term; empty when there is no such term or it is not settled."""
    if term_id is None:
        return {}
    rows = db.exec(
        select(LedgerEntry).where(LedgerEntry.term_id == term_id, LedgerEntry.association_id == actor.association_id)
    )
    return {row.supervisor_id: row.balance for row in rows}
