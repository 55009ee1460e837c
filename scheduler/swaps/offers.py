"""With whom a visit could be swapped: every exchange that keeps the rules, or just somebody who can take it over."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scheduler.planning.keys import parse_plan_key
from scheduler.publishing.current import Published
from scheduler.requests.obstacles import NONE_GONE, Group, Party
from scheduler.requests.places import Judged, Standing
from scheduler.swaps.errors import NotYourVisitError
from solver.ids import SupervisorId
from solver.problem import Visit
from solver.rules import VisitKey

OFFERED: Final = 12
A_PERSON: Final = 2
"""So many ways with one and the same colleague are offered."""
JUDGED: Final = 30


@dataclass(frozen=True, slots=True)
class SwapOffer:
    """A colleague who could take a visit, one of theirs that would come back or None, and what it changes in costs."""

    partner: SupervisorId
    takes: VisitKey | None
    effect: Judged


@dataclass(frozen=True, slots=True)
class _Way:
    partner: SupervisorId
    takes: VisitKey | None
    cost: int


def swap_offers(published: Published, ahead: frozenset[int], giver: SupervisorId, gives_key: str) -> list[SwapOffer]:
    """The ways to hand over a person's visit that keep every rule, the best for the plan first. Pure.

    Empty when the visit is over, locked, or one of a series that one person makes. Raises NotYourVisitError.
    """
    standing = Standing(published.problem, published.plan, ahead)
    key = parse_plan_key(gives_key)
    if not isinstance(key, VisitKey) or giver not in _panel(standing, key):
        raise NotYourVisitError(key=gives_key)
    if not _may_go(standing, key):
        return []
    ways = sorted(_ways(standing, giver, key), key=lambda way: (way.cost, way.partner, str(way.takes)))
    found: list[SwapOffer] = []
    of_person: Counter[str] = Counter()
    for way in ways[:JUDGED]:
        effect = _judged(standing, giver, key, way) if of_person[way.partner] < A_PERSON else None
        if effect is not None:
            found.append(SwapOffer(way.partner, way.takes, effect))
            of_person[way.partner] += 1
    return sorted(found, key=lambda offer: offer.effect.cost_change)[:OFFERED]


def _ways(standing: Standing, giver: SupervisorId, key: VisitKey) -> Iterator[_Way]:
    """Colleagues who could take the visit, by itself or for one of theirs, with about what it costs."""
    for partner in sorted(standing.register.people):
        if partner in _panel(standing, key):
            continue
        if _can_take(standing, partner, key, NONE_GONE):
            yield _Way(partner, None, _price(standing, giver, partner, key))
    for other in sorted(standing.movable - {key}, key=str):
        panel = _panel(standing, other)
        if giver in panel or not _may_go(standing, other) or not _can_take(standing, giver, other, frozenset({key})):
            continue
        for partner in panel:
            if partner not in _panel(standing, key) and _can_take(standing, partner, key, frozenset({other})):
                cost = _price(standing, giver, partner, key) + _price(standing, partner, giver, other)
                yield _Way(partner, other, cost)


def _panel(standing: Standing, key: VisitKey) -> list[SupervisorId]:
    visit = standing.book.visits.get(key)
    return [] if visit is None else list(visit.supervisors)


def _may_go(standing: Standing, key: VisitKey) -> bool:
    """Whether the visit may be handed to somebody else by itself."""
    due = standing.register.engagements[key.engagement]
    return key in standing.movable and not (due.same_supervisors and due.visits > 1)


def _can_take(standing: Standing, person: SupervisorId, key: VisitKey, gone: Group) -> bool:
    due, slot = standing.register.engagements[key.engagement], standing.book.visits[key].slot
    party = Party((due.station,), (person,))
    return standing.register.is_eligible(due, person) and standing.obstacles.of(party, slot, gone | {key}) == []


def _price(standing: Standing, old: SupervisorId, new: SupervisorId, key: VisitKey) -> int:
    """About what it costs that one person makes a visit instead of another."""
    stations, slot = standing.party_of(key).stations, standing.book.visits[key].slot
    gone = frozenset({key})
    return standing.detour(Party(stations, (new,)), slot, gone) - standing.detour(Party(stations, (old,)), slot, gone)


def _judged(standing: Standing, giver: SupervisorId, key: VisitKey, way: _Way) -> Judged | None:
    handed = {key: (giver, way.partner)} | ({} if way.takes is None else {way.takes: (way.partner, giver)})
    visits = [_handed(row, handed.get(VisitKey(row.engagement, row.index))) for row in standing.plan.visits]
    return standing.judged(standing.plan.model_copy(update={"visits": visits}))


def _handed(row: Visit, hands: tuple[SupervisorId, SupervisorId] | None) -> Visit:
    if hands is None:
        return row
    old, new = hands
    return row.model_copy(update={"supervisors": [new if person == old else person for person in row.supervisors]})
