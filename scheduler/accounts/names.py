"""The names of accounts, where a row keeps only whose deed something was."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from scheduler.models.accounts import Account


def account_names(db: Session, ids: Iterable[str | None]) -> dict[str | None, str]:
    """Names by key, of those that are accounts; the caller has loaded the rows that name them."""
    wanted = {id_ for id_ in ids if id_ is not None}
    found: dict[str | None, str] = {}
    if wanted:
        found.update(db.exec(select(Account.id, Account.name).where(col(Account.id).in_(wanted))).all())
    return found
