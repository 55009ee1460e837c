"""Save a whole database to a file while it serves: one consistent state, read again and checked before it counts."""

import zipfile
from pathlib import Path

from sqlalchemy import Connection, Table, select

from scheduler.clock import now
from scheduler.database import Database
from scheduler.operations.archive import Archive, ArchiveWriter, Manifest
from scheduler.operations.columns import encoder, read_expression, tables_of

ROWS_AT_ONCE = 500


def back_up(database: Database, file: Path, *, revision: str) -> Manifest:
    """Write all rows to `file`, which must not be there yet, and verify it; `revision` is that of the tables.

    The file holds hashes of passwords and addresses of people: only its owner may read it. Nothing is left of a file
    that could not be finished. Raises StorageError and OSError.
    """
    file.touch(mode=0o600, exist_ok=False)
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, database.reading() as db:
            writer = ArchiveWriter(archive)
            for table in tables_of(db.connection()):
                _write(db.connection(), table, writer)
            writer.finish(made_at=now(), revision=revision)
        return verified(file)
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def verified(file: Path) -> Manifest:
    """The manifest of a backup that is whole. Raises ArchiveFaultyError and OSError."""
    archive = Archive(file)
    try:
        archive.verify()
    finally:
        archive.close()
    return archive.manifest


def _write(connection: Connection, table: Table, writer: ArchiveWriter) -> None:
    columns = list(table.columns)
    encoders = [encoder(column) for column in columns]
    rows = connection.execute(
        select(*map(read_expression, columns)).order_by(*table.primary_key),
        execution_options={"yield_per": ROWS_AT_ONCE},
    )
    values = ([encode(value) for encode, value in zip(encoders, row, strict=True)] for row in rows)
    writer.table(table.name, [column.name for column in columns], values)
