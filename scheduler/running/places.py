"""Who works here: each worker holds a numbered place, and whoever finds a place empty carries on what was begun there.

On SQLite there is one place, held by a lock on a file beside the database. On PostgreSQL places are advisory locks of a
connection of their own: when a worker dies, the server lets its place go, whatever happened.
"""

import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, Protocol

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from scheduler.database import Database, stated_plainly
from scheduler.storage_errors import StorageError
from solver.wording import Wording

LOCK_SPACE: Final = 0x64756461
"""The first key of our advisory locks, `duda` in ASCII; the second is the number of the place."""
MOST_PLACES: Final = 1000
KEEPALIVE: Final = {"tcp_keepalives_idle": 10, "tcp_keepalives_interval": 5, "tcp_keepalives_count": 3}
"""Half a minute after a worker's machine is gone without a word, the server notices and lets its place go."""


class WorkerRunsAlreadyError(StorageError):
    """SQLite is for one process, and there is one already."""

    code = "worker-runs-already"
    wording = Wording(
        "已有一个 dudao 进程在使用此数据库；SQLite 只支持一个服务进程，请先停止它，或改用 PostgreSQL",
        "a dudao process works on this database already; SQLite is for one serving process: stop the other one, "
        "or use PostgreSQL",
    )


class Place(Protocol):
    """A worker's place."""

    name: str
    """The job system's name for whoever has it."""

    def is_held(self) -> bool:
        """Whether it is still ours; one that was lost is taken again when nobody else has it."""

    def try_other(self, name: str) -> bool:
        """Whether nobody has the place of that name; then it is held for a moment, until `let_go`."""

    def let_go(self, name: str) -> None:
        """Let another's place go again."""

    def leave(self) -> None:
        """Give the place up."""


class OnlyPlace:
    """The one place at a SQLite file."""

    name = "only"

    def __init__(self, database_file: Path) -> None:
        """Take it. Raises WorkerRunsAlreadyError."""
        self._file: IO[str] = database_file.with_name(f"{database_file.name}.worker").open("a")
        try:
            _lock(self._file)
        except OSError:
            self._file.close()
            raise WorkerRunsAlreadyError from None

    def is_held(self) -> bool:
        """It is ours as long as the file is open."""
        return not self._file.closed

    def try_other(self, name: str) -> bool:
        """There is no other place; a job of another name stems from another database and is ours now."""
        return name != self.name

    def let_go(self, name: str) -> None:
        """Nothing was taken."""

    def leave(self) -> None:
        """Give the place up."""
        self._file.close()


class NumberedPlace:
    """One of many places at a PostgreSQL database."""

    def __init__(self, database: Database) -> None:
        """Take the first free one. Raises StorageError."""
        self._database = database
        self._connection = self._connect()
        self._number = next(number for number in range(1, MOST_PLACES) if self._try(number))
        self.name = f"worker-{self._number}"

    def is_held(self) -> bool:
        """Whether it is still ours; when the connection was lost, the place is taken again on a new one."""
        try:
            self._connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            with suppress(SQLAlchemyError):  # it may be closed already: the server was gone the last time, too
                self._connection.invalidate()
                self._connection.close()
            self._connection = self._connect()
            return self._try(self._number)
        return True

    def try_other(self, name: str) -> bool:
        """Whether the worker of that name is dead."""
        return self._try(_number_of(name))

    def let_go(self, name: str) -> None:
        """Let a place go again."""
        self._connection.execute(
            text("SELECT pg_advisory_unlock(:space, :number)"), {"space": LOCK_SPACE, "number": _number_of(name)}
        )

    def leave(self) -> None:
        """Give the place up."""
        with suppress(SQLAlchemyError):  # a server that is gone has let it go
            self.let_go(self.name)  # closing does it too, but only when the server notices
        self._connection.close()

    def _connect(self) -> Connection:
        with stated_plainly():
            connection = self._database.engine.execution_options(isolation_level="AUTOCOMMIT").connect()
            # Locks belong to the connection, so it must not be one that the pool lends to others afterwards.
            connection.detach()
            for name, value in KEEPALIVE.items():
                connection.execute(text(f"SET {name} = {value}"))
            return connection

    def _try(self, number: int) -> bool:
        query = text("SELECT pg_try_advisory_lock(:space, :number)")
        return bool(self._connection.execute(query, {"space": LOCK_SPACE, "number": number}).scalar_one())


def take_place(database: Database) -> Place:
    """A place to work at the database. Raises WorkerRunsAlreadyError and StorageError."""
    if database.is_sqlite:
        return OnlyPlace(Path(database.url.database or ""))
    return NumberedPlace(database)


def _number_of(name: str) -> int:
    number = name.removeprefix("worker-")
    return int(number) if number.isdigit() else 0


def _lock(file: IO[str]) -> None:
    """Lock an open file for this process, without waiting. Raises OSError when another has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
