"""Rights in runs: asked for by planners, seen by the office, and by a system what it asked for itself."""

from scheduler.actor import system_actor
from scheduler.clock import now
from scheduler.ids import AssociationId
from scheduler.models.accounts import Role
from scheduler.models.runs import Run, RunKind, RunPlan, RunState
from scheduler.planning import snapshot_problem
from scheduler.running import records
from scheduler.running.texts import packed
from solver.plan import Plan
from solver.reading import read_problem
from tests.api.rights import OFFICE, PLANNERS, Making, Right
from tests.solver.builders import tiny_problem
from tests.term_builders import a_small_term, an_engagement

SOLVERS = PLANNERS | {Role.SYSTEM}
FOLLOWERS = OFFICE | {Role.SYSTEM}


def a_run(making: Making, state: RunState) -> str:
    """One that the account itself asked for, with a plan."""
    actor = system_actor(AssociationId(making.city.association.id))
    snapshot = snapshot_problem(making.db, term=None, problem=read_problem(tiny_problem()), actor=actor)
    run = Run(
        association_id=snapshot.association_id,
        kind=RunKind.SOLVE,
        account_id=making.account.id,
        snapshot_id=snapshot.id,
        input_sha256=snapshot.sha256,
        parameters={},
        request_sha256="",
        state=state,
        submitted_at=now(),
    )
    making.db.add(run)
    making.db.flush()
    records.note(making.db, run)
    plan = {"association_id": run.association_id, "run_id": run.id, "part": 0, "content": packed(Plan().to_json())}
    making.db.add(RunPlan(**plan, cost_total=0, seconds=1))
    making.db.flush()
    return run.id


def term_to_plan(making: Making) -> str:
    small = a_small_term(making.db, making.city.association)
    an_engagement(making.db, small.term, small.stations[0])
    return small.term.id


OVER = {"run_id": lambda making: a_run(making, RunState.COMPLETED)}
UNDER_WAY = {"run_id": lambda making: a_run(making, RunState.RUNNING)}

RIGHTS = {
    "POST /terms/{term_id}/runs": Right(PLANNERS, json={"rounds": 1}, rows={"term_id": term_to_plan}),
    "GET /terms/{term_id}/runs": Right(OFFICE),
    "POST /solve": Right(SOLVERS, json=tiny_problem(), by_any_token=True),
    "GET /runs/{run_id}": Right(FOLLOWERS, rows=OVER, by_any_token=True),
    "GET /runs/{run_id}/plan": Right(FOLLOWERS, rows=OVER, by_any_token=True),
    "GET /runs/{run_id}/plans": Right(FOLLOWERS, rows=OVER, by_any_token=True),
    "GET /runs/{run_id}/events": Right(FOLLOWERS, rows=OVER, by_any_token=True),
    "POST /runs/{run_id}/finish": Right(SOLVERS, rows=UNDER_WAY, by_any_token=True),
    "POST /runs/{run_id}/cancel": Right(SOLVERS, rows=UNDER_WAY, by_any_token=True),
}
