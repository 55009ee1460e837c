"""`dudao check`: what is wrong with a problem, what will not work, and what a plan breaks and costs."""

from pathlib import Path
from typing import Annotated

import typer

from cli.desk import Desk, desk_of, shortened
from cli.exits import CommandError
from cli.tables import bound_line, cost_table
from solver.plan import Plan
from solver.problem import Problem
from solver.reading import warnings
from solver.rules import verify


def check(
    context: typer.Context,
    problem_path: Annotated[Path, typer.Argument(metavar="PROBLEM")],
    plan_path: Annotated[Path | None, typer.Argument(metavar="[PLAN]")] = None,
) -> None:
    """Check a problem, and a plan of it."""
    desk = desk_of(context)
    problem = desk.problem(problem_path)
    desk.say("题目没有错误：{name}", "the problem has no faults: {name}", name=problem.name or problem_path)
    foreseen = [f"{warning.path} [{warning.code}] {warning.message(desk.lang)}" for warning in warnings(problem)]
    desk.say("隐患 {count} 处", "warnings: {count}", count=len(foreseen))
    for line in shortened(foreseen, desk.lang):
        desk.out.print(f"  {line}", style="yellow", soft_wrap=True)
    if plan_path is not None:
        _check_plan(problem, desk.plan(plan_path), desk)


def _check_plan(problem: Problem, plan: Plan, desk: Desk) -> None:
    """Raises CommandError when the plan breaks a hard rule."""
    verdict = verify(problem, plan)
    visits, sessions = left_out(problem, plan)
    desk.say(
        "排入 {visits} 次走访、{sessions} 场培训；未排 {out_visits} 次走访、{out_sessions} 场培训",
        "planned {visits} visits and {sessions} course sessions; left out {out_visits} visits and "
        "{out_sessions} course sessions",
        visits=len(plan.visits),
        sessions=len(plan.sessions),
        out_visits=visits,
        out_sessions=sessions,
    )
    desk.out.print(cost_table(verdict.cost, desk.lang))
    desk.out.print(bound_line(verdict.cost.total, plan.bound, desk.lang))
    if verdict.violations:
        lines = [f"{row.rule} [{row.code}] {row.message(desk.lang)}" for row in verdict.violations]
        raise CommandError("plan-broken", details=shortened(lines, desk.lang), count=len(lines))
    desk.say("所有硬性规则都满足", "every hard rule holds")


def left_out(problem: Problem, plan: Plan) -> tuple[int, int]:
    """Visits and course sessions that the problem asks for and the plan does not hold."""
    planned_visits = {(row.engagement, row.index) for row in plan.visits}
    planned_sessions = {(row.class_id, row.index) for row in plan.sessions}
    return (
        sum((row.id, index) not in planned_visits for row in problem.engagements for index in range(row.visits)),
        sum((row.id, index) not in planned_sessions for row in problem.classes for index in range(row.sessions)),
    )
