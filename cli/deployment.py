"""What the commands of a deployment work with: its settings, its database, and errors said in the user's language."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from cli.desk import Desk
from cli.exits import CommandError, RefusalError
from migrations.running import current, newest
from scheduler.database import Database, open_database
from scheduler.errors import DomainError, FaultyInputError
from scheduler.settings import Settings, load_settings
from scheduler.storage_errors import StorageError


@dataclass(frozen=True, slots=True)
class Deployment:
    """One deployment, of this process's environment."""

    settings: Settings
    database: Database

    def require_tables(self) -> None:
        """Raise CommandError unless the tables are those that this version works with."""
        if (present := current(self.database)) != newest():
            raise CommandError("migration-missing", present=present or "-", needed=newest())


@contextmanager
def deployment(desk: Desk, **given: Any) -> Iterator[Deployment]:
    """The deployment that the environment describes, `given` settings first; its database is closed at the end.

    Raises CommandError for faulty settings and for every error of the service within the block.
    """
    settings = _settings(given)
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = open_database(settings.database)
    try:
        yield Deployment(settings, database)
    except FaultyInputError as error:
        raise RefusalError(
            error.code, error.wording, error.facts, [f.message(desk.lang) for f in error.faults]
        ) from None
    except ValidationError as faulty:
        lines = [f"  {'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in faulty.errors()]
        kind = FaultyInputError
        raise RefusalError(kind.code, kind.wording, {"count": len(lines)}, lines) from None
    except DomainError as error:
        raise RefusalError(error.code, error.wording, error.facts) from None
    except StorageError as error:
        raise RefusalError(error.code, error.wording, {}, [str(error.__cause__ or "").split("\n")[0]]) from None
    finally:
        database.close()


def _settings(given: dict[str, Any]) -> Settings:
    try:
        return load_settings(**given)
    except ValidationError as faulty:
        lines = [f"  DUDAO_{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" for fault in faulty.errors()]
        raise CommandError("settings-faulty", details=lines, count=len(lines)) from None
