"""The child process of a run: `python -m scheduler.running.child`. It reads a task, searches, and says how it stands.

It ends with its parent: the kernel kills it (Linux), and a closed standard input ends it anywhere. It gives way to
everything else on the machine, so that the service answers while all cores search.
"""

import ctypes
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, cast

from scheduler.running.protocol import FINISH, Best, Message, Phase, Result, Standing, Task, Unsound, Warming
from solver.plan import Plan
from solver.reading import read_plan, read_problem
from solver.solving import Limits, Progress, UnsoundPlanError, solve
from solver.warming import make_ready

NICENESS: Final = 10
OOM_SCORE: Final = 500
"""Added to what Linux thinks of this process when it must end one for want of memory: from 0 to 1000."""
SIGN_SECONDS: Final = 1.0
"""So often it says that it is alive, when it is."""
BEST_SECONDS: Final = 2.0
BEST_SHARE: Final = 0.05
"""The best plan is handed over at most so often, and after at least this share of the time searched so far."""
PR_SET_PDEATHSIG: Final = 1
ORPHANED: Final = 3
"""Exit code when the parent is gone."""


class Pulse(threading.Event):
    """The wish to stop; the search looks at it all the time, and each look shows that the search is alive."""

    def __init__(self) -> None:
        super().__init__()
        self.beats = 0

    def is_set(self) -> bool:
        """Whether the search shall stop."""
        self.beats += 1
        return super().is_set()


class Teller:
    """Writes messages, whole lines, from any thread; and tells again what was told last while the search lives."""

    def __init__(self, out: IO[str], pulse: Pulse) -> None:
        self._out = out
        self._pulse = pulse
        self._lock = threading.Lock()
        self._last: Standing | None = None
        self._best: Plan | None = None
        self._next_best = 0.0

    def tell(self, message: Message) -> None:
        """Write one message. A parent that is gone ends this process."""
        with self._lock:
            try:
                self._out.write(message.model_dump_json(exclude_none=True) + "\n")
                self._out.flush()
            except OSError:
                os._exit(ORPHANED)

    def keep(self, plan: Plan) -> None:
        """Remember the rows of the best plan; its cost is told right after."""
        self._best = plan

    def progress(self, progress: Progress) -> None:
        """Tell how the search stands and, when it is time to, hand over the best plan."""
        self._last = Standing(
            phase=cast("Phase", progress.phase),
            seconds=round(progress.seconds, 3),
            cost=progress.cost.model_dump() if progress.cost else None,
            bound=progress.bound,
            unscheduled_visits=progress.unscheduled_visits,
            unscheduled_sessions=progress.unscheduled_sessions,
        )
        self.tell(self._last)
        if self._best is None or progress.cost is None or progress.seconds < self._next_best:
            return
        best = self._best.model_copy(update={"cost": progress.cost, "bound": progress.bound})
        self.tell(Best(plan=best.to_json(), cost_total=progress.cost.total, seconds=round(progress.seconds, 3)))
        self._best = None
        self._next_best = progress.seconds + max(BEST_SECONDS, BEST_SHARE * progress.seconds)

    def tell_signs_of_life(self) -> None:
        """Every second, as long as the search looked at its wish to stop since the last time."""
        beats = self._pulse.beats
        while True:
            time.sleep(SIGN_SECONDS)
            if self._pulse.beats != beats and self._last is not None:
                beats = self._pulse.beats
                self.tell(self._last)


def work(task: Task, teller: Teller, pulse: Pulse) -> None:
    """Load the compiled code, search, and hand over the plan."""
    problem = read_problem(task.problem)
    start = None if task.start is None else read_plan(task.start)
    make_ready(lambda done, steps: teller.tell(Warming(done=done, steps=steps)))
    limits = Limits(task.seconds, task.rounds, task.workers, task.seed)
    threading.Thread(target=teller.tell_signs_of_life, daemon=True).start()
    try:
        teller.progress(Progress(0.0, "first"))
        plan = solve(problem, limits, start=start, on_progress=teller.progress, on_plan=teller.keep, stop=pulse)
    except UnsoundPlanError as error:
        teller.tell(Unsound(detail=str(error)))
    else:
        teller.tell(Result(plan=plan.to_json()))


def _obey(orders: IO[str], pulse: Pulse) -> None:
    """Stop the search when asked to; end when nobody can ask any more."""
    for line in orders:
        if line.strip() == FINISH:
            pulse.set()
    os._exit(ORPHANED)


def _die_with(parent: int) -> None:
    """Have Linux kill this process with the thread that started it; elsewhere the closed input does it, a bit later."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(ORPHANED)


def _give_way() -> None:
    """Let everything else on the machine go first, and be the first to go when memory runs out (Linux)."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(str(OOM_SCORE))


def main() -> None:
    """Work on the one task that comes on standard input; the parent's process id is the first argument."""
    _die_with(int(sys.argv[1]))
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C goes to the whole group; the parent decides what becomes of us
    _give_way()
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever prints must not be taken for a message
    pulse = Pulse()
    task = Task.model_validate_json(sys.stdin.readline())
    threading.Thread(target=_obey, args=(sys.stdin, pulse), daemon=True).start()
    work(task, Teller(out, pulse), pulse)


if __name__ == "__main__":
    main()
