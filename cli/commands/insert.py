"""`dudao insert`: the best ways to fit one new engagement into a plan, with the cost of each by name."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from cli.desk import Desk, desk_of, shortened
from cli.exits import CommandError
from cli.files import read_file
from cli.words import moment
from scheduler.words import COSTS
from solver.plan import Plan
from solver.problem import Engagement, Problem
from solver.reading import FaultyFile, read_problem
from solver.wording import Wording

if TYPE_CHECKING:
    from solver.inserting import Insertion


def insert(
    context: typer.Context,
    problem_path: Annotated[Path, typer.Argument(metavar="PROBLEM")],
    plan_path: Annotated[Path, typer.Argument(metavar="PLAN")],
    engagement: Annotated[str, typer.Argument(metavar="ENGAGEMENT")],
    count: Annotated[int, typer.Option(min=1, max=100, metavar="N")] = 10,
) -> None:
    """Fit one new engagement."""
    desk = desk_of(context)
    problem, plan = desk.problem(problem_path), desk.plan(plan_path)
    problem, wanted = _wanted(problem, plan, engagement, desk)
    # Loading the compiled search takes a second or more: only the commands that search pay for it.
    from solver.inserting import insertions

    with desk.err.status(Wording("查找…", "searching…").say(desk.lang)):
        ways = insertions(problem, plan, wanted.id, count)
    if not ways:
        desk.say("排不进去：没有一种办法满足所有硬性规则", "it does not fit: no way keeps every hard rule")
        return
    desk.out.print(_table(problem, ways, desk))


def _wanted(problem: Problem, plan: Plan, name: str, desk: Desk) -> tuple[Problem, Engagement]:
    """The problem with the engagement in it, and the engagement. Raises CommandError when there is none such."""
    known = {row.id: row for row in problem.engagements}
    found = next((row for row_id, row in known.items() if row_id == name), None)
    if found is None:
        return _from_file(problem, Path(name), desk)
    if any(visit.engagement == name for visit in plan.visits):
        raise CommandError("engagement-planned", name=name)
    return problem, found


def _from_file(problem: Problem, path: Path, desk: Desk) -> tuple[Problem, Engagement]:
    if not path.exists():
        raise CommandError("engagement-unknown", name=path)
    content = read_file(path)
    try:
        row = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise CommandError("engagement-faulty", path=path, count=1, details=[str(fault)]) from None
    whole = json.loads(problem.to_json())
    whole["engagements"].append(row)
    try:
        wider = read_problem(whole)
    except FaultyFile as faulty:
        lines = list(faulty.lines(desk.lang))
        raise CommandError(
            "engagement-faulty", path=path, count=len(lines), details=shortened(lines, desk.lang)
        ) from None
    return wider, wider.engagements[-1]


def _table(problem: Problem, ways: list["Insertion"], desk: Desk) -> Table:
    names = {row.id: row.name for row in problem.supervisors}
    table = Table(box=None, pad_edge=False)
    table.add_column("#", justify="right", style="dim")
    table.add_column(Wording("增加成本", "cost").say(desk.lang), justify="right", style="bold")
    table.add_column(Wording("走访", "visits").say(desk.lang))
    table.add_column(Wording("成本构成", "of which").say(desk.lang), style="dim")
    for number, way in enumerate(ways, start=1):
        visits = "\n".join(
            f"{moment(problem.slots[visit.slot], desk.lang)}  " + "、".join(names[who] for who in visit.supervisors)
            for visit in way.visits
        )
        parts = "  ".join(
            f"{COSTS[name].say(desk.lang)} {amount:+,}" for name, amount in way.cost_change.by_name.items() if amount
        )
        table.add_row(str(number), f"{way.cost_change.total:+,}", visits, parts)
    return table
