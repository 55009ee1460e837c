"""Every list is registered and documented."""

from pathlib import Path

from scheduler.spreadsheets.kinds import ListKind
from scheduler.spreadsheets.lists import LISTS

DOCUMENT = (Path(__file__).parents[3] / "docs" / "lists.md").read_text()


def test_every_kind_is_known_and_written_down_with_what_must_be_said() -> None:
    assert set(LISTS) == set(ListKind)
    for kind, known in LISTS.items():
        line = next(line for line in DOCUMENT.splitlines() if f"`{kind}`" in line and line.startswith("|"))
        assert all(f"`{part}`" in line for part in known.needs), kind
        assert bool(line.rstrip("| ").count("|") > 4) == bool(known.importers), kind
