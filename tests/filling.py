"""Rows for every table, made from the columns alone: for what must work whatever the tables are."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Date, DateTime, Float, Integer, LargeBinary, MetaData, String
from sqlalchemy.types import TypeDecorator, TypeEngine


def fill(connection: Connection, metadata: MetaData, rows: int = 3) -> None:
    """Insert `rows` rows into every table; each refers to the row of its number in the tables it refers to."""
    for table in metadata.sorted_tables:
        if table.name != "alembic_version":
            values = [{column.name: _value(column, number) for column in table.columns} for number in range(rows)]
            connection.execute(table.insert(), values)


def _value(column: Column[Any], number: int) -> Any:
    if column.foreign_keys:
        reference = next(iter(column.foreign_keys)).column
        # A reference within a table would need its rows in order.
        return None if reference.table is column.table else _value(reference, number)
    kind = column.type
    if isinstance(kind, TypeDecorator):
        if members := getattr(kind, "kind", None):
            return list(members)[number % len(members)]
        aware = column.type.__class__.__name__ == "UtcDateTime"
        kind = kind.impl if isinstance(kind.impl, TypeEngine) else kind.impl()
        if aware:
            return dt.datetime(2026, 10, 8, 1, number, 5, 123456, tzinfo=dt.UTC)
    return _plain(column, kind, number)


def _plain(column: Column[Any], kind: TypeEngine[Any], number: int) -> Any:
    makers: dict[type[TypeEngine[Any]], Any] = {
        Boolean: number % 2 == 0,
        DateTime: dt.datetime(2026, 10, 8, 1, number, 5, 123456),  # noqa: DTZ001 - as a plain column has it
        Date: dt.date(2026, 10, 8 + number),
        Integer: number,
        Float: number + 0.1,
        LargeBinary: bytes([0, 255, number]),
        JSON: {"键": [1, None, "“引号”", 1.5, number]},
    }
    for wanted, value in makers.items():
        if isinstance(kind, wanted):
            return value
    if isinstance(kind, String):
        return f"{column.table.name}-{column.name} 督导 {number}"[-(kind.length or 100) :]
    raise TypeError(f"no value for {column}")
