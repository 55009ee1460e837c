"""How long a list may be that goes out or comes in."""

from typing import Final, TypeVar

from scheduler.errors import Fault, FaultyInputError
from scheduler.paging import Page, Paging
from solver.wording import Wording

T = TypeVar("T")
MOST_ROWS: Final = 10_000
EVERYTHING: Final = Paging(0, MOST_ROWS)
_TOO_LONG: Final = Wording(
    "共 {total} 行，一次最多导出 {most} 行；请缩小日期范围",
    "{total} rows, {most} are the most: choose a shorter period",
)


def whole(page: Page[T]) -> list[T]:
    """The rows of a page that was asked for EVERYTHING. Raises FaultyInputError when there are more than that."""
    if page.total > MOST_ROWS:
        raise FaultyInputError([Fault("until", "too-many-rows", _TOO_LONG, {"total": page.total, "most": MOST_ROWS})])
    return page.items
