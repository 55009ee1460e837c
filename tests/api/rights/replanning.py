"""Rights in replans and explanations."""

from scheduler.clock import now
from scheduler.models.accounts import Role
from scheduler.models.releases import Release
from scheduler.models.runs import Run, RunKind, RunState
from tests.api.rights import OFFICE, PLANNERS, Making, Right
from tests.api.rights.runs import term_to_plan


def a_replan(making: Making) -> str:
    release = making.db.get(Release, making["release_id"])
    assert release is not None
    run = Run(
        association_id=release.association_id,
        kind=RunKind.REPLAN,
        term_id=release.term_id,
        account_id=making.account.id,
        snapshot_id=release.snapshot_id,
        input_sha256="",
        parameters={"release_id": release.id, "budget_rows": None, "budget_people": None},
        request_sha256="",
        state=RunState.COMPLETED,
        submitted_at=now(),
    )
    making.db.add(run)
    making.db.flush()
    return run.id


def a_key(making: Making) -> str:
    """Of the visit that is due in the draft or release that was made before."""
    return making["subject_key"]


RIGHTS = {
    "POST /releases/{release_id}/replans": Right(PLANNERS, json={"rounds": 1}),
    "GET /runs/{run_id}/frontier": Right(OFFICE | {Role.SYSTEM}, rows={"run_id": a_replan}),
    "GET /terms/{term_id}/clashes": Right(OFFICE | {Role.SYSTEM}, rows={"term_id": term_to_plan}),
    "GET /drafts/{draft_id}/why/{key}": Right(OFFICE, rows={"key": a_key}),
    "GET /releases/{release_id}/why/{key}": Right(OFFICE | {Role.SYSTEM}, rows={"key": a_key}),
}
