"""What a person sees while a problem is solved: a live panel in a terminal, else a plain line a second."""

from types import TracebackType
from typing import Final, Protocol, Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from cli.tables import cost_table, gap
from cli.words import PHASES
from solver.solving import Progress
from solver.wording import Lang, Wording

CURVE_BARS: Final = " ▁▂▃▄▅▆▇█"
CURVE_WIDTH: Final = 60
BAR_WIDTH: Final = 40


class View(Protocol):
    """Somewhere progress is shown; to be used as a context."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def preparing(self, done: int, steps: int) -> None:
        """The compiled parts are being loaded: so many of so many."""

    def show(self, progress: Progress | None, seconds: float) -> None:
        """The newest progress, if any, and the seconds gone by; called several times a second."""


def view_for(console: Console, lang: Lang, limit: float | None) -> View:
    """The view that suits the console; `limit` is the number of seconds there are, None when it is not time."""
    return TerminalView(console, lang, limit) if console.is_terminal else LineView(console, lang, limit)


class TerminalView:
    """A panel that is drawn anew in place: time left, cost, bound, gap, what is left out, costs by name, the curve."""

    def __init__(self, console: Console, lang: Lang, limit: float | None) -> None:
        self._lang = lang
        self._limit = limit
        self._curve: list[tuple[float, int]] = []
        self._live = Live(console=console, refresh_per_second=8, transient=True)

    def __enter__(self) -> Self:
        self._live.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.__exit__(kind, error, trace)

    def preparing(self, done: int, steps: int) -> None:
        """Draw how far the loading is."""
        label = Wording("装载求解程序（首次需编译，约一分钟）", "loading the solver (compiled once, about a minute)")
        self._live.update(self._panel(label.say(self._lang), ProgressBar(steps, done, width=BAR_WIDTH)))

    def show(self, progress: Progress | None, seconds: float) -> None:
        """Draw the panel anew."""
        parts: list[RenderableType] = [self._time(seconds)]
        if progress is not None and progress.cost is not None:
            if not self._curve or progress.cost.total != self._curve[-1][1]:
                self._curve.append((seconds, progress.cost.total))
            parts += [self._figures(progress), Text(), cost_table(progress.cost, self._lang), Text()]
            parts.append(Text(curve(self._curve, seconds), "cyan"))
        stop = Wording("Ctrl-C：停止并保留当前最好的方案", "Ctrl-C: stop and keep the best plan so far")
        parts.append(Text(stop.say(self._lang), "dim"))
        self._live.update(self._panel(phase_of(progress, self._lang), Group(*parts)))

    def _panel(self, title: str, inside: RenderableType) -> Panel:
        return Panel(inside, title=Text(f"dudao {title}".strip()), title_align="left", border_style="blue", width=100)

    def _time(self, seconds: float) -> RenderableType:
        if self._limit is None:
            return Text(Wording("已用 {s:.0f} 秒", "{s:.0f} s").say(self._lang, s=seconds))
        left = max(0.0, self._limit - seconds)
        row = Table.grid(padding=(0, 2))
        words = Wording("还剩 {left:.0f} 秒", "{left:.0f} s left").say(self._lang, left=left)
        row.add_row(ProgressBar(self._limit, min(seconds, self._limit), width=BAR_WIDTH), words)
        return row

    def _figures(self, progress: Progress) -> Text:
        return Text(figures(progress, self._lang), "bold")


class LineView:
    """A plain line when a second has gone by, for files and pipes."""

    def __init__(self, console: Console, lang: Lang, limit: float | None) -> None:
        self._console = console
        self._lang = lang
        self._limit = limit
        self._next = 1.0
        self._loaded_tenth = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def preparing(self, done: int, steps: int) -> None:
        """Print every tenth part of the loading."""
        tenth = 10 * done // max(1, steps)
        if tenth <= self._loaded_tenth:
            return
        self._loaded_tenth = tenth
        self._say(Wording("装载 {done}/{steps}", "loading {done}/{steps}").say(self._lang, done=done, steps=steps))

    def show(self, progress: Progress | None, seconds: float) -> None:
        """Print a line when another second has gone by."""
        if seconds < self._next:
            return
        self._next = int(seconds) + 1.0
        words = phase_of(progress, self._lang) + "…"
        if progress is not None and progress.cost is not None:
            words = figures(progress, self._lang)
        self._say(f"{seconds:6.1f}s  {words}")

    def _say(self, line: str) -> None:
        self._console.print(line, soft_wrap=True)


def phase_of(progress: Progress | None, lang: Lang) -> str:
    """Where the search stands, in words."""
    return PHASES[progress.phase if progress is not None else "first"].say(lang)


def figures(progress: Progress, lang: Lang) -> str:
    """Cost, bound, gap and what is left out, on one line."""
    if progress.cost is None:
        return ""
    parts = [Wording("成本 {total:,}", "cost {total:,}").say(lang, total=progress.cost.total)]
    if progress.bound is not None:
        share = gap(progress.cost.total, progress.bound)
        wording = Wording("下界 {bound:,}  差距 {share:.1%}", "bound {bound:,}  gap {share:.1%}")
        parts.append(wording.say(lang, bound=progress.bound, share=share))
    left_out = Wording(
        "未排走访 {visits}  未排场次 {sessions}", "left out: visits {visits}, course sessions {sessions}"
    )
    parts.append(left_out.say(lang, visits=progress.unscheduled_visits, sessions=progress.unscheduled_sessions))
    return "  ".join(parts)


def curve(points: list[tuple[float, int]], seconds: float) -> str:
    """The best cost over the time gone by as one line of bars; `points` are (second, cost), falling."""
    if not points or seconds <= 0:
        return ""
    values = []
    for column in range(CURVE_WIDTH):
        moment = seconds * (column + 1) / CURVE_WIDTH
        known = [cost for at, cost in points if at <= moment]
        values.append(known[-1] if known else None)
    costs = [value for value in values if value is not None]
    low, high = min(costs, default=0), max(costs, default=0)
    top = len(CURVE_BARS) - 1
    return "".join(
        " " if value is None else CURVE_BARS[1 + round((top - 1) * (value - low) / max(1, high - low))]
        for value in values
    )
