"""Fill empty tables from a backup."""

from itertools import islice

from sqlalchemy import Connection, ForeignKeyConstraint, Table, delete
from sqlalchemy.schema import AddConstraint, DropConstraint

from scheduler.models.accounts import SignIn
from scheduler.operations.archive import Archive, ArchiveFaultyError
from scheduler.operations.columns import decoder, tables_of, write_expression

ROWS_AT_ONCE = 500


def load_rows(connection: Connection, archive: Archive) -> None:
    """Insert every row of the archive into the empty tables of its revision, in the caller's transaction.

    References are checked at the end, so that rows may refer to later ones. Raises ArchiveFaultyError.
    """
    tables = {table.name: table for table in tables_of(connection)}
    if unknown := {note.name for note in archive.manifest.tables} ^ tables.keys():
        raise ArchiveFaultyError(reason=f"other tables than expected: {', '.join(sorted(unknown))}")
    references = _drop_references(connection, list(tables.values()))
    for name, table in tables.items():
        _load(connection, table, archive, name)
    for reference in references:
        connection.execute(AddConstraint(reference))


def settle(connection: Connection) -> None:
    """Sign everybody out, in tables of the present revision: a sign-in ended after the backup must not come back.

    Searches that the backup caught at work are taken up again by a worker, which finds that they have no job.
    """
    connection.execute(delete(SignIn))


def _drop_references(connection: Connection, tables: list[Table]) -> list[ForeignKeyConstraint]:
    """Foreign keys taken off for the loading; SQLite has them switched off by whoever changes its tables."""
    if connection.dialect.name == "sqlite":
        return []
    references = [constraint for table in tables for constraint in table.foreign_key_constraints]
    for reference in references:
        connection.execute(DropConstraint(reference))
    return references


def _load(connection: Connection, table: Table, archive: Archive, name: str) -> None:
    is_sqlite = connection.dialect.name == "sqlite"
    decoders = {column.name: decoder(column, is_sqlite=is_sqlite) for column in table.columns}
    insert = table.insert().values(
        {column.name: write_expression(column, is_sqlite=is_sqlite) for column in table.columns}
    )
    rows = archive.rows(name)
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        if batch[0].keys() != decoders.keys():
            raise ArchiveFaultyError(reason=f"other columns than expected in {name}")
        connection.execute(
            insert, [{column: decoders[column](value) for column, value in row.items()} for row in batch]
        )
