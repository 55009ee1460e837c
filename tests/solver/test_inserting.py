"""The ways to fit one engagement into a plan: lawful, priced by name, the cheapest first, none better overlooked."""

from hypothesis import given
from hypothesis import strategies as st

from solver.inserting import Inserter, Insertion, insertions
from solver.plan import Plan
from solver.problem import Engagement, Problem
from solver.rules import verify
from tests.solver.bounds.small_terms import empty_plan
from tests.solver.builders import engagement, tiny_problem
from tests.solver.search.terms import THOROUGH, all_series
from tests.solver.search.test_insertion import tasks, window


def with_way(plan: Plan, way: Insertion) -> Plan:
    return plan.model_copy(update={"visits": [*plan.visits, *way.visits]})


def change_by_name(problem: Problem, before: Plan, after: Plan) -> dict[str, int]:
    """What the second plan costs more than the first, but for what is saved by leaving nothing out."""
    old, new = verify(problem, before).cost.by_name, verify(problem, after).cost.by_name
    change = {name: new.get(name, 0) - old.get(name, 0) for name in {*old, *new} - {"unscheduled_visit"}}
    return {name: amount for name, amount in change.items() if amount}


@THOROUGH
@given(tasks())
def test_ways_are_lawful_and_cost_what_they_say(task: tuple[Problem, Plan, Engagement]) -> None:
    problem, rest, row = task
    ways = insertions(problem, rest, row.id)
    for way in ways:
        verdict = verify(problem, with_way(rest, way))
        assert verdict.is_feasible, verdict.violations
        assert way.cost_change.by_name == change_by_name(problem, rest, with_way(rest, way))
        assert way.cost_change.total == sum(way.cost_change.by_name.values())
        assert [visit.index for visit in way.visits] == list(range(row.visits))
    totals = [way.cost_change.total for way in ways]
    assert totals == sorted(totals)
    assert len({way.visits[0].model_dump_json() for way in ways}) == len(ways) <= 10


@THOROUGH
@given(tasks())
def test_none_is_better_than_the_first_and_none_is_overlooked(task: tuple[Problem, Plan, Engagement]) -> None:
    problem, rest, row = task
    totals: dict[int, int] = {}
    for series in all_series(problem, row, window(row)):
        after = rest.model_copy(update={"visits": [*rest.visits, *series]})
        if len(series) == row.visits and verify(problem, after).is_feasible:
            total = sum(change_by_name(problem, rest, after).values())
            totals[series[0].slot] = min(total, totals.get(series[0].slot, total))
    found: dict[int, int] = {}
    for way in insertions(problem, rest, row.id, count=1000):
        found.setdefault(way.visits[0].slot, way.cost_change.total)
    assert found == totals


@THOROUGH
@given(tasks(), st.integers(1, 3))
def test_asking_again_gives_the_same(task: tuple[Problem, Plan, Engagement], count: int) -> None:
    problem, rest, row = task
    inserter = Inserter(problem, rest)
    first = inserter.ways(row.id)
    assert inserter.ways(row.id, count) == first[:count]


def test_what_was_published_pays_for_moving() -> None:
    row = engagement("e", "roving", "s1")
    old = {"engagement": "e", "index": 0, "slot": 4, "supervisors": ["v1"]}
    baseline = {"visits": [old], "sessions": []}
    problem = Problem.model_validate(tiny_problem(engagements=[row], classes=[], baseline=baseline))
    empty = empty_plan(problem)
    ways = insertions(problem, empty, problem.engagements[0].id, count=1000)
    assert {visit.slot for way in ways for visit in way.visits} >= {4, 5, 6}
    for way in ways:
        assert way.cost_change.by_name == change_by_name(problem, empty, with_way(empty, way))
    totals = [way.cost_change.total for way in ways]
    assert totals == sorted(totals)
