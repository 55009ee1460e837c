"""Visits of pairs and panels that fall have ways to be kept, each true to the rules and to its cost."""

from typing import Any

import pytest

from scheduler.mending.proposals import Proposal, RemedyKind, proposals
from scheduler.requests.places import Standing
from solver.ids import EngagementId
from solver.plan import Plan
from solver.problem import Problem, Visit
from solver.rules import VisitKey, verify
from tests.scheduler.requests.test_displacing import EVERY_SLOT, a_problem, visit
from tests.solver.builders import engagement, supervisor


def ways(problem: Problem, plan: Plan, name: str, index: int = 0) -> list[Proposal]:
    """The proposals for one visit that falls, each verified to keep every rule and to cost what it says."""
    key = VisitKey(EngagementId(name), index)
    standing = Standing(problem, plan, EVERY_SLOT)
    found = proposals(standing, key, frozenset(), 3)
    before = verify(problem, plan)
    assert not before.is_feasible
    for way in found:
        moved = {(row.engagement, row.index): row for row in (way.visit, *(move.becomes for move in way.moves))}
        visits = [moved.get((row.engagement, row.index), row) for row in plan.visits]
        after = verify(problem, Plan(visits=visits))
        assert after.is_feasible
        assert after.cost.total - before.cost.total == way.cost == sum(way.cost_by_name.values())
    return found


def away(number: int, *slots: int, **given: Any) -> dict[str, Any]:
    return supervisor(number, unavailable=list(slots), **given)


def kinds(found: list[Proposal]) -> set[RemedyKind]:
    return {way.remedy for way in found}


def test_somebody_stands_in_on_a_panel() -> None:
    due = [engagement("e", "evaluation", "s3", panel=2, first=4, last=4)]
    plan = Plan(visits=[visit("e", 0, 4, "v1", "v2")])
    (only,) = ways(a_problem(due, [away(1, 4), supervisor(2), supervisor(3)]), plan, "e")
    assert (only.remedy, set(only.visit.supervisors)) == (RemedyKind.STAND_IN, {"v2", "v3"})
    both_away = a_problem(due, [away(1, 4), away(2, 4), supervisor(3), supervisor(4)])
    (only,) = ways(both_away, plan, "e")
    assert set(only.visit.supervisors) == {"v3", "v4"}
    assert ways(a_problem(due, [away(1, 4), supervisor(2), supervisor(3, employer="agency3")]), plan, "e") == []


def test_a_panel_meets_another_day() -> None:
    due = [engagement("e", "evaluation", "s3", panel=2, first=4, last=6)]
    problem = a_problem(due, [away(1, 4, 5), supervisor(2)])
    (only,) = ways(problem, Plan(visits=[visit("e", 0, 4, "v1", "v2")]), "e")
    assert (only.remedy, only.visit.slot, set(only.visit.supervisors)) == (RemedyKind.OTHER_DAY, 6, {"v1", "v2"})


@pytest.mark.parametrize(("away_in", "remedy"), [((4,), RemedyKind.OTHER_DAY), (range(4, 8), RemedyKind.POSTPONE)])
def test_a_pair_meets_another_day_and_if_need_be_the_later_visits_too(away_in: Any, remedy: RemedyKind) -> None:
    """The visits are at least a week apart, the next one is two weeks after the one that falls."""
    problem = a_problem([engagement("p", "pair", "s1", visits=3, min_gap_days=7)], [away(1, *away_in), supervisor(2)])
    plan = Plan(visits=[visit("p", 0, 0, "v1"), visit("p", 1, 4, "v1"), visit("p", 2, 8, "v1")])
    found = ways(problem, plan, "p", 1)
    assert kinds(found) == {remedy}
    assert all(way.visit.supervisors == ["v1"] for way in found)


def test_another_visit_gives_up_its_half_day() -> None:
    due = [engagement("p", "pair", "s1", first=2, last=3), engagement("a", "roving", "s2", first=3, last=5)]
    problem = a_problem(due, [away(1, 2)])
    plan = Plan(visits=[visit("p", 0, 2, "v1"), visit("a", 0, 3, "v1")])
    (only,) = ways(problem, plan, "p")
    assert (only.remedy, only.visit.slot) == (RemedyKind.MAKE_ROOM, 3)
    ((was, becomes),) = [(move.was, move.becomes) for move in only.moves]
    assert (was.slot, becomes.engagement) == (3, "a")
    assert isinstance(becomes, Visit)
