"""A table of figures, as Markdown for people and as JSON for programs."""

import json
import os
import platform
from dataclasses import dataclass, field
from pathlib import Path

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. `is_sound` says whether every plan that was measured keeps the rules."""

    columns: list[str]
    rows: list[list[Cell]] = field(default_factory=list)
    is_sound: bool = True

    def markdown(self) -> str:
        """The table in Markdown, without a line end after the last row."""
        lines = [self.columns, ["---"] * len(self.columns), *([shown(cell) for cell in row] for row in self.rows)]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def shown(cell: Cell) -> str:
    """A cell for people: thousands apart, a dash for what there is not."""
    if cell is None:
        return "–"
    return cell if isinstance(cell, str) else f"{cell:,}"


def write_json(path: Path, table: Table) -> None:
    """One object per row, keyed by column, beside the machine they were measured on."""
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    text = json.dumps({"machine": machine_line(), "is_sound": table.is_sound, "rows": rows}, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def machine_line() -> str:
    """What the figures were measured on: processor, cores this process may use, their load, Python."""
    model = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    cores = len(os.sched_getaffinity(0))
    return f"{model}, {cores} cores, load {os.getloadavg()[0]:.1f} at the end, Python {platform.python_version()}"
