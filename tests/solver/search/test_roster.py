"""The roster's cost, kept up to date by every change, is the cost that the rules find, and no rule is broken."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from solver.compiled.chance import seeded
from solver.plan import Plan
from solver.problem import Problem
from solver.rules import verify
from solver.search.insertion.insert import insert
from solver.search.roster import PIN_PRICE, is_pinned, lift
from solver.search.team import SupervisionSearch
from solver.search.workspace import Desk, make_workspace
from tests.solver.bounds.small_terms import empty_plan, lawful_plans
from tests.solver.search.terms import THOROUGH, replanned_terms, rostered, standing_plan, terms


def own_costs_of_the_camp(problem: Problem, camp: Plan) -> int:
    bare = rostered(problem.changed(locks=[], frozen_until=0), camp)
    return verify(problem, camp).cost.total - bare.cost


def check(problem: Problem, search: SupervisionSearch, camp: Plan, constant: int) -> None:
    plan = standing_plan(search, camp)
    verdict = verify(problem, plan)
    broken = [violation for violation in verdict.violations if violation.rule != "H12"]
    assert not broken, broken
    kept_out = sum(is_pinned(search.view, visit) for visit in np.flatnonzero(search.roster.slot < 0))
    assert verdict.cost.total == search.cost + constant - kept_out * PIN_PRICE


def wander(problem: Problem, data: st.DataObject, plan: Plan) -> None:
    camp = plan.model_copy(update={"visits": []})
    constant = own_costs_of_the_camp(problem, camp)
    search = rostered(problem, plan)
    everybody = np.ones(len(problem.supervisors), dtype=np.uint8)
    workspace = make_workspace(search.view)
    check(problem, search, camp, constant)
    for step in range(data.draw(st.integers(1, 8))):
        engagement = data.draw(st.integers(0, len(problem.engagements) - 1))
        lift(search.view, search.roster, engagement)
        check(problem, search, camp, constant)
        if data.draw(st.booleans()):
            depth, heat = data.draw(st.sampled_from([1, 40])), data.draw(st.sampled_from([0.0, 50.0]))
            scarce = np.array(data.draw(st.lists(st.booleans(), min_size=len(everybody), max_size=len(everybody))))
            desk = Desk(
                search.view, search.roster, workspace, seeded(step), everybody, depth, heat, scarce.astype(np.uint8)
            )
            insert(desk, engagement)
            check(problem, search, camp, constant)


@THOROUGH
@given(data=st.data(), problem=terms())
def test_any_insertions_and_liftings(data: st.DataObject, problem: Problem) -> None:
    wander(problem, data, data.draw(lawful_plans(problem)))


@THOROUGH
@given(data=st.data(), problem=replanned_terms())
def test_and_those_of_a_published_plan(data: st.DataObject, problem: Problem) -> None:
    baseline = problem.baseline
    assert baseline is not None
    camp = empty_plan(problem).model_copy(update={"visits": baseline.visits, "sessions": baseline.sessions})
    wander(problem, data, camp)


@THOROUGH
@given(data=st.data(), problem=terms())
def test_a_lawful_plan_is_taken_over_whole(data: st.DataObject, problem: Problem) -> None:
    plan = data.draw(lawful_plans(problem))
    standing = standing_plan(rostered(problem, plan), plan)
    in_order = sorted(plan.visits, key=lambda visit: (visit.engagement, visit.index))
    assert sorted(standing.visits, key=lambda visit: (visit.engagement, visit.index)) == in_order
