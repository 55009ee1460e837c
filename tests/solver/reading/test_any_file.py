"""Whatever a file holds, reading it gives a problem or its faults, and nothing else."""

import contextlib
import copy
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solver.plan import Plan
from solver.problem import Problem
from solver.reading import Caution, FaultyPlan, FaultyProblem, read_plan, read_problem, warnings
from solver.wording import Lang
from tests.solver.builders import tiny_problem

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([-1, 0, 1, 2, 3, 15, 16, 17, 10**9, 2**63, 10**400])
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["s1", "v1", "new-1", "values-1", "pair-s1", "r1", "pair", "", "\ud800", "{0}", "2026-10-12"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=8,
)
KEYS = (
    "format",
    "slots",
    "travel",
    "stations",
    "engagements",
    "locks",
    "baseline",
    "visits",
    "sessions",
    "trainees",
    "cost",
)
FILES = VALUES | st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6)
SETTLED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def whole() -> dict[str, Any]:
    """The tiny problem with every part in use."""
    visit = {"engagement": "pair-s1", "index": 0, "slot": 1, "supervisors": ["v1"]}
    held = {"class": "values-1", "index": 0, "slot": 2, "venue": "r1", "lecturer": "v2"}
    locks = [{"engagement": "pair-s2", "index": 0, "slot": 5}, {"class": "values-2", "index": 0, "lecturer": "v1"}]
    return tiny_problem(baseline={"visits": [visit], "sessions": [held]}, frozen_until=2, locks=locks)


def outcome(source: Any) -> Problem | FaultyProblem:
    """What reading and foreseeing come to; every sentence of it can be said and written."""
    try:
        problem = read_problem(source)
    except FaultyProblem as faulty:
        remarks: list[Any] = list(faulty.faults)
        result: Problem | FaultyProblem = faulty
        assert remarks
    else:
        remarks, result = list(warnings(problem)), problem
        assert all(isinstance(remark, Caution) for remark in remarks)
    for remark in remarks:
        for lang in Lang:
            f"{remark.path} {remark.message(lang)}".encode()
    return result


@SETTLED
@given(FILES)
def test_any_value(value: Any) -> None:
    outcome(value if isinstance(value, dict) else json.dumps(value))
    outcome(json.dumps(value))


@given(st.binary(max_size=200))
def test_any_bytes(source: bytes) -> None:
    assert isinstance(outcome(source), FaultyProblem)


@SETTLED
@given(st.data())
def test_any_change_of_a_valid_problem(data: st.DataObject) -> None:
    raw = whole()
    for _ in range(data.draw(st.integers(1, 3))):
        change_somewhere(raw, data)
    result = outcome(raw)
    if isinstance(result, Problem):
        assert read_problem(result.to_json()) == result


@SETTLED
@given(FILES)
def test_any_plan(value: Any) -> None:
    for source in (value, json.dumps(value)):
        if isinstance(source, dict | str):
            with contextlib.suppress(FaultyPlan):
                assert isinstance(read_plan(source), Plan)


def test_a_number_too_long_to_write_is_out_of_range() -> None:
    assert isinstance(outcome(tiny_problem(frozen_until=10**5000)), FaultyProblem)


def test_the_unchanged_problem_reads() -> None:
    assert isinstance(outcome(whole()), Problem)


def change_somewhere(raw: dict[str, Any], data: st.DataObject) -> None:
    """Go down to some part, and replace, remove, repeat or add something there."""
    holder: Any = raw
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if isinstance(holder[key], dict | list) and data.draw(st.integers(0, 9)):
            holder = holder[key]
            continue
        break
    kind = data.draw(st.sampled_from(["replace", "remove", "repeat", "add", "swap"]))
    if kind == "replace":
        holder[key] = data.draw(VALUES)
    elif kind == "remove":
        del holder[key]
    elif isinstance(holder, dict):
        holder[data.draw(st.text(max_size=3)) if kind == "add" else key] = data.draw(SCALARS)
    elif kind == "repeat":
        holder.insert(key, copy.deepcopy(holder[key]))
    else:
        other = data.draw(st.sampled_from(keys))
        holder[key], holder[other] = holder[other], holder[key]
