"""Solving: a problem in, a verified plan out; better ones while time lasts, the best so far whenever it is stopped."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from solver.bounds import lower_bound
from solver.explain import explain_unscheduled
from solver.joint import JointSearch
from solver.plan import Cost, Plan, Status
from solver.problem import Problem
from solver.rules import Verdict, verify
from solver.search.ruin import Dials

HOT = 0.5
COLD = 0.06
"""Temperatures at the start and the end, in units of the first plan's mean cost of a planned visit."""
WARM = 0.15
"""Where a search begins that is given a plan to begin from."""
REPORT_SECONDS = 0.2
REPORT_SHARE = 0.1
"""At most this share of one core goes into judging plans only to show their costs."""
BOUND_SHARE = 0.2
"""Share of the time in which the bound is sought, beside the search."""


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


def solve(
    problem: Problem,
    limits: Limits,
    *,
    start: Plan | None = None,
    on_progress: Listener | None = None,
    stop: threading.Event | None = None,
) -> Plan:
    """The best plan found within the limits, verified, with its cost, a proven bound, and why anything is left out.

    problem: read without a fault. start: a plan to begin from; the baseline serves when there is one and no other is
    given. on_progress hears from the calling thread, several times a second. stop: set it to end the search early.
    Raises UnsoundPlanError when verification finds what no lock forced.
    """
    run = _Run(problem, limits, on_progress or (lambda _: None), stop or threading.Event())
    try:
        return run.solve(start)
    finally:
        run.close()


class _Bounding(threading.Thread):
    """The lower bound, sought beside the search."""

    def __init__(self, problem: Problem, seconds: float, has_ended: Callable[[], bool]) -> None:
        super().__init__(daemon=True)
        self.value = 0
        self._problem = problem
        self._seconds = seconds
        self._has_ended = has_ended

    def run(self) -> None:
        bound = lower_bound(self._problem, seconds=self._seconds, should_stop=self._has_ended, on_better=self._take)
        self._take(bound.value)

    def _take(self, value: int) -> None:
        self.value = max(self.value, value)


class _Run:
    """One call of `solve`."""

    def __init__(self, problem: Problem, limits: Limits, listener: Listener, stop: threading.Event) -> None:
        self.problem = problem
        self.limits = limits
        self.listener = listener
        self.stop = stop
        self.began = time.monotonic()
        self.ended = False
        self.joint = JointSearch(problem, workers=limits.workers, seed=limits.seed, dials=Dials())
        self.turns = 0
        self.progress = Progress(0.0, "first")
        self._next_report = 0.0
        self._reported: int | None = None
        seconds = BOUND_SHARE * limits.seconds if limits.seconds is not None else 1.0
        self.bounding = _Bounding(problem, seconds, lambda: self.ended or self.stop.is_set())

    def close(self) -> None:
        """End the threads."""
        self.ended = True
        self.joint.close()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def solve(self, start: Plan | None) -> Plan:
        self.bounding.start()
        given = start or self._published()
        self.joint.start(given)
        self._best = self.joint.snapshot()
        self._report()
        scale = self._mean_visit_cost()
        hot = (WARM if given is not None else HOT) * scale
        while (done := self._done()) < 1 and not self.stop.is_set():
            self.joint.turn(hot * (COLD * scale / hot) ** done, self._look)
            self.turns += 1
            self._keep()
            self._look()
        self.ended = True
        return self._finish()

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

    def _done(self) -> float:
        """The share of the limits that is used up."""
        by_clock = self.seconds / self.limits.seconds if self.limits.seconds is not None else 0.0
        by_turns = self.turns / self.limits.rounds if self.limits.rounds is not None else 0.0
        return max(by_clock, by_turns)

    def _keep(self) -> None:
        if self.joint.cost < self._best.cost:
            self._best = self.joint.snapshot()

    def _look(self) -> None:
        """Tell how things stand, when it is time to."""
        if self.seconds >= self._next_report:
            self._report()

    def _report(self) -> None:
        best = self._best
        if best.cost != self._reported:
            began = time.monotonic()
            plan = best.plan()
            self._reported = best.cost
            self.progress = replace(
                self.progress,
                phase="search",
                cost=verify(self.problem, plan).cost,
                unscheduled_visits=sum(row.visits for row in self.problem.engagements) - len(plan.visits),
                unscheduled_sessions=sum(row.sessions for row in self.problem.classes) - len(plan.sessions),
            )
            took = time.monotonic() - began
            self._next_report = self.seconds + max(REPORT_SECONDS, took / REPORT_SHARE)
        self.progress = replace(self.progress, seconds=self.seconds, bound=self.bounding.value)
        self.listener(self.progress)

    def _finish(self) -> Plan:
        plan = self._best.plan()
        seconds = self.seconds
        verdict = verify(self.problem, plan)
        if any(violation.rule != "H12" for violation in verdict.violations):
            raise UnsoundPlanError(verdict)
        self.listener(replace(self.progress, seconds=seconds, phase="finish", cost=verdict.cost))
        self.bounding.join()
        bound = self.bounding.value
        return plan.model_copy(
            update={
                "cost": verdict.cost,
                "bound": bound,
                "status": _status(verdict, bound),
                "seconds": round(seconds, 3),
                "unscheduled": explain_unscheduled(self.problem, plan),
            }
        )


def _status(verdict: Verdict, bound: int) -> Status:
    if not verdict.is_feasible:
        return Status.INFEASIBLE
    return Status.OPTIMAL if verdict.cost.total <= bound else Status.FEASIBLE
