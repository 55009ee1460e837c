"""Reading a `dudao-plan/1`: its shape only; whether it keeps the rules is for `solver.rules` to say."""

from typing import Any

from solver.ids import CohortId, TraineeId
from solver.plan import PLAN_FORMAT, Cost, Plan, Status, Unscheduled
from solver.problem import CourseSession, Visit
from solver.reading.catalogue import EXPECTED
from solver.reading.faults import Faults, FaultyPlan, shown
from solver.reading.json_text import json_value
from solver.reading.shapes import keys_of, read_part, read_section, report_keys

ASIDES: dict[str, Any] = {
    "cost": Cost,
    "bound": int,
    "status": Status,
    "seconds": float,
    "unscheduled": list[Unscheduled],
}
"""What a solver says about its own plan."""


def read_plan(source: bytes | str | dict[str, object]) -> Plan:
    """The plan in a file's bytes, its text, or the object it holds; it may break every rule and name unknown ids.

    Strict about what says who meets whom: `visits`, `sessions`, `trainees` and, when given, `format`. At least one of
    `visits` and `sessions` must be there, so that a file of another kind is no empty plan. What a solver adds (`cost`,
    `bound`, `status`, `seconds`, `unscheduled`) has names in the format but no fixed form and decides nothing here,
    since scoring and verifying work it out anew: such a part is kept when it has our form and left out when it has not.
    Raises FaultyPlan with every fault found.
    """
    report = Faults()
    raw = json_value(source, report)
    if raw is None and report.remarks:
        raise FaultyPlan(report.remarks)
    if not isinstance(raw, dict):
        report.add("not-an-object", "", value=shown(raw))
        raise FaultyPlan(report.remarks)
    if raw.get("format", PLAN_FORMAT) != PLAN_FORMAT:
        report.add("wrong-format", "format", value=shown(raw["format"]), expected=PLAN_FORMAT)
        if "visits" not in raw:  # another kind of file altogether: what it lacks would only be noise
            raise FaultyPlan(report.remarks)
    report_keys(raw, keys_of(Plan), () if "sessions" in raw else ("visits",), report)
    visits = read_section(raw.get("visits", []), "visits", Visit, report)
    sessions = read_section(raw.get("sessions", []), "sessions", CourseSession, report)
    trainees = _trainees(raw.get("trainees", {}), report)
    if report.remarks:
        raise FaultyPlan(report.remarks)
    plan = Plan(visits=list(visits.rows.values()), sessions=list(sessions.rows.values()), trainees=trainees)
    return plan.model_copy(update=_asides(raw))


def _trainees(raw: object, report: Faults) -> dict[TraineeId, CohortId]:
    if not isinstance(raw, dict):
        report.add("wrong-type", "trainees", value=shown(raw), expected=EXPECTED["dict_type"])
        return {}
    return read_part(raw, "trainees", dict[TraineeId, CohortId], report) or {}


def _asides(raw: dict[str, object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, kind in ASIDES.items():
        part = read_part(raw.get(name), name, kind, Faults())
        if part is not None:
            found[name] = part
    return found
