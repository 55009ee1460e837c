"""The command line: `python3 dev.py bench MEASURE ...`; `bench --help` names them."""

import argparse
import sys
from pathlib import Path

from benchmarks import (
    backup,
    board,
    build,
    busy,
    camp,
    compare,
    feeds,
    insert,
    options,
    plan,
    replan,
    running,
    service,
    start,
)
from benchmarks.measuring import in_own_process
from benchmarks.tables import machine_line, write_json
from solver.warming import warm_up

MEASURES = {
    "plan": plan,
    "start": start,
    "replan": replan,
    "compare": compare,
    "build": build,
    "insert": insert,
    "service": service,
    "board": board,
    "busy": busy,
    "options": options,
    "backup": backup,
    "running": running,
    "feeds": feeds,
}


def make_parser() -> argparse.ArgumentParser:
    """The options of every measure; each measure brings its own."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    commands = parser.add_subparsers(dest="measure", required=True)
    for name, module in MEASURES.items():
        summary = (module.__doc__ or "").splitlines()[0]
        command = commands.add_parser(name, help=summary, description=module.__doc__)
        module.add_options(command)
        command.add_argument("--json", type=Path, metavar="FILE", help="write the table to this file too")
    commands.add_parser("camp", add_help=False, help=(camp.__doc__ or "").splitlines()[0])
    return parser


def main(arguments: list[str]) -> int:
    """Print one measure's table as Markdown; the exit code is 0, or 1 when a plan breaks a rule."""
    if arguments[:1] == ["camp"]:
        return camp.main(arguments[1:])
    given = make_parser().parse_args(arguments)
    in_own_process(warm_up)  # what is not on disk yet is compiled here, where no memory and no time is measured
    table = MEASURES[given.measure].measure(given)
    print(f"{table.markdown()}\n\n{machine_line()}")
    if given.json is not None:
        write_json(given.json, table)
    return 0 if table.is_sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
