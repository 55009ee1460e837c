"""In an over-full term those who can do nothing else are given the work first, and only then."""

from typing import Any

import numpy as np
import pytest

from solver.compiled.chance import seeded
from solver.plan import Plan
from solver.problem import Problem
from solver.search.insertion.insert import insert
from solver.search.scarcity import find_scarce, is_overfull
from solver.search.team import SupervisionSearch
from solver.search.workspace import Desk, make_workspace
from tests.solver.builders import engagement, supervisor, tiny_problem
from tests.solver.search.terms import rostered

ABLE, BUSY, NEAR, FAR = range(4)


def term(**changes: Any) -> Problem:
    """An evaluation that only two can make, and a roving visit that those two could make, or one who lives far away."""
    rows = [
        engagement("evaluation", "evaluation", "s1", panel=2),
        engagement("roving", "roving", "s2"),
    ]
    people = [
        supervisor(1, roles=["evaluation"], target=None),
        supervisor(2, roles=["evaluation", "roving"], target=None),
        supervisor(3, roles=["lecture"], target=None),
        supervisor(4, roles=["roving"], target=None, lon=121.9),
    ]
    parts = {"engagements": rows, "supervisors": people, "classes": [], "meetings": []} | changes
    return Problem.model_validate(tiny_problem(**parts))


def test_who_could_serve_what_is_left_out_is_scarce() -> None:
    search = rostered(term(), Plan())
    assert find_scarce(search.view, search.roster).tolist() == [1, 1, 0, 1]
    alone = rostered(term(engagements=[engagement("evaluation", "evaluation", "s1", panel=2)]), Plan())
    assert find_scarce(alone.view, alone.roster).tolist() == [1, 1, 0, 0]


def test_nobody_is_scarce_when_everything_is_planned() -> None:
    search = rostered(term(engagements=[engagement("roving", "roving", "s2")]), Plan())
    insert(desk_of(search, []), 0)
    assert find_scarce(search.view, search.roster).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize(("left_out", "visits", "expected"), [(0, 0, False), (1, 575, False), (3, 575, True)])
def test_a_few_left_out_are_no_over_full_term(left_out: int, visits: int, *, expected: bool) -> None:
    assert is_overfull(left_out, visits) is expected


@pytest.mark.parametrize(("scarce", "chosen"), [([], BUSY), ([BUSY], FAR), ([BUSY, FAR], BUSY)])
def test_work_goes_to_who_can_do_nothing_else(scarce: list[int], chosen: int) -> None:
    search = rostered(term(), Plan())
    insert(desk_of(search, scarce), 1)
    assert search.roster.panel[search.view.engagements.visit_first[1], 0] == chosen


def test_what_scarce_people_alone_can_do_is_done() -> None:
    search = rostered(term(), Plan())
    insert(desk_of(search, [ABLE, BUSY]), 0)
    assert sorted(search.roster.panel[0].tolist()) == [ABLE, BUSY]


def desk_of(search: SupervisionSearch, scarce: list[int]) -> Desk:
    everybody = np.ones(4, dtype=np.uint8)
    flags = np.isin(np.arange(4), scarce).astype(np.uint8)
    return Desk(search.view, search.roster, make_workspace(search.view), seeded(1), everybody, 40, 0.0, flags)
