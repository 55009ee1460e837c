from typing import Any

import pytest

from solver.explain import CHANGES, REASONS, change_message, explain_unscheduled, reason_message
from solver.explain.changes import altered
from solver.plan import Plan, Remedy, Unscheduled
from solver.problem import Problem
from solver.rules import verify
from solver.wording import Lang
from tests.solver.builders import SLOTS, camp_class, engagement, station, supervisor
from tests.solver.rules.judging import held, problem_of, visit

ALL = list(range(len(SLOTS)))
BUT_4 = [t for t in ALL if t != 4]
ROOM = {"id": "r1", "name": "教室1", "lat": 30.75, "lon": 120.76, "seats": 30}


def plan_of(*rows: dict[str, Any], trainees: dict[str, str] | None = None) -> Plan:
    visits = [row for row in rows if "engagement" in row]
    course_sessions = [row for row in rows if "class" in row]
    return Plan.model_validate({"visits": visits, "sessions": course_sessions, "trainees": trainees or {}})


def explained(problem: Problem, plan: Plan) -> Unscheduled:
    """The explanation of the only thing left out, its sentences said once in both languages."""
    (item,) = explain_unscheduled(problem, plan)
    for lang in Lang:
        assert all(reason_message(reason, lang) for reason in item.reasons)
        assert all(change_message(change, lang) for remedy in item.remedies for change in remedy.changes)
    return item


def codes(remedy: Remedy) -> list[str]:
    return [change.code for change in remedy.changes]


def one_visit(**changes: Any) -> dict[str, Any]:
    """A problem of one roving visit to s1 in slot 4 by v1, and nobody else."""
    due = changes.pop("due", {})
    host = changes.pop("host", {})
    person = changes.pop("person", {})
    return {
        "stations": [station(1, **host), station(2)],
        "supervisors": [supervisor(1, **person)],
        "engagements": [engagement("e", "roving", "s1", **({"first": 4, "last": 4} | due))],
        **changes,
    }


@pytest.mark.parametrize(
    ("parts", "reason", "change"),
    [
        (one_visit(host={"closed": [4]}), "station-closed", "open-station"),
        (one_visit(person={"unavailable": [4]}), "unavailable", "free-person"),
        (one_visit(person={"max_per_day": 0}), "day-cap", "raise-max-per-day"),
        (one_visit(person={"max_per_week": 0}), "week-cap", "raise-max-per-week"),
        (one_visit(person={"max_per_term": 0}), "term-cap", "raise-max-per-term"),
        (
            one_visit(
                engagements=[engagement("e", "pair", "s1", first=4, last=4)],
                person={"max_pairs": 0},
            ),
            "pairs-cap",
            "raise-max-pairs",
        ),
        (
            one_visit(locks=[{"engagement": "e", "index": 0, "supervisors": ["v1", "v2"], "slot": 3}]),
            "locked-elsewhere",
            "release-lock",
        ),
    ],
)
def test_a_single_block_is_named_and_lifted(parts: dict[str, Any], reason: str, change: str) -> None:
    item = explained(problem_of(**parts), plan_of())
    assert [(r.code, r.options, r.alone) for r in item.reasons] == [(reason, 1, 1)]
    (remedy,) = [remedy for remedy in item.remedies if codes(remedy) == [change]]
    assert (remedy.slot, remedy.supervisors) == (4, ["v1"])


def test_every_remedy_frees_what_it_is_for() -> None:
    host, person = {"closed": ALL}, {"unavailable": ALL, "max_per_week": 0}
    problem = problem_of(**one_visit(host=host, person=person))
    (remedy,) = explained(problem, plan_of()).remedies
    assert set(codes(remedy)) == {"open-station", "free-person", "raise-max-per-week"}
    added = visit("e", 0, remedy.slot, *remedy.supervisors)
    assert verify(altered(problem, remedy.changes), plan_of(added)).is_feasible
    assert not verify(problem, plan_of(added)).is_feasible


def test_a_meeting_cannot_be_talked_away_but_the_window_can_be_widened() -> None:
    meeting = {"id": "m", "slot": 4, "stations": ["s1"], "supervisors": []}
    item = explained(problem_of(**one_visit(meetings=[meeting])), plan_of())
    assert [r.code for r in item.reasons] == ["station-busy"]
    assert [codes(remedy) for remedy in item.remedies] == [["widen-window"]]


def test_another_visit_moves_aside() -> None:
    parts = one_visit(person={"unavailable": [t for t in ALL if t not in (4, 8)]})
    parts["engagements"].append(engagement("other", "roving", "s2"))
    item = explained(problem_of(**parts), plan_of(visit("other", 0, 4, "v1")))
    assert [r.code for r in item.reasons] == ["person-busy"]
    (change,) = item.remedies[0].changes
    assert (change.code, change.facts["visit"], change.facts["slot"]) == ("move-visit", "other#0", 8)


def test_too_near_its_neighbour_in_a_series() -> None:
    person = {"unavailable": [t for t in ALL if t not in (0, 4)]}
    parts = one_visit(due={"visits": 2, "min_gap_days": 14, "first": 0, "last": 15}, person=person)
    item = explained(problem_of(**parts), plan_of(visit("e", 0, 0, "v1")))
    assert item.reasons[0].code == "unavailable"
    assert ["allow-gap"] in [codes(remedy) for remedy in item.remedies]
    (remedy,) = [r for r in item.remedies if codes(r) == ["allow-gap"]]
    assert (remedy.changes[0].facts["days"], remedy.changes[0].facts["now"]) == (7, 14)


def test_a_series_keeps_its_weekday_and_its_people() -> None:
    people = [supervisor(1, unavailable=[t for t in ALL if t not in (0, 6)]), supervisor(2)]
    due = [engagement("e", "resident", "s1", visits=2, same_supervisors=True, same_weekday=True)]
    item = explained(problem_of(supervisors=people, engagements=due), plan_of(visit("e", 0, 0, "v1")))
    blocking = {r.code for r in item.reasons}
    assert {"panel-fixed", "other-weekday", "unavailable"} <= blocking
    assert item.reasons[0].code == "panel-fixed"
    offered = [codes(remedy) for remedy in item.remedies]
    assert offered[0] == ["change-panel"]
    assert ["allow-other-weekday"] in offered


def test_somebody_else_must_come() -> None:
    parts = one_visit(due={"visits": 2, "distinct": True, "first": 0, "last": 15})
    item = explained(problem_of(**parts), plan_of(visit("e", 0, 0, "v1")))
    assert item.reasons[0].code == "comes-twice"
    assert codes(item.remedies[0]) == ["let-come-again"]


def test_the_paired_supervisor_stays_away() -> None:
    parts = one_visit(due={"not_paired": True})
    parts["engagements"].append(engagement("pair", "pair", "s1"))
    item = explained(problem_of(**parts), plan_of(visit("pair", 0, 8, "v1")))
    assert item.reasons[0].code == "paired-visitor"
    assert item.remedies == []


def test_nobody_or_too_few_are_eligible() -> None:
    item = explained(problem_of(**one_visit(due={"panel": 2})), plan_of())
    assert [(r.code, r.facts) for r in item.reasons] == [("no-eligible-person", {"eligible": 1, "needed": 2})]


def test_a_panel_needs_everyone_at_once() -> None:
    people = [supervisor(1, unavailable=BUT_4), supervisor(2, unavailable=[4])]
    due = [engagement("e", "evaluation", "s1", panel=2)]
    item = explained(problem_of(supervisors=people, engagements=due), plan_of())
    assert [(r.code, r.alone) for r in item.reasons][:2] == [("unavailable", 15), ("panel-incomplete", 15)]
    assert codes(item.remedies[0]) == ["free-person"]
    assert set(item.remedies[0].supervisors) == {"v1", "v2"}


def test_it_fits_but_is_not_worth_it() -> None:
    weights = {"unscheduled_visit": 10, "travel": 1, "fields": 500}
    parts = one_visit(due={"fields": ["crisis"]}, weights=weights)
    item = explained(problem_of(**parts), plan_of())
    assert item.reasons[0].code == "priced-out"
    assert item.reasons[0].facts["penalty"] == 10
    added = verify(problem_of(**parts), plan_of(visit("e", 0, 4, "v1"))).cost.total
    assert item.reasons[0].facts["extra"] == added
    assert (item.remedies[0].changes, item.remedies[0].slot) == ([], 4)


def test_it_fits_and_was_only_not_found() -> None:
    problem = problem_of(**one_visit())
    item = explained(problem, plan_of())
    saved = verify(problem, plan_of()).cost.total - verify(problem, plan_of(visit("e", 0, 4, "v1"))).cost.total
    assert (item.reasons[0].code, item.reasons[0].facts) == ("fits", {"saved": saved})


def test_staff_at_class_can_be_fewer_only_down_to_duty() -> None:
    trainees = [{"id": f"t{i}", "station": "s1", "cohorts": ["k"]} for i in range(3)]
    camp = {
        "venues": [ROOM],
        "cohorts": [{"id": "k", "name": "一班"}],
        "classes": [camp_class("c", ["k"], sessions=1, lecturers=["v2"])],
        "trainees": trainees,
    }
    plan = plan_of(held("c", 0, 4, lecturer="v2"), trainees={t["id"]: "k" for t in trainees})
    parts = one_visit(host={"staff": 5, "duty": 2, "present": 3}, due={"candidates": ["v1"]}) | camp
    parts["supervisors"] = [supervisor(1), supervisor(2)]
    item = explained(problem_of(**parts), plan)
    assert [r.code for r in item.reasons] == ["staff-at-class"]
    (change,) = [c for remedy in item.remedies for c in remedy.changes if c.code == "keep-fewer"]
    assert (change.facts["station"], change.facts["present"]) == ("s1", 2)


@pytest.mark.parametrize(
    ("parts", "reason", "change"),
    [
        ({"classes": [camp_class("c", [], sessions=1, lecturers=["v1"], closed=ALL)]}, "class-closed", "open-class"),
        ({"venues": [ROOM | {"closed": ALL}]}, "venue-closed", "open-venue"),
        ({"supervisors": [supervisor(1, unavailable=ALL)]}, "unavailable", "free-person"),
        ({"supervisors": [supervisor(1, max_per_term=0)]}, "term-cap", "raise-max-per-term"),
        ({"supervisors": [supervisor(1, max_per_week=0)]}, "week-cap", "raise-max-per-week"),
        ({"supervisors": [supervisor(1, max_per_day=0)]}, "day-cap", "raise-max-per-day"),
    ],
)
def test_a_course_session_is_freed(parts: dict[str, Any], reason: str, change: str) -> None:
    classes = [camp_class("c", [], sessions=1, lecturers=["v1"])]
    camp = {"supervisors": [supervisor(1)], "venues": [ROOM], "classes": classes}
    item = explained(problem_of(**(camp | parts)), plan_of())
    assert [(r.code, r.alone) for r in item.reasons] == [(reason, len(SLOTS))]
    assert [codes(remedy) for remedy in item.remedies] == [[change]]


def test_a_class_may_change_its_lecturer() -> None:
    people = [supervisor(1, max_per_term=1), supervisor(2)]
    parts = {"supervisors": people, "venues": [ROOM], "classes": [camp_class("c", [])]}
    item = explained(problem_of(**parts), plan_of(held("c", 0, 4)))
    assert [codes(remedy) for remedy in item.remedies[:2]] == [["change-lecturer"], ["raise-max-per-term"]]


def test_without_a_venue_there_is_no_option() -> None:
    item = explained(problem_of(classes=[camp_class("c", [], sessions=1)]), plan_of())
    assert [r.code for r in item.reasons] == ["no-venue"]


def test_a_full_plan_leaves_nothing_to_explain() -> None:
    assert explain_unscheduled(problem_of(**one_visit()), plan_of(visit("e", 0, 4, "v1"))) == []


def test_explanations_pass_through_the_exchange_file() -> None:
    problem = problem_of(**one_visit(host={"closed": [4]}))
    told = plan_of().model_copy(update={"unscheduled": explain_unscheduled(problem, plan_of())})
    assert Plan.model_validate_json(told.to_json()) == told


def test_a_plan_hardly_begun_is_explained_with_less() -> None:
    due = [engagement("e", "roving", "s1", visits=450)]
    classes = [camp_class("c", [], sessions=450, lecturers=["v1"])]
    parts = {"supervisors": [supervisor(1, max_per_term=0)], "engagements": due, "venues": [ROOM], "classes": classes}
    items = explain_unscheduled(problem_of(**parts), plan_of())
    assert len(items) == 900
    first = [items[0], items[450]]
    assert all(item.remedies and item.reasons[0].code == "term-cap" for item in first)
    later = [items[300], items[750]]
    assert all(not item.remedies and item.reasons[0].code == "term-cap" for item in later)
    last = [items[449], items[899]]
    assert all(not item.remedies and item.reasons[0].code == "not-examined" for item in last)


def test_options_that_are_not_priced_are_only_counted() -> None:
    due = [engagement("e", "roving", "s1", visits=150)]
    items = explain_unscheduled(problem_of(supervisors=[supervisor(1)], engagements=due), plan_of())
    assert items[0].reasons[0].code == "fits"
    assert items[149].reasons[0].code == "unblocked"
    assert items[149].reasons[0].facts == {"free": 15}


def test_tables_have_both_languages() -> None:
    assert all(wording.zh and wording.en for wording in REASONS.values())
    assert all(kind.says.zh and kind.says.en for kind in CHANGES.values())
