"""Write the ledger of a term: from its current release, as often as one likes."""

from sqlmodel import Session, select

from scheduler.actor import Actor
from scheduler.comparing.comparison import Side
from scheduler.errors import WrongStateError
from scheduler.fairness.queries import balances
from scheduler.fairness.shares import shares
from scheduler.ids import SnapshotId
from scheduler.models.accounts import Role
from scheduler.models.people import Supervisor
from scheduler.models.releases import Release
from scheduler.models.reports import LedgerEntry
from scheduler.models.terms import Term
from scheduler.planning import load_problem, plan_in
from scheduler.rows import add, changing, load


def settle_term(db: Session, *, actor: Actor, term_id: str) -> list[LedgerEntry]:
    """Write (or write again) what everybody carried in a term; the balance goes on from the previous term's.

    Raises NotFoundError, NotAllowedError, and WrongStateError while nothing is published.
    """
    term = load(db, Term, term_id, actor=actor, lock=True)
    actor.require(Role.PLANNER, action="ledger.settle")
    if term.current_release_id is None:
        raise WrongStateError(kind="term", id=term.id, state="unpublished", action="ledger.settle")
    release = load(db, Release, term.current_release_id, actor=actor)
    side = Side(load_problem(db, SnapshotId(release.snapshot_id), actor=actor), plan_in(release.plan))
    agreed = {
        row.id: row.target
        for row in db.exec(select(Supervisor).where(Supervisor.association_id == actor.association_id))
    }
    before = balances(db, actor=actor, term_id=term.previous_term_id)
    known = {row.supervisor_id: row for row in db.exec(select(LedgerEntry).where(LedgerEntry.term_id == term.id))}
    entries = []
    for person, share in shares(side.book).items():
        target = agreed.get(person)
        beyond = 0 if target is None else share.load - target
        row = known.get(person) or LedgerEntry(
            association_id=actor.association_id,
            term_id=term.id,
            supervisor_id=person,
            load=0,
            travel_minutes=0,
            disliked_slots=0,
        )
        values = {
            "target": target,
            "load": share.load,
            "travel_minutes": share.travel_minutes,
            "disliked_slots": share.disliked_slots,
            "balance": before.get(person, 0) + beyond,
        }
        entries.append(_kept(db, actor, row, values, is_new=person not in known))
    return entries


def _kept(db: Session, actor: Actor, row: LedgerEntry, values: dict[str, int | None], *, is_new: bool) -> LedgerEntry:
    if is_new:
        for name, value in values.items():
            setattr(row, name, value)
        return add(db, row, actor=actor, action="ledger.written")
    with changing(db, row, actor=actor, action="ledger.rewritten"):
        for name, value in values.items():
            setattr(row, name, value)
    return row
