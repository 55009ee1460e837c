"""What the measures count, on plans small enough to count by hand."""

import pytest

from benchmarks.insert import figures
from benchmarks.measuring import Stopwatch, in_own_process, peak_mb
from benchmarks.replan import disturbance, frozen_rows
from benchmarks.solved import first_complete, left_out
from solver.plan import Cost, Plan
from solver.problem import Problem
from solver.reading import read_plan, read_problem
from solver.solving import Progress
from tests.cli.conftest import SMALL_PLAN
from tests.solver.builders import tiny_problem


def replanned(plan: Plan, frozen_until: int) -> Problem:
    baseline = {"visits": [row.model_dump() for row in plan.visits], "sessions": []}
    return read_problem(tiny_problem(baseline=baseline, frozen_until=frozen_until))


def test_left_out_are_visits_and_course_sessions_due_and_not_planned() -> None:
    problem, plan = read_problem(tiny_problem()), read_plan(SMALL_PLAN)
    due = sum(row.visits for row in problem.engagements) + sum(row.sessions for row in problem.classes)
    assert left_out(problem, plan) == due - 5
    assert left_out(problem, Plan()) == due


def test_a_moved_visit_is_counted_even_when_moving_costs_nothing() -> None:
    plan = read_plan(SMALL_PLAN)
    problem = replanned(plan, frozen_until=2)
    problem = problem.changed(weights=problem.weights.model_copy(update={"moved": 0}))
    other = [row.model_copy(update={"slot": 7}) if row.slot == 5 else row for row in plan.visits]
    changed = plan.model_copy(update={"visits": other})
    assert disturbance(problem, plan) == {"moved": 0, "reassigned": 0, "relocated": 0}
    assert disturbance(problem, changed) == {"moved": 1, "reassigned": 0, "relocated": 0}


def test_frozen_rows_that_change_are_seen() -> None:
    plan = read_plan(SMALL_PLAN)
    problem = replanned(plan, frozen_until=2)
    assert frozen_rows(problem, plan) == (1, 0)
    assert frozen_rows(problem, Plan()) == (1, 1)
    assert frozen_rows(read_problem(tiny_problem()), plan) == (0, 0)


def test_the_first_complete_plan_is_the_first_that_leaves_out_no_more_than_the_last() -> None:
    cost = Cost(total=1, by_name={})
    heard = [
        Progress(0.5, "first"),
        Progress(1.0, "search", cost, unscheduled_visits=3),
        Progress(2.0, "search", cost, unscheduled_visits=1),
        Progress(3.0, "search", cost, unscheduled_visits=1),
    ]
    assert first_complete(heard, 1) == 2.0
    assert first_complete(heard, 0) == 3.0


def test_insertion_times_are_told_in_milliseconds() -> None:
    assert figures([(0.002, 0.1, 10), (0.004, 0.3, 10), (0.009, 0.2, 5)]) == [3, 25, 4.0, 9.0, 200]


def test_work_in_its_own_process_answers_and_raises_as_here() -> None:
    assert in_own_process(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        in_own_process(divmod, 7, 0)


def test_peak_memory_grows_with_what_is_held() -> None:
    before = peak_mb()
    held = bytearray(300_000_000)
    assert peak_mb() - before > 250 or len(held) == 0


def test_processor_time_counts_work_and_not_waiting() -> None:
    watch = Stopwatch()
    sum(range(2_000_000))
    assert watch.processor_seconds > 0
