"""`dudao solve`: a problem in, a plan out, with a view of the progress; stopped at any time, the best is kept."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from cli.commands.check import left_out
from cli.desk import Desk, desk_of
from cli.exits import CommandError, ExitCode
from cli.files import OutputFile
from cli.tables import bound_line, cost_table
from cli.words import STATUSES
from solver.plan import Plan, Status
from solver.problem import Problem

if TYPE_CHECKING:
    from cli.live import View
    from solver.solving import Limits, Progress

REFRESH_SECONDS = 0.1


def solve(
    context: typer.Context,
    problem_path: Annotated[Path, typer.Argument(metavar="PROBLEM")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="PLAN")],
    seconds: Annotated[float, typer.Option(min=0.1, max=86400, metavar="S")] = 30,
    workers: Annotated[int | None, typer.Option(min=1, max=256, metavar="N")] = None,
    seed: Annotated[int, typer.Option(min=0, metavar="N")] = 1,
    start_path: Annotated[Path | None, typer.Option("--from", metavar="PLAN")] = None,
    deterministic: Annotated[int | None, typer.Option(min=1, metavar="N")] = None,
) -> None:
    """Plan a problem."""
    desk = desk_of(context)
    file = OutputFile(output)
    problem = desk.problem(problem_path)
    start = None if start_path is None else desk.plan(start_path)
    from solver.solving import Limits

    limit = seconds if deterministic is None else None
    plan = _search(problem, start, Limits(limit, deterministic, workers or _cores(), seed), desk)
    file.write(plan.to_json())
    _report(problem, plan, output, desk)
    if plan.status is Status.INFEASIBLE:
        raise typer.Exit(ExitCode.BROKEN)


class _Run(threading.Thread):
    """One search in a thread of its own, so that signals and the view are never kept waiting."""

    def __init__(self, problem: Problem, start: Plan | None, limits: "Limits") -> None:
        super().__init__(daemon=True)
        self._problem = problem
        self._start = start
        self._limits = limits
        self._began: float | None = None
        self.stop = threading.Event()
        self.progress: Progress | None = None
        self.plan: Plan | None = None
        self.fault: BaseException | None = None
        self.preparing: Callable[[int, int], None] = lambda _done, _steps: None

    @property
    def seconds(self) -> float | None:
        """Seconds since the search began, None while the compiled parts are still being loaded."""
        return None if self._began is None else time.monotonic() - self._began

    def run(self) -> None:
        """Load, search, and leave the plan in `plan`, or what went wrong in `fault`."""
        from solver.solving import solve as search
        from solver.warming import make_ready

        try:
            make_ready(self.preparing)
            self._began = time.monotonic()
            self.plan = search(self._problem, self._limits, start=self._start, on_progress=self._take, stop=self.stop)
        except BaseException as fault:  # handed to the main thread, which raises it
            self.fault = fault

    def _take(self, progress: "Progress") -> None:
        self.progress = progress

    def watch(self, view: "View") -> Plan:
        """Show the progress until the search ends. Raises KeyboardInterrupt when asked to stop a second time."""
        self.preparing = view.preparing
        self.start()
        while self.is_alive():
            self.join(REFRESH_SECONDS)
            if self.seconds is not None:
                view.show(self.progress, self.seconds)
        if self.plan is None:
            raise self.fault or RuntimeError("the search ended without a plan")
        return self.plan


def _search(problem: Problem, start: Plan | None, limits: "Limits", desk: Desk) -> Plan:
    # The live view needs the search's own types, which take a second to load: only this command pays for it.
    from cli.live import view_for

    run = _Run(problem, start, limits)
    try:
        with view_for(desk.out, desk.lang, limits.seconds) as view, _asked_to_stop(run.stop):
            return run.watch(view)
    except KeyboardInterrupt:
        raise CommandError("interrupted") from None


@contextmanager
def _asked_to_stop(stop: threading.Event) -> Iterator[None]:
    """Within, Ctrl-C and a polite kill ask the search to end; the second time they interrupt."""

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _report(problem: Problem, plan: Plan, output: Path, desk: Desk) -> None:
    if plan.cost is not None:
        desk.out.print(cost_table(plan.cost, desk.lang))
        desk.out.print(bound_line(plan.cost.total, plan.bound, desk.lang))
    visits, sessions = left_out(problem, plan)
    desk.say(
        "已写出 {path}：{status}，{visits} 次走访、{sessions} 场培训，用时 {seconds:.1f} 秒",
        "wrote {path}: {status}; {visits} visits, {sessions} course sessions, {seconds:.1f} s",
        path=output,
        status=STATUSES[plan.status].say(desk.lang) if plan.status is not None else "",
        visits=len(plan.visits),
        sessions=len(plan.sessions),
        seconds=plan.seconds or 0.0,
    )
    if visits or sessions:
        desk.warn(
            "有 {visits} 次走访、{sessions} 场培训排不进去；dudao explain 说明原因",
            "{visits} visits and {sessions} course sessions are left out; dudao explain says why",
            visits=visits,
            sessions=sessions,
        )


def _cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
