from typing import Any

from solver.problem import Problem
from tests.solver.builders import SLOTS, camp_class, engagement, supervisor
from tests.solver.rules.judging import held, paid, problem_of, verdict, visit

ROOMS = [{"id": f"r{i}", "name": f"教室{i}", "lat": 30.75, "lon": 120.76, "seats": 2} for i in (1, 2, 3)]
COHORTS = [{"id": "k1", "name": "一班"}, {"id": "k2", "name": "二班"}]


def one(scheme: str = "roving", **changes: Any) -> Problem:
    return problem_of(engagements=[engagement("e", scheme, "s1", **changes)])


def camp(*classes: dict[str, Any], **parts: Any) -> Problem:
    return problem_of(venues=ROOMS, cohorts=COHORTS, classes=list(classes), **parts)


def test_left_out_visits_cost_their_priority() -> None:
    problem = one(visits=3, priority=2)
    assert paid(problem, "unscheduled_visit", visit("e", 1, 4, "v1")) == [2, 2]
    assert verdict(problem).cost.by_name["unscheduled_visit"] == 3 * 2 * 2000
    assert paid(one(priority=0), "unscheduled_visit") == []


def test_left_out_course_sessions() -> None:
    assert paid(camp(camp_class("c", [], sessions=3)), "unscheduled_session", held("c", 1, 4)) == [1, 1]


def test_travel_is_from_home_over_the_stops_and_home() -> None:
    overrides = [["v1", "s1", 10], ["s1", "s2", 20], ["s2", "v1", 40], ["s1", "v1", 80], ["v1", "s2", 160]]
    travel = {"road_factor": 1.3, "kmh": 40, "overrides": overrides}
    problem = problem_of(travel=travel, engagements=[engagement(f"e{i}", "roving", f"s{i}") for i in (1, 2)])
    together = visit("e2", 0, 5, "v1"), visit("e1", 0, 4, "v1")
    assert paid(problem, "travel", *together) == [10 + 20 + 40]
    assert paid(problem, "travel", visit("e1", 0, 4, "v1"), visit("e2", 0, 6, "v1")) == [10 + 80, 160 + 40]


def test_travel_minutes_are_rounded_up_from_the_great_circle() -> None:
    # A tenth of a degree of latitude on a sphere of 6371.0088 km is 11.1195 km: × 1.3 ÷ 40 × 60 = 21.68 minutes.
    problem = problem_of(
        supervisors=[supervisor(1, lat=30.85, lon=120.8)], engagements=[engagement("e", "roving", "s1")]
    )
    assert problem.stations[0].lat == 30.75
    assert paid(problem, "travel", visit("e", 0, 4, "v1")) == [44]


def test_fields_nobody_brings() -> None:
    problem = one("evaluation", panel=2, fields=["elderly", "crisis", "records"])
    assert paid(problem, "fields", visit("e", 0, 4, "v2", "v3")) == [2]
    assert paid(one(fields=["elderly"]), "fields", visit("e", 0, 4, "v2")) == []


def test_rotation_for_each_member_to_be_avoided() -> None:
    problem = one("evaluation", panel=2, avoid=["v2", "v3"])
    assert paid(problem, "rotation", visit("e", 0, 4, "v2", "v3")) == [1, 1]
    assert paid(problem, "rotation", visit("e", 0, 4, "v1", "v3")) == [1]


def test_continuity_for_a_series_that_keeps_nobody() -> None:
    problem = one("pair", visits=2, keep=["v1", "v2"])
    assert paid(problem, "continuity", visit("e", 0, 4, "v2")) == []
    assert paid(problem, "continuity", visit("e", 0, 4, "v3"), visit("e", 1, 8, "v3")) == [1]
    assert paid(problem, "continuity") == []
    assert paid(one("roving", keep=["v1"]), "continuity", visit("e", 0, 4, "v3")) == []


def test_spacing_is_days_off_the_ideal_times_the_steps() -> None:
    problem = one(visits=3, ideal_gap_days=10)
    assert paid(problem, "spacing", visit("e", 0, 0, "v2"), visit("e", 1, 4, "v2"), visit("e", 2, 12, "v2")) == [3, 4]
    assert paid(problem, "spacing", visit("e", 0, 0, "v2"), visit("e", 2, 12, "v2")) == [1]
    assert paid(one(visits=2, ideal_gap_days=0), "spacing", visit("e", 0, 0, "v2"), visit("e", 1, 12, "v2")) == []


def test_load_is_off_the_target_either_way_and_counts_course_sessions() -> None:
    people = [supervisor(1, target=1), supervisor(2, target=1), supervisor(3, target=None)]
    problem = camp(camp_class("c", []), supervisors=people, engagements=[engagement("e", "roving", "s1")])
    assert paid(problem, "load", visit("e", 0, 4, "v1"), held("c", 0, 8)) == [1, 1]
    assert paid(problem, "load", visit("e", 0, 4, "v3"), held("c", 0, 8), held("c", 1, 9)) == [1, 1]


def test_disliked_slots() -> None:
    people = [supervisor(1, disliked=[4, 9]), supervisor(2, disliked=[4])]
    due = [engagement("e", "evaluation", "s1", panel=2)]
    problem = camp(camp_class("c", []), supervisors=people, engagements=due)
    assert paid(problem, "disliked", visit("e", 0, 4, "v1", "v2"), held("c", 0, 9), held("c", 1, 10)) == [1, 1, 1]


def test_changes_of_what_was_published() -> None:
    baseline = {
        "visits": [visit("e", 0, 4, "v1", "v2"), visit("e", 1, 8, "v1", "v2"), visit("gone", 0, 8, "v1")],
        "sessions": [held("c", 0, 6), held("c", 1, 9)],
    }
    due = [engagement("e", "evaluation", "s1", visits=2, panel=2)]
    problem = camp(camp_class("c", []), engagements=due, baseline=baseline)
    unchanged = visit("e", 0, 4, "v2", "v1"), visit("e", 1, 8, "v1", "v2"), held("c", 0, 6), held("c", 1, 9)
    names = ("moved", "reassigned", "relocated")
    assert [paid(problem, name, *unchanged) for name in names] == [[], [], []]
    changed = visit("e", 0, 5, "v1", "v3"), held("c", 0, 6, venue="r2", lecturer="v2")
    assert [paid(problem, name, *changed) for name in names] == [[1, 1, 1], [1, 2, 1, 1], [1, 1]]


def test_seats_by_trainees_or_by_head_count() -> None:
    trainees = [{"id": f"t{i}", "station": "s1", "cohorts": ["k1" if i < 2 else "k2"]} for i in range(5)]
    where = {t["id"]: t["cohorts"][0] for t in trainees}
    joint, counted = camp_class("c", ["k1", "k2"]), camp_class("d", ["k1"], students=9)
    problem = camp(joint, counted, trainees=trainees)
    assert paid(problem, "seats", held("c", 0, 4), held("d", 0, 8), trainees=where) == [3, 7]


def test_min_days_counts_dates() -> None:
    problem = camp(camp_class("c", [], sessions=3, min_days=3))
    assert paid(problem, "min_days", held("c", 0, 4), held("c", 1, 5), held("c", 2, 6)) == [1]
    assert paid(problem, "min_days", held("c", 0, 4), held("c", 1, 6), held("c", 2, 8)) == []
    assert paid(problem, "min_days") == []


def test_isolated_for_each_cohort_without_a_neighbour_on_the_date() -> None:
    problem = camp(camp_class("c", ["k1", "k2"]), camp_class("d", ["k1"]))
    assert paid(problem, "isolated", held("c", 0, 4), held("d", 0, 5)) == [1]
    assert paid(problem, "isolated", held("c", 0, 5), held("d", 0, 6)) == [1, 1, 1]
    assert SLOTS[5]["date"] != SLOTS[6]["date"]


def test_venues_beyond_the_first() -> None:
    problem = camp(camp_class("c", [], sessions=3))
    rows = [held("c", i, 4 + 2 * i, venue=venue) for i, venue in enumerate(("r1", "r2", "r3"))]
    assert paid(problem, "venue_stability", *rows) == [2]
    assert paid(problem, "venue_stability", rows[0]) == []


def test_an_amount_is_quantity_times_weight_and_the_total_their_sum() -> None:
    problem = one(visits=2, fields=["crisis"])
    judged = verdict(problem, visit("e", 0, 4, "v1"))
    assert judged.cost.total == sum(charge.amount for charge in judged.charges)
    assert judged.cost.by_name["fields"] == 30
    assert all(judged.cost.by_name.values())
