"""`solve` as its callers see it: lawful plans whose cost is what the rules say, whatever is asked of it."""

import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.plan import Plan, Status
from solver.problem import LARGEST_PRIORITY, LARGEST_WEIGHT, Problem, Weights
from solver.rules import verify
from solver.solving import Limits, Progress, solve
from tests.solver.bounds.small_terms import empty_plan, lawful_plans
from tests.solver.builders import SLOTS, camp_class, engagement, station, supervisor, tiny_problem
from tests.solver.search.terms import THOROUGH, locks, replanned_terms, terms

TRAVEL = {"road_factor": 1.3, "kmh": 40}
FEW_ROUNDS = Limits(seconds=None, rounds=7)
FEW_EXAMPLES = settings(THOROUGH, max_examples=12)


def problem_of(**parts: Any) -> Problem:
    return Problem.model_validate(tiny_problem(**parts))


def solved(problem: Problem, limits: Limits = FEW_ROUNDS, **more: Any) -> Plan:
    """The plan of a problem, judged: it keeps every rule unless it says otherwise, and costs what it says."""
    plan = solve(problem, limits, **more)
    verdict = verify(problem, plan)
    assert plan.cost == verdict.cost
    assert {violation.rule for violation in verdict.violations} <= {"H12"}
    assert verdict.is_feasible == (plan.status is not Status.INFEASIBLE)
    assert plan.bound is not None
    if verdict.is_feasible:
        assert plan.bound <= verdict.cost.total
    due = sum(row.visits for row in problem.engagements) + sum(row.sessions for row in problem.classes)
    assert len(plan.unscheduled) == due - len(plan.visits) - len(plan.sessions)
    return plan


@FEW_EXAMPLES
@given(terms())
def test_any_term(problem: Problem) -> None:
    assert solved(problem).status is not Status.INFEASIBLE


@FEW_EXAMPLES
@given(replanned_terms(), st.integers(1, 2))
def test_a_published_plan_and_its_frozen_part(problem: Problem, workers: int) -> None:
    plan = solved(problem, Limits(seconds=None, rounds=7, workers=workers))
    assert plan.status is not Status.INFEASIBLE


@FEW_EXAMPLES
@given(st.data(), terms())
def test_any_lock_is_kept_or_said_to_be_impossible(data: st.DataObject, problem: Problem) -> None:
    lock = data.draw(locks(problem))
    plan = solved(problem.changed(locks=[lock]))
    if plan.status is not Status.INFEASIBLE and lock.slot is not None:
        assert [row.slot for row in plan.visits if (row.engagement, row.index) == (lock.engagement, lock.index)] == [
            lock.slot
        ]


@FEW_EXAMPLES
@given(st.data(), terms())
def test_going_on_from_a_plan_is_never_worse(data: st.DataObject, problem: Problem) -> None:
    start = data.draw(lawful_plans(problem))
    plan = solved(problem, Limits(seconds=None, rounds=2), start=start)
    assert plan.cost is not None
    assert plan.cost.total <= verify(problem, start).cost.total


def without_clock(plan: Plan) -> dict[str, Any]:
    return plan.model_dump(exclude={"seconds"})


@pytest.mark.parametrize("workers", [1, 2])
def test_the_same_seed_and_workers_give_the_same_plan(workers: int) -> None:
    problem = problem_of()
    limits = Limits(seconds=None, rounds=25, workers=workers, seed=7)
    assert without_clock(solved(problem, limits)) == without_clock(solved(problem, limits))


def test_stopped_before_it_begins_there_is_a_plan() -> None:
    stop = threading.Event()
    stop.set()
    plan = solved(problem_of(), Limits(seconds=600), stop=stop)
    assert plan.visits


def test_stopped_while_it_runs_there_is_a_plan() -> None:
    stop = threading.Event()

    def hear(progress: Progress) -> None:
        if progress.cost is not None:
            stop.set()

    assert solved(problem_of(), Limits(seconds=600), on_progress=hear, stop=stop).visits


def test_progress_only_falls_and_ends_at_the_plan() -> None:
    heard: list[Progress] = []
    plan = solved(problem_of(), Limits(seconds=1.5, workers=2), on_progress=heard.append)
    totals = [progress.cost.total for progress in heard if progress.cost is not None]
    assert totals == sorted(totals, reverse=True)
    assert totals[-1] == (plan.cost.total if plan.cost else None)
    assert [progress.seconds for progress in heard] == sorted(progress.seconds for progress in heard)
    bounds = [progress.bound for progress in heard if progress.bound is not None]
    assert bounds == sorted(bounds)


@pytest.mark.parametrize(
    "parts",
    [
        {"engagements": []},
        {"classes": [], "cohorts": [], "trainees": [], "venues": []},
        {"engagements": [], "classes": []},
        {"engagements": [], "classes": [], "supervisors": [], "meetings": [], "travel": TRAVEL},
        {
            "engagements": [],
            "classes": [],
            "supervisors": [],
            "stations": [],
            "trainees": [],
            "meetings": [],
            "travel": TRAVEL,
        },
        {"slots": [], "engagements": [], "classes": [], "meetings": [],
         "stations": [station(1), station(2), station(3)], "supervisors": [supervisor(1)], "venues": []},
        {"slots": SLOTS[:1], "engagements": [engagement("e", "roving", "s1", last=0)], "classes": [], "meetings": [],
         "stations": [station(1), station(2), station(3)], "supervisors": [supervisor(1)], "venues": []},
        {"supervisors": [], "classes": [], "meetings": [], "travel": TRAVEL,
         "engagements": [engagement("e", "roving", "s1", visits=2)]},
    ],
    ids=["no engagements", "no camp", "nothing due", "nobody", "nothing", "no slots", "one slot", "no supervisors"],
)  # fmt: skip
@pytest.mark.parametrize("workers", [1, 2])
def test_terms_that_lack_something(parts: dict[str, Any], workers: int) -> None:
    solved(problem_of(**parts), Limits(seconds=None, rounds=7, workers=workers))


def test_with_nothing_due_the_time_is_not_waited_for() -> None:
    plan = solved(problem_of(engagements=[], classes=[]), Limits(seconds=3600))
    assert plan.status is Status.OPTIMAL or plan.cost is not None


def test_what_nobody_can_do_is_left_out_with_reasons() -> None:
    far = engagement("e", "chief", "s1", candidates=["v1"], exclude=["v1"])
    plan = solved(problem_of(engagements=[far], classes=[]))
    assert [row.engagement for row in plan.unscheduled] == ["e"]


@pytest.mark.parametrize(
    "lock",
    [
        {"engagement": "pair-s1", "index": 0, "slot": 3},
        {"engagement": "pair-s1", "index": 0, "slot": 0, "supervisors": ["v1"]},
        {"engagement": "eval-s3", "index": 0, "slot": 1},
        {"engagement": "eval-s3", "index": 0, "supervisors": ["v1"]},
        {"engagement": "eval-s3", "index": 0, "supervisors": ["v1", "v3"]},
        {"engagement": "chief-s1", "index": 0, "slot": 15},
        {"engagement": "chief-s1", "index": 0, "supervisors": []},
        {"class": "values-1", "index": 0, "slot": 0, "lecturer": "v1"},
        {"class": "values-1", "index": 0, "venue": "r2"},
        {"class": "values-2", "index": 1, "slot": 2},
        {"class": "values-1", "index": 0, "lecturer": "v3"},
    ],
    ids=str,
)
def test_a_lock_that_cannot_be_kept_is_an_answer_and_no_error(lock: dict[str, Any]) -> None:
    assert solved(problem_of(locks=[lock])).status is Status.INFEASIBLE


def test_a_published_pairing_beyond_max_pairs_is_given_up() -> None:
    rows = [engagement(f"p{number}", "pair", f"s{number}", visits=1) for number in (1, 2, 3)]
    old = [
        {"engagement": row["id"], "index": 0, "slot": slot, "supervisors": ["v1"]}
        for row, slot in zip(rows, (4, 6, 8), strict=True)
    ]
    people = [supervisor(1, max_pairs=1), supervisor(2, lon=122.0), supervisor(3, lon=122.0)]
    problem = problem_of(engagements=rows, classes=[], supervisors=people, baseline={"visits": old, "sessions": []})
    plan = solved(problem)
    assert len(plan.visits) == 3
    assert sum(row.supervisors == ["v1"] for row in plan.visits) == 1


def test_what_costs_more_than_it_is_worth_is_left_out() -> None:
    free = engagement("e", "roving", "s1", priority=0)
    plan = solved(
        problem_of(engagements=[free], classes=[], meetings=[], supervisors=[supervisor(1, target=None)], travel=TRAVEL)
    )
    assert (plan.visits, plan.status) == ([], Status.OPTIMAL)


def test_a_station_without_staff_to_spare_is_visited_while_none_is_away() -> None:
    host = station(1, staff=2, duty=2, present=4)
    rows = [engagement("e", "roving", "s1")]
    assert solved(problem_of(stations=[host, station(2), station(3)], engagements=rows, classes=[])).visits


def test_a_person_with_little_of_the_term_left_makes_the_visits_they_can() -> None:
    row = engagement("p", "pair", "s1", visits=5, min_gap_days=1)
    few = [supervisor(1, max_per_term=3)]
    plan = solved(problem_of(engagements=[row], classes=[], meetings=[], supervisors=few, travel=TRAVEL))
    assert len(plan.visits) == 3


QUARTERS = [
    {"date": date, "start": start, "end": end}
    for date in ("2026-10-12", "2026-10-14")
    for start, end in (("08:30", "10:00"), ("10:15", "11:45"), ("13:30", "15:00"), ("15:15", "16:45"))
]


def test_a_detour_faster_than_the_direct_way() -> None:
    """s1 to s3 takes the day unless one goes by s2: taking the stop at s2 out must not leave an impossible day."""
    overrides = [["s1", "s3", 600], ["s3", "s1", 600], ["r1", "s3", 600], ["s1", "r1", 600]]
    rows = [
        engagement(f"e{station}-{number}", "roving", f"s{station}", last=7)
        for station in (1, 2, 3)
        for number in (1, 2)
    ]
    problem = problem_of(
        slots=QUARTERS,
        engagements=rows,
        meetings=[],
        travel={"road_factor": 1.3, "kmh": 400, "overrides": overrides},
        supervisors=[supervisor(number, max_per_day=4, max_per_week=9) for number in (1, 2)],
        stations=[station(number) for number in (1, 2, 3)],
        classes=[camp_class("values-1", ["new-1"])],
    )
    for seed in range(4):
        assert solved(problem, Limits(seconds=None, rounds=20, seed=seed)).status is not Status.INFEASIBLE


def test_several_visits_a_day_of_one_series() -> None:
    row = engagement("e", "resident", "s1", visits=6, last=7, same_supervisors=True)
    problem = problem_of(
        slots=QUARTERS,
        engagements=[row],
        meetings=[],
        classes=[],
        supervisors=[supervisor(1, max_per_day=3, max_per_week=9)],
        stations=[station(number) for number in (1, 2, 3)],
    )
    assert len(solved(problem).visits) == 6


@pytest.mark.parametrize("weight", [0, LARGEST_WEIGHT])
def test_weights_of_any_size(weight: int) -> None:
    problem = problem_of(weights=dict.fromkeys(Weights.model_fields, weight))
    rows = [row.model_copy(update={"priority": LARGEST_PRIORITY}) for row in problem.engagements]
    plan = solved(problem.changed(engagements=rows))
    assert weight == 0 or len(plan.visits) == sum(row.visits for row in rows)


def test_the_first_plan_is_kept_when_no_time_is_left() -> None:
    assert solved(problem_of(), Limits(seconds=0)).visits


def test_an_empty_plan_to_begin_from() -> None:
    problem = problem_of()
    assert solved(problem, start=empty_plan(problem)).visits
