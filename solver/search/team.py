"""Several workers annealing one roster together: round after round they take its parts and join what they find."""

import copy
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from solver.compiled.chance import seeded
from solver.compiled.kernel import NONE, Flags, Ints
from solver.compiled.view import View, compile_view
from solver.ids import CohortId, TraineeId
from solver.problem import CourseSession, Problem, Visit
from solver.search.anneal import anneal, lift_all, make_memory
from solver.search.parts import Part, compile_positions, cut, whole
from solver.search.roster import copy_roster, empty_roster
from solver.search.ruin import Dials, find_neighbours
from solver.search.scarcity import find_scarce
from solver.search.starting import hardest_first, insert_missing, listed, settle_in, teach
from solver.search.workspace import Desk, make_workspace


class Worker:
    """One thread's roster, scratch room and memory."""

    def __init__(self, view: View) -> None:
        self.roster = empty_roster(view)
        self.workspace = make_workspace(view)
        self.memory = make_memory(view, self.roster)


class SupervisionSearch:
    """The visits of one problem while they are searched; course sessions are taken as they are."""

    def __init__(self, problem: Problem, *, workers: int, seed: int, dials: Dials) -> None:
        """Compile the problem; `workers` threads will be used, `seed` decides every random choice."""
        self.problem = problem
        self.view = compile_view(problem)
        self.roster = empty_roster(self.view)
        self._positions = compile_positions(problem)
        self._neighbours = find_neighbours(self.view)
        self._whole = whole(self.view)
        self._workers = [Worker(self.view) for _ in range(workers)]
        self._seed = seed
        self._number = 0
        self._round = 0
        self._dials = dials

    def twin(self, number: int) -> "SupervisionSearch":
        """Another search of the same problem, with nothing planned and random choices of its own."""
        twin = copy.copy(self)
        twin.roster = empty_roster(self.view)
        twin._workers = [Worker(self.view) for _ in self._workers]
        twin._number = number
        return twin

    def adopt(self, other: "SupervisionSearch") -> None:
        """Take over the roster of another search of the same problem."""
        copy_roster(other.roster, self.roster)

    @property
    def cost(self) -> int:
        """Everything but the camp's own costs."""
        return int(self.roster.cost[0])

    @property
    def engagement_count(self) -> int:
        """How many engagements there are to move."""
        return len(self._whole.pool)

    def start(
        self,
        visits: Iterable[Visit],
        sessions: Iterable[CourseSession],
        trainees: Mapping[TraineeId, CohortId],
    ) -> None:
        """Begin anew: course sessions as given, visits as given where the rules allow, the rest inserted greedily."""
        slots, panels = listed(self.problem, self.view, visits)
        self._rebuild(slots, panels, sessions, trainees)
        self._insert_missing()

    def reteach(self, sessions: Iterable[CourseSession], trainees: Mapping[TraineeId, CohortId]) -> None:
        """Change the course sessions under the visits, which are known to be compatible."""
        self._rebuild(self.roster.slot.copy(), self.roster.panel.copy(), sessions, trainees)

    def _rebuild(
        self,
        slots: Ints,
        panels: Ints,
        sessions: Iterable[CourseSession],
        trainees: Mapping[TraineeId, CohortId],
    ) -> None:
        self.roster = empty_roster(self.view)
        teach(self.problem, self.view, self.roster, sessions, trainees)
        order = hardest_first(self.view)
        settle_in(self.view, self.roster, self._workers[0].workspace, order, slots, panels)

    def _insert_missing(self) -> None:
        insert_missing(self._desk(), hardest_first(self.view))

    def _desk(self) -> Desk:
        """A desk for the whole roster, on which nothing is left to chance."""
        return Desk(
            facts=self.view,
            roster=self.roster,
            ws=self._workers[0].workspace,
            chance=seeded(self._seed, self._number, self._round),
            allowed=self._whole.allowed,
            depth=self._dials.depth,
            heat=0.0,
            scarce=np.zeros_like(self._whole.allowed),
        )

    def improve(self, pool: ThreadPoolExecutor, temperature: float, moves: int, *, repeatable: bool) -> None:
        """Let every worker anneal a part of its own, and put together what they have made.

        moves: each worker's, exactly, when it is to be repeatable; else all go on until so many each are used up in
        common, so that none waits for the slowest, but the same seed need not give the same plan.
        """
        self._round += 1
        count = len(self._workers)
        parts = [self._whole]
        if count > 1:
            random = np.random.default_rng((self._seed, self._number, self._round))
            parts = cut(self.view, self.roster, self._positions, count, random)
        scarce = find_scarce(self.view, self.roster)
        shared = np.array([moves * count])
        work = [
            pool.submit(self._work, number, part, temperature, scarce, np.array([moves]) if repeatable else shared)
            for number, part in enumerate(parts)
        ]
        for future in work:
            future.result()
        self._join(parts)

    def _work(self, number: int, part: Part, temperature: float, scarce: Flags, moves_left: Ints) -> None:
        worker = self._workers[number]
        copy_roster(self.roster, worker.roster)
        desk = Desk(
            facts=self.view,
            roster=worker.roster,
            ws=worker.workspace,
            chance=seeded(self._seed, self._number, self._round, number),
            allowed=part.allowed,
            depth=self._dials.depth,
            heat=temperature * self._dials.noise_percent / 100,
            scarce=scarce,
        )
        anneal(desk, self._neighbours, worker.memory, part.pool, part.movable, moves_left, temperature, self._dials)

    def _join(self, parts: Sequence[Part]) -> None:
        """Take over what each worker has made of its part."""
        if len(parts) == 1:
            copy_roster(self._workers[0].roster, self.roster)
            return
        for part in parts:
            lift_all(self.view, self.roster, part.pool)
        workspace = self._workers[0].workspace
        for number, part in enumerate(parts):
            theirs = self._workers[number].roster
            settle_in(self.view, self.roster, workspace, part.pool, theirs.slot, theirs.panel)
        self._insert_missing()

    def visits(self, slots: Ints, panels: Ints) -> list[Visit]:
        """The planned visits of an assignment: slots [N], panels [N, seats]."""
        problem, e = self.problem, self.view.engagements
        owner = self.view.visits.engagement
        return [
            Visit(
                engagement=problem.engagements[owner[visit]].id,
                index=int(visit - e.visit_first[owner[visit]]),
                slot=int(slots[visit]),
                supervisors=[problem.supervisors[person].id for person in panels[visit] if person != NONE],
            )
            for visit in np.flatnonzero(slots != NONE)
        ]
