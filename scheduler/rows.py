"""Rows of an association: loaded only for their own, changed only with an audit entry and a new version."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from sqlalchemy import Select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import defer
from sqlmodel import Session, SQLModel, select
from sqlmodel.sql.expression import SelectOfScalar

from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.errors import ChangedMeanwhileError, NotFoundError, TakenError
from scheduler.models.associations import AuditEntry
from scheduler.models.base import EditedRow, OwnedRow, Row

R = TypeVar("R", bound=Row)
Owned = TypeVar("Owned", bound=OwnedRow)
S = TypeVar("S", bound=Select[*tuple[Any, ...]])
SECRETS: Final = frozenset(
    {"password_hash", "secret_hash", "csrf_token", "channel", "channels", "notice_channels", "content"}
)
"""Columns whose values never reach the audit trail."""
UNIQUE_VIOLATIONS: Final = frozenset({"23505", "SQLITE_CONSTRAINT_UNIQUE"})
BULKY: Final = frozenset({"plan", "changes", "faults", "faulty", "options", "created_at", "updated_at"})
"""Columns that the audit trail leaves out because the row keeps them, or because they say nothing.

Stations do not see all of their request's options either: neither costs, nor whom one moves.
"""


def load(db: Session, table: type[Owned], key: str, *, actor: Actor, lock: bool = False) -> Owned:
    """The row of the actor's own association; with `lock`, nobody else changes it until this unit of work ends.

    Raises NotFoundError, also for another association's row.
    """
    query = select(table).where(table.id == key, table.association_id == actor.association_id)
    row = db.exec(locked(query) if lock else query).first()
    if row is None:
        raise NotFoundError(kind=kind_of(table), id=key)
    return row


def locked(query: S, *, of: type[Row] | None = None) -> S:
    """The query with its rows locked until the unit of work ends, and as they are once the lock is there.

    A row that the database session knows already is read anew: whoever was before us may have changed it meanwhile.
    of: of several tables, the one whose rows are locked.
    """
    return query.with_for_update(of=of).execution_options(populate_existing=True)


def load_for_change(db: Session, table: type[Owned], key: str, *, actor: Actor, version: int | None = None) -> Owned:
    """As `load` with a lock; `version` is what the actor saw, None when two people cannot meet here.

    Raises NotFoundError and ChangedMeanwhileError, which carries the row as it is now.
    """
    row = load(db, table, key, actor=actor, lock=True)
    require_version(row, version)
    return row


def require_version(row: Row, version: int | None) -> None:
    """Raises ChangedMeanwhileError, which carries the row as it is now, unless `version` is its own or None."""
    current = getattr(row, "version", None)
    if version is not None and version != current:
        raise ChangedMeanwhileError(
            kind=kind_of(type(row)), id=row.id, yours=version, current=current, row=audited(row)
        )


def add(db: Session, row: R, *, actor: Actor, action: str) -> R:
    """Store a new row with its audit entry."""
    db.add(row)
    db.flush()
    _note(db, actor, action, row, before=None, after=audited(row))
    return row


def add_all(db: Session, rows: Sequence[Row], *, actor: Actor, action: str) -> None:
    """Store many new rows, each with its audit entry, in few statements."""
    db.add_all(rows)
    db.flush()
    for row in rows:
        _note(db, actor, action, row, before=None, after=audited(row))
    db.flush()


@contextmanager
def changing(db: Session, row: R, *, actor: Actor, action: str) -> Iterator[R]:
    """Change a loaded row inside the block: its version grows and the audit entry keeps before and after.

    Nothing is written when the block changes nothing.
    """
    before = audited(row)
    yield row
    after = audited(row)
    if before == after and not db.is_modified(row):
        return
    row.updated_at = now()
    if isinstance(row, EditedRow) or hasattr(row, "version"):
        row.version += 1
    db.add(row)
    db.flush()
    changed = {name for name in after if after[name] != before.get(name)}
    _note(db, actor, action, row, {name: before.get(name) for name in changed}, {name: after[name] for name in changed})


@contextmanager
def unique(kind: str, field: str, value: object) -> Iterator[None]:
    """Raise TakenError when a row written inside the block has a value that another row has already."""
    try:
        yield
    except IntegrityError as error:
        code = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", "")
        if code not in UNIQUE_VIOLATIONS:
            raise
        raise TakenError(kind=kind, field=field, value=str(value)) from error


def remove(db: Session, row: Row, *, actor: Actor, action: str) -> None:
    """Delete a row that nothing refers to, with its audit entry."""
    before = audited(row)
    db.delete(row)
    db.flush()
    _note(db, actor, action, row, before=before, after=None)


def audited(row: SQLModel) -> dict[str, Any]:
    """A row's columns as JSON values, without secrets and without what says nothing to a reader."""
    return row.model_dump(mode="json", exclude=set(SECRETS | BULKY))


def without(query: SelectOfScalar[R], *columns: Any) -> SelectOfScalar[R]:
    """The query without some large columns, such as `Release.plan`; each is loaded when it is looked at."""
    return query.options(*(defer(column) for column in columns))


def kind_of(table: type[SQLModel]) -> str:
    """The word for a table's rows in messages, codes and the audit trail: its name."""
    return str(table.__tablename__)


def _note(
    db: Session, actor: Actor, action: str, row: Row, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    association_id = getattr(row, "association_id", None) or actor.association_id or None
    if kind_of(type(row)) == "association":
        association_id = row.id
    db.add(
        AuditEntry(
            association_id=association_id,
            at=now(),
            account_id=actor.account_id,
            actor_name=actor.name,
            action=action,
            subject_kind=kind_of(type(row)),
            subject_id=row.id,
            before=before,
            after=after,
            request_id=actor.request_id,
        )
    )
