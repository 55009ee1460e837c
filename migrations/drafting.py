"""Draft a migration from the models: `python -m migrations.drafting "what changes"`, to be read and corrected by hand.

Until the first release there is one migration only: `python -m migrations.drafting --initial` makes it anew.
The models are compared with a new SQLite file that has run all migrations, never with a database in use.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

from alembic import command
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator, TypeEngine

from migrations.running import configuration, migrate
from scheduler.database import open_database, sqlite_url

INITIAL = "The initial tables"
VERSIONS = Path(__file__).parent / "versions"


def draft(message: str, *, initial: bool = False) -> Path:
    """The file of a new migration, or of the initial one made anew: what models have and migrations have not."""
    if initial:
        for old in VERSIONS.glob("r*.py"):
            old.unlink()
    number = f"{len(list(VERSIONS.glob('r*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(sqlite_url(Path(folder) / "drafting.sqlite"))
        if not initial:
            migrate(database)
        with database.engine.begin() as connection:
            config = configuration(connection, render_item=_plain_type)
            config.set_main_option("file_template", "r%%(rev)s_%%(slug)s")
            script = command.revision(config, message, autogenerate=True, rev_id=number)
        database.close()
    assert script is not None and not isinstance(script, list)  # noqa: PT018, S101 - one was asked for
    file = Path(script.path)
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", file], check=True)  # noqa: S603 - of ours
    return file


def _plain_type(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """A type of ours written as the type of the database it stands for: migrations must not change with the models."""
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    plain = item.impl if isinstance(item.impl, TypeEngine) else item.impl()
    return f"sa.{plain!r}"


if __name__ == "__main__":
    asked = sys.argv[1:]
    if len(asked) != 1:
        sys.exit(__doc__)
    print(draft(INITIAL, initial=True) if asked == ["--initial"] else draft(asked[0]))  # noqa: T201 - a tool
