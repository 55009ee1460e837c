"""`dudao import-ctt` and `dudao export-ctt`: the files of curriculum-based course timetabling (ITC-2007 track 3)."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from cli.desk import desk_of, shortened
from cli.exits import CommandError
from cli.files import OutputFile, read_file
from solver.camp.ctt import Ctt, FaultyCtt, read_ctt
from solver.camp.translation import solution_text, to_problem
from solver.problem import Problem


def import_ctt(
    context: typer.Context,
    ctt_path: Annotated[Path, typer.Argument(metavar="FILE")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="PROBLEM")],
) -> None:
    """Turn a competition file into a problem."""
    desk = desk_of(context)
    file = OutputFile(output)
    content = read_file(ctt_path)
    try:
        ctt = read_ctt(content.decode("utf-8", "replace"))
    except FaultyCtt as faulty:
        lines = [f"[{fault.code}] {fault.message(desk.lang)}" for fault in faulty.faults]
        raise CommandError("ctt-faulty", details=shortened(lines, desk.lang), path=ctt_path, count=len(lines)) from None
    file.write(to_problem(ctt).to_json())
    desk.say(
        "已写出 {path}：{name}，{classes} 门课，{rooms} 间教室，{days} 天 × {periods} 节",
        "wrote {path}: {name}; {classes} courses, {rooms} rooms, {days} days of {periods} periods",
        path=output,
        name=ctt.name,
        classes=len(ctt.courses),
        rooms=len(ctt.rooms),
        days=ctt.days,
        periods=ctt.periods_per_day,
    )


def export_ctt(
    context: typer.Context,
    problem_path: Annotated[Path, typer.Argument(metavar="PROBLEM")],
    plan_path: Annotated[Path, typer.Argument(metavar="PLAN")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE")],
) -> None:
    """Write a plan in the competition's solution format."""
    desk = desk_of(context)
    file = OutputFile(output)
    problem, plan = desk.problem(problem_path), desk.plan(plan_path)
    ctt = Ctt(periods_per_day=_periods_per_day(problem))
    file.write(solution_text(ctt, plan.sessions))
    left_out = sum(row.sessions for row in problem.classes) - len(plan.sessions)
    desk.say(
        "已写出 {path}：{count} 场", "wrote {path}: {count} course sessions", path=output, count=len(plan.sessions)
    )
    if left_out:
        desk.warn("有 {count} 场没有排入", "{count} course sessions are left out", count=left_out)


def _periods_per_day(problem: Problem) -> int:
    """How many slots every date has. Raises CommandError when the problem is no timetable of the competition."""
    if problem.engagements:
        raise CommandError("not-a-timetable", reason="engagements")
    lengths = set(Counter(slot.date for slot in problem.slots).values())
    if len(lengths) != 1:
        raise CommandError("not-a-timetable", reason="slots")
    return lengths.pop()
