"""Reading a `dudao-plan/1`: its shape only; whether it keeps the rules is for `solver.rules` to say."""

from solver.plan import PLAN_FORMAT, Plan
from solver.problem import CourseSession, Visit
from solver.reading.faults import Faults, FaultyPlan, shown
from solver.reading.json_text import json_value
from solver.reading.shapes import keys_of, read_part, read_section, report_keys

ASIDES = ("cost", "bound", "status", "seconds", "unscheduled")
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
    placed = read_part({"trainees": raw.get("trainees", {})}, "", Plan, report)
    if report.remarks or placed is None:
        raise FaultyPlan(report.remarks)
    rows = {"visits": list(visits.rows.values()), "sessions": list(sessions.rows.values())}
    return placed.model_copy(update=rows | _asides(raw))


def _asides(raw: dict[str, object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in ASIDES:
        part = read_part({name: raw.get(name)}, "", Plan, Faults())
        if part is not None:
            found[name] = getattr(part, name)
    return found
