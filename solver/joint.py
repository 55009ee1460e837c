"""Visits and the training camp searched in turn: each is improved while the other stands as it is.

They meet in the lecturers' calendars (H3, H5, H11, travel, load) and at the stations, whose staff cannot be at class
and receive a visit at the same time (T7). Every turn leaves a plan that keeps every hard rule.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

import numpy as np

from solver.camp.first import build, quick_camp
from solver.camp.search import Annealer, CampSearch
from solver.camp.state import CampPlan, FixedVisits, fixed_visits
from solver.compiled.chance import seeded
from solver.compiled.kernel import NONE
from solver.ids import CohortId, TraineeId
from solver.plan import Plan
from solver.problem import CourseSession, Problem, Visit
from solver.search.ruin import Dials
from solver.search.team import SupervisionSearch

CAMP_EVERY = 12
"""One turn in so many is the camp's."""
CAMP_MOVES_PER_SESSION = 400
FEWEST_MOVES, MOST_MOVES = 100, 1000
MOVES_PER_ENGAGEMENT = 8
"""Moves of a turn, all workers together; within limits, so that a turn takes about a tenth of a second."""
LOOK_SECONDS = 0.05
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


class JointSearch:
    """The search of one whole problem; `turn` improves the plan that `snapshot` shows."""

    def __init__(self, problem: Problem, *, workers: int, seed: int, dials: Dials, repeatable: bool = True) -> None:
        """Compile the problem. `workers` threads will be used; `seed` decides every random choice.

        repeatable: every turn does exactly the same work each time, at the price of workers waiting for each other.
        """
        self.problem = problem
        self._repeatable = repeatable
        self.workers = workers
        self._seed = seed
        self._turn = 0
        self._camp_offset = 0
        self.supervision = SupervisionSearch(problem, workers=workers, seed=seed, dials=dials)
        self.camp = CampSearch(problem)
        self.camp_plan = CampPlan([], {}, 0, 0)
        self._pool = ThreadPoolExecutor(workers)

    def close(self) -> None:
        """Let the threads go."""
        self._pool.shutdown()

    def start(self, plan: Plan | None) -> None:
        """Plan everything for the first time; what `plan` has is taken over where the rules allow."""
        frozen = self._frozen_visits()
        if plan is None:
            self.camp_plan = quick_camp(self.camp, self._seed, fixed_visits(self.problem, frozen))
            self.supervision.start(frozen, self.camp_plan.sessions, self.camp_plan.trainees)
            return
        state, cost = self.camp.state(fixed_visits(self.problem, frozen), plan.sessions, plan.trainees)
        cost += build(self.camp, state, seeded(self._seed))
        self.camp_plan = self.camp.plan(state, cost)
        self.supervision.start(plan.visits, self.camp_plan.sessions, self.camp_plan.trainees)

    def _frozen_visits(self) -> list[Visit]:
        """What the frozen part of the baseline holds of engagements that are still asked for."""
        asked = {row.id: row.visits for row in self.problem.engagements}
        published = self.problem.baseline.visits if self.problem.baseline else []
        return [
            row
            for row in published
            if row.slot < self.problem.frozen_until and row.index < asked.get(row.engagement, 0)
        ]

    @property
    def cost(self) -> int:
        """The total of the plan as it stands, up to a constant of the problem."""
        return self.supervision.cost + self._camp_offset

    def snapshot(self) -> Snapshot:
        """The plan as it stands, to be kept; turning it into rows is left for when it is needed."""
        slots, panels = self.supervision.roster.slot.copy(), self.supervision.roster.panel.copy()
        return Snapshot(
            self.cost,
            lambda: self.supervision.visits(slots, panels),
            self.camp_plan.sessions,
            self.camp_plan.trainees,
        )

    def turn(self, temperature: float, meanwhile: Callable[[], None]) -> None:
        """One turn at a temperature in cost units; `meanwhile` is called now and then while the workers are busy."""
        self._turn += 1
        has_visits = self.supervision.engagement_count > 0
        has_camp = len(self.problem.classes) > 0
        if has_visits:
            moves = MOVES_PER_ENGAGEMENT * self.supervision.engagement_count // self.workers
            moves = min(MOST_MOVES, max(FEWEST_MOVES, moves))
            work = self.supervision.begin_round(self._pool, temperature, moves, together=not self._repeatable)
            _attend([future for _, future in work], meanwhile)
            self.supervision.end_round(work)
        if has_camp and (not has_visits or self._turn % CAMP_EVERY == 0):
            self._improve_camp(temperature, meanwhile)

    def _improve_camp(self, temperature: float, meanwhile: Callable[[], None]) -> None:
        state, before = self.camp.state(self._standing_visits(), self.camp_plan.sessions, self.camp_plan.trainees)
        annealers = [
            Annealer(self.camp, state.copy(), before, seeded(self._seed, CAMP_STREAM + self._turn, number))
            for number in range(self.workers)
        ]
        moves = CAMP_MOVES_PER_SESSION * self.camp.view.session_count
        work = [self._pool.submit(annealer.run, moves, temperature) for annealer in annealers]
        _attend(work, meanwhile)
        for future in work:
            future.result()
        best = min(annealers, key=lambda annealer: annealer.cost)
        people_before = self.supervision.cost
        self.camp_plan = self.camp.plan(best.state, best.cost)
        self.supervision.reteach(self.camp_plan.sessions, self.camp_plan.trainees)
        self._camp_offset += (best.cost - before) - (self.supervision.cost - people_before)

    def _standing_visits(self) -> FixedVisits:
        roster = self.supervision.roster
        places = np.where(roster.stop_visit >= 0, roster.stops, NONE).astype(np.int64)
        return FixedVisits(places, roster.visited.copy())


def _attend(work: Sequence[Future[Any]], meanwhile: Callable[[], None]) -> None:
    """Call `meanwhile` until all the work is done."""
    while wait(work, timeout=LOOK_SECONDS).not_done:
        meanwhile()
