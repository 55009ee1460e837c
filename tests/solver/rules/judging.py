"""Small problems of one concern, and the verdict on small plans of them."""

from typing import Any

from solver.plan import Plan
from solver.problem import Problem
from solver.rules import Verdict, verify
from tests.solver.builders import tiny_problem

BARE: dict[str, Any] = {
    "engagements": [],
    "meetings": [],
    "venues": [],
    "cohorts": [],
    "trainees": [],
    "classes": [],
    "travel": {"road_factor": 1.3, "kmh": 40},
}


def problem_of(**parts: Any) -> Problem:
    """Three stations and three supervisors, sixteen half-days, nothing due; then `parts`."""
    return Problem.model_validate(tiny_problem(**(BARE | parts)))


def visit(engagement: str, index: int, slot: int, *supervisors: str) -> dict[str, Any]:
    return {"engagement": engagement, "index": index, "slot": slot, "supervisors": list(supervisors)}


def held(camp_class: str, index: int, slot: int, venue: str = "r1", lecturer: str = "v1") -> dict[str, Any]:
    return {"class": camp_class, "index": index, "slot": slot, "venue": venue, "lecturer": lecturer}


def verdict(problem: Problem, *rows: dict[str, Any], trainees: dict[str, str] | None = None) -> Verdict:
    """The verdict on the plan made of these visits and course sessions."""
    visits = [row for row in rows if "engagement" in row]
    course_sessions = [row for row in rows if "class" in row]
    plan = {"visits": visits, "sessions": course_sessions, "trainees": trainees or {}}
    return verify(problem, Plan.model_validate(plan))


def broken(problem: Problem, *rows: dict[str, Any], trainees: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """Rule and code of every violation, sorted."""
    return sorted((v.rule, v.code) for v in verdict(problem, *rows, trainees=trainees).violations)


def paid(problem: Problem, name: str, *rows: dict[str, Any], trainees: dict[str, str] | None = None) -> list[int]:
    """The quantities of the charges of one soft cost, in order of their place in the verdict."""
    charges = verdict(problem, *rows, trainees=trainees).charges
    return [charge.quantity for charge in charges if charge.name == name]
