"""Long lists come in pages: a limit and an offset in, the rows and the whole count out."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import func
from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

T = TypeVar("T")
LARGEST_PAGE = 500


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list: `limit` from 1 to LARGEST_PAGE rows after the first `offset`."""

    offset: int = 0
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Part of a list, and how long the whole is."""

    items: list[T]
    total: int


def page_of(db: Session, query: SelectOfScalar[T], paging: Paging) -> Page[T]:
    """Run an ordered query for one page."""
    total = db.exec(select(func.count()).select_from(query.order_by(None).subquery())).one()
    return Page(list(db.exec(query.offset(paging.offset).limit(paging.limit))), total)
