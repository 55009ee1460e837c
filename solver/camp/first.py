"""A first camp, at once: class by class in their order, then a short, fast cooling."""

from collections.abc import Sequence

import numpy as np

from solver.camp.rebuilding import build_class, park_class
from solver.camp.search import Annealer, CampSearch
from solver.camp.state import CampPlan, FixedVisits, fixed_visits, planned_of
from solver.camp.tables import Table
from solver.compiled.chance import seeded
from solver.compiled.kernel import Masks
from solver.problem import Problem, Visit

SAMPLES = 40
"""Places tried for each course session and lecturer."""
MOVES_PER_SESSION = 1500
MOST_MOVES = 500_000
STEPS = 20
HOT, COLD = 1.0, 0.1
"""Temperatures in units of `CampSearch.scale`."""


def first_camp(problem: Problem, seed: int, visits: Sequence[Visit] = ()) -> CampPlan:
    """A camp found in well under a second for a city, the visits being what they are; the same for the same seed."""
    return quick_camp(CampSearch(problem), seed, fixed_visits(problem, visits))


def quick_camp(search: CampSearch, seed: int, fixed: FixedVisits | None = None) -> CampPlan:
    """The same for a camp that is compiled already. A baseline is where it starts from."""
    baseline = search.problem.baseline
    state, cost = search.state(fixed, baseline.sessions if baseline else ())
    chance = seeded(seed)
    cost += build(search, state, chance)
    annealer = Annealer(search, state, cost, chance)
    moves = min(MOST_MOVES, MOVES_PER_SESSION * search.view.session_count) // STEPS
    for step in range(STEPS):
        annealer.run(moves, search.scale * HOT * (COLD / HOT) ** (step / (STEPS - 1)))
    return search.plan(annealer.best, annealer.best_cost)


def build(search: CampSearch, state: Table, chance: Masks) -> int:
    """Plan every wholly parked class, earlier ones first, each in its stretch of the term; the change of the cost."""
    view = search.view
    frozen, n_slots = search.problem.frozen_until, len(search.problem.slots)
    change = 0
    for depth, height, class_idx in sorted(_depths(search)):
        if planned_of(state, class_idx) == 0:
            stretch = (n_slots - frozen) / (depth + height)
            first, end = frozen + int(stretch * (depth - 1)), frozen + int(np.ceil(stretch * depth))
            change += _build_class(view.tables, state, chance, class_idx, view.lecturers[class_idx], first, end)
    return change


def _build_class(
    view: Table, state: Table, chance: Masks, class_idx: int, lecturers: list[int], first: int, end: int
) -> int:
    """With the lecturer who makes it cheapest, and again without regard to the stretch when something stays parked."""
    best, chosen = 0, -1
    for lecturer in lecturers:
        change = build_class(view, state, chance, class_idx, lecturer, first, end, SAMPLES)
        park_class(view, state, class_idx)
        if change < best:
            best, chosen = change, lecturer
    return build_class(view, state, chance, class_idx, chosen, first, end, SAMPLES) if chosen >= 0 else 0


def _depths(search: CampSearch) -> list[tuple[int, int, int]]:
    """By class: (its place in the longest row up to it, from 1; how many the longest row has after it; its number)."""
    numbers = {row.id: idx for idx, row in enumerate(search.problem.classes)}
    prior = [[numbers[earlier] for earlier in row.after] for row in search.problem.classes]
    later: list[list[int]] = [[] for _ in prior]
    for class_idx, row in enumerate(prior):
        for earlier in row:
            later[earlier].append(class_idx)
    depths, heights = _longest(prior), _longest(later)
    return [(depths[idx], heights[idx] - 1, idx) for idx in range(len(prior))]


def _longest(before: list[list[int]]) -> list[int]:
    """By node of an acyclic graph: the nodes in the longest path that ends there."""
    lengths = [0] * len(before)

    def length(node: int) -> int:
        if lengths[node] == 0:
            lengths[node] = 1 + max((length(other) for other in before[node]), default=0)
        return lengths[node]

    return [length(node) for node in range(len(before))]
