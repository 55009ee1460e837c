"""All arrays of the camp in one packed array.

A kernel that takes two arrays is compiled and called far faster than one that takes sixty, since every array passed is
seven machine words.

A packed array begins with a header of two numbers per table, (offset, row width); a table's number is the place of its
header. One-dimensional tables have width 1. A table of groups (lists of numbers by row) is two tables: where each list
starts, as an index into the packed array, and the lists themselves.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from solver.compiled.kernel import Ints, kernel

Table = Ints
"""A packed array, or a part of one."""
LARGEST = 1 << 30
"""Larger numbers of a problem (limits, seats, prices) are taken for this one by the search; the verdict is exact."""


def numbered(count: int) -> range:
    """The numbers of `count` tables."""
    return range(0, 2 * count, 2)


def pack(tables: Mapping[int, NDArray[Any]], lists: Mapping[int, Iterable[Iterable[int]]]) -> Table:
    """One array of all tables; `lists` by table number become groups. The numbers are 0, 2, 4, ... without gaps."""
    header = 2 * (len(tables) + len(lists))
    parts: list[Table] = [np.zeros(header, dtype=np.int64)]
    end = header
    for number in range(0, header, 2):
        if number in tables:
            rows = np.minimum(np.asarray(tables[number], dtype=np.int64), 2 * LARGEST)
            width = rows.shape[1] if rows.ndim > 1 else 1
        else:
            rows, width = _groups(lists[number], end), 1
        parts[0][number : number + 2] = end, width
        parts.append(rows.ravel())
        end += rows.size
    return np.concatenate(parts)


def _groups(lists: Iterable[Iterable[int]], offset: int) -> Table:
    rows = [list(row) for row in lists]
    starts = np.concatenate(([0], np.cumsum([len(row) for row in rows]))) + offset + len(rows) + 1
    return np.concatenate((starts, [item for row in rows for item in row])).astype(np.int64)


def unpacked(packed: Table, table: int, rows: int) -> Table:
    """A table as a numpy array [rows, width]; writing to it writes to the packed array."""
    offset, width = int(packed[table]), int(packed[table + 1])
    return packed[offset : offset + rows * width].reshape(rows, width)


def column(packed: Table, table: int, rows: int) -> Table:
    """A one-dimensional table as a numpy array [rows]; writing to it writes to the packed array."""
    return unpacked(packed, table, rows)[:, 0]


@kernel
def at(packed: Table, table: int, row: int, column: int) -> int:
    """Where a cell stands in the packed array."""
    return int(packed[table]) + row * int(packed[table + 1]) + column


@kernel
def cell(packed: Table, table: int, row: int, column: int) -> int:
    """The number in a row and column of a table."""
    return int(packed[int(packed[table]) + row * int(packed[table + 1]) + column])


@kernel
def entry(packed: Table, table: int, row: int) -> int:
    """The number in a row of a one-dimensional table; for a table of groups, where the row's list starts."""
    return int(packed[int(packed[table]) + row])


@kernel
def item(packed: Table, place: int) -> int:
    """The number at a place of the packed array, such as one in the list of a group."""
    return int(packed[place])
