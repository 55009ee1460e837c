"""`dudao sample`: a sample problem file."""

from pathlib import Path
from typing import Annotated

import typer

from calendars.working_days import LAST_NOTICED_YEAR, NoticeMissingError, first_year_without_notice
from cli.desk import desk_of
from cli.exits import CommandError
from cli.files import OutputFile
from samples.sample import SampleOptions, make_sample
from samples.terms import Quarter


def sample(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="PROBLEM")],
    seed: Annotated[int, typer.Option(min=0, metavar="N")] = 1,
    cities: Annotated[int, typer.Option(min=0, max=200, metavar="N")] = 0,
    tight: Annotated[float, typer.Option(min=0.1, max=3, metavar="X")] = 0.8,
    camp: Annotated[bool, typer.Option("--camp/--no-camp")] = True,
    quarter: Annotated[str, typer.Option(metavar="2026Q4")] = "2026Q4",
    provisional: Annotated[bool, typer.Option("--provisional")] = False,
) -> None:
    """Make a sample problem."""
    desk = desk_of(context)
    try:
        when = Quarter.parse(quarter)
    except ValueError:
        raise CommandError("quarter-unreadable", text=quarter) from None
    file = OutputFile(output)
    try:
        problem = make_sample(SampleOptions(seed, cities, tight, camp, when, provisional))
    except NoticeMissingError as missing:
        raise CommandError("no-notice", year=missing.year, last=LAST_NOTICED_YEAR) from None
    if (year := first_year_without_notice(when.first, when.end)) is not None:
        desk.warn(
            "{year} 年放假安排未公布：按周一至周五暂定", "the days off of {year} are unknown: weekdays", year=year
        )
    file.write(problem.to_json())
    desk.say(
        "已写出 {path}：{name}，{stations} 个社工站，{people} 位督导与讲师，"
        "{visits} 次走访，{sessions} 场培训，{slots} 个半天",
        "wrote {path}: {name}; {stations} stations, {people} supervisors and lecturers, {visits} visits, "
        "{sessions} course sessions, {slots} half-days",
        path=output,
        name=problem.name,
        stations=len(problem.stations),
        people=len(problem.supervisors),
        visits=sum(row.visits for row in problem.engagements),
        sessions=sum(row.sessions for row in problem.classes),
        slots=len(problem.slots),
    )
