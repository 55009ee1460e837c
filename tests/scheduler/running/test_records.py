"""What is written down about a run, without a worker: who may write, and what comes of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from scheduler.models.runs import RunState
from scheduler.running import records
from scheduler.running.errors import RunQueueFullError
from scheduler.running.judging import judge
from scheduler.running.protocol import Best, Standing, Warming
from scheduler.running.queries import progress_after
from scheduler.running.records import Hold
from solver.plan import Plan
from solver.reading import read_problem
from solver.rules import verify
from tests.scheduler.running.conftest import Desk, plans_of
from tests.solver.builders import tiny_problem

BEST = Best(plan=Plan().to_json(), cost_total=7, seconds=1.5)
STANDING = Standing(phase="search", seconds=1.5, cost={"total": 7, "by_name": {"travel": 7}}, bound=3)


def take(desk: Desk, run_id: str, executor: str = "one") -> Hold:
    with desk.database.unit_of_work() as db:
        hold = records.take(db, run_id, executor=executor)
        assert hold is not None
        return hold


def test_only_who_took_a_run_last_may_write(desk: Desk) -> None:
    run_id = desk.submit(rounds=1)
    lost, held = take(desk, run_id), take(desk, run_id, "two")
    before = desk.look(run_id)
    with desk.database.unit_of_work() as db:
        assert records.state_of(db, lost) is None
        assert records.state_of(db, held) is RunState.RUNNING
        records.note_progress(db, lost, 0, STANDING)
        records.keep_best(db, lost, 0, "", BEST)
        records.store_result(db, lost, 0, "", plan=BEST.plan, cost_total=7, seconds=1)
        assert records.count_crash(db, lost) == 0
        records.fail(db, lost, "run-crashed", "")
        records.complete(db, lost)
    assert desk.look(run_id) == before
    assert plans_of(desk, run_id) == []
    with desk.database.unit_of_work() as db:
        records.complete(db, held)
    assert desk.look(run_id).state is RunState.COMPLETED
    with desk.database.unit_of_work() as db:
        assert records.take(db, run_id, executor="three") is None  # what is over stays over
        records.fail(db, held, "run-crashed", "")
    assert desk.look(run_id).state is RunState.COMPLETED


def test_progress_is_numbered_without_gaps_and_ends_with_the_run(desk: Desk) -> None:
    run_id = desk.submit(rounds=1)
    hold = take(desk, run_id)
    with desk.database.unit_of_work() as db:
        records.note_progress(db, hold, 0, Warming(done=3, steps=9))
        records.note_progress(db, hold, 0, STANDING)
        records.keep_best(db, hold, 0, "", BEST)
        records.fail(db, hold, "run-silent", "x" * 9000)
    with desk.database.reading() as db:
        told = progress_after(db, run_id, 0)
        assert progress_after(db, run_id, 3) == told[3:]
    assert [row.number for row in told] == [1, 2, 3, 4, 5]
    assert (told[2].done, told[2].steps, told[3].cost, told[3].bound) == (3, 9, STANDING.cost, 3)
    assert (told[4].state, told[4].cost) == (RunState.FAILED, STANDING.cost)
    run = desk.look(run_id)
    assert (run.error_code, len(run.error_detail)) == ("run-silent", 4000)
    assert [row.is_result for row in plans_of(desk, run_id)] == [False]


def test_a_run_and_its_job_are_stored_together_or_not_at_all(desk: Desk) -> None:
    jobs = "workflow_status" if desk.database.is_sqlite else "dbos.workflow_status"

    def stored() -> tuple[int, int]:
        with desk.database.reading() as db:
            counts = [db.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in ("run", jobs)]  # noqa: S608
            return counts[0], counts[1]

    desk.submit(rounds=1)
    assert stored() == (1, 1)

    def submit_and_stumble() -> None:
        with desk.database.unit_of_work() as db:
            desk.submit_in(db, rounds=1)
            raise ZeroDivisionError  # whatever comes after it in the same unit of work

    with pytest.raises(ZeroDivisionError):
        submit_and_stumble()
    assert stored() == (1, 1)


def test_requests_at_the_same_time_make_one_run_for_a_key_and_never_overfill_the_queue(desk: Desk) -> None:
    with ThreadPoolExecutor(6) as planners:
        same = set(planners.map(lambda _: desk.submit(key="monday", rounds=1), range(6)))

        def refused(_: int) -> bool:
            try:
                desk.submit(rounds=1)
            except RunQueueFullError:
                return True
            return False

        assert len(same) == 1
        assert list(planners.map(refused, range(6))).count(False) == desk.settings.queue_length - 1


def test_a_plan_is_judged_by_the_rules_whatever_it_says_of_itself() -> None:
    raw = tiny_problem()
    problem, problem_text = read_problem(raw), read_problem(raw).to_json()
    nothing = Plan(trainees={row.id: row.cohorts[0] for row in problem.trainees})
    honest = nothing.model_copy(update={"cost": verify(problem, nothing).cost})
    assert judge(problem_text, honest.to_json())[1] is None
    assert "costs" in (judge(problem_text, nothing.to_json())[1] or "")
    assert "violations" in (judge(problem_text, Plan().to_json())[1] or "")
