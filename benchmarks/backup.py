"""Backups: seconds to write one and verify it, to restore it, its size beside the database's, rows a second.

Into a SQLite file; and from and into a PostgreSQL when the address of an empty one is given, which is emptied again.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.measuring import Stopwatch
from benchmarks.served import filled
from benchmarks.tables import Cell, Table
from migrations.restoring import restore
from migrations.running import EMPTY, migrate, newest
from scheduler.database import Database, open_database, sqlite_url
from scheduler.operations.backing_up import back_up

COLUMNS = ["stations", "rows", "database", "backup MB", "backup s", "restore s", "rows a second"]


def add_options(parser: argparse.ArgumentParser) -> None:
    """How large, and where else."""
    parser.add_argument("--cities", type=int, nargs="+", default=[0, 19], metavar="N", help="0: Jiaxing's 72 stations")
    parser.add_argument("--postgresql", metavar="URL", help="an empty database")


def measure(given: argparse.Namespace) -> Table:
    """One row per size and database."""
    rows: list[list[Cell]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for cities in given.cities:
            city = filled(folder, cities)
            original = open_database(city.url)
            first = folder / f"{cities}.first"
            back_up(original, first, revision=newest())
            original.close()
            places = {"SQLite": sqlite_url(folder / f"{cities}.restored.sqlite")}
            if given.postgresql:
                places["PostgreSQL"] = given.postgresql
            for label, url in places.items():
                rows.append([city.stations, *_figures(label, open_database(url), first, folder / f"{cities}.{label}")])
    return Table(COLUMNS, rows)


def _figures(label: str, database: Database, source: Path, file: Path) -> list[Cell]:
    """Restore `source` into an empty database and back it up from there."""
    try:
        restoring = Stopwatch()
        restore(database, source, replace=False)
        restored = restoring.seconds
        saving = Stopwatch()
        manifest = back_up(database, file, revision=newest())
        saved = saving.seconds
        migrate(database, EMPTY)
    finally:
        database.close()
    size = round(file.stat().st_size / 1e6, 1)
    return [manifest.rows, label, size, round(saved, 2), round(restored, 2), round(manifest.rows / saved)]
