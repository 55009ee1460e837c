"""Whatever happens to the processes that work on a run: it is never lost, and never done twice."""

import os
import signal
from collections.abc import Callable

import pytest

from scheduler.models.runs import RunState
from scheduler.running.queries import progress_after
from scheduler.running.supervising import Watchdog
from tests.scheduler.running.conftest import (
    Desk,
    DoomedWorker,
    child_of,
    children,
    eventually,
    job_is_done,
    only_sqlite,
    plans_of,
    working,
)

DoomedWorkers = Callable[..., DoomedWorker]


@pytest.mark.parametrize("die_at", ["after-1", "before-2", "before-3", "after-3"])
def test_a_worker_that_is_killed_at_a_boundary(desk: Desk, doomed_worker: DoomedWorkers, die_at: str) -> None:
    run_id = desk.submit(rounds=5)
    doomed_worker(die_at).wait_for_death()
    assert desk.look(run_id).state is (RunState.COMPLETED if die_at == "after-3" else RunState.RUNNING)
    with working(desk):
        run = desk.wait(run_id, lambda run: run.state.is_over)
        settled = run.progress_number
        eventually(lambda: job_is_done(run_id))
    assert run.state is RunState.COMPLETED
    assert run.attempt == (1 if die_at == "after-3" else 2)
    assert [row.is_result for row in plans_of(desk, run_id)] == [True]
    with desk.database.reading() as db:
        told = progress_after(db, run_id, 0)
    assert [row.state.is_over for row in told].count(True) == 1
    assert told[-1].number == settled == desk.look(run_id).progress_number


def test_a_search_that_was_killed_goes_on_from_its_best_plan(desk: Desk, doomed_worker: DoomedWorkers) -> None:
    run_id = desk.submit(seconds=600)
    worker = doomed_worker()
    child = child_of(worker.pid)
    best = eventually(lambda: plans_of(desk, run_id))[0]
    worker.kill()
    eventually(lambda: not is_alive(child))  # no search outlives its worker
    with working(desk):
        desk.wait(run_id, lambda run: run.attempt == 2)
        desk.finish(run_id)
        assert desk.wait(run_id, lambda run: run.state.is_over).state is RunState.COMPLETED
    result = plans_of(desk, run_id)[0]
    assert result.cost_total <= best.cost_total
    assert result.seconds >= best.seconds


@only_sqlite
def test_a_child_that_crashes_is_replaced_until_it_crashed_too_often(desk: Desk) -> None:
    lucky = desk.submit(rounds=5)
    with working(desk):
        os.kill(child_of(os.getpid()), signal.SIGKILL)
        run = desk.wait(lucky, lambda run: run.state.is_over)
        assert (run.state, run.crashes, run.attempt) == (RunState.COMPLETED, 1, 1)
        doomed = desk.submit(seconds=600)
        for crashes in range(3):
            desk.wait(doomed, lambda run, before=crashes: run.crashes == before)
            os.kill(child_of(os.getpid()), signal.SIGKILL)
        run = desk.wait(doomed, lambda run: run.state.is_over)
    assert (run.state, run.error_code, run.crashes) == (RunState.FAILED, "run-crashed", 3)
    assert "SIGKILL" in run.error_detail


@only_sqlite
def test_a_child_that_hangs_is_ended_and_its_best_plan_kept(desk: Desk) -> None:
    run_id = desk.submit(seconds=600)
    with working(desk, Watchdog(silence_seconds=15)):
        eventually(lambda: plans_of(desk, run_id))
        os.kill(child_of(os.getpid()), signal.SIGSTOP)
        run = desk.wait(run_id, lambda run: run.state.is_over)
        assert children(os.getpid()) == []
    assert (run.state, run.error_code) == (RunState.FAILED, "run-silent")
    assert [row.is_result for row in plans_of(desk, run_id)] == [False]


@only_sqlite
def test_a_child_that_does_not_finish_when_asked_is_ended(desk: Desk) -> None:
    run_id = desk.submit(seconds=600)
    with working(desk, Watchdog(grace_seconds=1)):
        desk.wait(run_id, lambda run: run.first_plan_at)
        os.kill(child_of(os.getpid()), signal.SIGSTOP)
        desk.finish(run_id)
        run = desk.wait(run_id, lambda run: run.state.is_over)
    assert (run.state, run.error_code) == (RunState.FAILED, "run-overtime")


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
