"""Read a replan: its plans side by side with the release they mend."""

from dataclasses import dataclass

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.comparing.comparison import Comparison, Side
from scheduler.comparing.naming import Names
from scheduler.comparing.queries import meetings_outside, names_in
from scheduler.errors import NotFoundError
from scheduler.ids import RunId, SnapshotId
from scheduler.models.releases import Release
from scheduler.models.runs import Run, RunKind
from scheduler.planning import load_problem, plan_in
from scheduler.publishing.events import published_occurrences
from scheduler.replanning.frontier import Found, Label, frontier
from scheduler.replanning.steps import Point, points_of
from scheduler.rows import load
from scheduler.running.queries import plans_of_run
from scheduler.running.texts import plan_of


@dataclass(frozen=True)
class Choice:
    """What a replan has found so far."""

    run: Run
    release: Release
    plans: list[tuple[Label, Found]]
    beaten: int
    """So many plans were left out, because another changes as little and costs as little."""
    bound: int | None
    """No plan costs less in all, at the true prices."""
    quality_bound: int | None
    """No plan costs less besides the price of changes."""
    names: Names

    def is_within_budget(self, plan: Found) -> bool:
        """Whether a plan changes no more than was allowed."""
        rows, people = self.run.parameters["budget_rows"], self.run.parameters["budget_people"]
        return (rows is None or plan.rows <= rows) and (people is None or plan.people <= people)


def choice_of(db: Session, *, actor: Actor, run_id: RunId) -> Choice:
    """The plans of a replan, as far as its parts are solved. Raises NotFoundError."""
    rows = [row for row in plans_of_run(db, actor=actor, run_id=run_id) if row.is_result]
    run = load(db, Run, run_id, actor=actor)
    if run.kind is not RunKind.REPLAN:
        raise NotFoundError(kind="replan", id=run_id)
    release = load(db, Release, run.parameters["release_id"], actor=actor)
    problem = load_problem(db, SnapshotId(run.snapshot_id), actor=actor)
    published = load_problem(db, SnapshotId(release.snapshot_id), actor=actor)
    before = Side(published, plan_in(release.plan), published_occurrences(db, release).values())
    beside = meetings_outside(db, release.term_id, problem, actor=actor)
    plans = [plan_of(row) for row in rows]
    found = [
        Found(row.part, Comparison(before, Side(problem, plan, beside)), plan.bound, row.seconds)
        for row, plan in zip(rows, plans, strict=True)
    ]
    points = points_of(problem, plans, run.parameters["budget_rows"])
    kept = frontier(found)
    return Choice(
        run=run,
        release=release,
        plans=kept,
        beaten=len(found) - len(kept),
        bound=_bound_at(1.0, points, found),
        quality_bound=_bound_at(0.0, points, found),
        names=names_in(db, release.term_id, problem, published),
    )


def _bound_at(factor: float, points: list[Point], found: list[Found]) -> int | None:
    return next((plan.bound for point, plan in zip(points, found, strict=True) if point.factor == factor), None)
