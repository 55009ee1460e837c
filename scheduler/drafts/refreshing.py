"""A draft brought to the rows and the release as they are now, in a form that can be undone."""

from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.drafts.enrolling import with_trainees
from scheduler.drafts.making import problem_now
from scheduler.drafts.placing import Pin, contents_of, locks_from
from scheduler.drafts.standing import Standing
from scheduler.ids import SnapshotId
from scheduler.models.planning import Draft
from scheduler.models.terms import Term
from scheduler.planning import Loss, carry_over, load_problem, plan_in, plan_rows, snapshot_problem
from solver.problem import Problem

COLUMNS: Final = ("snapshot_id", "base_release_id", "bound", "unscheduled")
"""The columns of a draft, besides its plan, that a refresh replaces."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A draft on today's rows: `before` and `after` are both states as the history keeps them."""

    standing: Standing
    lost: list[Loss]
    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def columns(self) -> dict[str, Any]:
        """The other columns of the draft."""
        return {name: self.after[name] for name in COLUMNS}


def refreshed(db: Session, draft: Draft, standing: Standing, term: Term, *, actor: Actor) -> Refreshed:
    """The draft on today's rows; who enrolled since is placed, and what is no longer possible is lost."""
    problem = problem_now(db, term, actor=actor)
    snapshot = snapshot_problem(db, term=term, problem=problem, actor=actor)
    plan, lost = carry_over(standing.side.plan, standing.problem, problem)
    pins, lost_pins = _carried_pins(problem, standing.contents.pins)
    contents = contents_of(problem, with_trainees(problem, plan), [])
    contents.pins.update(pins)
    after = Standing(problem.changed(locks=[]), contents)
    is_same = snapshot.id == draft.snapshot_id
    columns = {
        "snapshot_id": snapshot.id,
        "base_release_id": term.current_release_id,
        "bound": draft.bound if is_same else None,
        "unscheduled": draft.unscheduled if is_same else [],
    }
    old = {name: getattr(draft, name) for name in COLUMNS}
    return Refreshed(
        after,
        lost + lost_pins,
        before={**old, "plan": draft.plan, "pins": _json(standing.contents.pins)},
        after={**columns, "plan": plan_rows(after.side.plan), "pins": _json(pins)},
    )


def restored_state(db: Session, state: dict[str, Any], *, actor: Actor) -> tuple[Standing, dict[str, Any]]:
    """One side of a refresh, from the history: how the draft stands then, and its other columns."""
    problem = load_problem(db, SnapshotId(state["snapshot_id"]), actor=actor)
    contents = contents_of(problem, plan_in(state["plan"]), [])
    contents.pins.update({key: Pin.from_json(row) for key, row in state["pins"].items()})
    return Standing(problem.changed(locks=[]), contents), {name: state[name] for name in COLUMNS}


def _carried_pins(problem: Problem, pins: dict[str, Pin]) -> tuple[dict[str, Pin], list[Loss]]:
    """The pins that still mean something in the problem, and the others."""
    lost = locks_from(problem, pins).lost
    gone = {loss.key for loss in lost}
    return {key: pin for key, pin in pins.items() if key not in gone}, lost


def _json(pins: dict[str, Pin]) -> dict[str, Any]:
    return {key: pin.to_json() for key, pin in pins.items()}
