"""Put a database back to the state of a backup, of this version of the software or an older one, on either database."""

from pathlib import Path

from alembic.util import CommandError
from sqlalchemy import inspect

from migrations.running import EMPTY, HEAD, bring, changing_tables
from scheduler.database import Database
from scheduler.errors import DomainError
from scheduler.models import metadata
from scheduler.operations.archive import Archive, Manifest
from scheduler.operations.restoring import load_rows, settle
from solver.wording import Wording


class DatabaseFilledError(DomainError):
    """The database has tables already, and nobody said that they may go."""

    code = "database-filled"
    wording = Wording(
        "数据库里已有数据；确认要用备份替换全部现有数据时，请加 --replace",
        "the database holds data already; add --replace to replace all of it by the backup",
    )


class BackupTooNewError(DomainError):
    """The backup was made by a newer version of the software. Facts: `revision`."""

    code = "backup-too-new"
    wording = Wording(
        "备份由更新的版本（{revision}）生成；请先升级本软件",
        "the backup was made by a newer version ({revision}); upgrade this software first",
    )


def restore(database: Database, file: Path, *, replace: bool) -> Manifest:
    """Load a backup, whole or not at all; processes that serve meanwhile see the old state until it is done.

    Afterwards nobody is signed in.

    Raises ArchiveFaultyError, DatabaseFilledError, BackupTooNewError, StorageError and OSError.
    """
    archive = Archive(file)
    try:
        archive.verify()
        with changing_tables(database) as connection:
            if set(inspect(connection).get_table_names()) & set(metadata.tables):
                if not replace:
                    raise DatabaseFilledError
                bring(connection, EMPTY)
            try:
                bring(connection, archive.manifest.revision)
            except CommandError:
                raise BackupTooNewError(revision=archive.manifest.revision) from None
            load_rows(connection, archive)
            bring(connection, HEAD)
            settle(connection)
    finally:
        archive.close()
    return archive.manifest
