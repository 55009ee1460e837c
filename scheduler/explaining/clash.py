"""The smallest set of facts that together leave no way: each way is met by one of them. Pure.

It is a least hitting set, found by CP-SAT. Without any one of them some way is met by none of the others, which is
looked at again, way by way, before the set is given out.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from ortools.sat.python import cp_model

from scheduler.explaining.ways import Fact, Way, Ways

SECONDS: Final = 5.0
ONE_FACT: Final = 1000
"""The price of a fact; what it meets is taken off, so that of equally small sets the most telling is chosen."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Facts that leave no way, and for each how many ways it alone keeps shut."""

    facts: dict[Fact, int]
    is_smallest: bool
    """Proven; otherwise only that none of them can be spared."""


def smallest_clash(ways: Ways) -> Clash | None:
    """The smallest set of facts that leaves no way; None when some way is free, or there is none to begin with."""
    by_slot = _by_slot(ways)
    if not by_slot or any(_opens(slot, frozenset(), ways.needed, everything=True) for slot in by_slot):
        return None
    model = cp_model.CpModel()
    chosen = {fact: model.new_bool_var(f"{fact.code} {fact.about}") for fact in sorted(_facts(ways))}
    for rows in by_slot:
        _shut(model, chosen, rows, ways.needed)
    met = _met(ways)
    model.minimize(sum(variable * (ONE_FACT - met[fact]) for fact, variable in chosen.items()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = SECONDS
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    found = {fact for fact, variable in chosen.items() if solver.value(variable)}
    spared = _without_spare(found, by_slot, ways.needed)
    return Clash(_keeps_shut(spared, by_slot, ways.needed), status == cp_model.OPTIMAL)


def leaves_no_way(facts: Collection[Fact], ways: Ways) -> bool:
    """Whether some facts alone leave no way."""
    kept = frozenset(facts)
    return not any(_opens(slot, kept, ways.needed) for slot in _by_slot(ways))


def _by_slot(ways: Ways) -> list[list[Way]]:
    """The ways slot by slot; a slot with too few people to begin with is no way at all."""
    found: defaultdict[tuple[int, str | None], list[Way]] = defaultdict(list)
    for way in ways.ways:
        found[way.slot, way.venue].append(way)
    return [rows for rows in found.values() if len(rows) >= ways.needed]


def _facts(ways: Ways) -> set[Fact]:
    return {fact for way in ways.ways for fact in way.facts}


def _opens(rows: list[Way], kept: frozenset[Fact], needed: int, *, everything: bool = False) -> bool:
    """Whether enough people of a slot are met by none of the facts kept, or by none at all."""
    return sum(not way.facts if everything else kept.isdisjoint(way.facts) for way in rows) >= needed


def _shut(model: cp_model.CpModel, chosen: dict[Fact, cp_model.IntVar], rows: list[Way], needed: int) -> None:
    """The chosen facts meet so many people of the slot that too few are left."""
    if needed == 1:
        for way in rows:
            model.add_bool_or([chosen[fact] for fact in way.facts])
        return
    met = []
    for number, way in enumerate(rows):
        is_met = model.new_bool_var(f"{way.slot} {number}")
        model.add_bool_or([*(chosen[fact] for fact in way.facts), is_met.negated()])
        met.append(is_met)
    model.add(sum(met) >= len(rows) - needed + 1)


def _met(ways: Ways) -> dict[Fact, int]:
    """How telling each fact is, from 1 to ONE_FACT − 1 over all: the share of the ways that it meets."""
    counts: defaultdict[Fact, int] = defaultdict(int)
    for way in ways.ways:
        for fact in way.facts:
            counts[fact] += 1
    most = len(ways.ways) * max(1, len(counts))
    return {fact: count * (ONE_FACT - 1) // most for fact, count in counts.items()}


def _without_spare(found: set[Fact], by_slot: list[list[Way]], needed: int) -> list[Fact]:
    """The set without the facts that it does not need."""
    kept = sorted(found)
    for fact in sorted(found):
        rest = frozenset(kept) - {fact}
        if not any(_opens(rows, rest, needed) for rows in by_slot):
            kept.remove(fact)
    return kept


def _keeps_shut(facts: list[Fact], by_slot: list[list[Way]], needed: int) -> dict[Fact, int]:
    """For each fact the slots (and venues) that open when it alone is set aside; never 0."""
    return {fact: sum(_opens(rows, frozenset(facts) - {fact}, needed) for rows in by_slot) for fact in facts}
