"""Reading a `dudao-problem/1`: every fault at once, or a problem that makes sense."""

from solver.problem import PROBLEM_FORMAT, Problem
from solver.reading.camp_sense import check_camp
from solver.reading.draft import read_draft
from solver.reading.faults import Faults, FaultyProblem, shown
from solver.reading.json_text import json_value
from solver.reading.pins_sense import check_pins
from solver.reading.references import check_references
from solver.reading.sense import check_sense
from solver.reading.standing import frozen_violations
from solver.reading.verdicts import add_violations, baseline_places


def read_problem(source: bytes | str | dict[str, object]) -> Problem:
    """The problem in a file's bytes, its text, or the object it holds.

    Raises FaultyProblem with every fault found. A row of the wrong shape hides no fault of another row, and its id is
    known to the rows that name it. Whether the frozen part keeps the rules is looked at once everything else is right.
    """
    report = Faults()
    raw = json_value(source, report)
    if report.remarks and raw is None:
        raise FaultyProblem(report.remarks)
    if not isinstance(raw, dict):
        report.add("not-an-object", "", value=shown(raw))
        raise FaultyProblem(report.remarks)
    if raw.get("format", PROBLEM_FORMAT) != PROBLEM_FORMAT:
        report.add("wrong-format", "format", value=shown(raw["format"]), expected=PROBLEM_FORMAT)
        if "slots" not in raw:  # another kind of file altogether: what it lacks would only be noise
            raise FaultyProblem(report.remarks)
    draft = read_draft(raw, report)
    check_references(draft, report)
    check_sense(draft, report)
    check_camp(draft, report)
    check_pins(draft, report)
    if report.remarks:
        raise FaultyProblem(report.remarks)
    problem = Problem.model_validate(raw, by_alias=True, by_name=False)
    add_violations(report, "frozen-breaks-rule", frozen_violations(problem), baseline_places(problem), "baseline")
    if report.remarks:
        raise FaultyProblem(report.remarks)
    return problem
