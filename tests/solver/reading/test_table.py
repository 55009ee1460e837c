from pathlib import Path

from solver.reading.table import page

DOCS = Path(__file__).parents[3] / "docs" / "faults.md"


def test_the_page_of_codes_is_that_of_the_catalogue() -> None:
    assert DOCS.read_text(encoding="utf-8") == page(), "run: python -m solver.reading.table > docs/faults.md"
