"""Tables as they stand in a database, with their values as JSON values: the same from SQLite and from PostgreSQL."""

import base64
import datetime as dt
from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import (
    JSON,
    BindParameter,
    Cast,
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    cast,
)

from scheduler.models import metadata

Codec = Callable[[Any], Any]


def tables_of(connection: Connection) -> list[Table]:
    """The service's own tables as the database has them, those referred to first; not those of the job runner."""
    present = MetaData()
    known = set(metadata.tables)
    present.reflect(connection, only=lambda name, _: name in known)
    return present.sorted_tables


def read_expression(column: Column[Any]) -> ColumnElement[Any]:
    """What to select: the column, or the text of a JSON column."""
    return cast(column, Text) if isinstance(column.type, JSON) else column


def write_expression(column: Column[Any], *, is_sqlite: bool) -> BindParameter[Any] | Cast[Any]:
    """What to insert: a parameter with the column's name."""
    if not isinstance(column.type, JSON):
        return bindparam(column.name, type_=column.type)
    text = bindparam(column.name, type_=Text())
    # SQLite keeps JSON as text and would read a cast to it as a number.
    return text if is_sqlite else cast(text, column.type)


def encoder(column: Column[Any]) -> Codec:
    """From a value of the column to a JSON value."""
    return _codec(column, _ENCODERS)


def decoder(column: Column[Any], *, is_sqlite: bool) -> Codec:
    """Back from a JSON value to a value of the column."""
    decode = _codec(column, _DECODERS)
    if is_sqlite and isinstance(column.type, DateTime):
        return lambda value: None if value is None else decode(value).replace(tzinfo=None)
    return decode


def _codec(column: Column[Any], codecs: dict[type[Any], Codec]) -> Codec:
    for kind, codec in codecs.items():
        if isinstance(column.type, kind):
            return lambda value: None if value is None else codec(value)
    return lambda value: value


def _instant_text(value: dt.datetime) -> str:
    return (value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)).isoformat()


_ENCODERS: Final[dict[type[Any], Codec]] = {
    DateTime: _instant_text,
    Date: lambda value: value.isoformat(),
    LargeBinary: lambda value: base64.b64encode(value).decode(),
}
_DECODERS: Final[dict[type[Any], Codec]] = {
    DateTime: dt.datetime.fromisoformat,
    Date: dt.date.fromisoformat,
    LargeBinary: base64.b64decode,
}
