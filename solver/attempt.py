"""One whole plan under search: its visits and its training camp, each improved while the other stands as it is.

They meet in the lecturers' calendars (H3, H5, H11, travel, load) and at the stations, whose staff cannot be at class
and receive a visit at the same time (T7). Every step leaves a plan that keeps every hard rule.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from solver.camp.first import build, quick_camp
from solver.camp.search import Annealer, CampSearch
from solver.camp.state import CampPlan, FixedVisits, fixed_visits
from solver.camp.tables import Table
from solver.compiled.chance import seeded
from solver.compiled.kernel import NONE
from solver.ids import CohortId, TraineeId
from solver.plan import Plan
from solver.problem import CourseSession, Problem, Visit
from solver.search.team import SupervisionSearch

CAMP_STREAM = 1_000_003
"""Keeps the camp's random numbers apart from those of the visits."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole plan at one moment of the search; `cost` is its total up to a constant of the problem."""

    cost: int
    visits: Callable[[], list[Visit]]
    sessions: Sequence[CourseSession]
    trainees: Mapping[TraineeId, CohortId]

    def plan(self) -> Plan:
        """The plan, not yet verified."""
        return Plan(visits=self.visits(), sessions=list(self.sessions), trainees=dict(self.trainees))


class Attempt:
    """One plan of a problem while it is searched."""

    def __init__(self, problem: Problem, supervision: SupervisionSearch, camp: CampSearch) -> None:
        """Nothing is planned yet. `supervision` and `camp` are searches of the same problem."""
        self._problem = problem
        self.supervision = supervision
        self._camp = camp
        self._camp_plan = CampPlan([], {}, 0, 0)
        self._camp_state: Table | None = None
        """The same plan as tables, once it has been annealed."""
        self._camp_offset = 0

    @property
    def cost(self) -> int:
        """The total of the plan as it stands, up to a constant of the problem."""
        return self.supervision.cost + self._camp_offset

    def start(self, plan: Plan | None, seed: int) -> None:
        """Plan everything for the first time; what `plan` has is taken over where the rules allow."""
        frozen = self._frozen_visits()
        if plan is None:
            self._camp_plan = quick_camp(self._camp, seed, fixed_visits(self._problem, frozen))
        else:
            state, cost = self._camp.state(fixed_visits(self._problem, frozen), plan.sessions, plan.trainees)
            cost += build(self._camp, state, seeded(seed))
            self._camp_plan = self._camp.plan(state, cost)
        visits = frozen if plan is None else plan.visits
        self.supervision.start(visits, self._camp_plan.sessions, self._camp_plan.trainees)

    def _frozen_visits(self) -> list[Visit]:
        """What the frozen part of the baseline holds of engagements that are still asked for."""
        asked = {row.id: row.visits for row in self._problem.engagements}
        published = self._problem.baseline.visits if self._problem.baseline else []
        return [
            row
            for row in published
            if row.slot < self._problem.frozen_until and row.index < asked.get(row.engagement, 0)
        ]

    def adopt(self, other: "Attempt") -> None:
        """Stand where another attempt at the same problem stands."""
        self.supervision.adopt(other.supervision)
        self._camp_plan = other._camp_plan
        self._camp_state = other._camp_state
        self._camp_offset = other._camp_offset

    def snapshot(self) -> Snapshot:
        """The plan as it stands, to be kept; turning it into rows is left for when it is needed."""
        slots, panels = self.supervision.roster.slot.copy(), self.supervision.roster.panel.copy()
        return Snapshot(
            self.cost,
            lambda: self.supervision.visits(slots, panels),
            self._camp_plan.sessions,
            self._camp_plan.trainees,
        )

    def improve_camp(self, pool: ThreadPoolExecutor, temperature: float, moves: int, streams: Sequence[int]) -> None:
        """Let threads anneal the camp, one for each of the random `streams`, so many moves at a temperature.

        The best of what they end with is taken over.
        """
        state, before = self._standing_camp()
        annealers = [Annealer(self._camp, state.copy(), before, seeded(CAMP_STREAM, stream)) for stream in streams]
        for future in [pool.submit(annealer.run, moves, temperature) for annealer in annealers]:
            future.result()
        best = min(annealers, key=lambda annealer: annealer.cost)
        people_before = self.supervision.cost
        self._camp_state = best.state
        self._camp_plan = self._camp.plan(best.state, best.cost)
        self.supervision.reteach(self._camp_plan.sessions, self._camp_plan.trainees)
        self._camp_offset += (best.cost - before) - (self.supervision.cost - people_before)

    def _standing_camp(self) -> tuple[Table, int]:
        """The camp as it stands among the visits as they stand, and its cost."""
        visits = self._standing_visits()
        if self._camp_state is not None:
            return self._camp.restored(self._camp_state, visits)
        return self._camp.state(visits, self._camp_plan.sessions, self._camp_plan.trainees)

    def _standing_visits(self) -> FixedVisits:
        roster = self.supervision.roster
        places = np.where(roster.stop_visit >= 0, roster.stops, NONE).astype(np.int64)
        return FixedVisits(places, roster.visited.copy())
