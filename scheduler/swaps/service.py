"""Propose, answer and approve swaps; an approved one is a small release."""

from sqlmodel import Session

from scheduler.actor import Actor, system_actor
from scheduler.associations.queries import own_association
from scheduler.drafts.commands import Edit
from scheduler.errors import NotAllowedError, WrongStateError
from scheduler.ids import AssociationId
from scheduler.models.accounts import Role
from scheduler.models.associations import SwapPolicy
from scheduler.models.requests import Swap, SwapState
from scheduler.models.terms import Term
from scheduler.publishing.current import publish_edits
from scheduler.rows import add, changing, load, load_for_change
from scheduler.swaps.checking import try_swap
from scheduler.swaps.commands import SwapAnswer, SwapProposed
from scheduler.swaps.errors import SwapBreaksRulesError
from scheduler.swaps.queries import OPEN, proposed_row, swap


def propose_swap(db: Session, *, actor: Actor, term_id: str, proposed: SwapProposed) -> Swap:
    """A supervisor proposes a swap that keeps every rule.

    Raises NotFoundError, NotAllowedError, WrongStateError while nothing is published, NotYourVisitError and
    SwapBreaksRulesError.
    """
    term = load(db, Term, term_id, actor=actor)
    row = proposed_row(db, actor=actor, term=term, proposed=proposed)
    _check(db, term, row)
    return add(db, row, actor=actor, action="swap.proposed")


def answer_swap(db: Session, *, actor: Actor, swap_id: str, answer: SwapAnswer, version: int) -> Swap:
    """The partner agrees or not; where the association's policy is automatic, agreeing publishes the swap.

    Raises NotFoundError, NotAllowedError, WrongStateError and ChangedMeanwhileError, and as `decide_swap` when it is
    published.
    """
    actor.require(Role.SUPERVISOR, action="swap.answer")
    row = _open(db, actor, swap_id, version, "swap.answer", SwapState.PROPOSED)
    if actor.supervisor_id != row.partner_id:
        raise NotAllowedError(action="swap.answer")
    with changing(db, row, actor=actor, action="swap.answered"):
        row.state = SwapState.AGREED if answer.agreed else SwapState.DECLINED
        row.decision = answer.comment
        if answer.agreed and own_association(db, actor=actor).swap_policy is SwapPolicy.AUTOMATIC:
            _publish(db, row)
    return row


def decide_swap(db: Session, *, actor: Actor, swap_id: str, answer: SwapAnswer, version: int) -> Swap:
    """The planner approves what both agree on, which is published at once, or declines.

    Raises as `answer_swap`, and NotYourVisitError, SwapBreaksRulesError and what publishing raises.
    """
    actor.require(Role.PLANNER, action="swap.decide")
    row = _open(db, actor, swap_id, version, "swap.decide", SwapState.AGREED)
    with changing(db, row, actor=actor, action="swap.decided"):
        row.decision = answer.comment
        if answer.agreed:
            _publish(db, row)
        else:
            row.state = SwapState.DECLINED
    return row


def withdraw_swap(db: Session, *, actor: Actor, swap_id: str, version: int) -> Swap:
    """The proposer takes it back. Raises as `answer_swap`."""
    actor.require(Role.SUPERVISOR, action="swap.withdraw")
    row = _open(db, actor, swap_id, version, "swap.withdraw", *OPEN)
    if actor.supervisor_id != row.proposer_id:
        raise NotAllowedError(action="swap.withdraw")
    with changing(db, row, actor=actor, action="swap.withdrawn"):
        row.state = SwapState.WITHDRAWN
    return row


def _check(db: Session, term: Term, row: Swap) -> list[Edit]:
    """The edits of a swap, when it keeps every rule that holds without it."""
    tried = try_swap(db, term=term, row=row)
    if tried.breaks:
        raise SwapBreaksRulesError(tried.breaks)
    return tried.edits


def _publish(db: Session, row: Swap) -> None:
    """Make an agreed swap a small release."""
    system = system_actor(AssociationId(row.association_id))
    term = load(db, Term, row.term_id, actor=system, lock=True)
    release = publish_edits(db, term=term, title="换班", edits=_check(db, term, row), actor=system)
    if release is None:
        raise SwapBreaksRulesError([])
    row.state, row.release_id = SwapState.APPROVED, release.id


def _open(db: Session, actor: Actor, swap_id: str, version: int, action: str, *states: SwapState) -> Swap:
    swap(db, actor=actor, swap_id=swap_id)
    row = load_for_change(db, Swap, swap_id, actor=actor, version=version)
    if row.state not in states:
        raise WrongStateError(kind="swap", id=row.id, state=row.state.value, action=action)
    return row
