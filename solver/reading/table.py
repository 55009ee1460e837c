"""The catalogue as a page: `python -m solver.reading.table > docs/faults.md`."""

import sys
from collections.abc import Mapping

from solver.reading.catalogue import CAUTIONS, FAULTS, Entry
from solver.wording import Wording

_INTRODUCTION = """\
# 文件错误与预警 · Faults and warnings

<!-- Made from the catalogue: python -m solver.reading.table > docs/faults.md -->

A **fault** makes an exchange file unusable until it is mended; every fault of a file is reported at once. A **warning**
foresees, by counting, what cannot work as asked; a plan can be made all the same. Each comes with its code, its place
in the file (like `engagements[3].station`), the id of the row, and two sentences: what is wrong, and the fix.
Names in braces are filled in.
"""


def page() -> str:
    """The whole page in Markdown: a table of faults and one of warnings, in both languages."""
    return "\n".join([_INTRODUCTION, "## Faults\n", *_table(FAULTS), "\n## Warnings\n", *_table(CAUTIONS), ""])


def _table(entries: Mapping[str, Entry]) -> list[str]:
    rows = [f"| `{code}` | {_cell(entry.what)} | {_cell(entry.fix)} |" for code, entry in entries.items()]
    return ["| code | what is wrong | fix |", "|---|---|---|", *rows]


def _cell(wording: Wording) -> str:
    """Both sentences with the facts as their names; doubled braces are plain ones in the sentence itself."""
    text = f"{wording.zh}<br>{wording.en}"
    return text.replace("{{", "{").replace("}}", "}").replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(page())
