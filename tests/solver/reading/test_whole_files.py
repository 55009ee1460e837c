"""Faults do not hide one another, and what is merely hard is not forbidden."""

import json
from typing import Any

import pytest

from solver.problem import Problem
from solver.reading import FaultyProblem, read_problem, warnings
from solver.wording import Lang
from tests.solver.builders import SLOTS, camp_class, engagement, supervisor, tiny_problem


def codes_and_paths(raw: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(FaultyProblem) as caught:
        read_problem(raw)
    return [(fault.code, fault.path) for fault in caught.value.faults]


def test_every_fault_is_reported_at_once() -> None:
    raw = tiny_problem()
    raw["stations"][0]["staff"] = "six"
    raw["engagements"][0]["station"] = "s9"
    raw["engagements"][1]["first"] = 99
    raw["classes"][0]["after"] = ["casework-1"]
    raw["slots"][1]["start"] = "10:00"
    raw["weights"]["travle"] = 1
    assert sorted(codes_and_paths(raw)) == [
        ("cycle-in-after", "classes[0].after"),
        ("slot-out-of-term", "engagements[1].first"),
        ("slots-overlap", "slots[1]"),
        ("unknown-key", "weights.travle"),
        ("unknown-station", "engagements[0].station"),
        ("window-reversed", "engagements[1].first"),
        ("wrong-type", "stations[0].staff"),
    ]


def test_the_id_of_a_broken_row_is_known() -> None:
    raw = tiny_problem()
    for section in ("stations", "supervisors", "engagements", "venues", "cohorts", "classes"):
        for row in raw[section]:
            row["colour"] = "red"
    raw["locks"] = [{"engagement": "pair-s1", "index": 7, "slot": 1}]
    assert {code for code, _ in codes_and_paths(raw)} == {"unknown-key"}


def test_a_missing_list_is_one_fault() -> None:
    raw = tiny_problem()
    del raw["supervisors"]
    assert codes_and_paths(raw) == [("missing-key", "supervisors")]


def test_every_cycle_is_named_in_the_order_of_the_classes() -> None:
    after = {"a": ["c"], "b": ["a"], "c": ["b"], "x": ["y"], "y": ["x"]}
    raw = tiny_problem(classes=[camp_class(id_, ["new-1"], after=before) for id_, before in after.items()])
    with pytest.raises(FaultyProblem) as caught:
        read_problem(raw)
    cycles = [str(fault.facts["cycle"]) for fault in caught.value.faults]
    assert len(cycles) == 2
    assert cycles[0] in ("a → b → c → a", "b → c → a → b", "c → a → b → c")
    assert cycles[1] in ("x → y → x", "y → x → y")


def test_cohorts_that_are_too_small_are_named_and_no_others() -> None:
    raw = tiny_problem(
        cohorts=[{"id": f"k{i}", "name": "班", "max_size": size} for i, size in enumerate((1, 2, 5))]
        + [{"id": "apart", "name": "班", "max_size": 0}],
        trainees=[{"id": f"t{i}", "station": "s1", "cohorts": ["k0", "k1"]} for i in range(4)]
        + [
            {"id": "free", "station": "s2", "cohorts": ["k1", "k2"]},
            {"id": "t", "station": "s1", "cohorts": ["apart"]},
        ],
        classes=[],
    )
    with pytest.raises(FaultyProblem) as caught:
        read_problem(raw)
    fault, other = caught.value.faults
    assert other.subject == "apart"
    assert fault.message(Lang.EN).startswith("k0, k1 hold 3 in all; trainees who may join no other cohort: 4.")


def test_an_unlimited_cohort_holds_everybody() -> None:
    raw = tiny_problem()
    raw["cohorts"][1]["max_size"] = None
    raw["trainees"] += [{"id": f"more{i}", "station": "s1", "cohorts": ["new-1", "new-2"]} for i in range(50)]
    read_problem(raw)


def test_a_message_names_the_thing_and_the_fix() -> None:
    raw = tiny_problem()
    raw["engagements"][0]["station"] = "s9"
    with pytest.raises(FaultyProblem) as caught:
        read_problem(raw)
    (fault,) = caught.value.faults
    assert fault.message() == "“pair-s1”提到了不存在的社工站“s9”。请更正编号，或在 stations 中补上这一行。"
    assert (
        fault.message(Lang.EN)
        == "pair-s1 names the station s9, which does not exist. Correct the id, or add its row to stations."
    )
    assert str(caught.value) == f"engagements[0].station [unknown-station] {fault.message(Lang.EN)}"


def test_braces_in_an_id_are_only_text() -> None:
    raw = tiny_problem(baseline={"visits": [{"engagement": "pair-s1", "index": 0, "slot": 0, "supervisors": ["{0}"]}]})
    raw["engagements"][0]["keep"] = ["{unknown}"]
    assert codes_and_paths(raw) == [("unknown-supervisor", "engagements[0].keep[0]")]
    raw["engagements"][0]["keep"], raw["frozen_until"] = [], 1
    with pytest.raises(FaultyProblem, match=r"\{0\}"):
        read_problem(raw)


@pytest.mark.parametrize(
    ("row", "values"),
    [
        (("stations", 0), {"staff": 1}),
        (("stations", 0), {"operator": None, "fields": []}),
        (("supervisors", 0), {"max_per_day": 0, "max_per_week": 0, "max_per_term": 0, "max_pairs": 0}),
        (("supervisors", 0), {"unavailable": list(range(16)), "disliked": list(range(16))}),
        (("supervisors", 0), {"roles": []}),
        (("engagements", 0), {"visits": 16, "min_gap_days": 1000, "ideal_gap_days": 0, "priority": 0}),
        (("engagements", 0), {"candidates": ["v1"], "exclude": ["v1"]}),
        (("engagements", 0), {"first": 5, "last": 5}),
        (("engagements", 2), {"visits": 1, "same_supervisors": True}),
        (("engagements", 3), {"panel": 100}),
        (("classes", 0), {"cohorts": [], "students": 12, "min_days": 9}),
        (("classes", 1), {"closed": list(range(16))}),
        (("meetings", 0), {"stations": [], "supervisors": []}),
        (("venues", 0), {"closed": list(range(16)), "seats": 0}),
    ],
)
def test_what_is_merely_hard_is_no_fault(row: tuple[str, int], values: dict[str, Any]) -> None:
    raw = tiny_problem()
    raw[row[0]][row[1]].update(values)
    warnings(read_problem(raw))


def test_a_baseline_may_tell_of_what_is_no_longer_asked_for() -> None:
    gone = [
        {"engagement": "gone", "index": 0, "slot": 99, "supervisors": ["left"]},
        {"engagement": "pair-s2", "index": 5, "slot": 1, "supervisors": []},
        {"engagement": "rove-s1", "index": 0, "slot": 9, "supervisors": ["left"]},
    ]
    held = [{"class": "gone", "index": 0, "slot": 0, "venue": "burnt", "lecturer": "left"}]
    problem = read_problem(tiny_problem(baseline={"visits": gone, "sessions": held}, frozen_until=4))
    assert {caution.code for caution in warnings(problem)} == {"baseline-breaks-rule"}


def test_the_frozen_part_is_possible_for_those_who_were_there() -> None:
    """A visit that took place needs no free slot any more; its series is counted with it."""
    visit = {"engagement": "rove-s1", "index": 0, "slot": 1, "supervisors": ["v2"]}
    raw = tiny_problem(baseline={"visits": [visit]}, frozen_until=14, meetings=[])
    raw["engagements"] = [engagement("rove-s1", "roving", "s1", visits=2, min_gap_days=7)]
    raw["classes"] = []
    assert not [caution for caution in warnings(read_problem(raw)) if caution.code == "window-too-short"]
    raw["baseline"] = {"visits": []}
    assert [caution.code for caution in warnings(read_problem(raw))].count("window-too-short") == 1


def test_a_timetable_without_stations_reads() -> None:
    raw = {
        "format": "dudao-problem/1",
        "slots": SLOTS,
        "travel": {"road_factor": 1, "kmh": 40},
        "stations": [],
        "supervisors": [supervisor(1, roles=["lecture"], max_pairs=0, target=None)],
        "engagements": [],
        "venues": [{"id": "room", "name": "room", "lat": 30.76, "lon": 120.8, "seats": 40}],
        "cohorts": [{"id": "curriculum", "name": "curriculum"}],
        "classes": [
            camp_class("maths", ["curriculum"], lecturers=["v1"], students=50, min_days=4),
            camp_class("alone", [], lecturers=["v1"], students=3),
        ],
        "weights": dict.fromkeys(tiny_problem()["weights"], 0) | {"seats": 1, "min_days": 5, "isolated": 2},
    }
    assert warnings(read_problem(raw)) == []


def test_a_byte_order_mark_is_no_fault() -> None:
    text = json.dumps(tiny_problem(), ensure_ascii=False)
    assert read_problem(text.encode("utf-8-sig")) == read_problem(text) == read_problem(tiny_problem())


def test_a_problem_written_again_reads_the_same() -> None:
    locks = [{"engagement": "pair-s1", "index": 0, "slot": 1}, {"class": "values-1", "index": 1, "venue": "r1"}]
    problem = read_problem(tiny_problem(locks=locks))
    assert read_problem(problem.to_json()) == problem
    assert isinstance(problem, Problem)
