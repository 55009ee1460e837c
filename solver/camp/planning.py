"""Planning a camp on several cores: annealing in rounds, each round from the best of the one before."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from solver.camp.first import build
from solver.camp.search import Annealer, CampSearch
from solver.camp.state import CampPlan, FixedVisits, fixed_visits
from solver.compiled.chance import seeded
from solver.ids import CohortId, TraineeId
from solver.problem import CourseSession, Problem, Visit

CHUNK_MOVES = 50_000
"""Moves between two looks at the clock: some 30 ms."""
REPORT_SECONDS = 0.1
BOUND_SECONDS, BOUND_SHARE = 2.0, 0.03
"""Deterministic seconds for the bound, and at most so much of the time."""
COLD = 0.03
"""Where every cooling ends. Temperatures are in units of `CampSearch.scale`; measured: `docs/decisions/camp.md`."""


@dataclass(frozen=True, slots=True)
class Round:
    """A cooling: its share of the budget, and where the temperature starts; it always ends at COLD."""

    share: float
    hot: float


ROUNDS = (Round(0.02, 2.0), Round(0.28, 0.8), Round(0.28, 0.8), Round(0.28, 0.8), Round(0.14, 0.12))


@dataclass(frozen=True, slots=True)
class CampLimits:
    """How long to plan: seconds by the clock, or else so many million moves for each worker, which repeats exactly."""

    seconds: float | None = None
    million_moves: int = 0
    workers: int = 1
    seed: int = 0


def plan_camp(
    problem: Problem,
    *,
    visits: Sequence[Visit] = (),
    start: Sequence[CourseSession] = (),
    trainees: Mapping[TraineeId, CohortId] | None = None,
    limits: CampLimits,
    should_stop: Callable[[], bool] = lambda: False,
    on_better: Callable[[CampPlan], None] = lambda _: None,
    clock: Callable[[], float] = time.monotonic,
) -> CampPlan:
    """The best camp found within the limits, the visits being what they are.

    `on_better` is called from the calling thread, now and then, with the best so far; `clock` tells the seconds.
    """
    return _Planning(CampSearch(problem), limits, should_stop, on_better, clock).plan(
        fixed_visits(problem, visits), start, trainees
    )


class _Planning:
    """The rounds of one call, and the best that any worker has found."""

    def __init__(
        self,
        search: CampSearch,
        limits: CampLimits,
        should_stop: Callable[[], bool],
        on_better: Callable[[CampPlan], None],
        clock: Callable[[], float],
    ) -> None:
        self.search = search
        self.limits = limits
        self.should_stop = should_stop
        self.on_better = on_better
        self.clock = clock
        self.started = clock()
        self.stopped = False
        self.bound = 0
        self._lock = threading.Lock()
        self._best: CampPlan | None = None
        self._reported: int | None = None

    def plan(
        self,
        fixed: FixedVisits,
        start: Sequence[CourseSession],
        trainees: Mapping[TraineeId, CohortId] | None,
    ) -> CampPlan:
        state, cost = self.search.state(fixed, start, trainees)
        cost += build(self.search, state, seeded(self.limits.seed))
        if self.search.view.session_count == 0:
            return self.search.plan(state, cost)
        annealers = [
            Annealer(self.search, state.copy(), cost, seeded(self.limits.seed, worker))
            for worker in range(max(1, self.limits.workers))
        ]
        with ThreadPoolExecutor(len(annealers) + 1) as pool:
            bounding = pool.submit(self._find_bound)
            try:
                self._run_rounds(pool, annealers, fixed, bounding)
            finally:
                self.stopped = True
            bounding.result()
        self._report()
        best = min(annealers, key=lambda annealer: annealer.best_cost)
        return self.search.plan(best.best, best.best_cost, self.bound)

    def _find_bound(self) -> None:
        # Only now: loading CP-SAT takes half a second, which a problem with visits need not wait for.
        from solver.camp.bounding import camp_bound

        time_limit = BOUND_SECONDS
        if self.limits.seconds is not None:
            time_limit = min(time_limit, BOUND_SHARE * self.limits.seconds)
        self.bound = camp_bound(self.search.problem, self.search.view, time_limit, self.limits.seed)

    def _run_rounds(
        self, pool: Executor, annealers: list[Annealer], fixed: FixedVisits, bounding: Future[None]
    ) -> None:
        done = 0.0
        for number, cooling in enumerate(ROUNDS):
            if number == len(ROUNDS) - 1:
                self._continue_from_best(annealers, fixed)
            work = [pool.submit(self._cool, annealer, cooling, done) for annealer in annealers]
            while wait(work, timeout=REPORT_SECONDS).not_done:
                self._report()
                self.stopped = self.stopped or (self.limits.seconds is not None and self._is_optimal())
            for future in work:
                future.result()
            done += cooling.share
            if self.limits.seconds is None:
                bounding.result()
            if self._is_optimal():
                return

    def _is_optimal(self) -> bool:
        """Whether nothing is left to find. With a counted limit it is asked between rounds only, to repeat exactly."""
        with self._lock:
            return self._best is not None and self._best.cost <= self.bound

    def _continue_from_best(self, annealers: list[Annealer], fixed: FixedVisits) -> None:
        best = min(annealers, key=lambda annealer: annealer.best_cost)
        state, cost = self.search.restored(best.best, fixed)
        for annealer in annealers:
            annealer.restart(state.copy(), cost)

    def _cool(self, annealer: Annealer, cooling: Round, done: float) -> None:
        moves = 0
        while (progress := self._progress(moves, cooling.share, done)) < 1 and not self.stopped:
            temperature = self.search.scale * cooling.hot * (COLD / cooling.hot) ** progress
            annealer.run(CHUNK_MOVES, temperature)
            moves += CHUNK_MOVES
            self._offer(annealer)

    def _progress(self, moves: int, share: float, done: float) -> float:
        """How much of a round that begins at `done` of the budget and takes `share` of it is over."""
        if self.limits.seconds is None:
            return moves / (self.limits.million_moves * 1_000_000 * share)
        return (self.clock() - self.started - done * self.limits.seconds) / (share * self.limits.seconds)

    def _offer(self, annealer: Annealer) -> None:
        with self._lock:
            if self._best is None or annealer.best_cost < self._best.cost:
                self._best = self.search.plan(annealer.best, annealer.best_cost)

    def _report(self) -> None:
        self.stopped = self.stopped or self.should_stop()
        with self._lock:
            best = self._best
        if best is not None and best.cost != self._reported:
            self._reported = best.cost
            self.on_better(best)
