"""Insertion finds the cheapest way there is, judged by the rules alone; a rule that forbids too much would show here.

Exact is promised for one panel throughout of one or two people, for a single visit of one or two people, and for two
visits by different single people. Otherwise what is promised is a lawful plan.
"""

from collections import Counter

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from solver.compiled.chance import seeded
from solver.plan import Plan
from solver.problem import Engagement, Problem, Scheme
from solver.rules import verify
from solver.search.insertion.insert import insert
from solver.search.roster import lift
from solver.search.workspace import Desk, make_workspace
from tests.solver.bounds.small_terms import lawful_plans, replanning
from tests.solver.search.terms import THOROUGH, cheapest, locks, rostered, standing_plan, terms, without

SLOTS_LOOKED_AT = 7


@st.composite
def exact_engagements(draw: st.DrawFn, row: Engagement) -> Engagement:
    """The engagement changed to a kind that insertion plans exactly, its window narrow enough for brute force."""
    kinds = ["one panel", "single visit", "two different"]
    kind = draw(st.sampled_from(kinds[:2] if row.scheme is Scheme.PAIR else kinds))
    first = draw(st.integers(0, 16 - SLOTS_LOOKED_AT))
    parts: dict[str, object] = {"first": first, "last": first + SLOTS_LOOKED_AT - 1, "priority": max(1, row.priority)}
    if kind == "one panel":
        parts |= {"same_supervisors": True, "distinct": False, "panel": draw(st.integers(1, 2))}
        parts["min_gap_days"] = 7 if row.visits > 2 else max(1, row.min_gap_days)
    elif kind == "single visit":
        parts |= {"visits": 1, "panel": draw(st.integers(1, 2))}
    else:
        parts |= {"same_supervisors": False, "distinct": True, "visits": 2, "panel": 1}
    return row.model_copy(update=parts)


@st.composite
def tasks(draw: st.DrawFn) -> tuple[Problem, Plan, Engagement]:
    """A problem, a lawful plan of all of it but one engagement, and that engagement."""
    problem = draw(terms())
    number = draw(st.integers(0, len(problem.engagements) - 1))
    row = draw(exact_engagements(problem.engagements[number]))
    rows = [*problem.engagements[:number], row, *problem.engagements[number + 1 :]]
    problem = problem.changed(engagements=rows)
    rest = without(draw(lawful_plans(problem)), row)
    assume(all_have_time(problem, rest, row))
    return problem, rest, row


def all_have_time(problem: Problem, rest: Plan, row: Engagement) -> bool:
    """Whether nobody's `max_per_term` ends the series early: which visits are then made is not sought exactly."""
    load = Counter(person for visit in rest.visits for person in visit.supervisors)
    load.update(held.lecturer for held in rest.sessions)
    return all(load[person.id] + row.visits <= person.max_per_term for person in problem.supervisors)


def inserted(problem: Problem, rest: Plan, row: Engagement) -> Plan:
    search = rostered(problem, rest)
    number = problem.engagements.index(row)
    lift(search.view, search.roster, number)
    everybody = np.ones(len(problem.supervisors), dtype=np.uint8)
    nobody = np.zeros_like(everybody)
    desk = Desk(search.view, search.roster, make_workspace(search.view), seeded(1), everybody, 40, 0.0, nobody)
    insert(desk, number)
    return standing_plan(search, rest)


def window(row: Engagement) -> range:
    return range(row.first, row.last + 1)


@THOROUGH
@given(tasks())
def test_as_cheap_as_brute_force(task: tuple[Problem, Plan, Engagement]) -> None:
    problem, rest, row = task
    verdict = verify(problem, inserted(problem, rest, row))
    assert verdict.is_feasible, verdict.violations
    assert verdict.cost.total == cheapest(problem, rest, row, window(row))


@THOROUGH
@given(st.data(), tasks())
def test_with_a_lock(data: st.DataObject, task: tuple[Problem, Plan, Engagement]) -> None:
    problem, rest, row = task
    lock = data.draw(locks(problem.changed(engagements=[row])))
    problem = problem.changed(locks=[lock])
    best = cheapest(problem, rest, row, window(row))
    verdict = verify(problem, inserted(problem, rest, row))
    if best is None:
        assert {violation.rule for violation in verdict.violations} == {"H12"}
    else:
        assert verdict.is_feasible, verdict.violations
        assert verdict.cost.total == best


@THOROUGH
@given(st.data(), tasks())
def test_with_a_published_plan(data: st.DataObject, task: tuple[Problem, Plan, Engagement]) -> None:
    problem, rest, row = task
    assume(row.panel == 1)
    published = data.draw(lawful_plans(problem))
    problem = replanning(problem, published, data.draw(st.integers(0, 4)))
    row = next(other for other in problem.engagements if other.id == row.id)
    rest = without(published, row)
    assume(all_have_time(problem, rest, row))
    slots = sorted({*window(row), *(visit.slot for visit in published.visits if visit.engagement == row.id)})
    best = cheapest(problem, rest, row, slots)
    verdict = verify(problem, inserted(problem, rest, row))
    assert verdict.is_feasible, verdict.violations
    assert verdict.cost.total == best
