"""Fairness and coverage count what the plan holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.comparing.comparison import Side
from scheduler.comparing.coverage import by_scheme, by_station
from scheduler.comparing.fairness import PersonLoad, gini, loads, spread
from solver.plan import Plan
from tests.scheduler.comparing.plans import TINY, plans


@given(plans())
def test_loads_add_up_to_the_seats_of_the_plan(plan: Plan) -> None:
    seats = sum(len(visit.supervisors) for visit in plan.visits) + len(plan.sessions)
    assert sum(person.load for person in loads(Side(TINY, plan).book)) == seats


@given(plans())
def test_the_deviation_is_what_the_rules_charge_for(plan: Plan) -> None:
    side = Side(TINY, plan)
    found = spread(loads(side.book))
    charged = side.cost.by_name.get("load", 0) / TINY.weights.load
    assert found.mean_deviation * found.people == pytest.approx(charged)


@given(plans())
def test_what_is_not_covered_is_what_is_left_out(plan: Plan) -> None:
    side = Side(TINY, plan)
    schemes = by_scheme(side.book)
    missing = sum(scheme.due - scheme.planned for name, scheme in schemes.items() if name != "camp")
    assert missing == side.cost.by_name.get("unscheduled_visit", 0) / TINY.weights.unscheduled_visit
    assert schemes["camp"].planned == len(plan.sessions)
    hosted = sum(visits.planned for station in by_station(side.book).values() for visits in station.values())
    attendees = {row.id: len(row.attendees) for row in TINY.engagements}
    assert hosted == sum(1 + attendees[visit.engagement] for visit in plan.visits)


def test_the_same_share_for_everybody_is_fair_and_all_for_one_is_not() -> None:
    assert gini([0.5] * 10) == pytest.approx(0)
    assert gini([0.0] * 99 + [1.0]) == pytest.approx(0.99)
    assert gini([]) == 0


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(0.5, 2))
def test_gini_does_not_depend_on_the_unit(shares: list[float], factor: float) -> None:
    assert 0 <= gini(shares) < 1
    assert gini([share * factor for share in shares]) == pytest.approx(gini(shares), abs=1e-6)


def test_nobody_with_a_target_is_no_spread() -> None:
    assert spread([PersonLoad("v1", 3, None, 9)]).people == 0
    assert spread([PersonLoad("v1", 3, 5, 9), PersonLoad("v2", 6, 5, 9)]).most_under == 2
