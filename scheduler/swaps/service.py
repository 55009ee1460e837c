"""Propose, answer and approve swaps; an approved one is a small release."""

from sqlmodel import Session, col, or_, select

from scheduler.actor import Actor, system_actor
from scheduler.comparing.queries import names_in
from scheduler.drafts.commands import Edit, EditKind
from scheduler.drafts.editing import applied, edited
from scheduler.drafts.placing import contents_of
from scheduler.drafts.standing import Standing, violations_beyond
from scheduler.errors import NotAllowedError, NotFoundError, WrongStateError
from scheduler.ids import AssociationId
from scheduler.models.accounts import Role
from scheduler.models.people import Supervisor
from scheduler.models.requests import Swap, SwapState
from scheduler.models.terms import Term
from scheduler.publishing.current import publish_edits, published_now
from scheduler.rows import add, changing, load, load_for_change
from scheduler.swaps.commands import SwapAnswer, SwapProposed
from scheduler.swaps.errors import NotYourVisitError, SwapBreaksRulesError

OFFICE = (Role.PLANNER, Role.HEAD)
OPEN = (SwapState.PROPOSED, SwapState.AGREED)


def colleagues(db: Session, *, actor: Actor) -> list[Supervisor]:
    """Whom a swap may be proposed to: the others of the pool, by name. Raises NotAllowedError."""
    actor.require(Role.SUPERVISOR, *OFFICE, action="swap.list")
    others = select(Supervisor).where(
        Supervisor.association_id == actor.association_id,
        col(Supervisor.archived_at).is_(None),
        col(Supervisor.id) != (actor.supervisor_id or ""),
    )
    return list(db.exec(others.order_by(col(Supervisor.name), col(Supervisor.id))))


def propose_swap(db: Session, *, actor: Actor, term_id: str, proposed: SwapProposed) -> Swap:
    """A supervisor proposes a swap that keeps every rule.

    Raises NotFoundError, NotAllowedError, WrongStateError while nothing is published, NotYourVisitError and
    SwapBreaksRulesError.
    """
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.SUPERVISOR, action="swap.propose")
    load(db, Supervisor, proposed.partner_id, actor=actor)
    row = Swap(
        association_id=actor.association_id,
        term_id=term.id,
        proposer_id=actor.supervisor_id or "",
        **proposed.model_dump(),
    )
    _check(db, term, row)
    return add(db, row, actor=actor, action="swap.proposed")


def answer_swap(db: Session, *, actor: Actor, swap_id: str, answer: SwapAnswer, version: int) -> Swap:
    """The partner agrees or not. Raises NotFoundError, NotAllowedError, WrongStateError and ChangedMeanwhileError."""
    row = _open(db, actor, swap_id, version, "swap.answer", SwapState.PROPOSED)
    if actor.supervisor_id != row.partner_id:
        raise NotAllowedError(action="swap.answer")
    with changing(db, row, actor=actor, action="swap.answered"):
        row.state = SwapState.AGREED if answer.agreed else SwapState.DECLINED
        row.decision = answer.comment
    return row


def decide_swap(db: Session, *, actor: Actor, swap_id: str, answer: SwapAnswer, version: int) -> Swap:
    """The planner approves what both agree on, which is published at once, or declines.

    Raises as `answer_swap`, and NotYourVisitError, SwapBreaksRulesError and what publishing raises.
    """
    row = _open(db, actor, swap_id, version, "swap.decide", SwapState.AGREED)
    actor.require(Role.PLANNER, action="swap.decide")
    with changing(db, row, actor=actor, action="swap.decided"):
        row.decision = answer.comment
        row.state = SwapState.APPROVED if answer.agreed else SwapState.DECLINED
        if answer.agreed:
            term = load(db, Term, row.term_id, actor=actor, lock=True)
            edits = _check(db, term, row)
            system = system_actor(AssociationId(row.association_id))
            release = publish_edits(db, term=term, title="换班", edits=edits, actor=system)
            if release is None:
                raise SwapBreaksRulesError([])
            row.release_id = release.id
    return row


def withdraw_swap(db: Session, *, actor: Actor, swap_id: str, version: int) -> Swap:
    """The proposer takes it back. Raises as `answer_swap`."""
    row = _open(db, actor, swap_id, version, "swap.withdraw", *OPEN)
    if actor.supervisor_id != row.proposer_id:
        raise NotAllowedError(action="swap.withdraw")
    with changing(db, row, actor=actor, action="swap.withdrawn"):
        row.state = SwapState.WITHDRAWN
    return row


def swaps(db: Session, *, actor: Actor, term_id: str | None = None, is_open: bool | None = None) -> list[Swap]:
    """The swaps the actor may see, the newest first: one's own, or all of the association's for its office.

    Raises NotAllowedError for stations, counties and systems.
    """
    actor.require(*OFFICE, Role.SUPERVISOR, action="swap.list")
    query = select(Swap).where(Swap.association_id == actor.association_id)
    if actor.role is Role.SUPERVISOR:
        query = query.where(or_(Swap.proposer_id == actor.supervisor_id, Swap.partner_id == actor.supervisor_id))
    if term_id is not None:
        query = query.where(Swap.term_id == term_id)
    if is_open is not None:
        query = query.where(col(Swap.state).in_(OPEN) if is_open else col(Swap.state).not_in(OPEN))
    return list(db.exec(query.order_by(col(Swap.created_at).desc(), col(Swap.id))))


def _check(db: Session, term: Term, row: Swap) -> list[Edit]:
    """The edits of a swap, when it keeps every rule that holds without it."""
    system = system_actor(AssociationId(row.association_id))
    published = published_now(db, term=term, actor=system)
    if published is None:
        raise WrongStateError(kind="term", id=term.id, state="unpublished", action="swap.propose")
    contents = contents_of(published.problem, published.plan, [])
    after = before = Standing(published.problem, contents)
    edits = []
    for key, giver, taker in _handed(row):
        placing = after.contents.placings.get(key)
        if placing is None or giver not in placing.supervisors:
            raise NotYourVisitError(key=key)
        panel = [taker if person == giver else person for person in placing.supervisors]
        edits.append(Edit(kind=EditKind.HAND_OVER, key=key, supervisors=panel))
        change = edited(published.problem, after.contents, edits[-1])
        placings = {changed: pair[1] for changed, pair in change.placings.items()}
        after = after.edited(applied(after.contents, placings, {}))
    if broken := violations_beyond(after, before):
        names = names_in(db, term.id, published.problem)
        raise SwapBreaksRulesError([names.violation(violation, published.problem) for violation in broken])
    return edits


def _handed(row: Swap) -> list[tuple[str, str, str]]:
    """Each visit with who gives and who takes it."""
    handed = [(row.gives_key, row.proposer_id, row.partner_id)]
    return handed if row.takes_key is None else [*handed, (row.takes_key, row.partner_id, row.proposer_id)]


def _open(db: Session, actor: Actor, swap_id: str, version: int, action: str, *states: SwapState) -> Swap:
    row = load(db, Swap, swap_id, actor=actor)
    if actor.role not in (None, *OFFICE) and actor.supervisor_id not in (row.proposer_id, row.partner_id):
        raise NotFoundError(kind="swap", id=swap_id)
    row = load_for_change(db, Swap, swap_id, actor=actor, version=version)
    if row.state not in states:
        raise WrongStateError(kind="swap", id=row.id, state=row.state.value, action=action)
    return row
