"""A backup file, `dudao-backup/1`: a ZIP of one JSON-lines file per table, and a manifest that proves it whole.

The first line of a table names its columns, every further line is a row. Instants are UTC, bytes base64; a JSON column
is kept as its exact text, so that nothing and `null` stay two things. No database's own format is used: what was saved
from SQLite is read into PostgreSQL and back.
"""

import datetime as dt
import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from scheduler.errors import DomainError
from solver.wording import Wording

FORMAT: Final = "dudao-backup/1"
MANIFEST: Final = "backup.json"
Row = Sequence[Any]


class ArchiveFaultyError(DomainError):
    """A backup file is damaged or something else. Facts: `reason`."""

    code = "backup-faulty"
    wording = Wording(
        "备份文件不能使用：{reason}；请换一个备份", "the backup file cannot be used: {reason}; take another one"
    )


class TableNote(BaseModel):
    """What a table's file must hold."""

    model_config = ConfigDict(frozen=True)

    name: str
    rows: int
    sha256: str


class Manifest(BaseModel):
    """What a backup says of itself."""

    model_config = ConfigDict(frozen=True)

    format: Literal["dudao-backup/1"]
    made_at: dt.datetime
    revision: str
    """The revision of the tables, as the migrations call it."""
    tables: tuple[TableNote, ...]

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables)


class ArchiveWriter:
    """Writes one table after the other, and the manifest at the end."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self._notes: list[TableNote] = []

    def table(self, name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Write a table; values of rows are JSON values."""
        digest, lines = hashlib.sha256(), 0
        with self._file.open(_entry(name), "w", force_zip64=True) as entry:
            for values in chain([columns], rows):
                lines += 1
                line = json.dumps(list(values), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                digest.update(line)
                entry.write(line)
        self._notes.append(TableNote(name=name, rows=lines - 1, sha256=digest.hexdigest()))

    def finish(self, *, made_at: dt.datetime, revision: str) -> Manifest:
        """Write the manifest."""
        manifest = Manifest(format=FORMAT, made_at=made_at, revision=revision, tables=tuple(self._notes))
        self._file.writestr(MANIFEST, manifest.model_dump_json(indent=1))
        return manifest


class Archive:
    """A backup file opened for reading; the caller closes it."""

    def __init__(self, path: Path) -> None:
        """Raises ArchiveFaultyError for what is no backup, and OSError."""
        try:
            self._file = zipfile.ZipFile(path)
            self.manifest = Manifest.model_validate_json(self._file.read(MANIFEST))
        except (zipfile.BadZipFile, KeyError, ValidationError) as fault:
            raise ArchiveFaultyError(reason=f"{path.name}: {type(fault).__name__}") from None

    def verify(self) -> None:
        """Read everything once. Raises ArchiveFaultyError when any byte or row is not as the manifest says."""
        for note in self.manifest.tables:
            digest, lines = hashlib.sha256(), 0
            try:
                with self._file.open(_entry(note.name)) as entry:
                    for line in entry:
                        digest.update(line)
                        lines += 1
            except (zipfile.BadZipFile, KeyError, EOFError, OSError) as fault:
                raise ArchiveFaultyError(reason=f"{note.name}: {fault}") from None
            if digest.hexdigest() != note.sha256 or lines != note.rows + 1:
                raise ArchiveFaultyError(reason=f"{note.name}: {lines - 1} rows instead of {note.rows}, or changed")

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """The rows of a table by column."""
        with self._file.open(_entry(name)) as entry:
            columns = json.loads(next(entry))
            for line in entry:
                yield dict(zip(columns, json.loads(line), strict=True))

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _entry(table: str) -> str:
    return f"tables/{table}.jsonl"
