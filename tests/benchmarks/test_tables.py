import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.tables import Table, write_json

TABLE = Table(["problem", "cost", "gap %"], [["a", 12345, 8.5], ["b", None, 0.0]])


def test_a_table_is_markdown_with_thousands_apart_and_a_dash_for_nothing() -> None:
    assert TABLE.markdown().splitlines() == [
        "| problem | cost | gap % |",
        "| --- | --- | --- |",
        "| a | 12,345 | 8.5 |",
        "| b | – | 0.0 |",
    ]


def test_the_file_holds_plain_numbers_by_column(tmp_path: Path) -> None:
    write_json(tmp_path / "table.json", TABLE)
    written = json.loads((tmp_path / "table.json").read_text(encoding="utf-8"))
    assert written["rows"] == [
        {"problem": "a", "cost": 12345, "gap %": 8.5},
        {"problem": "b", "cost": None, "gap %": 0.0},
    ]
    assert written["is_sound"] is True


@pytest.mark.parametrize("name", ["plan", "start", "replan", "compare", "build", "insert", "camp"])
def test_every_measure_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert "usage" in capsys.readouterr().out
