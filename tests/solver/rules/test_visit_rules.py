from typing import Any

from solver.rules import Subject
from tests.solver.builders import engagement, station, supervisor
from tests.solver.rules.judging import broken, problem_of, verdict, visit


def due(scheme: str = "roving", **changes: Any) -> list[dict[str, Any]]:
    return [engagement("e", scheme, "s1", **changes)]


def test_h0_only_what_is_due() -> None:
    problem = problem_of(engagements=due(visits=2))
    assert broken(problem, visit("e", 1, 4, "v1")) == []
    assert broken(problem, visit("e", 2, 4, "v1")) == [("H0", "not-asked-for")]
    assert broken(problem, visit("other", 0, 4, "v1")) == [("H0", "not-asked-for")]


def test_h0_at_most_once_and_the_second_is_set_aside() -> None:
    problem = problem_of(engagements=due())
    assert broken(problem, visit("e", 0, 4, "v1"), visit("e", 0, 5, "v1", "v1")) == [("H0", "planned-twice")]


def test_h0_known_slots_and_people_only() -> None:
    problem = problem_of(engagements=due())
    assert broken(problem, visit("e", 0, 15, "v1")) == []
    assert broken(problem, visit("e", 0, 16, "v1")) == [("H0", "unknown-slot")]
    assert broken(problem, visit("e", 0, 15, "v9")) == [("H0", "unknown-supervisor")]


def test_h1_panel_of_the_right_size_without_repeats() -> None:
    problem = problem_of(engagements=due("evaluation", panel=2))
    assert broken(problem, visit("e", 0, 4, "v2", "v3")) == []
    assert broken(problem, visit("e", 0, 4, "v2")) == [("H1", "wrong-panel")]
    assert broken(problem, visit("e", 0, 4, "v2", "v2")) == [("H1", "wrong-panel"), ("H3", "two-places")]
    assert broken(problem, visit("e", 0, 4, "v1", "v2", "v3")) == [("H1", "wrong-panel")]


def test_h1_eligible_by_role_employer_exclusion_and_candidates() -> None:
    people = [supervisor(1), supervisor(2, roles=["pair"]), supervisor(3, employer="agency1")]
    for changes, person, codes in (
        ({}, "v1", []),
        ({}, "v2", [("H1", "not-eligible")]),
        ({}, "v3", [("H1", "not-eligible")]),
        ({"exclude": ["v1"]}, "v1", [("H1", "not-eligible")]),
        ({"candidates": ["v1"]}, "v1", []),
        ({"candidates": ["v2"]}, "v1", [("H1", "not-eligible")]),
    ):
        problem = problem_of(supervisors=people, engagements=due(**changes))
        assert broken(problem, visit("e", 0, 4, person)) == codes, (changes, person)


def test_h1_an_employer_conflicts_only_when_both_are_known() -> None:
    problem = problem_of(
        stations=[station(1, operator=None)], supervisors=[supervisor(1, employer=None)], engagements=due()
    )
    assert broken(problem, visit("e", 0, 4, "v1")) == []


def test_h2_window() -> None:
    problem = problem_of(engagements=due(first=4, last=6))
    outside = [("H2", "outside-window")]
    assert [broken(problem, visit("e", 0, t, "v2")) for t in (3, 4, 6, 7)] == [
        [*outside, ("H2", "station-closed")],
        [],
        [],
        outside,
    ]


def test_h2_everybody_is_free() -> None:
    problem = problem_of(
        stations=[station(1, closed=[4]), station(2, closed=[6])],
        supervisors=[supervisor(1, unavailable=[8])],
        engagements=due("chief", attendees=["s2"]),
    )
    assert broken(problem, visit("e", 0, 2, "v1")) == []
    assert broken(problem, visit("e", 0, 4, "v1")) == [("H2", "station-closed")]
    assert broken(problem, visit("e", 0, 6, "v1")) == [("H2", "station-closed")]
    assert broken(problem, visit("e", 0, 8, "v1")) == [("H2", "unavailable")]


def test_h4_one_visit_a_station_and_slot_attended_ones_too() -> None:
    chief = engagement("chief", "chief", "s1", attendees=["s2"])
    problem = problem_of(engagements=[chief, engagement("e", "roving", "s2")])
    assert broken(problem, visit("chief", 0, 4, "v1"), visit("e", 0, 5, "v2")) == []
    assert broken(problem, visit("chief", 0, 4, "v1"), visit("e", 0, 4, "v2")) == [("H4", "station-busy")]


def test_h4_no_visit_during_a_meeting_but_two_meetings_are_no_concern() -> None:
    meetings = [{"id": f"m{i}", "slot": 4, "stations": ["s1"], "supervisors": []} for i in range(2)]
    problem = problem_of(engagements=due(), meetings=meetings)
    assert broken(problem) == []
    assert broken(problem, visit("e", 0, 5, "v1")) == []
    assert broken(problem, visit("e", 0, 4, "v1")) == [("H4", "station-busy")]


def test_h7_same_supervisors_in_any_order() -> None:
    problem = problem_of(engagements=due("evaluation", visits=2, panel=2, same_supervisors=True))
    assert broken(problem, visit("e", 0, 4, "v2", "v3"), visit("e", 1, 8, "v3", "v2")) == []
    assert broken(problem, visit("e", 0, 4, "v2", "v3"), visit("e", 1, 8, "v3", "v1")) == [("H7", "panel-changes")]


def test_h7_distinct() -> None:
    problem = problem_of(engagements=due(visits=3, distinct=True))
    first, second = visit("e", 0, 4, "v1"), visit("e", 1, 8, "v2")
    assert broken(problem, first, second, visit("e", 2, 12, "v3")) == []
    assert broken(problem, first, second, visit("e", 2, 12, "v1")) == [("H7", "comes-twice")]


def test_h8_the_paired_supervisor_stays_away_once_the_pairing_is_planned() -> None:
    pair = engagement("pair", "pair", "s1")
    problem = problem_of(engagements=[pair, *due(not_paired=True)])
    assert broken(problem, visit("e", 0, 4, "v1")) == []
    assert broken(problem, visit("e", 0, 4, "v1"), visit("pair", 0, 8, "v2")) == []
    assert broken(problem, visit("e", 0, 4, "v1"), visit("pair", 0, 8, "v1")) == [("H8", "paired-visitor")]


def test_h6_pairings_with_a_planned_visit_count() -> None:
    pairs = [engagement(f"p{i}", "pair", f"s{i}") for i in (1, 2)]
    problem = problem_of(supervisors=[supervisor(1, max_pairs=1)], engagements=pairs)
    assert broken(problem, visit("p1", 0, 4, "v1")) == []
    assert broken(problem, visit("p1", 0, 4, "v1"), visit("p2", 0, 8, "v1")) == [("H6", "too-many-pairs")]


def test_h9_gap_is_counted_in_calendar_days_between_planned_neighbours() -> None:
    problem = problem_of(engagements=due(visits=3, min_gap_days=7))
    assert broken(problem, visit("e", 0, 0, "v2"), visit("e", 1, 4, "v2")) == []
    assert broken(problem, visit("e", 0, 0, "v2"), visit("e", 1, 2, "v2")) == [("H9", "gap-too-short")]
    assert broken(problem, visit("e", 0, 0, "v2"), visit("e", 2, 4, "v2")) == []


def test_h9_order_and_one_slot_apart_without_a_least_gap() -> None:
    problem = problem_of(engagements=due(visits=2))
    assert broken(problem, visit("e", 0, 4, "v1"), visit("e", 1, 5, "v2")) == []
    same_slot = broken(problem, visit("e", 0, 4, "v1"), visit("e", 1, 4, "v2"))
    assert same_slot == [("H4", "station-busy"), ("H9", "gap-too-short")]
    assert broken(problem, visit("e", 0, 5, "v1"), visit("e", 1, 4, "v2")) == [("H9", "gap-too-short")]


def test_h10_weekday_and_hour() -> None:
    problem = problem_of(engagements=due("resident", visits=2, same_weekday=True))
    assert broken(problem, visit("e", 0, 0, "v2"), visit("e", 1, 4, "v2")) == []
    assert broken(problem, visit("e", 0, 0, "v2"), visit("e", 1, 6, "v2")) == [("H10", "other-weekday")]
    assert broken(problem, visit("e", 0, 0, "v2"), visit("e", 1, 5, "v2")) == [("H10", "other-weekday")]


def test_a_violation_says_whom_it_is_about_in_both_languages() -> None:
    problem = problem_of(supervisors=[supervisor(1, unavailable=[4])], engagements=due())
    (violation,) = verdict(problem, visit("e", 0, 4, "v1")).violations
    assert violation.subject == Subject(engagement="e", index=0, person="v1", slot=4)  # type: ignore[arg-type]
    assert "督导1 (v1)" in violation.message()
    assert "not available at 2026-10-19 08:30" in violation.message("en")  # type: ignore[arg-type]
