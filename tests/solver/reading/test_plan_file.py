import pytest

from solver.plan import Cost, Plan, Status, Unscheduled
from solver.reading import FaultyPlan, read_plan

VISIT = {"engagement": "nobody-asked", "index": 99, "slot": 12345, "supervisors": []}
HELD = ("slot", "venue", "lecturer")


def test_a_plan_written_by_us_reads_whole() -> None:
    plan = Plan.model_validate(
        {
            "visits": [VISIT],
            "sessions": [{"class": "c", "index": 0, "slot": 1, "venue": "r", "lecturer": "v"}],
            "trainees": {"t": "k"},
        },
        by_alias=True,
    ).model_copy(
        update={
            "cost": Cost(total=3, by_name={"travel": 3}),
            "bound": 2,
            "status": Status.FEASIBLE,
            "seconds": 1.5,
            "unscheduled": [Unscheduled(engagement="e", index=1, reasons=[], remedies=[])],
        }
    )
    assert read_plan(plan.to_json()) == plan


def test_a_plan_may_break_every_rule_and_say_little() -> None:
    plan = read_plan({"visits": [VISIT, VISIT]})
    assert len(plan.visits) == 2
    assert plan.trainees == {}


def test_what_another_solver_says_of_itself_is_left_out_when_it_is_not_our_form() -> None:
    plan = read_plan({"visits": [], "cost": {"travel": 3}, "bound": 1.5, "status": "OPTIMAL", "unscheduled": ["e"]})
    assert (plan.cost, plan.bound, plan.status, plan.unscheduled) == (None, None, None, [])


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ({}, [("missing-key", "visits")]),
        ({"visits": [], "vists": []}, [("unknown-key", "vists")]),
        ({"format": "dudao-problem/1", "slots": []}, [("wrong-format", "format")]),
        ({"visits": [VISIT | {"index": -1}, VISIT | {"slot": "1"}]},
         [("number-out-of-range", "visits[0].index"), ("wrong-type", "visits[1].slot")]),
        ({"sessions": [{"class": "c"}]}, [("missing-key", f"sessions[0].{key}") for key in ("index", *HELD)]),
        ({"visits": [], "trainees": {"t": None}}, [("wrong-type", "trainees.t")]),
        ({"visits": [], "trainees": []}, [("wrong-type", "trainees")]),
        ("", [("empty-file", "")]),
        ("[1]", [("not-an-object", "")]),
    ],
)  # fmt: skip
def test_a_fault_of_shape_is_found(source: object, found: list[tuple[str, str]]) -> None:
    with pytest.raises(FaultyPlan) as caught:
        read_plan(source)  # type: ignore[arg-type]
    assert [(fault.code, fault.path) for fault in caught.value.faults] == found
