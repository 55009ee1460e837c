"""The types that the pages are written against are those of the API as it is."""

import importlib.util
from pathlib import Path

import pytest

import build_web

pytestmark = pytest.mark.skipif(not build_web.STATIC.exists(), reason="the pages were left out of this environment")

ROOT = Path(__file__).parents[2]


def test_the_types_of_the_api_are_current(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("schema", ROOT / "web" / "schema.py")
    assert spec is not None
    assert spec.loader is not None
    schema = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(schema)
    schema.write_types(tmp_path / "schema.ts")
    assert (tmp_path / "schema.ts").read_text() == schema.OUT.read_text(), "run `python web/schema.py`"
