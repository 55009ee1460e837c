"""`dudao explain`: a plan in words."""

from pathlib import Path
from typing import Annotated

import typer

from cli.desk import Desk, desk_of
from cli.left_out import explained, reasons_and_remedies, spoken, titles
from cli.tables import bound_line
from solver.explain import explain_costs
from solver.plan import Plan
from solver.problem import Problem
from solver.wording import Wording


def explain(
    context: typer.Context,
    problem_path: Annotated[Path, typer.Argument(metavar="PROBLEM")],
    plan_path: Annotated[Path, typer.Argument(metavar="PLAN")],
    count: Annotated[int, typer.Option(min=1, metavar="N")] = 10,
) -> None:
    """Explain a plan."""
    desk = desk_of(context)
    problem, plan = desk.problem(problem_path), desk.plan(plan_path)
    costs = explain_costs(problem, plan, count)
    desk.heading("成本 {total:,}", "cost {total:,}", total=costs.total)
    desk.out.print("  " + bound_line(costs.total, plan.bound, desk.lang))
    for share in costs.shares:
        desk.point(share.message(desk.lang))
    desk.heading("代价最高的走访", "the dearest visits")
    for burden in costs.worst_visits:
        desk.point(burden.message(desk.lang))
    if costs.load_gaps:
        desk.heading("离约定最远的督导", "furthest from the agreed number")
    for gap in costs.load_gaps:
        desk.point(gap.message(desk.lang))
    _explain_left_out(problem, plan, desk)


def _explain_left_out(problem: Problem, plan: Plan, desk: Desk) -> None:
    left_out = explained(problem, plan)
    desk.heading("没有排入：{count}", "left out: {count}", count=len(left_out))
    known = titles(problem)
    for row in left_out:
        title, count = known[str(row.engagement or row.class_id)]
        number = Wording("第 {index} 次，共 {count} 次", "{index} of {count}").say(
            desk.lang, index=row.index + 1, count=count
        )
        desk.point(f"{spoken(title, desk.lang)} · {number}")
        reasons, remedies = reasons_and_remedies(problem, row)
        for label, sentences in ((Wording("原因：", "why: "), reasons), (Wording("办法：", "remedy: "), remedies)):
            for sentence in sentences:
                desk.point(f"{label.say(desk.lang)}{spoken(sentence, desk.lang)}", depth=2)
