"""Alternatives keep every rule, and cost what the rules say; a whole series changes over together."""

import pytest

from scheduler.default_weights import DEFAULT_WEIGHTS
from scheduler.explaining.alternatives import Alternative, Question, alternatives, series_alternatives
from scheduler.explaining.clash import smallest_clash
from scheduler.explaining.ways import Fact
from solver.plan import Plan
from solver.problem import CourseSession, Problem, Visit
from solver.reading import read_problem
from solver.rules import SessionKey, VisitKey, verify
from solver.solving import Limits, solve
from tests.solver.builders import SLOTS, camp_class, engagement, station, supervisor


@pytest.fixture(scope="module")
def problem() -> Problem:
    raw = {
        "format": "dudao-problem/1",
        "slots": SLOTS,
        "travel": {"road_factor": 1.3, "kmh": 40},
        "stations": [station(n) for n in range(3)],
        "supervisors": [supervisor(n) for n in range(3)],
        "engagements": [
            engagement("pair", "pair", "s0", visits=3, min_gap_days=5, ideal_gap_days=7),
            engagement("tour", "roving", "s1", visits=2, distinct=True, min_gap_days=3),
            engagement("rate", "evaluation", "s2", panel=2, not_paired=True),
        ],
        "venues": [
            {"id": f"r{n}", "name": f"教室{n}", "lat": 30.75, "lon": 120.8, "seats": 30, "features": [], "closed": []}
            for n in range(2)
        ],
        "cohorts": [{"id": "k", "name": "一期", "max_size": None}],
        "trainees": [{"id": "t", "station": "s0", "cohorts": ["k"]}],
        "classes": [camp_class("c", ["k"], lecturers=["v0", "v1"], features=[])],
        "weights": DEFAULT_WEIGHTS.model_dump(),
    }
    return read_problem(raw)


@pytest.fixture(scope="module")
def plan(problem: Problem, kernels: None) -> Plan:
    found = solve(problem, Limits(seconds=None, rounds=30))
    return Plan(visits=found.visits, sessions=found.sessions, trainees=found.trainees)


def replaced(plan: Plan, way: Alternative) -> Plan:
    """The plan with the rows of an alternative in place of those with the same keys."""

    def key(row: Visit | CourseSession) -> tuple[str, int]:
        return (row.engagement if isinstance(row, Visit) else row.class_id, row.index)

    gone = {key(row) for row in way.rows}
    visits = [row for row in plan.visits if key(row) not in gone] + [r for r in way.rows if isinstance(r, Visit)]
    sessions = [row for row in plan.sessions if key(row) not in gone]
    sessions += [row for row in way.rows if isinstance(row, CourseSession)]
    return plan.model_copy(update={"visits": visits, "sessions": sessions})


KEYS = [VisitKey("pair", 1), VisitKey("tour", 0), VisitKey("rate", 0), SessionKey("c", 1)]


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_each_keeps_the_rules_and_costs_what_it_says(problem: Problem, plan: Plan, key: VisitKey | SessionKey) -> None:
    question = Question(problem, plan, key)
    assert question.present is not None
    found = alternatives(question, question.ways(), count=1000)
    assert found
    before = verify(problem, plan).cost
    for way in found:
        verdict = verify(problem, replaced(plan, way))
        assert verdict.is_feasible
        assert verdict.cost.total - before.total == way.total
        names = verdict.cost.by_name.keys() | before.by_name.keys()
        differs = {name: verdict.cost.by_name.get(name, 0) - before.by_name.get(name, 0) for name in names}
        assert {name: amount for name, amount in differs.items() if amount} == way.by_name
    assert [way.total for way in found] == sorted(way.total for way in found)


def test_a_series_goes_to_somebody_else_as_a_whole(problem: Problem, plan: Plan) -> None:
    question = Question(problem, plan, VisitKey("pair", 1))
    assert isinstance(question.present, Visit)
    found = series_alternatives(question, count=5)
    assert found
    before = verify(problem, plan).cost.total
    for way in found:
        people = {person for row in way.rows if isinstance(row, Visit) for person in row.supervisors}
        assert len(way.rows) == 3
        assert people.isdisjoint(question.present.supervisors)
        verdict = verify(problem, replaced(plan, way))
        assert verdict.is_feasible
        assert verdict.cost.total - before == way.total


def test_what_is_left_out_is_priced_against_leaving_it_out(problem: Problem, plan: Plan) -> None:
    without = plan.model_copy(update={"visits": [row for row in plan.visits if row.engagement != "rate"]})
    question = Question(problem, without, VisitKey("rate", 0))
    best = alternatives(question, question.ways(), count=1)[0]
    assert best.by_name["unscheduled_visit"] == -DEFAULT_WEIGHTS.unscheduled_visit
    before = verify(problem, without).cost.total
    assert verify(problem, replaced(without, best)).cost.total - before == best.total


def test_facts_that_clash_are_named(problem: Problem) -> None:
    closed = [row.model_copy(update={"closed": list(range(2, len(SLOTS)))}) for row in problem.stations]
    people = [row.model_copy(update={"unavailable": [0, 1]}) for row in problem.supervisors]
    question = Question(problem.changed(stations=closed, supervisors=people), Plan(), VisitKey("tour", 0))
    clash = smallest_clash(question.ways())
    assert clash is not None
    assert set(clash.facts) == {
        Fact("station-closed", "s1"),
        *(Fact("unavailable", f"v{n}") for n in range(3)),
    }


def test_what_is_over_is_no_way(problem: Problem, plan: Plan) -> None:
    found = []
    for key in KEYS:
        question = Question(problem, plan, key, first_slot=10)
        found += [*alternatives(question, question.ways(), count=1000), *series_alternatives(question, count=10)]
    assert found
    assert all(row.slot >= 10 for way in found for row in way.rows)
