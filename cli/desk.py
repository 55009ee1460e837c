"""What every command works with: the language, and where words and warnings are written."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import typer
from rich.console import Console

from cli.exits import CommandError, ExitCode
from cli.files import read_file
from solver.plan import Plan
from solver.problem import Problem
from solver.reading import FaultyFile, read_plan, read_problem
from solver.wording import Lang, Wording

PIPED_WIDTH: Final = 120
MOST_LINES_OF_FAULTS: Final = 50


class Output(Console):
    """Ends the program without a word when the reader of a pipe has seen enough.

    Not by the signal for it: that would also end a server whose client breaks off.
    """

    def on_broken_pipe(self) -> None:
        """Write no more, and end with `ExitCode.UNREAD`."""
        with suppress(SystemExit):
            super().on_broken_pipe()
        raise SystemExit(ExitCode.UNREAD)


@dataclass(frozen=True, slots=True)
class Desk:
    """The language of the user, their output, and the channel for warnings and errors."""

    lang: Lang
    out: Console
    err: Console

    @classmethod
    def of(cls, lang: Lang) -> "Desk":
        """The desk on this process's own standard streams. Names are never read as markup."""
        plain = {"markup": False, "highlight": False, "emoji": False}
        out = Output(**plain)  # type: ignore[arg-type]
        if not out.is_terminal:
            out = Output(**plain, width=PIPED_WIDTH)  # type: ignore[arg-type]
        return cls(lang, out, Console(stderr=True, soft_wrap=True, **plain))  # type: ignore[arg-type]

    def say(self, zh: str, en: str, **facts: object) -> None:
        """Write one line in the user's language."""
        self.out.print(Wording(zh, en).say(self.lang, **facts), soft_wrap=True)

    def heading(self, zh: str, en: str, **facts: object) -> None:
        """Write a heading after an empty line."""
        self.out.print()
        self.out.print(Wording(zh, en).say(self.lang, **facts), style="bold", soft_wrap=True)

    def point(self, sentence: str, depth: int = 1) -> None:
        """Write one point of a list."""
        self.out.print(f"{'  ' * depth}• {sentence}", soft_wrap=True)

    def warn(self, zh: str, en: str, **facts: object) -> None:
        """Write one line of warning beside the output."""
        self.err.print(Wording(zh, en).say(self.lang, **facts), style="yellow")

    def problem(self, path: Path) -> Problem:
        """The problem in a file. Raises CommandError with every fault when it cannot be used."""
        try:
            return read_problem(read_file(path))
        except FaultyFile as faulty:
            raise self._faulty("problem-faulty", path, faulty) from None

    def plan(self, path: Path) -> Plan:
        """The plan in a file. Raises CommandError with every fault when it cannot be read."""
        try:
            return read_plan(read_file(path))
        except FaultyFile as faulty:
            raise self._faulty("plan-faulty", path, faulty) from None

    def _faulty(self, code: str, path: Path, faulty: FaultyFile) -> CommandError:
        lines = list(faulty.lines(self.lang))
        return CommandError(code, details=shortened(lines, self.lang), path=path, count=len(lines))


def shortened(lines: list[str], lang: Lang) -> list[str]:
    """At most MOST_LINES_OF_FAULTS of the lines, with a last one that counts the rest."""
    rest = len(lines) - MOST_LINES_OF_FAULTS
    if rest <= 0:
        return lines
    return [*lines[:MOST_LINES_OF_FAULTS], Wording("…还有 {rest} 处", "… {rest} more").say(lang, rest=rest)]


def desk_of(context: typer.Context) -> Desk:
    """The desk that the entry point made for this run."""
    desk = context.obj
    if not isinstance(desk, Desk):
        raise TypeError("the entry point sets the desk")
    return desk
