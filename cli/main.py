"""The `dudao` command: its language, its commands, and what happens when one of them cannot do its work."""

import io
import os
import sys
import traceback
from typing import Annotated

import typer
import typer.main

from cli.commands.account import account
from cli.commands.backup import backup, restore
from cli.commands.check import check
from cli.commands.competition import export_ctt, import_ctt
from cli.commands.demo import demo
from cli.commands.explain import explain
from cli.commands.insert import insert
from cli.commands.migrate import migrate
from cli.commands.sample import sample
from cli.commands.serve import serve, worker
from cli.commands.show import show
from cli.commands.solve import solve
from cli.desk import Desk
from cli.exits import CommandError, ExitCode
from cli.help import in_language, language_first
from solver.wording import Lang

app = typer.Typer(
    name="dudao", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich"
)
FOR_FILES = (sample, solve, check, explain, insert, show, import_ctt, export_ctt)
FOR_A_SERVICE = (demo, serve, worker, migrate, account, backup, restore)
WITHOUT_ARGUMENTS = (sample, demo, serve, worker, migrate)
for command in (*FOR_FILES, *FOR_A_SERVICE):
    app.command(name=command.__name__.replace("_", "-"), no_args_is_help=command not in WITHOUT_ARGUMENTS)(command)


@app.callback()
def choose_language(lang: Annotated[Lang, typer.Option(envvar="DUDAO_LANG")] = Lang.ZH) -> None:
    """The language was already read from the arguments; here it is only declared."""


def main(arguments: list[str] | None = None) -> int:
    """Run `dudao` on these arguments, or on those of the process. The exit code is one of ExitCode."""
    _prepare_streams()
    lang, ordered = language_first(
        sys.argv[1:] if arguments is None else arguments, default=os.environ.get("DUDAO_LANG")
    )
    desk = Desk.of(lang)
    command = typer.main.get_command(app)
    in_language(command, lang)
    try:
        command(args=ordered, prog_name="dudao", obj=desk)
    except SystemExit as ended:
        return int(ended.code or ExitCode.DONE)
    except CommandError as error:
        return _refuse(error, desk)
    except Exception as fault:  # the edge of the program: a person never sees a traceback unasked
        if os.environ.get("DUDAO_TRACEBACK"):
            traceback.print_exc()
        return _refuse(CommandError("internal", reason=f"{type(fault).__name__}: {fault}"), desk)
    return ExitCode.DONE


def _prepare_streams() -> None:
    """Write any name whatever the terminal's encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _refuse(error: CommandError, desk: Desk) -> int:
    desk.err.print(error.line(desk.lang), style="red")
    for detail in error.details:
        desk.err.print(detail)
    return error.exit_code
