"""Several people at the same moment, on real connections."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlmodel import Session

from scheduler.database import Database
from scheduler.errors import DomainError


def at_once(database: Database, *does: Callable[[Session], object]) -> list[str]:
    """What each says, all begun at the same moment in a unit of work of its own: `done`, or an error's code."""
    ready = threading.Barrier(len(does))

    def do(one: Callable[[Session], object]) -> str:
        ready.wait()
        try:
            with database.unit_of_work() as db:
                one(db)
        except DomainError as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(len(does)) as pool:
        return sorted(pool.map(do, does))
