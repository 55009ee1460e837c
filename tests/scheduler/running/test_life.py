"""The whole life of a run: queued, searched in a child process, finished, cancelled, lost and found again."""

from scheduler.models.runs import RunPhase, RunState
from scheduler.running.queries import progress_after, result_of_run
from solver.plan import Status
from solver.reading import read_problem
from solver.rules import verify
from tests.scheduler.running.conftest import Desk, working
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
        _, plan = result_of_run(db, actor=desk.actor, run_id=run_id)
        told = progress_after(db, run_id, 0)
    assert plan.status in {Status.FEASIBLE, Status.OPTIMAL}
    assert verify(read_problem(tiny_problem()), plan).cost == plan.cost
    assert [row.number for row in told] == list(range(1, run.progress_number + 1))
    assert [row.state for row in told][:2] == [RunState.QUEUED, RunState.RUNNING]
    assert told[-1].state is RunState.COMPLETED
    assert told[-1].cost == plan.cost.model_dump()
    assert {RunPhase.WAITING, RunPhase.WARMING, RunPhase.SEARCH, RunPhase.OVER} <= {row.phase for row in told}
