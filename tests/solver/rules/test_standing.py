from typing import Any

import pytest

from solver.problem import Problem
from tests.solver.builders import camp_class, engagement
from tests.solver.rules.judging import broken, held, problem_of, visit

ROOMS = [{"id": f"r{i}", "name": f"教室{i}", "lat": 30.75, "lon": 120.76, "seats": 30} for i in (1, 2)]
OLD = [visit("e", 0, 4, "v1", "v2")]
OLD_CAMP = [held("c", 0, 5)]


def problem(**parts: Any) -> Problem:
    due = [engagement("e", "roving", "s1", visits=2, panel=2)]
    return problem_of(engagements=due, venues=ROOMS, classes=[camp_class("c", [])], **parts)


def published(frozen_until: int) -> Problem:
    return problem(baseline={"visits": OLD, "sessions": OLD_CAMP}, frozen_until=frozen_until)


@pytest.mark.parametrize(
    ("lock", "wrong"),
    [
        ({"engagement": "e", "index": 0, "slot": 4, "supervisors": ["v2", "v1"]}, 0),
        ({"engagement": "e", "index": 0, "slot": 5}, 1),
        ({"engagement": "e", "index": 0, "slot": 5, "supervisors": ["v1"]}, 2),
        ({"engagement": "e", "index": 1, "slot": 5, "supervisors": ["v1"]}, 2),
        ({"engagement": "e", "index": 1}, 0),
        ({"class": "c", "index": 0, "slot": 5, "venue": "r1", "lecturer": "v1"}, 0),
        ({"class": "c", "index": 0, "slot": 4, "venue": "r2", "lecturer": "v2"}, 3),
        ({"class": "c", "index": 1, "venue": "r1"}, 1),
    ],
)
def test_h12_each_named_part_of_a_lock_holds(lock: dict[str, Any], wrong: int) -> None:
    assert broken(problem(locks=[lock]), *OLD, *OLD_CAMP) == [("H12", "lock-not-kept")] * wrong


def test_h12_the_frozen_part_is_what_was_published() -> None:
    later = [visit("e", 1, 6, "v1", "v2"), held("c", 1, 7)]
    assert broken(published(6), *OLD, *OLD_CAMP, *later) == []
    assert broken(published(6), visit("e", 0, 4, "v2", "v1"), *OLD_CAMP) == []
    assert broken(published(6), visit("e", 0, 4, "v1", "v3"), *OLD_CAMP) == [("H12", "frozen-changed")]
    assert broken(published(6), *OLD_CAMP) == [("H12", "frozen-changed")]
    assert broken(published(6), *OLD, held("c", 0, 5, venue="r2")) == [("H12", "frozen-changed")]
    assert broken(published(7), *OLD, *OLD_CAMP, *later) == [("H12", "frozen-added")]
    assert broken(published(8), *OLD, *OLD_CAMP, *later) == [("H12", "frozen-added")] * 2


def test_h12_freezing_begins_below_the_number() -> None:
    assert broken(published(4)) == []
    assert broken(published(5)) == [("H12", "frozen-changed")]
    assert broken(published(6)) == [("H12", "frozen-changed")] * 2


def test_h12_what_is_no_longer_due_is_no_longer_frozen() -> None:
    gone = problem(baseline={"visits": [visit("gone", 0, 1, "v1"), visit("e", 2, 1, "v1")]}, frozen_until=6)
    assert broken(gone) == []
