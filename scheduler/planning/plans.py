"""Plans as the tables keep them: the rows of the exchange format, whose ids are keys of the service's own rows."""

from typing import Any

from solver.plan import Plan


def plan_in(rows: dict[str, Any]) -> Plan:
    """The plan in the `plan` column of a draft, a release or a run."""
    return Plan.model_validate(
        {part: rows[part] for part in ("visits", "sessions", "trainees") if part in rows}, by_alias=True, by_name=False
    )


def plan_rows(plan: Plan) -> dict[str, Any]:
    """What the `plan` column keeps of a plan; its cost and reasons have columns of their own."""
    return plan.model_dump(mode="json", by_alias=True, include={"visits", "sessions", "trainees"})
