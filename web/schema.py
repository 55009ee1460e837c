"""Writes the types of the API for the pages, `src/api/schema.ts`, from the application: `python web/schema.py`."""

import json
import sys
import tempfile
from pathlib import Path

WEB = Path(__file__).resolve().parent
sys.path.insert(0, str(WEB.parent))

from api.app import create_app  # noqa: E402 - the project is on the path only now
from build_web import install, npm  # noqa: E402
from scheduler.database import open_database  # noqa: E402
from scheduler.settings import Settings  # noqa: E402

OUT = WEB / "src" / "api" / "schema.ts"


def write_types(out: Path = OUT) -> None:
    """Only the description is read: nothing is served, and the database is never opened."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        document = create_app(settings, open_database(settings.database)).openapi()
        source = Path(folder) / "openapi.json"
        source.write_text(json.dumps(document), encoding="utf-8")
        install()
        npm("run", "--silent", "schema", "--", str(source), "--output", str(out))


if __name__ == "__main__":
    write_types()
