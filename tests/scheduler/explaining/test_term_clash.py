"""Why an engagement cannot be planned whole: facts none of which can be spared."""

from typing import Any

import pytest

from scheduler.default_weights import DEFAULT_WEIGHTS
from scheduler.explaining.term_clash import TermFact, term_clashes
from scheduler.explaining.wording import said_of_term
from solver.problem import Problem
from solver.reading import read_problem
from solver.wording import Lang
from tests.solver.builders import SLOTS, engagement, station, supervisor

ALL = list(range(len(SLOTS)))


def problem(
    due: dict[str, Any], *, host: dict[str, Any] | None = None, person: dict[str, Any] | None = None
) -> Problem:
    raw = {
        "format": "dudao-problem/1",
        "slots": SLOTS,
        "travel": {"road_factor": 1.3, "kmh": 40},
        "stations": [station(1, **(host or {})), station(2)],
        "supervisors": [supervisor(1, **(person or {})), supervisor(2, roles=["lecture"])],
        "engagements": [engagement("e", "roving", "s1", **due), engagement("fine", "roving", "s2")],
        "weights": DEFAULT_WEIGHTS.model_dump(),
    }
    return read_problem(raw)


def facts(asked: Problem) -> set[TermFact]:
    [clash] = term_clashes(asked)
    assert clash.engagement_id == "e"
    assert clash.warnings
    for fact in clash.facts:
        for lang in Lang:
            assert said_of_term(fact, asked.engagements[0], asked, lang)
    return set(clash.facts)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"due": {"visits": 5, "min_gap_days": 7}}, {TermFact("visits"), TermFact("gap")}),
        (
            {"due": {"visits": 3, "min_gap_days": 2, "first": 0, "last": 3}},
            {TermFact("visits"), TermFact("period"), TermFact("gap")},
        ),
        ({"due": {}, "host": {"closed": ALL}}, {TermFact("closures", "s1")}),
        ({"due": {"panel": 2}}, {TermFact("panel"), TermFact("roles")}),
        ({"due": {"candidates": ["v2"]}}, {TermFact("people-named"), TermFact("roles")}),
        ({"due": {}, "person": {"employer": "agency1"}}, {TermFact("employer"), TermFact("roles")}),
        (
            {"due": {"first": 0, "last": 1}, "person": {"unavailable": [0, 1]}},
            {TermFact("period"), TermFact("availability"), TermFact("roles")},
        ),
    ],
)
def test_the_facts_that_clash(parts: dict[str, Any], expected: set[TermFact]) -> None:
    assert facts(problem(**parts)) == expected


def test_nothing_clashes_in_a_term_that_can_work() -> None:
    assert term_clashes(problem({"visits": 2, "min_gap_days": 7})) == []
