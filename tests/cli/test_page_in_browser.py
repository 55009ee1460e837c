"""The roster page in a real browser: it draws everything, in both languages, without an error."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from cli.page import roster_page
from cli.page.data import page_data
from solver.reading import read_plan, read_problem
from solver.wording import Lang
from tests.cli.conftest import SMALL_PLAN
from tests.cli.test_page import HOSTILE
from tests.solver.builders import tiny_problem

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--enable-logging=stderr",
    "--virtual-time-budget=2000",
    "--dump-dom",
]
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no browser is installed")


def drawn(tmp_path: Path, lang: Lang, script: str = "") -> tuple[str, list[str]]:
    """The document after its script ran (and then `script`), and what the console said."""
    problem = tiny_problem(name=HOSTILE)
    problem["stations"][0]["name"] = HOSTILE
    page = roster_page(page_data(read_problem(json.dumps(problem)), read_plan(json.dumps(SMALL_PLAN)), lang))
    end = page.rindex("</script>")
    path = tmp_path / "roster.html"
    path.write_text(page[:end] + script + page[end:], encoding="utf-8")
    assert BROWSER is not None
    done = subprocess.run(
        [BROWSER, *FLAGS, f"--user-data-dir={tmp_path / 'browser'}", path.as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout, re.findall(r"CONSOLE.*", done.stderr)


@pytest.mark.parametrize(("lang", "heading"), [(Lang.ZH, "排班"), (Lang.EN, "Roster")])
def test_everything_is_drawn_without_an_error(tmp_path: Path, lang: Lang, heading: str) -> None:
    document, console = drawn(tmp_path, lang)
    assert console == []
    assert f'data-say="board">{heading}</h2>' in document
    assert len(re.findall(r'<button type="button" class="block', document)) == 4 + 1 + 2  # v1 and v2 have a meeting
    assert "<img" not in document
    assert document.count('<circle class="station') == 3


def test_every_view_can_be_reached(tmp_path: Path) -> None:
    script = """
    for (const rows of ["stations", "venues", "cohorts", "supervisors"]) {
      for (const zoom of ["month", "week", "term"]) update({ rows, zoom });
      showAgenda(rows, 0);
    }
    update({ search: "督导2" });
    document.querySelector(".block").click();
    at("language").click();
    document.title = document.querySelectorAll("#board-table tbody tr").length + " rows";
    """
    document, console = drawn(tmp_path, Lang.ZH, script)
    assert console == []
    assert "<title>2 rows</title>" in document  # herself, and whoever meets her
