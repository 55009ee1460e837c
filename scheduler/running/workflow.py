"""The durable workflow of a run: one part after another is solved, verified and stored; then the run is over.

The run's row is the truth and is looked at first, so that whoever does it again after a crash (of a child, of a worker,
of the machine) finds what was stored and goes on from there. DBOS sees to it that somebody does go on.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import structlog
from dbos import DBOS
from sqlmodel import Session, col, select

from scheduler.database import Database
from scheduler.models.planning import ProblemSnapshot
from scheduler.models.runs import Run, RunPlan, RunState
from scheduler.running import records
from scheduler.running.judging import judge
from scheduler.running.kinds import KINDS, Part
from scheduler.running.protocol import Task
from scheduler.running.queue import WORKFLOW
from scheduler.running.records import Hold
from scheduler.running.supervising import (
    Crashed,
    Dropped,
    Failed,
    Outcome,
    Solved,
    Supervision,
    Watchdog,
    in_unit_of_work,
)
from scheduler.running.texts import plan_of, unpacked
from scheduler.storage_errors import StorageError

T = TypeVar("T")
MOST_CRASHES: Final = 3
"""After so many children that ended without a plan, the run has failed."""
MOST_ATTEMPTS: Final = 20
"""After so many workers that were lost with it, too: it may be what kills them."""
RETRY_SECONDS: Final = 1.0
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Workplace:
    """What a worker works with."""

    database: Database
    executor: str
    seconds_most: float
    """No part searches longer."""
    dog: Watchdog


_workplace: Workplace | None = None


def set_workplace(workplace: Workplace | None) -> None:
    """Say what the workflows of this process work with; a process has one job system, hence one workplace."""
    global _workplace
    _workplace = workplace


def _here() -> Workplace:
    if _workplace is None:
        raise RuntimeError("no worker was started in this process")
    return _workplace


@DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)
async def carry_out(run_id: str) -> None:
    """Bring the run to its end."""
    await solve(run_id)


@DBOS.step(preemptible=True)
async def solve(run_id: str) -> None:
    """Solve what is left of the run, part after part, and end it."""
    executor = _here().executor
    hold = await _write(lambda db: records.take(db, run_id, executor=executor))
    if hold is None:
        return
    if hold.attempt > MOST_ATTEMPTS:
        await _fail(hold, "run-crashed", f"{MOST_ATTEMPTS} workers were lost with it")
        return
    while (job := await _next_job(hold)) is not None:
        if not await _solve_part(hold, job):
            return
    await _write(lambda db: records.complete(db, hold))


@dataclass(frozen=True, slots=True)
class Job:
    """The next part to solve: what it is, the child's task, and the seconds spent on it before an interruption."""

    number: int
    part: Part
    task: Task
    searched: float


async def _next_job(hold: Hold) -> Job | None:
    """What to solve next; None when all is solved, or when it is asked to finish and something is."""
    run, problem, plans = await _patiently(lambda: _read(_here().database, hold))
    return await asyncio.to_thread(_decide, run, problem, plans)


def _read(database: Database, hold: Hold) -> tuple[Run, bytes, Sequence[RunPlan]]:
    with database.reading() as db:
        run = db.exec(select(Run).where(Run.id == hold.run_id)).one()
        problem = db.exec(select(ProblemSnapshot.content).where(ProblemSnapshot.id == run.snapshot_id)).one()
        plans = db.exec(select(RunPlan).where(RunPlan.run_id == run.id).order_by(col(RunPlan.part))).all()
    return run, problem, plans


def _decide(run: Run, problem: bytes, plans: Sequence[RunPlan]) -> Job | None:
    """Outside of any unit of work, since a kind of run may take its time to decide."""
    done = [plan_of(row) for row in plans if row.is_result]
    if done and run.state is RunState.FINISHING:
        return None
    part = KINDS[run.kind](unpacked(problem), run.parameters, done)
    best = next((row for row in plans if row.part == len(done)), None)
    return None if part is None else _job(run, len(done), part, best)


def _job(run: Run, number: int, part: Part, best: RunPlan | None) -> Job:
    """A search by the clock goes on from the best plan with the time that is left.

    A search by rounds begins anew, since its promise is the same plan each time; unless it is to finish at once.
    """
    parameters = run.parameters
    seconds, rounds, start, searched = part.seconds, part.rounds, part.start, 0.0
    if seconds is None and rounds is None:
        seconds, rounds = parameters["seconds"], parameters["rounds"]
    if best is not None and (rounds is None or run.state is RunState.FINISHING):
        start, searched = unpacked(best.content), best.seconds
        seconds = None if seconds is None else max(1.0, seconds - searched)
    task = Task(
        problem=part.problem,
        start=start,
        seconds=seconds,
        rounds=rounds,
        workers=parameters["workers"],
        seed=parameters["seed"],
    )
    return Job(number, part, task, searched)


async def _solve_part(hold: Hold, job: Job) -> bool:
    """Have a child solve a part; False when there is nothing more to do about the run."""
    outcome = await _attempt(_here(), hold, job)
    match outcome:
        case Dropped():
            return False
        case Solved():
            return await _accept(hold, job, outcome.plan)
        case Failed():
            await _fail(hold, outcome.code, outcome.detail)
            return False
        case Crashed():
            log.warning("run-child-crashed", run=hold.run_id, detail=outcome.detail[-500:])
            crashes = await _write(lambda db: records.count_crash(db, hold))
            if crashes >= MOST_CRASHES:
                await _fail(hold, "run-crashed", outcome.detail)
            return 0 < crashes < MOST_CRASHES


async def _attempt(place: Workplace, hold: Hold, job: Job) -> Outcome:
    supervision = Supervision(
        place.database,
        hold,
        part=job.number,
        label=job.part.label,
        searched=job.searched,
        most=place.seconds_most,
        dog=place.dog,
    )
    try:
        return await supervision.work(job.task)
    except OSError as error:  # no memory or no process left to start one with
        return Crashed(str(error))


async def _accept(hold: Hold, job: Job, text: str) -> bool:
    """Verify and store a part's plan; False, and the run has failed, when it breaks a rule that nothing forced."""
    plan, fault = await asyncio.to_thread(judge, job.part.problem, text)
    if fault is not None:
        await _fail(hold, "run-unsound", fault)
        return False
    cost_total = plan.cost.total if plan.cost else 0
    seconds = job.searched + (plan.seconds or 0.0)
    await _write(
        lambda db: records.store_result(
            db, hold, job.number, job.part.label, plan=text, cost_total=cost_total, seconds=seconds
        )
    )
    return True


async def _fail(hold: Hold, code: str, detail: str) -> None:
    log.error("run-failed", run=hold.run_id, code=code, detail=detail[-500:])
    await _write(lambda db: records.fail(db, hold, code, detail))


async def _write(work: Callable[[Session], T]) -> T:
    """Write what must be written, in a unit of work of its own; nothing is lost while the database is away."""
    return await _patiently(lambda: in_unit_of_work(_here().database, work))


async def _patiently(work: Callable[[], T]) -> T:
    """Do it, in a thread, as soon as the database can."""
    while True:
        try:
            return await asyncio.to_thread(work)
        except StorageError as error:
            log.warning("run-waits-for-database", reason=error.code)
            await asyncio.sleep(RETRY_SECONDS)
