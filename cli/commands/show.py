"""`dudao show`: the roster, in the terminal and as a page."""

from pathlib import Path
from typing import Annotated

import typer

from cli.desk import Desk, desk_of
from cli.exits import CommandError
from cli.files import OutputFile
from cli.page import roster_page
from cli.page.data import page_data
from cli.roster import Roster
from solver.wording import Wording


def show(
    context: typer.Context,
    problem_path: Annotated[Path, typer.Argument(metavar="PROBLEM")],
    plan_path: Annotated[Path, typer.Argument(metavar="PLAN")],
    html: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    who: Annotated[str, typer.Option(metavar="NAME")] = "",
) -> None:
    """Show the roster of a plan."""
    desk = desk_of(context)
    file = OutputFile(html) if html is not None else None
    problem, plan = desk.problem(problem_path), desk.plan(plan_path)
    roster = Roster(problem, plan, desk.lang)
    if who:
        _print_dates(roster, who, desk)
    else:
        _print_overview(roster, desk)
    if file is not None:
        file.write(roster_page(page_data(problem, plan, desk.lang)))
        desk.say("排班表网页：{path}（用浏览器打开）", "the roster as a page: {path} (open it in a browser)", path=html)


def _print_overview(roster: Roster, desk: Desk) -> None:
    problem = roster.problem
    people: list[tuple[str, str, str]] = [
        (row.id, row.name, f"{roster.worked(row.id)}/{'–' if row.target is None else row.target}")
        for row in problem.supervisors
    ]
    stations: list[tuple[str, str, str]] = [(row.id, row.name, str(roster.worked(row.id))) for row in problem.stations]
    venues: list[tuple[str, str, str]] = [(row.id, row.name, str(roster.worked(row.id))) for row in problem.venues]
    titles = (
        (Wording("督导（已排/约定）", "supervisors (planned/agreed)"), people),
        (Wording("社工站", "stations"), stations),
        (Wording("智创营场地", "venues of the camp"), venues),
    )
    for title, rows in titles:
        if rows:
            for table in roster.overview(title.say(desk.lang), rows, desk.out.width):
                desk.out.print(table)
                desk.out.print()
    desk.out.print(roster.legend())


def _print_dates(roster: Roster, who: str, desk: Desk) -> None:
    rows = [
        (row_id, name) for row_id, name in roster.names.items() if who.casefold() in name.casefold() or who == row_id
    ]
    if not rows:
        raise CommandError("nobody-found", who=who)
    for row_id, name in rows:
        desk.heading(
            "{name}（{id}）：{count}", "{name} ({id}): {count}", name=name, id=row_id, count=roster.worked(row_id)
        )
        for line in roster.dates(row_id):
            desk.out.print(line)
