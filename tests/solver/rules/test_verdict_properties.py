"""What must hold for the verdict on any plan of the tiny problem, however broken."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from solver.plan import Plan
from solver.problem import Problem
from solver.rules import COSTS, verify
from tests.solver.builders import SLOTS, tiny_problem

PROBLEM = Problem.model_validate(tiny_problem())
SLOT_NUMBERS = st.integers(0, len(SLOTS))
PEOPLE = st.sampled_from([v.id for v in PROBLEM.supervisors] + ["stranger"])
VISITS = st.builds(
    lambda engagement, index, slot, supervisors: {
        "engagement": engagement,
        "index": index,
        "slot": slot,
        "supervisors": supervisors,
    },
    st.sampled_from([e.id for e in PROBLEM.engagements]),
    st.integers(0, 3),
    SLOT_NUMBERS,
    st.lists(PEOPLE, max_size=2),
)
COURSE_SESSIONS = st.builds(
    lambda camp_class, index, slot, venue, lecturer: {
        "class": camp_class,
        "index": index,
        "slot": slot,
        "venue": venue,
        "lecturer": lecturer,
    },
    st.sampled_from([c.id for c in PROBLEM.classes]),
    st.integers(0, 2),
    SLOT_NUMBERS,
    st.sampled_from(["r1", "r2", "r3"]),
    PEOPLE,
)
TRAINEES = st.dictionaries(st.sampled_from(["t1", "t2", "t3", "t9"]), st.sampled_from(["new-1", "new-2"]))
PLANS = st.fixed_dictionaries(
    {
        "visits": st.lists(VISITS, max_size=9),
        "sessions": st.lists(COURSE_SESSIONS, max_size=6),
        "trainees": TRAINEES,
    }
)


@given(PLANS)
def test_charges_add_up_and_carry_their_weight(plan: dict[str, Any]) -> None:
    judged = verify(PROBLEM, Plan.model_validate(plan))
    assert judged.cost.total == sum(charge.amount for charge in judged.charges)
    assert all(charge.quantity > 0 for charge in judged.charges)
    assert all(charge.weight == getattr(PROBLEM.weights, charge.name) for charge in judged.charges)
    assert set(judged.cost.by_name) <= {cost.name for cost in COSTS}


@given(PLANS)
def test_what_is_refused_costs_and_breaks_nothing_else(plan: dict[str, Any]) -> None:
    judged = verify(PROBLEM, Plan.model_validate(plan))
    refused = [v.subject for v in judged.violations if v.rule == "H0"]
    rows = {"engagement": plan["visits"], "class_id": plan["sessions"]}
    known = {"visits": "engagement", "sessions": "class_id"}
    assert len(refused) <= sum(len(part) for part in rows.values())
    stripped = dict(plan)
    for part, key in known.items():
        stripped[part] = _without_refused(plan[part], [s for s in refused if getattr(s, key) is not None], key)
    again = verify(PROBLEM, Plan.model_validate(stripped))
    assert again.cost == judged.cost
    assert [v.message() for v in again.violations] == [v.message() for v in judged.violations if v.rule != "H0"]


def _without_refused(rows: list[dict[str, Any]], refused: list[Any], key: str) -> list[dict[str, Any]]:
    kept: dict[tuple[str, int], dict[str, Any]] = {}
    for row in rows:
        row_id = row["engagement" if key == "engagement" else "class"]
        due = {e.id: e.visits for e in PROBLEM.engagements} | {c.id: c.sessions for c in PROBLEM.classes}
        people = row.get("supervisors", [row.get("lecturer")])
        fine = row["index"] < due[row_id] and row["slot"] < len(SLOTS) and "stranger" not in people
        if fine and row.get("venue") != "r3":
            kept.setdefault((row_id, row["index"]), row)
    assert len(rows) - len(kept) == len(refused)
    return list(kept.values())


@given(PLANS, st.integers(2, 5))
def test_weights_scale_costs_and_leave_rules_alone(plan: dict[str, Any], factor: int) -> None:
    weights = {name: weight * factor for name, weight in PROBLEM.weights.model_dump().items()}
    dearer = PROBLEM.changed(weights=type(PROBLEM.weights).model_validate(weights))
    one, other = verify(PROBLEM, Plan.model_validate(plan)), verify(dearer, Plan.model_validate(plan))
    assert other.cost.total == one.cost.total * factor
    assert len(other.violations) == len(one.violations)
    assert [c.quantity for c in other.charges] == [c.quantity for c in one.charges]


@given(PLANS)
def test_the_order_of_rows_changes_no_rule(plan: dict[str, Any]) -> None:
    unrefused = {"visits": _without_repeats(plan["visits"]), "sessions": plan["sessions"][:1]}
    backwards = {part: rows[::-1] for part, rows in unrefused.items()}
    one, other = (verify(PROBLEM, Plan.model_validate(p)) for p in (unrefused, backwards))
    codes = [sorted((v.rule, v.code, str(v.subject)) for v in judged.violations) for judged in (one, other)]
    assert codes[0] == [*codes[1]]


def _without_repeats(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({(row["engagement"], row["index"]): row for row in rows}.values())
