"""Solving: a problem in, a verified plan out; better ones while time lasts, the best so far whenever it is stopped."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from solver.bounds import lower_bound
from solver.camp.planning import CampLimits, plan_camp
from solver.camp.state import CampPlan
from solver.explain import explain_unscheduled
from solver.joint import JointSearch
from solver.plan import Cost, Plan, Status
from solver.problem import Problem
from solver.rules import Verdict, verify
from solver.search.ruin import Dials
from solver.search.scarcity import is_overfull

HOT = 2.5
COLD = 0.05
"""Temperatures at the start and the end, in units of the first plan's mean cost of a planned visit. Who is paired with
whom is settled between 1.5 and 0.3: a search that begins below that never mends the pairings of its first plan."""
WARM = 0.15
"""Where a search begins that is given a plan to begin from."""
OVERFULL = 6.0
"""Where it begins when the first plan is over-full: trading one visit left out for another must then be possible for a
while."""
REPORT_SECONDS = 0.2
REPORT_SHARE = 0.1
"""At most this share of one core goes into judging plans only to show their costs."""
BOUND_SHARE = 0.2
BOUND_MOST = 0.8
BOUND_WORTH_SECONDS = 10.0
"""At most this share of all workers' time goes into the bound, which one thread seeks beside the search, and the thread
is over after this part of the limit; of shorter limits than this, less: its first steps cost more than they tell."""
BOUND_PATIENCE = 1.0
"""Once it has good prices, it looks for better ones as long again. So a city's bound takes some two seconds in all."""

SHORTEST_SECONDS = 0.001
BOUND_STEPS = 60
UNHURRIED_SECONDS = 1e12
"""Under a deterministic limit the bound takes so many steps, and its clock does not matter."""
ROUNDS_PER_MILLION_MOVES = 10
"""A round of a timetable without visits is so much of a million moves per worker."""


class UnsoundPlanError(RuntimeError):
    """The search made a plan that breaks a rule nobody forced it to break: a defect, and the plan is not given out."""

    def __init__(self, verdict: Verdict) -> None:
        """Names the first of the violations."""
        super().__init__(f"{len(verdict.violations)} violations, the first: {verdict.violations[0]}")
        self.verdict = verdict


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to search and with what.

    `seconds` by the clock, or `rounds` turns of fixed length, which give the same plan for the same problem, seed and
    number of workers. When both are given, whichever comes first ends the search.
    """

    seconds: float | None = 30.0
    rounds: int | None = None
    workers: int = 1
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Progress:
    """How a search stands."""

    seconds: float
    phase: str
    """`first` (no plan yet), `search`, or `finish`."""
    cost: Cost | None = None
    bound: int | None = None
    unscheduled_visits: int = 0
    unscheduled_sessions: int = 0


Listener = Callable[[Progress], None]
Keeper = Callable[[Plan], None]


def solve(
    problem: Problem,
    limits: Limits,
    *,
    start: Plan | None = None,
    on_progress: Listener | None = None,
    on_plan: Keeper | None = None,
    stop: threading.Event | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Plan:
    """The best plan found within the limits, verified, with its cost, a proven bound, and why anything is left out.

    problem: read without a fault. start: a plan to begin from; the baseline serves when there is one and no other is
    given. on_progress hears from the calling thread, several times a second. on_plan is given the
    rows of the plans that are reported, so that the best is not lost with the process. stop: set it to end the search
    early.
    clock: tells the seconds that are limited; measuring on a busy machine counts those of the processor.
    Raises UnsoundPlanError when verification finds what no lock forced.
    """
    ears = _Ears(on_progress or (lambda _: None), on_plan or (lambda _: None))
    return _Run(problem, limits, ears, stop or threading.Event(), clock).solve(start)


class _Ears(NamedTuple):
    """Who hears of the search."""

    progress: Listener
    plan: Keeper


class _Bounding(threading.Thread):
    """The lower bound, sought beside the search: for some seconds, or for a fixed number of steps when None."""

    def __init__(
        self,
        problem: Problem,
        seconds: float | None,
        threads: int,
        is_stopped: Callable[[], bool],
        has_ended: Callable[[], bool],
        tell: Callable[[int], None],
        clock: Callable[[], float],
    ) -> None:
        super().__init__(daemon=True)
        self._problem = problem
        self._seconds = seconds
        self._threads = threads
        self._steps = 0
        self._is_stopped = is_stopped
        self._has_ended = has_ended
        self._tell = tell
        self._clock = clock

    def run(self) -> None:
        if self._seconds is None:
            found = lower_bound(self._problem, seconds=UNHURRIED_SECONDS, should_stop=self._has_stepped)
        else:
            found = lower_bound(
                self._problem,
                seconds=self._seconds,
                patience=BOUND_PATIENCE,
                threads=self._threads,
                should_stop=self._has_ended,
                on_better=self._tell,
                clock=self._clock,
            )
        self._tell(found.value)

    def _has_stepped(self) -> bool:
        self._steps += 1
        return self._steps > BOUND_STEPS or self._is_stopped()


def _camp_only(camp: CampPlan) -> Plan:
    return Plan(sessions=camp.sessions, trainees=camp.trainees)


class _Run:
    """One call of `solve`."""

    def __init__(
        self, problem: Problem, limits: Limits, ears: _Ears, stop: threading.Event, clock: Callable[[], float]
    ) -> None:
        self.problem = problem
        self.limits = _positive(limits)
        self.ears = ears
        self.stop = stop
        self.clock = clock
        self.began = clock()
        self.ended = False
        self.turns = 0
        self.progress = Progress(0.0, "first")
        self._next_report = 0.0
        self._reported: int | None = None
        self.bound = 0

    @property
    def seconds(self) -> float:
        return self.clock() - self.began

    def solve(self, start: Plan | None) -> Plan:
        given = start or self._published()
        if self.problem.engagements:
            return self._finish(self._search(given))
        return self._finish(self._timetable(given or Plan()))

    def _search(self, given: Plan | None) -> Plan:
        """Visits and camp together, the bound beside them."""
        seconds = _bound_seconds(self.limits)
        is_stopped = self.stop.is_set
        threads = max(1, self.limits.workers)
        bounding = _Bounding(
            self.problem, seconds, threads, is_stopped, lambda: self.ended or is_stopped(), self._take_bound, self.clock
        )
        joint = JointSearch(
            self.problem,
            workers=self.limits.workers,
            seed=self.limits.seed,
            dials=Dials(),
            repeatable=self.limits.rounds is not None,
        )
        try:
            joint.start(given)
            bounding.start()
            try:
                return self._turns(joint, given)
            finally:
                self.ended = True
                bounding.join()
        finally:
            joint.close()

    def _turns(self, joint: JointSearch, given: Plan | None) -> Plan:
        best = joint.snapshot()
        self._tell(best.cost, best.plan)
        scale = self._mean_visit_cost()
        hot = self._first_temperature(given) * scale

        def heat() -> float:
            done = self._done()
            return 0.0 if done >= 1 or self.stop.is_set() else hot * (COLD * scale / hot) ** done

        while heat():
            joint.turn(heat, partial(self._tell, best.cost, best.plan))
            self.turns += 1
            if joint.cost < best.cost:
                best = joint.snapshot()
            self._tell(best.cost, best.plan)
        return best.plan()

    def _timetable(self, given: Plan) -> Plan:
        """A camp without visits, which has a search of its own."""
        limits = self.limits
        moves = 0 if limits.rounds is None else -(-limits.rounds // ROUNDS_PER_MILLION_MOVES)
        camp = plan_camp(
            self.problem,
            start=given.sessions,
            trainees=given.trainees,
            limits=CampLimits(None if moves else limits.seconds, moves, limits.workers, limits.seed),
            should_stop=self.stop.is_set,
            on_better=lambda better: self._tell(better.cost, lambda: _camp_only(better)),
            clock=self.clock,
        )
        self._take_bound(camp.bound)
        return _camp_only(camp)

    def _take_bound(self, value: int) -> None:
        self.bound = max(self.bound, value)

    def _published(self) -> Plan | None:
        baseline = self.problem.baseline
        if baseline is None:
            return None
        return Plan(visits=baseline.visits, sessions=baseline.sessions)

    def _mean_visit_cost(self) -> float:
        cost = self.progress.cost
        if cost is None:
            return 1.0
        planned = sum(row.visits for row in self.problem.engagements) - self.progress.unscheduled_visits
        planned += sum(row.sessions for row in self.problem.classes) - self.progress.unscheduled_sessions
        left_out = cost.by_name.get("unscheduled_visit", 0) + cost.by_name.get("unscheduled_session", 0)
        return max(1.0, (cost.total - left_out) / max(1, planned))

    def _first_temperature(self, given: Plan | None) -> float:
        if given is not None:
            return WARM
        visits = sum(row.visits for row in self.problem.engagements)
        return OVERFULL if is_overfull(self.progress.unscheduled_visits, visits) else HOT

    def _done(self) -> float:
        """The share of the limits that is used up."""
        by_clock = self.seconds / self.limits.seconds if self.limits.seconds is not None else 0.0
        by_turns = self.turns / self.limits.rounds if self.limits.rounds is not None else 0.0
        return max(by_clock, by_turns)

    def _tell(self, cost: int, plan: Callable[[], Plan]) -> None:
        """Tell how things stand, when it is time to; `cost` tells one plan from the next, `plan` makes the rows."""
        if self.seconds < self._next_report:
            return
        if cost != self._reported:
            began = self.clock()
            rows = plan()
            self._reported = cost
            self.ears.plan(rows)
            self.progress = replace(
                self.progress,
                phase="search",
                cost=verify(self.problem, rows).cost,
                unscheduled_visits=sum(row.visits for row in self.problem.engagements) - len(rows.visits),
                unscheduled_sessions=sum(row.sessions for row in self.problem.classes) - len(rows.sessions),
            )
            took = self.clock() - began
            self._next_report = self.seconds + max(REPORT_SECONDS, took / REPORT_SHARE)
        self.progress = replace(self.progress, seconds=self.seconds, bound=self.bound)
        self.ears.progress(self.progress)

    def _finish(self, plan: Plan) -> Plan:
        seconds = self.seconds
        verdict = verify(self.problem, plan)
        if any(violation.rule != "H12" for violation in verdict.violations):
            raise UnsoundPlanError(verdict)
        self.ears.progress(replace(self.progress, seconds=seconds, phase="finish", cost=verdict.cost))
        return plan.model_copy(
            update={
                "cost": verdict.cost,
                "bound": self.bound,
                "status": _status(verdict, self.bound),
                "seconds": round(seconds, 3),
                "unscheduled": explain_unscheduled(self.problem, plan),
            }
        )


def _bound_seconds(limits: Limits) -> float | None:
    """How long the bound may be sought beside a search with these limits; None when it has none in seconds."""
    if limits.seconds is None:
        return None
    share = min(BOUND_MOST, BOUND_SHARE * limits.workers)
    return share * limits.seconds * min(1.0, limits.seconds / BOUND_WORTH_SECONDS)


def _positive(limits: Limits) -> Limits:
    """The same limits, but none of nothing: shares of them are taken."""
    return replace(
        limits,
        seconds=None if limits.seconds is None else max(SHORTEST_SECONDS, limits.seconds),
        rounds=None if limits.rounds is None else max(1, limits.rounds),
    )


def _status(verdict: Verdict, bound: int) -> Status:
    if not verdict.is_feasible:
        return Status.INFEASIBLE
    return Status.OPTIMAL if verdict.cost.total <= bound else Status.FEASIBLE
