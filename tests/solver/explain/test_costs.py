from solver.explain import explain_costs
from solver.explain.burdens import saved_minutes
from solver.plan import Plan
from solver.rules import DayBook, Register, VisitKey, verify
from solver.wording import Lang
from tests.solver.builders import engagement, supervisor
from tests.solver.rules.judging import problem_of, visit

TRAVEL = {
    "road_factor": 1.3,
    "kmh": 40,
    "overrides": [["v1", "s1", 10], ["s1", "s2", 20], ["s2", "v1", 40], ["s1", "v1", 80], ["v1", "s2", 160]],
}
DUE = [
    engagement("e1", "roving", "s1", fields=["crisis"]),
    engagement("e2", "roving", "s2", visits=2, avoid=["v1"], ideal_gap_days=7),
]
PROBLEM = problem_of(travel=TRAVEL, engagements=DUE, supervisors=[supervisor(1, target=1), supervisor(2, target=0)])
PLAN = Plan.model_validate({"visits": [visit("e1", 0, 4, "v1"), visit("e2", 0, 5, "v1"), visit("e2", 1, 6, "v2")]})


def test_the_shares_are_the_cost() -> None:
    explained, cost = explain_costs(PROBLEM, PLAN), verify(PROBLEM, PLAN).cost
    assert explained.total == cost.total
    assert {share.name: share.amount for share in explained.shares} == cost.by_name
    amounts = [share.amount for share in explained.shares]
    assert amounts == sorted(amounts, reverse=True)


def test_travel_of_a_visit_is_what_dropping_it_saves() -> None:
    saved = saved_minutes(DayBook(Register(PROBLEM), PLAN))
    # Home, s1, s2, home takes 10 + 20 + 40; without e1 it is 160 + 40, which is more; without e2 10 + 80.
    assert saved[VisitKey(PROBLEM.engagements[0].id, 0)] == 70 - 200
    assert saved[VisitKey(PROBLEM.engagements[1].id, 0)] == 70 - 90


def test_the_worst_visits_come_first_with_their_parts() -> None:
    worst = explain_costs(PROBLEM, PLAN).worst_visits
    parts = {str(burden.visit): burden.parts for burden in worst}
    assert parts["e1#0"]["fields"] == 30
    assert parts["e2#0"] == {"rotation": 40, "travel": -20}
    assert parts["e2#1"]["spacing"] == 5 * 3
    assert [b.amount for b in worst] == sorted((b.amount for b in worst), reverse=True)
    assert "rotated" in next(b for b in worst if str(b.visit) == "e2#0").message(Lang.EN)


def test_load_gaps_say_who_and_by_how_much() -> None:
    first, second = explain_costs(PROBLEM, PLAN).load_gaps
    assert (first.person, first.worked, first.target, first.amount) == ("v1", 2, 1, 40)
    assert (second.person, second.worked, second.target) == ("v2", 1, 0)
    assert "+1" in first.message()


def test_everything_can_be_said_in_both_languages() -> None:
    explained = explain_costs(PROBLEM, PLAN)
    parts = [*explained.shares, *explained.worst_visits, *explained.load_gaps]
    assert all(part.message(lang) for part in parts for lang in Lang)
