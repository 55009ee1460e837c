"""The whole life of a run: queued, searched in a child process, finished, cancelled, lost and found again."""

import json
import os
from collections.abc import Sequence

import pytest

from scheduler.models.runs import RunKind, RunPhase, RunState
from scheduler.running import records
from scheduler.running.kinds import KINDS, Part
from scheduler.running.queries import progress_after, run_plan
from scheduler.running.texts import plan_of
from solver.plan import Plan, Status
from solver.reading import read_problem
from solver.rules import verify
from tests.scheduler.running.conftest import Desk, children, eventually, only_sqlite, plans_of, working
from tests.solver.builders import tiny_problem


def test_a_run_is_searched_and_its_plan_keeps_every_rule(desk: Desk) -> None:
    run_id = desk.submit(rounds=20)
    assert desk.look(run_id).state is RunState.QUEUED
    with working(desk):
        run = desk.wait(run_id, lambda run: run.state.is_over)
    assert run.state is RunState.COMPLETED, run.error_detail
    assert run.submitted_at <= run.started_at <= run.first_plan_at <= run.ended_at
    assert run.attempt == 1
    assert run.versions["solver"]
    with desk.database.reading() as db:
        result = run_plan(db, actor=desk.actor, run_id=run_id)
        told = progress_after(db, run_id, 0)
    assert result.is_result
    plan = plan_of(result)
    assert plan.status in {Status.FEASIBLE, Status.OPTIMAL}
    assert verify(read_problem(tiny_problem()), plan).cost == plan.cost
    assert [row.number for row in told] == list(range(1, run.progress_number + 1))
    assert [row.state for row in told][:2] == [RunState.QUEUED, RunState.RUNNING]
    assert told[-1].state is RunState.COMPLETED
    assert told[-1].cost == plan.cost.model_dump()
    assert {RunPhase.WAITING, RunPhase.WARMING, RunPhase.SEARCH, RunPhase.OVER} <= {row.phase for row in told}


@only_sqlite
def test_the_best_plan_is_kept_when_a_run_is_asked_to_finish(desk: Desk) -> None:
    run_id = desk.submit(seconds=600)
    with working(desk):
        desk.wait(run_id, lambda run: run.first_plan_at)
        desk.finish(run_id)
        desk.finish(run_id)  # twice is as good as once
        run = desk.wait(run_id, lambda run: run.state.is_over)
    assert run.state is RunState.COMPLETED
    with desk.database.reading() as db:
        best = run_plan(db, actor=desk.actor, run_id=run_id)
    assert best.is_result
    assert plan_of(best).visits


@only_sqlite
def test_a_run_that_was_to_finish_when_its_worker_died_finishes_with_the_next_one(desk: Desk) -> None:
    run_id = desk.submit(seconds=600)
    with desk.database.unit_of_work() as db:
        assert records.take(db, run_id, executor="one that dies now")
    desk.finish(run_id)
    with working(desk):
        run = desk.wait(run_id, lambda run: run.state.is_over)
    assert (run.state, run.attempt) == (RunState.COMPLETED, 2)


def test_a_cancelled_run_ends_at_once_and_keeps_nothing(desk: Desk) -> None:
    run_id = desk.submit(seconds=600)
    with working(desk):
        desk.wait(run_id, lambda run: run.first_plan_at)
        desk.cancel(run_id)
        assert desk.look(run_id).state is RunState.CANCELLED
        eventually(lambda: not children(os.getpid()))
    assert plans_of(desk, run_id) == []
    assert desk.look(run_id).attempt == 1


def test_a_stopped_worker_leaves_its_run_to_the_next_one(desk: Desk) -> None:
    run_id = desk.submit(seconds=600)
    with working(desk):
        eventually(lambda: plans_of(desk, run_id))
    assert children(os.getpid()) == []
    assert desk.look(run_id).state is RunState.RUNNING
    with working(desk):
        desk.wait(run_id, lambda run: run.attempt == 2)
        desk.finish(run_id)
        assert desk.wait(run_id, lambda run: run.state.is_over).state is RunState.COMPLETED


@only_sqlite
def test_a_run_of_several_parts_is_solved_part_after_part(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def two(problem: str, _parameters: object, done: Sequence[Plan]) -> Part | None:
        """The second part begins from the plan of the first, and its problem is another one."""
        if len(done) == 2:
            return None
        changed = json.loads(problem)
        changed["weights"]["travel"] += len(done)
        return Part(json.dumps(changed), label="ab"[len(done)], rounds=1, start=done[0].to_json() if done else None)

    monkeypatch.setitem(KINDS, RunKind.SOLVE, two)
    run_id = desk.submit(rounds=1)
    with working(desk):
        assert desk.wait(run_id, lambda run: run.state.is_over).state is RunState.COMPLETED
    assert [(row.part, row.label, row.is_result) for row in plans_of(desk, run_id)] == [(0, "a", True), (1, "b", True)]
