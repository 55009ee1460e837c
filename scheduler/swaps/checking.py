"""A swap tried on what is published now: what it breaks, what it changes in costs, and its edits."""

from dataclasses import dataclass

from sqlmodel import Session

from scheduler.actor import system_actor
from scheduler.comparing.queries import names_in
from scheduler.drafts.commands import Edit, EditKind
from scheduler.drafts.editing import applied, edited
from scheduler.drafts.placing import contents_of
from scheduler.drafts.standing import Standing, violations_beyond
from scheduler.errors import WrongStateError
from scheduler.ids import AssociationId
from scheduler.models.requests import Swap
from scheduler.models.terms import Term
from scheduler.publishing.current import Published, published_now
from scheduler.swaps.errors import NotYourVisitError
from solver.wording import Lang


@dataclass(frozen=True, slots=True)
class Tried:
    """What a swap would do: sentences of the rules it breaks, what it changes in costs by name, and its edits."""

    breaks: list[str]
    cost_by_name: dict[str, int]
    edits: list[Edit]


def published_for_swaps(db: Session, term: Term) -> Published:
    """What is published now. Raises WrongStateError while nothing is."""
    published = published_now(db, term=term, actor=system_actor(AssociationId(term.association_id)))
    if published is None:
        raise WrongStateError(kind="term", id=term.id, state="unpublished", action="swap.propose")
    return published


def try_swap(db: Session, *, term: Term, row: Swap, lang: Lang = Lang.ZH) -> Tried:
    """Try a swap on the rows as they are now. Raises WrongStateError and NotYourVisitError."""
    published = published_for_swaps(db, term)
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
    names = names_in(db, term.id, published.problem)
    old, new = before.side.cost.by_name, after.side.cost.by_name
    changes = {name: new.get(name, 0) - old.get(name, 0) for name in sorted(old.keys() | new.keys())}
    return Tried(
        breaks=[names.violation(broken, published.problem, lang) for broken in violations_beyond(after, before)],
        cost_by_name={name: amount for name, amount in changes.items() if amount},
        edits=edits,
    )


def _handed(row: Swap) -> list[tuple[str, str, str]]:
    """Each visit with who gives and who takes it."""
    handed = [(row.gives_key, row.proposer_id, row.partner_id)]
    return handed if row.takes_key is None else [*handed, (row.takes_key, row.partner_id, row.proposer_id)]
