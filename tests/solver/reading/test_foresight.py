"""What warnings count, against counting by trying everything."""

import datetime as dt
from collections import Counter
from itertools import combinations, pairwise
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from solver.problem import Slot
from solver.reading import read_problem, warnings
from solver.reading.foresight.engagements import most_visits
from solver.reading.foresight.outlook import Outlook
from tests.solver.builders import SLOTS, engagement, tiny_problem

SLOT_SETS = st.sets(st.integers(0, len(SLOTS) - 1), max_size=9)


def fits(slots: tuple[int, ...], rows: list[Slot], gap: int, same_weekday: bool) -> bool:
    """Whether visits in these slots keep the gap and, if asked, the weekday and hour."""
    dates = [rows[slot].date for slot in slots]
    apart = all(later - earlier >= dt.timedelta(gap) for earlier, later in pairwise(dates))
    rhythms = {(rows[slot].date.weekday(), rows[slot].start) for slot in slots}
    return apart and (not same_weekday or len(rhythms) <= 1)


@given(SLOT_SETS, st.integers(0, 15), st.booleans(), st.integers(1, 6))
def test_the_most_visits_that_fit(possible: set[int], gap: int, same_weekday: bool, visits: int) -> None:
    row = engagement("e", "roving", "s1", visits=visits, min_gap_days=gap, same_weekday=same_weekday)
    problem = read_problem(tiny_problem(engagements=[row]))
    mask = np.isin(np.arange(len(SLOTS)), list(possible))
    best = max(
        n
        for n in range(visits + 1)
        if any(fits(some, problem.slots, gap, same_weekday) for some in combinations(sorted(possible), n))
    )
    assert most_visits(mask[None, :], problem.engagements[0], Outlook(problem)).tolist() == [best]


@given(SLOT_SETS, st.integers(0, 3), st.integers(0, 4), st.integers(0, 12))
def test_what_a_person_can_work_at_most(busy: set[int], per_day: int, per_week: int, per_term: int) -> None:
    raw = tiny_problem(meetings=[])
    limits = {"max_per_day": per_day, "max_per_week": per_week, "max_per_term": per_term}
    raw["supervisors"][1].update(limits, unavailable=sorted(busy))
    problem = read_problem(raw)
    days: Counter[dt.date] = Counter()
    weeks: Counter[tuple[int, int]] = Counter()
    term = 0
    for place, slot in enumerate(problem.slots):
        week = slot.date.isocalendar()[:2]
        if place not in busy and days[slot.date] < per_day and weeks[week] < per_week and term < per_term:
            days[slot.date] += 1
            weeks[week] += 1
            term += 1
    assert Outlook(problem).person_capacity[1] == term


@given(SLOT_SETS, SLOT_SETS, SLOT_SETS, st.integers(1, 3))
def test_an_engagement_has_a_free_slot_or_a_warning(a: set[int], b: set[int], closed: set[int], panel: int) -> None:
    raw = tiny_problem(meetings=[], engagements=[engagement("e", "roving", "s2", panel=panel)])
    raw["stations"][1]["closed"] = sorted(closed)
    for person, busy in zip(raw["supervisors"], (a, b, set()), strict=True):
        person.update(unavailable=sorted(busy), target=None)
    free = [3 - (t in a) - (t in b) for t in range(len(SLOTS)) if t not in closed]
    assert warned_of("no-free-slot", raw) == all(n < panel for n in free)


def warned_of(code: str, raw: dict[str, Any]) -> bool:
    return any(caution.code == code for caution in warnings(read_problem(raw)))
