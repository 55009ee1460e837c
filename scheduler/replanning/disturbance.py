"""How much a plan disturbs the published one. Pure over a problem with a baseline and a plan of it."""

from dataclasses import dataclass

from solver.plan import Plan
from solver.problem import Baseline, CourseSession, Problem, Visit

CHANGE_PRICES = ("moved", "reassigned", "relocated")
"""The soft costs that price changes of what is published."""
Row = Visit | CourseSession


@dataclass(frozen=True, slots=True)
class Disturbance:
    """What becomes different of what is published and could stay."""

    rows: int
    """Visits and course sessions at another time, by somebody else, elsewhere, or not at all."""
    people: int
    """Supervisors and stations of these, as they were and as they are."""


def disturbance(problem: Problem, plan: Plan) -> Disturbance:
    """How much of the problem's baseline a plan changes."""
    published, planned = _rows(problem.baseline or Baseline()), _rows(plan)
    hosts = {row.id: (row.station, *row.attendees) for row in problem.engagements}
    due: dict[str, int] = {row.id: row.visits for row in problem.engagements}
    due |= {row.id: row.sessions for row in problem.classes}
    changed, people = 0, set[str]()
    for key, was in published.items():
        now = planned.get(key)
        if key[1] >= due.get(key[0], 0) or now == was:
            continue
        changed += 1
        for row in (was, now):
            if isinstance(row, Visit):
                people.update(row.supervisors, hosts[row.engagement])
            elif row is not None:
                people.add(row.lecturer)
    return Disturbance(changed, len(people))


def _rows(plan: Plan | Baseline) -> dict[tuple[str, int], Row]:
    rows: dict[tuple[str, int], Row] = {}
    for visit in plan.visits:
        panel = sorted(visit.supervisors)
        rows[visit.engagement, visit.index] = visit.model_copy(update={"supervisors": panel})
    return rows | {(row.class_id, row.index): row for row in plan.sessions}
